/** The objects of an audit. */
export type AuditPart = 'facts' | 'attestations' | 'status' | 'log';

/** A fault that the audit found. */
export interface Finding {
  readonly part: AuditPart;
  /** Stable code. */
  readonly code:
    | 'FACT_CHANGED'
    | 'FACT_ROWS_MISSING'
    | 'SIGNATURE_INVALID'
    | 'KEY_UNKNOWN'
    | 'CONTENT_CHANGED'
    | 'DECISION_DIFFERS'
    | 'LEAF_MISSING'
    | 'LEAF_UNKNOWN'
    | 'LOG_GAP'
    | 'ROOT_DIFFERS'
    | 'CHECKPOINT_INVALID'
    | 'CHECKPOINT_CONFLICT'
    | 'TILE_DIFFERS'
    | 'PLACE_INVALID'
    | 'STATUS_DIFFERS'
    | 'CHANGE_ALTERED';
  /** The object concerned: an identifier, a place. */
  readonly subject: string;
  readonly message: string;
}

/** How much was looked at, and what was found. */
export interface AuditReport {
  readonly checked: Readonly<Record<string, number>>;
  readonly findings: readonly Finding[];
}

/** Told of each finding. */
export type Report = (finding: Finding) => void;

/** A way to say what is wrong with one thing. */
export const about =
  (part: Finding['part'], subject: string, report: Report) =>
  (code: Finding['code'], message: string): void => {
    report({ part, code, subject, message });
  };
