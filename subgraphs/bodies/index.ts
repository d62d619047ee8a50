import type { MaybePromise } from '../../lib/maybe-promise.ts';
import type { BodyEvidence, CertificateEvidence } from '../../facts/model/evidence.ts';
import { buildSubgraph, type Subgraph } from '../federation/subgraph.ts';
import { BodyRepository, type BodySources } from './loaders.ts';
import { bodyResolvers } from './resolvers.ts';

export { bodiesBehind } from './loaders.ts';

/** The bodies subgraph, and its evidence for those who ask without GraphQL. */
export interface BodiesSubgraph extends Subgraph {
  readonly evidenceFor: (certificate: CertificateEvidence) => MaybePromise<BodyEvidence>;
  readonly held: BodyRepository['held'];
}

/** Organisations: who certifies, who accredits them, who approved, designated or barred them. */
export function createBodiesSubgraph(sources: BodySources): BodiesSubgraph {
  const repository = new BodyRepository(sources);
  return {
    ...buildSubgraph('bodies', bodyResolvers(repository)),
    evidenceFor: (certificate) => repository.evidenceFor(certificate),
    held: () => repository.held(),
  };
}
