import type { Resolvers } from '../../schema/generated/agreements.ts';
import { badInput } from '../kit/errors.ts';
import { questionId, questionOf } from '../kit/question-id.ts';
import { reason, reasonResolvers } from '../kit/reasons.ts';
import { today, type RequestContext } from '../kit/subgraph.ts';
import { agreementResolvers } from './agreement-resolvers.ts';
import { historyResolvers } from './history-resolvers.ts';
import type { RuleShelf } from './loaders.ts';
import { marketResolvers } from './market-resolvers.ts';
import { askedQuestion, MAX_QUESTIONS, type GivenQuestion } from './question.ts';
import type { Decide, Representation } from './recognise.ts';
import { asked, type Asked } from './recognition.ts';
import { statisticsResolvers } from './statistics-resolvers.ts';
import { routeKind } from './verdict.ts';

/** Resolvers of the agreements subgraph: questions and answers. */
export function resolvers(shelf: RuleShelf, decide: Decide): Resolvers<RequestContext> {
  /** The entities of questions; the evidence follows from the other subgraphs. */
  const ask = async (
    given: readonly GivenQuestion[],
    context: RequestContext,
  ): Promise<Asked[]> => {
    const rules = await shelf.read();
    const day = today(context);
    return given.map((one) => {
      const question = askedQuestion(one, day, rules.index);
      return asked(decide, questionId(question), question, rules, null, null);
    });
  };
  const askOne = async (given: GivenQuestion, context: RequestContext): Promise<Asked> => {
    const [only] = await ask([given], context);
    if (!only) throw new Error('One question has one answer');
    return only;
  };
  const complete = (reference: unknown): Asked | Promise<Asked> => {
    const { id, certificateEvidence, bodyEvidence } = reference as Representation;
    const question = questionOf(id);
    const rules = shelf.read();
    return rules instanceof Promise
      ? rules.then((read) => asked(decide, id, question, read, certificateEvidence, bodyEvidence))
      : asked(decide, id, question, rules, certificateEvidence, bodyEvidence);
  };
  return {
    ...agreementResolvers(shelf),
    ...historyResolvers(shelf),
    Query: {
      ...agreementResolvers(shelf).Query,
      ...historyResolvers(shelf).Query,
      ...statisticsResolvers(shelf).Query,
      recognition: (_, { question }, context) => askOne(question, context),
      recognitions: (_, { questions }, context) => {
        if (questions.length > MAX_QUESTIONS)
          throw badInput(`${questions.length} questions; ask at most ${MAX_QUESTIONS} at once.`);
        return ask(questions, context);
      },
    },
    Certificate: {
      ...marketResolvers(shelf).Certificate,
      __resolveReference: (reference) => ({ ...reference }),
      recognition: ({ number }, given, context) =>
        askOne({ ...given, certificate: number }, context),
    },
    Market: {
      ...agreementResolvers(shelf).Market,
      ...marketResolvers(shelf).Market,
    },
    Recognition: {
      __resolveReference: complete,
      status: ({ answer }) => answer().status,
      reasons: ({ answer }) => answer().reasons.map(reason),
      routeKind: ({ answer }) => routeKind(answer().route),
      route: ({ answer, named }) => named(answer()).agreement,
      annex: ({ answer, named }) => named(answer()).annex,
      accepts: ({ answer }) => answer().accepts ?? null,
      changesOn: ({ answer }) => answer().changesOn ?? null,
      asOf: ({ question }) => question.asOf,
      knownAt: ({ question }, _, context) => question.knownAt ?? context.now().toISOString(),
      alternatives: ({ answer, named }) =>
        (answer().alternatives ?? []).map((route) => ({ ...route, ...named(route) })),
      explanation: ({ explanation }) => explanation(),
    },
    Route: {
      kind: ({ route }) => routeKind(route),
      reasons: ({ reasons }) => reasons.map(reason),
    },
    AskedQuestion: {
      signature: ({ signature }) => signature ?? 'NONE',
    },
    Product: {
      keys: ({ keys }) => keys ?? [],
    },
    Reason: reasonResolvers,
  };
}
