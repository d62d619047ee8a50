import { describe, expect, it } from '@jest/globals';
import { compile, decide, type Decision } from '../../../../subgraphs/agreements/decision/index.ts';
import { type Asked, workedCases } from './cases.ts';

/** Only the parts of the answer of which the case says what they are. */
const partsAsked = (decision: Decision, { expected }: Asked): object =>
  Object.fromEntries(Object.keys(expected).map((part) => [part, decision[part as keyof Decision]]));

describe.each(workedCases)('worked case $id: $title', (workedCase) => {
  const { facts, probes = [] } = workedCase;
  const compiled = compile(facts);

  it.each(
    [workedCase, ...probes].map((asked) => [asked.note ?? JSON.stringify(asked.question), asked]),
  )('answers as expected: %s', (_, asked) => {
    const decision = decide(compiled, (asked as Asked).question);
    expect(partsAsked(decision, asked as Asked)).toEqual((asked as Asked).expected);
  });
});
