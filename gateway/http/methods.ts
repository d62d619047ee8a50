import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Methods a route has, by the pattern of its address. */
export type AllowedMethods = (request: FastifyRequest) => readonly string[];

/**
 * Learns every route that is registered after it.
 * @returns the methods that the address of a request has, sorted; none: there is no such address
 */
export function watchMethods(app: FastifyInstance): AllowedMethods {
  const routes = new Map<string, { readonly pattern: RegExp; readonly methods: Set<string> }>();
  app.addHook('onRoute', ({ url, method }) => {
    if (url === '/*') return; // preflights
    const route = routes.get(url) ?? { pattern: patternOf(url), methods: new Set(['OPTIONS']) };
    for (const one of [method].flat()) route.methods.add(one);
    routes.set(url, route);
  });
  return ({ url }) => {
    const [path = ''] = url.split('?');
    const methods = new Set<string>();
    for (const route of routes.values())
      if (route.pattern.test(path)) for (const method of route.methods) methods.add(method);
    return [...methods].sort();
  };
}

const patternOf = (url: string): RegExp => {
  const escaped = url.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replace(/:\w+/g, '[^/]+').replace(/\*/g, '.*')}$`);
};
