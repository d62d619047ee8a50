import type { FastifyInstance } from 'fastify';
import type { Hub } from './context.ts';
import { described, JSON_TYPE, ok } from '../http/description.ts';
import type { ParameterDescription, RouteDescription } from '../http/description.ts';
import { PROBLEM_CODES } from '../../lib/errors/problem.ts';

/** Seconds: it changes only with the program. */
const MAX_AGE_S = 3_600;
const PROBLEM_TYPE = 'application/problem+json';

/** Made by the server for each route, or for any: no operations of their own. */
const IMPLIED = new Set(['HEAD', 'OPTIONS']);

type Paths = Record<string, Record<string, object>>;

/**
 * Describes every route that is registered after it, by what is declared beside the route.
 * @throws RangeError when a route is registered that describes nothing
 */
export function openapiRoutes(app: FastifyInstance, hub: Hub): void {
  const paths: Paths = {};
  app.addHook('onRoute', ({ url, method, config }) => {
    const methods = [method].flat().filter((one) => !IMPLIED.has(one));
    const description = config?.description;
    if (methods.length === 0 || description === 'refusal') return;
    if (!description) throw new RangeError(`Describe the route ${methods.join()} ${url}.`);
    const path = url.replace(/:(\w+)/g, '{$1}').replace(/\*$/, '{path}');
    for (const one of methods) (paths[path] ??= {})[one.toLowerCase()] = operationOf(description);
  });
  let text: string | undefined;
  app.get(
    '/openapi.json',
    described({ summary: 'This description.', answers: ok('OpenAPI 3.1.', JSON_TYPE) }),
    (_, reply) => {
      text ??= JSON.stringify(documentOf(hub.config.publicUrl, paths));
      return reply
        .header('cache-control', `public, max-age=${MAX_AGE_S}`)
        .type('application/json; charset=utf-8')
        .send(text);
    },
  );
}

const documentOf = (publicUrl: string, paths: Paths): object => ({
  openapi: '3.1.0',
  info: {
    title: 'Symbolon',
    version: '1',
    description: 'Mutual recognition of conformity certificates: routes outside GraphQL.',
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
  servers: [{ url: publicUrl }],
  paths,
  components: {
    securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    schemas: {
      Problem: {
        type: 'object',
        description: 'RFC 9457 problem details with a stable code.',
        required: ['type', 'title', 'status', 'code'],
        properties: {
          type: { const: 'about:blank' },
          title: { type: 'string' },
          status: { type: 'integer' },
          code: { enum: PROBLEM_CODES },
          detail: { type: 'string' },
          requestId: { type: 'string' },
        },
      },
    },
  },
});

function operationOf(description: RouteDescription): object {
  const { summary, params = {}, query = {}, headers = {}, body, scopes, answers } = description;
  const parameters = [
    ...parametersIn('path', params),
    ...parametersIn('query', query),
    ...parametersIn('header', headers),
  ];
  return {
    summary,
    ...(scopes ? { security: scopes.map((scope) => ({ bearer: [scope] })) } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: { required: true, content: mediaTypes(body) } } : {}),
    responses: {
      ...Object.fromEntries(
        Object.entries(answers).map(([status, { description: what, types = [PROBLEM_TYPE] }]) => [
          status,
          { description: what, content: mediaTypes(types) },
        ]),
      ),
      default: { description: 'A problem.', content: mediaTypes([PROBLEM_TYPE]) },
    },
  };
}

const parametersIn = (
  place: 'path' | 'query' | 'header',
  parameters: Readonly<Record<string, ParameterDescription>>,
): readonly object[] =>
  Object.entries(parameters).map(([name, { description, schema = {}, isRequired }]) => ({
    name,
    in: place,
    description,
    required: place === 'path' || isRequired === true,
    schema: { ...(schema.enum ? {} : { type: 'string' }), ...schema },
  }));

const mediaTypes = (types: readonly string[]): object =>
  Object.fromEntries(
    types.map((type) => [
      type,
      type === PROBLEM_TYPE ? { schema: { $ref: '#/components/schemas/Problem' } } : {},
    ]),
  );
