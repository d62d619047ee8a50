import { describe, expect, it } from '@jest/globals';
import type { FactsDocument } from '../../schema/generated/facts.ts';
import type { Question } from '../../schema/generated/question.ts';
import type { Evidence } from '../../subgraphs/agreements/decision/index.ts';
import { compile, decide } from '../../subgraphs/agreements/decision/index.ts';
import { recordsOf } from './evidence.ts';
import { like } from './spelling.ts';
import { world } from './worlds/world.ts';

/** Seeds that no other test of the oracle asks about. */
const FIRST_SEED = 40_001;
const WORLDS = 60;

/** What the hub finds for one question: what looks like the number or its predecessors', and all the rest. */
function evidenceFor(facts: FactsDocument, question: Question): Evidence {
  const situation = { facts, question, day: question.asOf };
  const alike = (number: string) =>
    (facts.certificates ?? []).filter((one) => like(one.number) === like(number));
  const own = recordsOf(situation, question.certificate);
  const numbers = own.flatMap(({ transferredFrom }) => transferredFrom?.number ?? []);
  const found = [question.certificate, ...numbers].flatMap(alike);
  const { registers = [], bodies = [], approvals = [], accreditations = [] } = facts;
  const { signatories = [], designations = [], debarments = [] } = facts;
  return {
    certificates: [...new Set(found)],
    registers,
    bodies,
    approvals,
    accreditations,
    signatories,
    designations,
    debarments,
  };
}

describe('evidence found for one question', () => {
  it('gives the answer that the same facts give when compiled', () => {
    const different = Array.from({ length: WORLDS }, (_, index) =>
      world(FIRST_SEED + index),
    ).filter(({ facts, questions }) => {
      const whole = compile(facts);
      const { territories, standards, schemes, agreements, catalogues, measures } = facts;
      const small = { territories, standards, schemes, agreements, catalogues, measures };
      const rules = compile(small as FactsDocument);
      return questions.some(
        (question) =>
          JSON.stringify(decide(rules, question, evidenceFor(facts, question))) !==
          JSON.stringify(decide(whole, question)),
      );
    });
    expect(different.map(({ seed }) => seed)).toEqual([]);
  });
});
