import type { Answer } from '../../../schema/generated/question.ts';
import { REASON_CODES } from '../../../schema/generated/reason-codes.ts';

export type ReasonCode = Answer['reasons'][number];

/** What a code does to the answer. */
export type Effect = 'negative' | 'indeterminate' | 'condition' | 'info' | 'positive';

export interface Reason {
  readonly code: ReasonCode;
  /** Gate of the rule that gives the code, for example CERTIFICATE. */
  readonly gate: string;
  /** Number of that gate. */
  readonly order: number;
  /** Place in the canonical order, from 0. */
  readonly position: number;
  readonly effect: Effect;
  readonly en: string;
  readonly zh: string;
}

const rank = ({ order, effect }: { order: number; effect: Effect }): number =>
  effect === 'positive' ? Infinity : order;

/** Every reason in canonical order (RULE §12): positive last, else by gate, then as in the table. */
export const REASON_LIST: readonly Reason[] = [...REASON_CODES]
  .sort((one, other) => (rank(one) === rank(other) ? 0 : rank(one) - rank(other)))
  .map((reason, position) => ({ ...reason, position }));

/** The reasons by code. */
export const REASONS = Object.fromEntries(
  REASON_LIST.map((reason) => [reason.code, reason]),
) as Readonly<Record<ReasonCode, Reason>>;
