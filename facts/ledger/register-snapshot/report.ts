import type { DocumentFault } from '../../model/fault.ts';
import type { Rejected, Stored } from '../report.ts';
import type { PropertyChange } from './difference.ts';

/** One certificate that is not what it was. */
export interface CertificateDifference {
  readonly number: string;
  readonly issuer: string;
  /** MISSING: no longer in the register, and left as it is; ENDED: ended for that. */
  readonly kind: 'ADDED' | 'EVENT' | 'CORRECTED' | 'MISSING' | 'ENDED';
  readonly changes: readonly PropertyChange[];
}

/** What a snapshot of a register comes to. */
export interface Differences {
  readonly register: string;
  readonly asAt: string;
  readonly rows: number;
  /** Certificates that the register showed before. */
  readonly before: number;
  readonly counts: Readonly<Record<CertificateDifference['kind'], number>>;
  readonly unchanged: number;
  /** Changed, of those shown before, in percent. */
  readonly changedPercent: number;
  /** The first of them. */
  readonly listed: readonly CertificateDifference[];
}

export type SnapshotReport =
  | (Stored & { readonly differences: Differences })
  | (Rejected & { readonly differences: Differences })
  | {
      readonly outcome: 'DRY_RUN';
      readonly source: string;
      readonly differences: Differences;
      /** What an import would refuse it for. */
      readonly faults: readonly DocumentFault[];
    };

/** Differences listed; the others are counted. */
export const MAX_LISTED = 1000;
