import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { registerAttestationRoutes } from '../../../../gateway/routes/attestations/index.ts';
import { negotiatePublic } from '../../../../gateway/http/compression.ts';
import { createLog } from '../../../../gateway/observability/log.ts';
import { createMetrics } from '../../../../gateway/observability/metrics.ts';
import type { Metrics } from '../../../../gateway/observability/metrics.ts';
import { createServer } from '../../../../gateway/http/server.ts';
import type { IssuedAttestation } from '../../../../subgraphs/attestations/index.ts';
import { openHub, OFFICER, REQUEST } from '../../../subgraphs/attestations/hub.ts';
import type { TestHub } from '../../../subgraphs/attestations/hub.ts';
import { PUBLIC_URL } from '../../../subgraphs/attestations/support.ts';

/** The routes of attestations on a server of their own, with one attestation issued. */
export interface ServedRoutes {
  readonly hub: TestHub;
  readonly app: FastifyInstance;
  readonly metrics: Metrics;
  readonly attestation: IssuedAttestation;
  readonly get: (url: string, headers?: Record<string, string>) => Promise<LightMyRequestResponse>;
  readonly close: () => Promise<void>;
}

export async function serveRoutes(): Promise<ServedRoutes> {
  const hub = await openHub();
  const metrics = createMetrics();
  const app = createServer({ publicUrl: PUBLIC_URL }, createLog({ logLevel: 'silent' }), metrics);
  negotiatePublic(app);
  registerAttestationRoutes(app, hub.subgraph.service);
  const outcome = await hub.subgraph.service.issue(REQUEST, OFFICER);
  if (outcome.kind !== 'issued') throw new Error('the worked case is one of recognition');
  return {
    hub,
    app,
    metrics,
    attestation: outcome.attestation,
    get: (url, headers = {}) => app.inject({ method: 'GET', url, headers }),
    async close() {
      await app.close();
      metrics.close();
      await hub.close();
    },
  };
}
