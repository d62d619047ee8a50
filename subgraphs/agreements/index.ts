import { buildSubgraph, type Subgraph } from '../federation/subgraph.ts';
import { RuleRepository, type AgreementSources } from './loaders.ts';
import { answer, type Decide } from './recognise.ts';
import { resolvers } from './resolvers.ts';

/** The agreements subgraph, and its rules for those who ask without GraphQL. */
export interface AgreementsSubgraph extends Subgraph {
  readonly rules: RuleRepository;
}

/** Agreements as data, and the decision: is this certificate recognised in that market? */
export function createAgreementsSubgraph(
  sources: AgreementSources,
  decide: Decide = answer,
): AgreementsSubgraph {
  const rules = new RuleRepository(sources);
  return { ...buildSubgraph('agreements', resolvers(rules, decide)), rules };
}
