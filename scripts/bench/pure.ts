import { compile, decide } from '../../subgraphs/agreements/decision/index.ts';
import type { FactsDocument } from '../../schema/generated/facts.ts';
import type { Question } from '../../schema/generated/question.ts';

const MARKETS = ['US', 'DE', 'CN', 'JP', 'FR', 'GB', 'AU', 'IN'] as const;

/** Decisions per second of the library alone, on one core, over the facts given. */
export function pureDecisions(facts: FactsDocument, ms: number): number {
  const compiled = compile(facts);
  const questions = (facts.certificates ?? []).flatMap(({ number }) =>
    MARKETS.map((market): Question => ({
      certificate: number,
      market,
      asOf: '2022-01-10',
      purpose: 'REGULATORY',
    })),
  );
  for (const question of questions) decide(compiled, question);
  let decisions = 0;
  const start = performance.now();
  while (performance.now() - start < ms)
    for (const question of questions) {
      decide(compiled, question);
      decisions += 1;
    }
  return (decisions * 1000) / (performance.now() - start);
}
