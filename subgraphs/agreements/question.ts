import type { RecognitionQuestion } from '../../schema/generated/agreements.ts';
import type {
  Question,
  QuestionClaimed,
  QuestionProduct,
} from '../../schema/generated/question.ts';
import { badInput, quoted } from '../federation/errors.ts';
import { bareHs } from '../../facts/model/hs.ts';
import { territoryHint } from '../../facts/model/territory-hint.ts';
import { conformQuestion } from '../../facts/model/conformity.ts';
import { stated } from '../federation/question-id.ts';
import { today, type RequestContext } from '../federation/subgraph.ts';
import type { Rules } from './loaders.ts';

type Nullable<T> = { readonly [K in keyof T]?: T[K] | null | undefined };

/** Questions in one request at most. */
export const MAX_QUESTIONS = 1_000;

/** A question as GraphQL brings it: what is left out may also be null. */
export type QuestionInput = RecognitionQuestion;

/**
 * The question that was meant, defaults filled in: asked about no day, it is about today in the market.
 * @throws BAD_USER_INPUT naming the field
 */
export function askedQuestion(
  given: QuestionInput,
  context: RequestContext,
  { index, days }: Pick<Rules, 'index' | 'days'>,
): Question {
  const { certificate, issuer, market, asOf, knownAt, purpose } = given;
  const { product, presented, claimed, signature } = given;
  const question = stated<Question>({
    certificate,
    issuer: issuer ?? undefined,
    market,
    asOf: asOf ?? today(context, days, market),
    knownAt: knownAt ?? undefined,
    purpose: purpose ?? 'REGULATORY',
    product: product ? withBareCode(members<QuestionProduct>(product)) : undefined,
    presented: presented ?? undefined,
    claimed: claimed ? members<QuestionClaimed>(claimed) : undefined,
    signature: signature ?? undefined,
    unavailable: undefined,
  });
  // The scalars have already refused what is not in the calendar.
  const [fault] = conformQuestion(question);
  if (fault) throw badInput(`${fault.path.replace(/^\$/, 'question')}: ${fault.message}`);
  if (!index.isTerritory(market))
    throw badInput(
      `question.market: ${quoted(market)} is no territory or market known to the hub${territoryHint(market)}.`,
    );
  return question;
}

/** Points and spaces in an HS code say nothing. */
const withBareCode = (product: QuestionProduct): QuestionProduct =>
  product.hs === undefined ? product : { ...product, hs: bareHs(product.hs) };

const members = <T extends object>(given: Nullable<T>): T =>
  Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== null && value !== undefined),
  ) as T;
