import type { Resolvers } from '../../schema/generated/agreements.ts';
import { today, type RequestContext } from '../federation/subgraph.ts';
import type { RuleRepository } from './loaders.ts';
import { countByKind, countInForce } from './statistics.ts';

/** Resolvers of statistics: how many agreements and annexes are in which state, from the held rules. */
export function statisticsResolvers(repository: RuleRepository): Resolvers<RequestContext> {
  return {
    Query: {
      agreementStatistics: async (_, { asOf, knownAt }, context) => {
        const rules = await repository.whole();
        const { agreements } = rules.at(knownAt);
        const day = asOf ?? today(context, rules.days);
        return {
          asOf: day,
          knownAt: knownAt ?? context.now().toISOString(),
          agreements: agreements.length,
          counts: countInForce(agreements, day),
          kinds: countByKind(agreements, day),
        };
      },
    },
  };
}
