import { boundedCache, memoryOf } from '../../lib/cache-budget.ts';
import type {
  Question,
  QuestionClaimed,
  QuestionProduct,
} from '../../schema/generated/question.ts';
import { isDay } from '../../facts/model/calendar.ts';
import { readQuestion } from '../../facts/document/question.ts';
import { badInput } from './errors.ts';

const decoded = boundedCache<Question>('questions', { sizeOf: memoryOf });

/**
 * The identity of a recognition: its question, canonical and encoded, so that any subgraph, in any
 * process, can read it. What only the hub learns (`unavailable`) is no part of it.
 */
export function questionId(question: Question): string {
  const canonical = canonicalQuestion(question);
  const id = Buffer.from(JSON.stringify(canonical)).toString('base64url');
  decoded.set(id, canonical);
  return id;
}

/** The identity of a certificate. @param issuer undefined: whoever alone issued one of the number */
export const certificateId = (issuer: string | undefined, number: string): string =>
  [issuer ?? '', number].map(encodeURIComponent).join('/');

/** The number and issuer of a certificate's identity; null: it is none of ours, and names nothing here. */
export function certificateOf(id: string): { number: string; issuer: string | undefined } | null {
  const [issuer, number, ...rest] = id.split('/').map(percentDecoded);
  if (issuer === undefined || number === undefined || rest.length > 0) return null;
  return { number, issuer: issuer === '' ? undefined : issuer };
}

/** The question of an identity. @throws BAD_USER_INPUT if it is none of ours */
export function questionOf(id: string): Question {
  const known = decoded.get(id);
  if (known) return known;
  const { question } = readQuestion(parse(id));
  if (!question || question.unavailable) throw notOurs();
  decoded.set(id, question);
  return question;
}

/** A question about every day from its own to another one. */
export interface HistoryQuestion {
  readonly question: Question;
  /** Last day, inclusive. */
  readonly to: string;
}

/** Stands between the two parts of a history's identity; base64url has none. */
const BETWEEN = '.';

/** The identity of a history of recognition: that of its question, and the last day. */
export const historyId = ({ question, to }: HistoryQuestion): string =>
  `${questionId(question)}${BETWEEN}${to}`;

/** The question of a history's identity. @throws BAD_USER_INPUT if it is none of ours */
export function historyOf(id: string): HistoryQuestion {
  const [question = '', to = '', ...rest] = id.split(BETWEEN);
  if (!isDay(to) || rest.length > 0) throw notOurs();
  return { question: questionOf(question), to };
}

/** Undefined for what nobody encoded so. */
function percentDecoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined; // the identity is none of ours
  }
}

const notOurs = () => badInput('The id of a recognition is not one of this hub.');

function parse(id: string): unknown {
  try {
    return JSON.parse(Buffer.from(id, 'base64url').toString('utf8')) as unknown;
  } catch {
    throw notOurs();
  }
}

/** The same question in one fixed order of members, without those that say nothing. */
function canonicalQuestion(question: Question): Question {
  const { certificate, issuer, market, asOf, knownAt, purpose } = question;
  const { product, presented, claimed, signature } = question;
  return {
    certificate,
    ...(issuer === undefined ? {} : { issuer }),
    market,
    asOf,
    ...(knownAt === undefined ? {} : { knownAt }),
    purpose,
    ...(product === undefined ? {} : { product: canonicalProduct(product) }),
    ...(presented === undefined ? {} : { presented }),
    ...(claimed === undefined ? {} : { claimed: canonicalClaim(claimed) }),
    ...(signature === undefined || signature === 'NONE' ? {} : { signature }),
  };
}

function canonicalProduct(product: QuestionProduct): QuestionProduct {
  const { hs, keys, model, site, origin, assembledIn, shippedDirect, placedOnMarket, description } =
    product;
  return stated({
    hs,
    keys: keys && [...keys].sort(),
    model,
    site,
    origin,
    assembledIn,
    shippedDirect,
    placedOnMarket,
    description,
  });
}

const canonicalClaim = ({ scheme, issuer, issuerTerritory, issued }: QuestionClaimed) =>
  stated<QuestionClaimed>({ scheme, issuer, issuerTerritory, issued });

/** Without the members that are undefined. */
export function stated<T extends object>(members: {
  readonly [K in keyof T]: T[K] | undefined;
}): T {
  const said: Partial<T> = {};
  for (const name in members) if (members[name] !== undefined) said[name] = members[name];
  return said as T;
}
