import type { Resolvers } from '../../schema/generated/agreements.ts';
import { withKnownAt } from '../../facts/model/known-at.ts';
import { activeOn, type Interval } from '../../facts/model/interval.ts';
import type { RequestContext } from '../federation/subgraph.ts';
import { counterpartsOf, equivalentsOf } from './correspondence.ts';
import type { RuleRepository } from './loaders.ts';

/** Resolvers of what standards and schemes correspond to elsewhere; no answer depends on it. */
export function correspondenceResolvers(
  repository: RuleRepository,
): Pick<
  Required<Resolvers<RequestContext>>,
  'Standard' | 'Scheme' | 'StandardEquivalence' | 'SchemeCounterpart'
> {
  return {
    Standard: {
      equivalents: async ({ id, asKnownAt }, { on, knownAt }) => {
        const at = knownAt ?? asKnownAt;
        const { standards } = await repository.index(at);
        return equivalentsOf(id, [...standards.values()])
          .filter(inForce(on))
          .map((one) => ({ ...one, standard: withKnownAt(one.standard, at) }));
      },
    },
    StandardEquivalence: {
      differences: ({ differences }) => differences ?? [],
    },
    Scheme: {
      counterparts: async ({ id, asKnownAt }, { on, knownAt }) => {
        const at = knownAt ?? asKnownAt;
        const { schemes } = await repository.index(at);
        return counterpartsOf(id, [...schemes.values()])
          .filter(inForce(on))
          .map((one) => ({ ...one, scheme: withKnownAt(one.scheme, at) }));
      },
    },
    SchemeCounterpart: {
      levels: ({ levels }) => levels ?? [],
    },
  };
}

const inForce =
  (on: string | null | undefined) =>
  (interval: Interval): boolean =>
    on === null || on === undefined || activeOn(interval, on);
