import type { Gate, ReasonEffect, ReasonResolvers } from '../../schema/generated/agreements.ts';
import type { Answer } from '../../schema/generated/question.ts';
import { readSchemaFile } from './installation.ts';

export type ReasonCode = Answer['reasons'][number];

/** One row of the table of reasons. */
export interface Reason {
  readonly code: ReasonCode;
  readonly gate: Gate;
  readonly effect: ReasonEffect;
  readonly en: string;
  readonly zh: string;
}

type Row = Omit<Reason, 'effect'> & { readonly effect: string };

/** The table of reasons (`schema/reason-codes.json`), in canonical order. */
export const REASON_TABLE: readonly Reason[] = (
  JSON.parse(readSchemaFile('reason-codes.json')) as readonly Row[]
).map(({ code, gate, effect, en, zh }) => ({
  code,
  gate,
  effect: effect.toUpperCase() as ReasonEffect,
  en,
  zh,
}));

const BY_CODE = new Map<string, Reason>(REASON_TABLE.map((reason) => [reason.code, reason]));

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
