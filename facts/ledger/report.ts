import { type DocumentFault } from '../model/fault.ts';
import type { FactKind } from '../kinds/kinds.ts';
import type { KindCounts } from './ledger.ts';
import type { Source } from '../document/source.ts';
import { type Validation } from '../document/validate.ts';

interface ReportOf<O extends string> {
  readonly outcome: O;
  readonly source: string;
  /** SHA-256 of the bytes of the document, in hexadecimal. */
  readonly document: string;
}

export interface Rejected extends ReportOf<'REJECTED'> {
  readonly faults: readonly DocumentFault[];
  /** All faults, also those not listed. */
  readonly faultCount: number;
}

export interface Stored extends ReportOf<'COMMITTED' | 'UNCHANGED'> {
  /** Number in the ledger; null when nothing was new. */
  readonly batch: number | null;
  readonly added: number;
  readonly extended: number;
  readonly retracted: number;
  readonly unchanged: number;
  readonly counts: Readonly<Partial<Record<FactKind, KindCounts>>>;
  /** Rows found that an interrupted import of the same document had already written. */
  readonly resumed: number;
}

export type IngestReport = Rejected | Stored;

export function sum(counts: Stored['counts']): KindCounts {
  const total = { added: 0, extended: 0, retracted: 0 };
  for (const { added, extended, retracted } of Object.values(counts)) {
    total.added += added;
    total.extended += extended;
    total.retracted += retracted;
  }
  return total;
}

export const rejected = (source: Source, { digest, faults, faultCount }: Validation): Rejected => ({
  outcome: 'REJECTED',
  source: source.name,
  document: digest,
  faults,
  faultCount,
});

export const nothingNew = (source: Source, { digest, counts }: Validation): Stored => ({
  outcome: 'UNCHANGED',
  source: source.name,
  document: digest,
  batch: null,
  added: 0,
  extended: 0,
  retracted: 0,
  unchanged: Object.values(counts).reduce((sum, count) => sum + count, 0),
  counts: {},
  resumed: 0,
});
