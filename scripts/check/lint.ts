import type { FactsDocument } from '../../schema/generated/facts.ts';
import { neverApplied } from './applicability.ts';
import { correspondences } from './correspondence.ts';
import { emptyIntervals, missingDates, overlappingIntervals } from './dates.ts';
import { placed } from './finding.ts';
import type { Finding } from './finding.ts';
import { known } from './known.ts';
import { unknownReferences, unknownTerritories } from './references.ts';

/** Annexes that share an identifier, so that nobody can say which one is meant. */
function* duplicateAnnexes(document: FactsDocument): Generator<Finding> {
  for (const { record: agreement, path } of placed(document.agreements, '/agreements')) {
    const first = new Map<string, string>();
    for (const { record, path: at } of placed(agreement.annexes, `${path}/annexes`)) {
      const earlier = first.get(record.id);
      if (earlier !== undefined)
        yield {
          code: 'DUPLICATE_ANNEX',
          path: at,
          message: `Annex ${record.id} of ${agreement.id} stands at ${earlier} already; rename one.`,
        };
      else first.set(record.id, at);
    }
  }
}

/**
 * Looks a valid facts document over for what its author probably did not mean. The context
 * documents are what the hub will know besides; identifiers they declare are known.
 */
export function lint(document: FactsDocument, context: readonly FactsDocument[] = []): Finding[] {
  const world = known([document, ...context]);
  return [
    ...duplicateAnnexes(document),
    ...unknownTerritories(document, world),
    ...unknownReferences(document, world),
    ...correspondences(document, world),
    ...emptyIntervals(document),
    ...overlappingIntervals(document),
    ...missingDates(document),
    ...neverApplied(document, world),
  ];
}
