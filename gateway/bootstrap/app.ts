import type { FastifyInstance } from 'fastify';
import type { Hub } from '../routes/context.ts';
import { negotiatePublic } from '../http/compression.ts';
import { allowOrigins } from '../http/cors.ts';
import type { ListeningServer } from '../http/front.ts';
import { limitNothing, limitRates } from '../limits/rate.ts';
import type { Quota, RateOptions } from '../limits/rate.ts';
import type { Limits } from '../config/limit-settings.ts';
import { graphiqlRoutes } from '../routes/graphiql.ts';
import { graphqlRoutes } from '../routes/graphql.ts';
import { healthRoutes } from '../routes/health.ts';
import { feedRoutes } from '../routes/feed/routes.ts';
import { openapiRoutes } from '../routes/openapi.ts';
import { portalRoutes } from '../routes/portal.ts';
import { verifyPageRoutes } from '../routes/verify-page.ts';
import { createServer } from '../http/server.ts';
import type { Tracing } from '../observability/tracing/index.ts';

/** A family of routes. */
export type Routes = (app: FastifyInstance, hub: Hub) => void;

/** Settings that vary between hubs. */
export interface AppOptions {
  /** Undefined: the default of the limits; null: not limited (a limiter stands in front). */
  readonly quota?: Quota | null | undefined;
  /** Quotas that differ from those of the limits. */
  readonly quotas?: RateOptions['quotas'];
  /** Route families that need parts of the hub unknown here, such as the attestations. */
  readonly routes?: readonly Routes[];
  /** A server that is listening already. */
  readonly front?: ListeningServer | undefined;
  readonly tracing?: Tracing | undefined;
}

const quotasOf = ({ lookups, object, work }: Limits): RateOptions['quotas'] => ({
  lookups,
  object,
  work,
});

/** The front door: the server with every route of the contract. */
export function createApp(hub: Hub, options: AppOptions = {}): FastifyInstance {
  const app = createServer(hub.config, hub.log, hub.metrics, options.front);
  options.tracing?.observe(app, 'none');
  allowOrigins(app, new Set(hub.config.allowedOrigins));
  negotiatePublic(app);
  const { quota, quotas } = options;
  if (quota === null) limitNothing(app);
  else
    limitRates(app, {
      metrics: hub.metrics,
      identify: hub.identify,
      quotas: {
        ...quotasOf(hub.config.limits),
        ...(quota ? { default: quota } : {}),
        ...quotas,
      },
    });
  const families: Routes[] = [
    openapiRoutes, // first: it lists the routes that follow
    graphqlRoutes,
    graphiqlRoutes,
    healthRoutes,
    feedRoutes,
    portalRoutes,
    verifyPageRoutes,
    ...(options.routes ?? []),
  ];
  for (const routes of families) routes(app, hub);
  // A trace is of the pipeline.
  if (options.tracing) app.fastLane.ready = undefined;
  return app;
}
