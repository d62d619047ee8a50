import type { AgreementAnnex, Certificate } from '../../../../schema/generated/facts.ts';
import { compile, decide, type Decision } from '../../../../subgraphs/agreements/decision/index.ts';
import { ANNEX, FACTS, QUESTION } from './recognised.ts';
import { all, type Change, edit } from './worlds.ts';

/** The answer on the certificate that is recognised, after some changes of the world. */
export function answer(...changes: readonly Change[]): Decision {
  const { facts, question } = all(...changes)({ facts: FACTS, question: QUESTION });
  return decide(compile(facts), question);
}

export const reasons = (...changes: readonly Change[]): readonly string[] =>
  answer(...changes).reasons;

export const certificate = (patch: Partial<Certificate>): Change => edit('certificates', patch);

export const annex = (patch: Partial<AgreementAnnex>): Change =>
  edit('agreements', { annexes: [{ ...ANNEX, ...patch }] });
