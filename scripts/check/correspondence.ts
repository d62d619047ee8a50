import type {
  FactsDocument,
  Scheme,
  SchemeCounterpart,
  Standard,
  StandardEquivalent,
} from '../../schema/generated/facts.ts';
import { overlapping } from './dates.ts';
import { placed } from './finding.ts';
import type { Finding, LocatedRecord } from './finding.ts';
import type { Known } from './known.ts';
import { unknown } from './references.ts';

const unclear = (path: string, message: string): Finding => ({
  code: 'CORRESPONDENCE_UNCLEAR',
  path,
  message,
});

/** What standards and schemes say of their counterparts: whether it exists, and is one thing. */
export function* correspondences(document: FactsDocument, known: Known): Generator<Finding> {
  for (const { record, path } of placed(document.standards, '/standards')) {
    const said = placed(record.equivalents, `${path}/equivalents`);
    for (const one of said) yield* ofStandard(record, one, known);
    yield* overlapping(
      said,
      ({ edition, standard, ofEdition }) =>
        `what ${named(record.id, edition)} is to ${named(standard, ofEdition)}`,
    );
  }
  for (const { record, path } of placed(document.schemes, '/schemes')) {
    const said = placed(record.counterparts, `${path}/counterparts`);
    for (const one of said) yield* ofScheme(record, one, known);
    yield* overlapping(said, ({ scheme }) => `counterpart ${scheme} of ${record.id}`);
  }
}

const named = (standard: string, edition: string | undefined): string =>
  edition === undefined ? standard : `${standard}:${edition}`;

function* ofStandard(
  { id, editions }: Standard,
  { record: said, path }: LocatedRecord<StandardEquivalent>,
  known: Known,
): Generator<Finding> {
  const other = known.standards.get(said.standard);
  if (other === undefined) yield unknown('standard', said.standard, `${path}/standard`);
  if (said.standard === id) yield unclear(path, `${id} is said to correspond to itself.`);
  for (const [standard, edition, of] of [
    [id, said.edition, editions],
    [said.standard, said.ofEdition, other?.editions],
  ] as const)
    if (edition !== undefined && of?.every((one) => one.edition !== edition) === true)
      yield unknown(`${standard} has no such edition:`, edition, path);
  const count = said.differences?.length ?? 0;
  if (said.degree === 'IDT' && count > 0)
    yield unclear(path, `${id} is identical (IDT) and yet has differences; is it modified (MOD)?`);
  if (said.degree === 'MOD' && count === 0)
    yield unclear(path, `${id} is modified (MOD) and no difference is given; name what differs.`);
}

function* ofScheme(
  scheme: Scheme,
  { record: said, path }: LocatedRecord<SchemeCounterpart>,
  known: Known,
): Generator<Finding> {
  const other = known.schemes.get(said.scheme);
  if (other === undefined) yield unknown('scheme', said.scheme, `${path}/scheme`);
  if (said.scheme === scheme.id) yield unclear(path, `${scheme.id} is its own counterpart.`);
  const ranks = (said.levels ?? []).map(({ level, counterpart }) => ({
    own: rank(scheme, level),
    other: other && rank(other, counterpart),
    level,
    counterpart,
  }));
  for (const { own, other: theirs, level, counterpart } of ranks) {
    if (own < 0) yield unknown(`scheme ${scheme.id} has no such level:`, level, `${path}/levels`);
    if (theirs !== undefined && theirs < 0)
      yield unknown(`scheme ${said.scheme} has no such level:`, counterpart, `${path}/levels`);
  }
  const crossed = ranks.some((one) =>
    ranks.some((two) => one.own < two.own && (one.other ?? 0) > (two.other ?? 0)),
  );
  if (crossed)
    yield unclear(
      `${path}/levels`,
      'A higher level corresponds to a lower one of the counterpart.',
    );
}

const rank = ({ levels = [] }: Scheme, level: string): number => levels.indexOf(level);
