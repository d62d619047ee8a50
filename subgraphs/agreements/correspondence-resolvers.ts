import type { Resolvers } from '../../schema/generated/agreements.ts';
import { activeOn, type Interval } from '../kit/interval.ts';
import type { RequestContext } from '../kit/subgraph.ts';
import { counterpartsOf, equivalentsOf } from './correspondence.ts';
import type { RuleShelf } from './loaders.ts';

/** Resolvers of what standards and schemes correspond to elsewhere; no answer depends on it. */
export function correspondenceResolvers(
  shelf: RuleShelf,
): Pick<
  Required<Resolvers<RequestContext>>,
  'Standard' | 'Scheme' | 'StandardEquivalence' | 'SchemeCounterpart'
> {
  return {
    Standard: {
      equivalents: async ({ id }, { on, knownAt }) => {
        const { standards } = (await shelf.index()).describedAt(knownAt ?? undefined);
        return equivalentsOf(id, standards).filter(inForce(on));
      },
    },
    StandardEquivalence: {
      differences: ({ differences }) => differences ?? [],
    },
    Scheme: {
      counterparts: async ({ id }, { on, knownAt }) => {
        const { schemes } = (await shelf.index()).describedAt(knownAt ?? undefined);
        return counterpartsOf(id, schemes).filter(inForce(on));
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
