import { COUNTRY_DAYS } from '../../facts/model/days.ts';
import { buildSubgraph, type Days, type Subgraph } from '../federation/subgraph.ts';
import type { CertificateEvidence } from '../../facts/model/evidence.ts';
import { CertificateRepository, type CertificateSources } from './loaders.ts';
import type { Simulate } from '../federation/simulation.ts';
import { certificateResolvers } from './resolvers.ts';
import { simulationResolvers } from './simulation-resolvers.ts';
import { statisticsResolvers } from './statistics-resolvers.ts';

/** The certificates subgraph, and its evidence for those who ask without GraphQL. */
export interface CertificatesSubgraph extends Subgraph {
  readonly evidenceFor: (numbers: readonly string[]) => Promise<readonly CertificateEvidence[]>;
}

/** Registers of certificates: what was issued, to whom it applies, and what became of it. */
export function createCertificatesSubgraph(
  sources: CertificateSources & {
    readonly simulate: Simulate;
    /** Absent: by the time zones of countries. */
    readonly days?: Days | undefined;
  },
): CertificatesSubgraph {
  const repository = new CertificateRepository(sources);
  const { simulate, days = () => COUNTRY_DAYS } = sources;
  const resolvers = certificateResolvers(repository, days);
  const simulations = simulationResolvers(repository, simulate, days);
  const statistics = statisticsResolvers(repository, days);
  return {
    ...buildSubgraph('certificates', {
      ...resolvers,
      ...simulations,
      Query: { ...resolvers.Query, ...simulations.Query, ...statistics.Query },
    }),
    evidenceFor: (numbers) => repository.evidenceFor(numbers),
  };
}
