import { buildSubgraph } from '../federation/subgraph.ts';
import type { Subgraph } from '../federation/subgraph.ts';
import { FairScheduler, VERIFIED_AT_ONCE } from '../federation/turns.ts';
import { attestationResolvers } from './graphql/resolvers.ts';
import { AttestationService } from './service.ts';
import type { ServiceOptions } from './service.ts';

export { AttestationService } from './service.ts';
export type { PublicStatus, ServiceOptions } from './service.ts';
export type { IssuedAttestation } from './model.ts';
export { openKeys } from './keys/index.ts';
export type { KeyRing } from './keys/index.ts';
export type { Recognise, Recognised } from './ports.ts';

/** The attestations subgraph, and its service for the routes that need no GraphQL. */
export interface AttestationsSubgraph extends Subgraph {
  readonly service: AttestationService;
}

/** Attestations: signed statements of recognition, issued, shown, revoked and verified. */
export function createAttestationsSubgraph(
  options: ServiceOptions,
  checks = new FairScheduler(VERIFIED_AT_ONCE),
): AttestationsSubgraph {
  const service = new AttestationService(options);
  return { ...buildSubgraph('attestations', attestationResolvers(service, checks)), service };
}
