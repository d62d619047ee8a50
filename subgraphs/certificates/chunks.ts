import { condition } from '../../store/mongoose/condition.ts';
import { readWithin } from '../../lib/deadline.ts';
import { visibleIn, type Snapshot } from '../../facts/ledger/commit-watermark.ts';
import { ascending } from '../../facts/model/names.ts';
import type { FactModel } from '../../facts/kinds/stored.ts';
import type { RemainingTime } from '../federation/turns.ts';
import type { Stored } from './loaders.ts';

/** Records read at once. */
const CHUNK = 500;

/** One read may take this long, milliseconds. */
const READ_DEADLINE_MS = 5_000;

/** A text that sorts after every text with the same beginning. */
const LAST = '\u{10FFFF}';

/** Which numbers: those that begin so, after that one. */
export interface Range {
  readonly prefix: string;
  readonly after: string | null;
  /** That number too. */
  readonly inclusive?: boolean;
}

/** Some certificates in ascending order of number, each with all its records. */
export interface Chunk {
  readonly certificates: readonly (readonly Stored[])[];
  /** Records read for it. */
  readonly looked: number;
  readonly isLast: boolean;
}

/** How a reader of many certificates reads. */
export interface Pace {
  readonly chunk?: number;
  readonly deadlineMs?: number;
  /** The time of the request that all this is for. */
  readonly left?: RemainingTime | undefined;
}

/** Reads the certificates that meet the clauses, a chunk at a time, at one horizon throughout. */
export async function* chunksOf(
  model: FactModel<'certificates'>,
  clauses: readonly object[],
  snapshot: Snapshot,
  { prefix, after, inclusive = false }: Range,
  { chunk = CHUNK, deadlineMs = READ_DEADLINE_MS, left }: Pace = {},
): AsyncGenerator<Chunk> {
  const narrowed = [...clauses, visibleIn(snapshot)];
  let position = after;
  let isFirst = inclusive;
  for (;;) {
    const read = model
      .find(
        { $and: [...narrowed, keyRange(prefix, position, isFirst)] },
        { key: 1, digest: 1, fact: 1 },
      )
      .sort({ key: 1 })
      .limit(chunk)
      .lean<Stored[]>();
    const found = await readWithin(read, Math.min(deadlineMs, left?.() ?? deadlineMs));
    const isLast = found.length < chunk;
    const certificates = byNumber(found, isLast);
    yield { certificates, looked: found.length, isLast };
    if (isLast) return;
    position = certificates.at(-1)?.[0]?.key ?? position;
    isFirst = false;
  }
}

/**
 * The records of a chunk by number. The last number of a chunk that is not the last may go on in the
 * next one, so it is left for that, unless it fills the chunk alone.
 */
function byNumber(chunk: readonly Stored[], complete: boolean): Stored[][] {
  const groups: Stored[][] = [];
  for (const record of chunk) {
    const group = groups.at(-1);
    if (group?.[0]?.key === record.key) group.push(record);
    else groups.push([record]);
  }
  if (!complete && groups.length > 1) groups.pop();
  return groups;
}

/** The records of a number, of each issuer apart: two bodies may use one number. */
export function byIssuer(records: readonly Stored[]): (readonly Stored[])[] {
  const [first] = records;
  if (records.every(({ fact }) => fact.issuer === first?.fact.issuer)) return [records];
  const issuers = [...new Set(records.map(({ fact }) => fact.issuer))].sort(ascending);
  return issuers.map((issuer) => records.filter(({ fact }) => fact.issuer === issuer));
}

function keyRange(prefix: string, position: string | null, inclusive: boolean): object {
  const begun = position !== null && position >= prefix;
  const from = begun ? (inclusive ? { $gte: position } : { $gt: position }) : { $gte: prefix };
  return { key: condition({ ...from, $lte: prefix + LAST }) };
}
