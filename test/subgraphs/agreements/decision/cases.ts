import { readdirSync, readFileSync } from 'node:fs';
import type { FactsDocument } from '../../../../schema/generated/facts.ts';
import type { Answer, Question } from '../../../../schema/generated/question.ts';

const folder = new URL('../../../fixtures/cases/', import.meta.url);

export interface Asked {
  readonly note?: string;
  readonly question: Question;
  readonly expected: Partial<Answer>;
}

export interface WorkedCase extends Asked {
  readonly id: string;
  readonly title: string;
  readonly facts: FactsDocument;
  readonly probes?: readonly Asked[];
}

/** The worked cases from real agreements, each with its further questions on the same facts. */
export const workedCases: readonly WorkedCase[] = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as WorkedCase);
