import type { ResolversParentTypes } from '../../schema/generated/agreements.ts';
import type { Answer, Question } from '../../schema/generated/question.ts';
import type { BodyEvidence, CertificateEvidence } from '../../facts/model/evidence.ts';
import { explained } from './explanation.ts';
import type { Rules } from './loaders.ts';
import { type Decide, decisionInput } from './recognise.ts';
import { type RouteReference, type RouteRecords, named } from './verdict.ts';

/** A recognition under way: a question, and its answer once a field needs it. */
export interface RecognitionResult {
  readonly id: string;
  readonly question: Question;
  readonly answer: () => Answer;
  /** The records that a route of the answer names, as known when it was asked. */
  readonly named: (of: RouteReference) => RouteRecords;
  readonly explanation: () => ResolversParentTypes['Explanation'];
}

/** Answers once, however many fields ask. */
export function recognitionResult(
  decide: Decide,
  id: string,
  question: Question,
  rules: Rules,
  certificate: CertificateEvidence | null | undefined,
  body: BodyEvidence | null | undefined,
): RecognitionResult {
  let made: Answer | undefined;
  return {
    id,
    question,
    answer: () => (made ??= decide(decisionInput(rules, question, certificate, body))),
    named: (of) => named(of, rules, question.knownAt),
    explanation: () => explained(decisionInput(rules, question, certificate, body), rules),
  };
}
