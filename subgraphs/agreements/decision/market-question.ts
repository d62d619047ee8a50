import type { Question } from '../../../schema/generated/question.ts';

/** Which market is asked about, when, and for what. */
export type MarketQuestion = Pick<Question, 'market' | 'asOf' | 'knownAt' | 'purpose'>;
