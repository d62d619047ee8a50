import type { Gate, ReasonEffect, ReasonResolvers } from '../../schema/generated/agreements.ts';
import type { Answer } from '../../schema/generated/question.ts';
import { REASON_CODES } from '../../schema/generated/reason-codes.ts';

export type ReasonCode = Answer['reasons'][number];

const EFFECTS = {
  negative: 'NEGATIVE',
  indeterminate: 'INDETERMINATE',
  condition: 'CONDITION',
  info: 'INFO',
  positive: 'POSITIVE',
} as const;

/** One row of the table of reasons. */
export interface Reason {
  readonly code: ReasonCode;
  readonly gate: Gate;
  readonly effect: ReasonEffect;
  readonly en: string;
  readonly zh: string;
}

/** The table of reasons, in canonical order. */
export const REASON_TABLE: readonly Reason[] = REASON_CODES.map(
  ({ code, gate, effect, en, zh }) => ({ code, gate, effect: EFFECTS[effect], en, zh }),
);

const BY_CODE = new Map<string, Reason>(REASON_TABLE.map((reason) => [reason.code, reason]));

/** True for a code of the table. */
export const isReasonCode = (code: string): boolean => BY_CODE.has(code);

/** The row of a code. @throws for a code that is not in the table */
export function reason(code: string): Reason {
  const row = BY_CODE.get(code);
  if (!row) throw new Error(`schema/reason-codes.json has no ${code}`);
  return row;
}

/** The resolvers of the type `Reason`, the same in every subgraph that has it. */
export const reasonResolvers: ReasonResolvers = {
  message: (row, { locale }) => (locale === 'zh' ? row.zh : row.en),
};
