import type { Eventually } from '../../lib/maybe-promise.ts';
import type { BodyEvidence, CertificateEvidence } from '../../facts/model/evidence.ts';
import { buildSubgraph, type Subgraph } from '../federation/subgraph.ts';
import { BodyShelf, type BodySources } from './loaders.ts';
import { bodyResolvers } from './resolvers.ts';

export { bodiesBehind } from './loaders.ts';

/** The bodies subgraph, and its evidence for those who ask without GraphQL. */
export interface BodiesSubgraph extends Subgraph {
  readonly evidenceFor: (certificate: CertificateEvidence) => Eventually<BodyEvidence>;
  readonly held: BodyShelf['held'];
}

/** Organisations: who certifies, who accredits them, who approved, designated or barred them. */
export function createBodiesSubgraph(sources: BodySources): BodiesSubgraph {
  const shelf = new BodyShelf(sources);
  return {
    ...buildSubgraph('bodies', bodyResolvers(shelf)),
    evidenceFor: (certificate) => shelf.evidenceFor(certificate),
    held: () => shelf.held(),
  };
}
