import type { FactsDocument } from '../../../../schema/generated/facts.ts';
import type { Question } from '../../../../schema/generated/question.ts';

/** Facts with a question about them. */
export interface World {
  readonly facts: FactsDocument;
  readonly question: Question;
}

type Kind = Exclude<keyof FactsDocument, '$schema' | 'note'>;
type RecordOf<K extends Kind> = NonNullable<FactsDocument[K]>[number];

/** One alteration of a world. */
export type Change = (world: World) => World;

function changed<K extends Kind>(
  kind: K,
  change: (records: readonly RecordOf<K>[]) => readonly RecordOf<K>[],
): Change {
  return ({ facts, question }) => {
    const records = (facts[kind] ?? []) as readonly RecordOf<K>[];
    return { facts: { ...facts, [kind]: change(records) }, question };
  };
}

/** One more record. */
export const add = <K extends Kind>(kind: K, record: RecordOf<K>): Change =>
  changed(kind, (records) => [...records, record]);

/** One record less: the one at the place. */
export const remove = (kind: Kind, place = 0): Change =>
  changed(kind, (records) => records.filter((_, at) => at !== place));

/** One record, at the place, with other properties. */
export const edit = <K extends Kind>(kind: K, patch: Partial<RecordOf<K>>, place = 0): Change =>
  changed(kind, (records) =>
    records.map((record, at) => (at === place ? { ...record, ...patch } : record)),
  );

/** Another question about the same facts. */
export const ask =
  (patch: Partial<Question>): Change =>
  ({ facts, question }) => ({ facts, question: { ...question, ...patch } });

/** Several alterations, one after the other. */
export const all =
  (...changes: readonly Change[]): Change =>
  (world) =>
    changes.reduce((made, change) => change(made), world);

/** In how many places two worlds differ: records in one of them only, in pairs, and the question. */
export function differences(one: World, other: World): number {
  const kinds = [...new Set([...Object.keys(one.facts), ...Object.keys(other.facts)])] as Kind[];
  const records = kinds.map((kind) => {
    const [ofOne, ofOther] = [texts(one.facts, kind), texts(other.facts, kind)];
    const only = (mine: readonly string[], theirs: readonly string[]): number =>
      mine.filter((text) => !theirs.includes(text)).length;
    return Math.max(only(ofOne, ofOther), only(ofOther, ofOne));
  });
  const questions = JSON.stringify(one.question) === JSON.stringify(other.question) ? 0 : 1;
  return records.reduce((sum, count) => sum + count, questions);
}

const texts = (facts: FactsDocument, kind: Kind): string[] =>
  (facts[kind] ?? []).map((record) => JSON.stringify(record));
