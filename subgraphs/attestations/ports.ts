import type { Certificate } from '../../schema/generated/facts.ts';
import type { Answer, Question } from '../../schema/generated/question.ts';

/** A question with its answer and what the answer rests on. */
export interface Recognised {
  readonly question: Question;
  readonly answer: Answer;
  /** The certificate as the hub holds it; null when no source has it. */
  readonly certificate: Certificate | null;
  /** Instant whose knowledge the answer rests on. */
  readonly knownAt: string;
}

/** Answers questions, in their order; injected, so that the decision stays where it is made. */
export type Recognise = (questions: readonly Question[]) => Promise<readonly Recognised[]>;
