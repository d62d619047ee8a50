import type { FactsDocument } from '../../../schema/generated/facts.ts';
import type { Answer, Question } from '../../../schema/generated/question.ts';
import { compile, decide } from '../../../subgraphs/agreements/decision/index.ts';
import { evaluate } from '../evaluate.ts';
import { schemaCheck } from '../schemas.ts';
import { shrink } from './shrink.ts';

/** A question to which the decision library and the oracle give different answers. */
export interface Disagreement {
  readonly differs: readonly string[];
  readonly question: Question;
  readonly facts: FactsDocument;
  readonly oracle: Answer;
  readonly library: Answer | { readonly thrown: string };
}

/** What of two answers is compared. */
export const COMPARED = [
  'status',
  'reasons',
  'route',
  'annex',
  'accepts',
  'changesOn',
  'alternatives',
] as const;

/** The same questions on the same facts, to both; only the disagreements come back. */
export function disagreements(
  facts: FactsDocument,
  questions: readonly Question[],
): Disagreement[] {
  const answers = libraryOn(facts);
  return questions.flatMap((question) => {
    const library = answers(question);
    const oracle = evaluate(facts, question);
    const differs = COMPARED.filter(
      (property) =>
        stable(property in library ? Reflect.get(library, property) : undefined) !==
        stable(oracle[property]),
    );
    return differs.length === 0 ? [] : [{ differs, question, facts, oracle, library }];
  });
}

/** The same disagreement on as few facts as were found to be needed. */
export function minimised({ facts, question, differs }: Disagreement): Disagreement {
  const valid = schemaCheck('facts');
  const still = (fewer: FactsDocument): Disagreement | undefined =>
    valid(fewer)
      ? disagreements(fewer, [question]).find((other) =>
          other.differs.some((p) => differs.includes(p)),
        )
      : undefined;
  const least = still(shrink(facts, (fewer) => still(fewer) !== undefined));
  if (least === undefined) throw new Error('the disagreement did not persist on its own facts');
  return least;
}

function libraryOn(facts: FactsDocument): (question: Question) => Disagreement['library'] {
  try {
    const compiled = compile(facts);
    return (question) => guarded(() => decide(compiled, question));
  } catch (error) {
    return () => ({ thrown: String(error) });
  }
}

function guarded(decision: () => Answer): Disagreement['library'] {
  try {
    return decision();
  } catch (error) {
    return { thrown: String(error) };
  }
}

/** JSON with sorted properties. */
function stable(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
