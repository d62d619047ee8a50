import { describe, expect, it } from '@jest/globals';
import { caseQuestions } from './cases.ts';
import { evaluate } from './evaluate.ts';

describe('the oracle on the worked cases', () => {
  const questions = caseQuestions();

  it('finds the 63 cases', () => {
    expect(new Set(questions.map(({ name }) => name.split(/[:,]/)[0])).size).toBe(63);
  });

  it.each(questions.map((question) => [question.name, question] as const))('%s', (_name, asked) => {
    const answer = evaluate(asked.facts, asked.question);
    for (const [property, value] of Object.entries(asked.expected))
      expect([property, answer[property as keyof typeof answer]]).toEqual([property, value]);
  });
});
