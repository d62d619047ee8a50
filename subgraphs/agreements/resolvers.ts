import type { Resolvers } from '../../schema/generated/agreements.ts';
import { badInput } from '../federation/errors.ts';
import { andThen } from '../../lib/maybe-promise.ts';
import type { MaybePromise } from '../../lib/maybe-promise.ts';
import { questionId, questionOf } from '../federation/question-id.ts';
import { reason, reasonResolvers } from '../federation/reasons.ts';
import type { RequestContext } from '../federation/subgraph.ts';
import { agreementResolvers } from './agreement-resolvers.ts';
import { historyResolvers } from './history-resolvers.ts';
import type { Rules, RuleRepository } from './loaders.ts';
import { marketResolvers } from './market-resolvers.ts';
import { askedQuestion, MAX_QUESTIONS, type QuestionInput } from './question.ts';
import type { Decide, Representation } from './recognise.ts';
import { recognitionResult, type RecognitionResult } from './recognition.ts';
import { statisticsResolvers } from './statistics-resolvers.ts';
import { routeKind } from './verdict.ts';

/** Resolvers of the agreements subgraph: questions and answers. */
export function resolvers(repository: RuleRepository, decide: Decide): Resolvers<RequestContext> {
  /** The entities of questions; the evidence follows from the other subgraphs. */
  const askUnder = (
    rules: Rules,
    given: QuestionInput,
    context: RequestContext,
  ): RecognitionResult => {
    const question = askedQuestion(given, context, rules);
    return recognitionResult(decide, questionId(question), question, rules, null, null);
  };
  const askOne = (given: QuestionInput, context: RequestContext): MaybePromise<RecognitionResult> =>
    andThen(repository.read(), (rules) => askUnder(rules, given, context));
  const complete = (reference: unknown): MaybePromise<RecognitionResult> => {
    const { id, certificateEvidence, bodyEvidence } = reference as Representation;
    const question = questionOf(id);
    return andThen(repository.read(), (rules) =>
      recognitionResult(decide, id, question, rules, certificateEvidence, bodyEvidence),
    );
  };
  return {
    ...agreementResolvers(repository),
    ...historyResolvers(repository),
    Query: {
      ...agreementResolvers(repository).Query,
      ...historyResolvers(repository).Query,
      ...statisticsResolvers(repository).Query,
      recognition: (_, { question }, context) => askOne(question, context),
      recognitions: (_, { questions }, context) => {
        if (questions.length > MAX_QUESTIONS)
          throw badInput(`${questions.length} questions; ask at most ${MAX_QUESTIONS} at once.`);
        return andThen(repository.read(), (rules) =>
          questions.map((one) => askUnder(rules, one, context)),
        );
      },
    },
    Certificate: {
      ...marketResolvers(repository).Certificate,
      __resolveReference: (reference) => ({ ...reference }),
      recognition: (
        { number: certificate, issuerAmongSeveral: issuer },
        { market, asOf, knownAt, purpose, product },
        context,
      ) =>
        // By name: a page asks a hundred times, and what is spread into an object is slow to read.
        askOne({ certificate, issuer, market, asOf, knownAt, purpose, product }, context),
    },
    Market: {
      ...agreementResolvers(repository).Market,
      ...marketResolvers(repository).Market,
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
      explanation: ({ explanation }, _, context) =>
        repository.turns.run(context, () => Promise.resolve(explanation())),
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
