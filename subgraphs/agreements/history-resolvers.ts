import type { Resolvers, ResolversParentTypes } from '../../schema/generated/agreements.ts';
import { badInput } from '../federation/errors.ts';
import { historyId, historyOf, type HistoryQuestion } from '../federation/question-id.ts';
import type { RequestContext } from '../federation/subgraph.ts';
import { history } from './decision/index.ts';
import type { Rules, RuleRepository } from './loaders.ts';
import { askedQuestion } from './question.ts';
import { decisionInput, type Representation } from './recognise.ts';
import { verdictShown } from './verdict.ts';

/** Years that one history may span. */
export const MAX_HISTORY_YEARS = 100;

/** Resolvers of the history of an answer. */
export function historyResolvers(repository: RuleRepository): Resolvers<RequestContext> {
  const complete = async (reference: unknown) => {
    const { id, certificateEvidence, bodyEvidence } = reference as Representation;
    const rules = await repository.read();
    return recorded(id, historyOf(id), rules, { certificateEvidence, bodyEvidence });
  };

  return {
    Query: {
      recognitionHistory: async (_, { from, to, ...given }, context) => {
        within(from, to);
        const rules = await repository.read();
        const question = askedQuestion({ ...given, asOf: from }, context, rules);
        const asked = { question, to };
        return recorded(historyId(asked), asked, rules, {});
      },
    },
    RecognitionHistory: {
      __resolveReference: complete,
      knownAt: ({ question }, _, context) => question.knownAt ?? context.now().toISOString(),
      intervals: ({ intervals }, _, context) =>
        repository.turns.run(context, () => Promise.resolve(intervals())),
    },
  };
}

/** @throws BAD_USER_INPUT when the days are in the wrong order or too far apart */
function within(from: string, to: string): void {
  if (to < from) throw badInput(`to is ${to}; it cannot be before from, ${from}.`);
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4));
  const after = to.slice(5) > from.slice(5);
  if (years > MAX_HISTORY_YEARS || (years === MAX_HISTORY_YEARS && after))
    throw badInput(`${from} to ${to}: ask for at most ${MAX_HISTORY_YEARS} years at once.`);
}

function recorded(
  id: string,
  { question, to }: HistoryQuestion,
  rules: Rules,
  { certificateEvidence, bodyEvidence }: Omit<Representation, 'id'>,
): ResolversParentTypes['RecognitionHistory'] {
  return {
    id,
    question,
    intervals: () => {
      const input = decisionInput(rules, question, certificateEvidence, bodyEvidence);
      return history(input.compiled, input.question, to, input.evidence).map(
        ({ verdict, ...days }) => ({
          ...days,
          ...verdictShown(verdict, rules, question.knownAt),
        }),
      );
    },
  };
}
