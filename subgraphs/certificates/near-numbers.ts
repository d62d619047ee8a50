import { numberLikeness } from '../../schema/spelling.ts';
import { condition } from '../../store/mongoose/condition.ts';
import { readWithin } from '../../lib/deadline.ts';
import { visibleIn } from '../../facts/ledger/commit-watermark.ts';
import { ascending } from '../../facts/model/names.ts';
import { badInput } from '../federation/errors.ts';
import type { RemainingTime } from '../federation/turns.ts';
import { shownRecord } from './loaders.ts';
import type { CertificateRecord, CertificateRepository, Stored } from './loaders.ts';

/** What stands in numbers, as they look: without O, I and L, which look like digits. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTUVWXYZ';
/** Longer numbers are only looked for as they look. */
const MAX_LENGTH = 40;
const MAX_NEAR = 20;
/** Records read at most. */
const MAX_ROWS = 200;
const READ_DEADLINE_MS = 5_000;

/** All that differs from a text by one character left out, added, changed or exchanged with its neighbour. */
export function oneEditFrom(text: string): ReadonlySet<string> {
  const letters = Array.from(text);
  const found = new Set([text]);
  if (letters.length === 0 || letters.length > MAX_LENGTH) return found;
  const add = (from: number, to: number, ...middle: string[]): void => {
    found.add([...letters.slice(0, from), ...middle, ...letters.slice(to)].join(''));
  };
  for (let at = 0; at <= letters.length; at += 1) {
    for (const letter of ALPHABET) {
      add(at, at, letter);
      if (at < letters.length) add(at, at + 1, letter);
    }
    if (at < letters.length) add(at, at + 1);
    if (at + 1 < letters.length) add(at, at + 2, letters[at + 1] ?? '', letters[at] ?? '');
  }
  found.delete('');
  return found;
}

/** Certificates whose numbers are near to one that somebody typed, those that look the same first. */
export async function nearCertificates(
  { models, horizon }: CertificateRepository,
  number: string,
  first: number,
  left: RemainingTime,
): Promise<readonly CertificateRecord[]> {
  if (first < 1 || first > MAX_NEAR)
    throw badInput(`first is ${first}; it can be 1 to ${MAX_NEAR}.`);
  const typed = numberLikeness(number);
  if (typed === '') return [];
  const near = [...oneEditFrom(typed)];
  const rows = await readWithin(
    models.certificates
      .find(
        { likeness: condition({ $in: near }), ...visibleIn(horizon.snapshot()) },
        { key: 1, likeness: 1, digest: 1, fact: 1 },
      )
      .limit(MAX_ROWS)
      .lean<Stored[]>(),
    Math.min(READ_DEADLINE_MS, left()),
  );
  const groups = new Map<string, Stored[]>();
  for (const row of rows) {
    const name = `${row.key} ${row.fact.issuer}`;
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  const rank = (record: CertificateRecord): string =>
    `${numberLikeness(record.number) === typed ? 0 : 1}${record.number} ${record.issuer}`;
  return [...groups.values()]
    .flatMap((records) => shownRecord(records) ?? [])
    .sort((a, b) => ascending(rank(a), rank(b)))
    .slice(0, first);
}
