import { readFileSync, readdirSync } from 'node:fs';
import type { FactsDocument } from '../../schema/generated/facts.ts';
import type { Answer, Question } from '../../schema/generated/question.ts';
import { repositoryRoot } from './schemas.ts';

/** A question on the facts of a case, with the properties of the answer that the case fixes. */
export interface CaseQuestion {
  readonly name: string;
  readonly facts: FactsDocument;
  readonly question: Question;
  readonly expected: Partial<Answer>;
}

interface CaseFile {
  readonly id: string;
  readonly title: string;
  readonly facts: FactsDocument;
  readonly question: Question;
  readonly expected: Partial<Answer>;
  readonly probes?: readonly {
    readonly note?: string;
    readonly question: Question;
    readonly expected: Partial<Answer>;
  }[];
}

/** Every case in test/fixtures/cases with its probes. */
export function caseQuestions(folder = `${repositoryRoot()}test/fixtures/cases`): CaseQuestion[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .flatMap((file) => {
      const text = readFileSync(`${folder}/${file}`, 'utf8');
      const { id, title, facts, question, expected, probes = [] } = JSON.parse(text) as CaseFile;
      return [
        { name: `${id}: ${title}`, facts, question, expected },
        ...probes.map((probe, index) => ({
          name: `${id}, probe ${index + 1}: ${probe.note ?? probe.question.asOf}`,
          facts,
          question: probe.question,
          expected: probe.expected,
        })),
      ];
    });
}
