import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FactsDocument } from '../../../schema/generated/facts.ts';
import type { Answer, Question } from '../../../schema/generated/question.ts';
import { testGraph, type TestGraph } from '../graph.ts';

interface WorkedCase {
  readonly id: string;
  readonly title: string;
  readonly facts: FactsDocument;
  readonly question: Question;
  readonly expected: Answer;
  readonly probes?: readonly { readonly question: Question; readonly expected: Answer }[];
}

const FOLDER = new URL('../../fixtures/cases/', import.meta.url);
const CASES = readdirSync(FOLDER)
  .sort()
  .map((file) => JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as WorkedCase);

const RECOGNITION = `query ($question: RecognitionQuestion!) {
  recognition(question: $question) {
    status reasons { code } routeKind route { id } annex { id }
    accepts { object upToLevel } changesOn asOf
    alternatives { kind agreement { id } annex { id } status reasons { code } }
  }
}`;

interface Shown {
  readonly status: string;
  readonly reasons: readonly { readonly code: string }[];
  readonly annex: { readonly id: string } | null;
}
interface ShownRecognition extends Shown {
  readonly routeKind: string;
  readonly route: { readonly id: string } | null;
  readonly accepts: { readonly object: string; readonly upToLevel: string | null } | null;
  readonly changesOn: string | null;
  readonly alternatives: readonly (Shown & {
    readonly kind: string;
    readonly agreement: { readonly id: string } | null;
  })[];
}

const outcome = (shown: Shown, kind: string, agreement: { readonly id: string } | null) => ({
  status: shown.status,
  reasons: shown.reasons.map(({ code }) => code),
  route: kind === 'DOMESTIC' ? kind : (agreement?.id ?? null),
  annex: shown.annex?.id ?? null,
});

/** What GraphQL said, in the words of question.schema.json. */
function answerOf(shown: ShownRecognition): Answer {
  const { object, upToLevel } = shown.accepts ?? {};
  return {
    ...outcome(shown, shown.routeKind, shown.route),
    accepts: shown.accepts ? { object, ...(upToLevel ? { upToLevel } : {}) } : null,
    changesOn: shown.changesOn,
    alternatives: shown.alternatives.map((route) => outcome(route, route.kind, route.agreement)),
  } as Answer;
}

describe('a fresh hub, asked through the supergraph', () => {
  it('has every worked case to answer', () => {
    expect(CASES.length).toBeGreaterThanOrEqual(44);
  });

  describe.each(CASES.map((one) => [one.id, one] as const))('%s', (_, worked) => {
    let graph: TestGraph;

    beforeAll(async () => {
      graph = await testGraph();
      const report = await graph.load(worked.facts);
      expect(report.outcome).toBe('COMMITTED');
      for (const kind of worked.question.unavailable ?? []) graph.lose(kind);
    });
    afterAll(() => graph.close());

    const asked = [worked, ...(worked.probes ?? [])];
    it.each(
      asked.map((one, index) => [index === 0 ? worked.title : `probe ${index}`, one] as const),
    )('answers: %s', async (__, { question: { unavailable, ...question }, expected }) => {
      expect(unavailable ?? []).toEqual(worked.question.unavailable ?? []);
      const { data, messages } = await graph.ask(RECOGNITION, { question });
      expect(messages).toEqual([]);
      const { recognition } = data as { recognition: ShownRecognition };
      expect(answerOf(recognition)).toMatchObject({ ...expected });
    });
  });
});
