import type { FastifyInstance } from 'fastify';
import { withDeadline } from '../../lib/deadline.ts';
import type { Hub } from './context.ts';
import { described, JSON_TYPE, ok } from '../http/description.ts';
import { metricsRoute } from './metrics.ts';

/** Milliseconds a readiness check may take: a balancer asks every few seconds. */
const CHECK_TIMEOUT_MS = 2_000;

/** Is it alive, is it ready, what does it measure. */
export function healthRoutes(app: FastifyInstance, hub: Hub): void {
  app.get(
    '/health/live',
    described({ summary: 'Is the process alive?', answers: ok('Yes.', JSON_TYPE) }),
    (_, reply) => reply.header('cache-control', 'no-store').send({ live: true }),
  );

  app.get(
    '/health/ready',
    described({
      summary: 'Can it answer?',
      answers: {
        ...ok('Yes.', JSON_TYPE),
        503: { description: 'No; which check.', types: [JSON_TYPE] },
      },
    }),
    async (_, reply) => {
      const checks = await readiness(hub);
      const ready = Object.values(checks).every(Boolean);
      return reply
        .code(ready ? 200 : 503)
        .header('cache-control', 'no-store')
        .send({ ready, checks });
    },
  );

  metricsRoute(app, hub.metrics, hub.config);
}

/** Whether each check holds now; one that fails or takes too long does not. */
export async function readiness(hub: Pick<Hub, 'checks'>): Promise<Record<string, boolean>> {
  const results = await Promise.all(
    Object.entries(hub.checks).map(async ([name, check]) => [name, await holds(check)] as const),
  );
  return Object.fromEntries(results);
}

async function holds(check: Hub['checks'][string]): Promise<boolean> {
  try {
    return await withDeadline(Promise.resolve(check()), CHECK_TIMEOUT_MS);
  } catch {
    return false; // what is asked logs and counts its failures itself
  }
}
