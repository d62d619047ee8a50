import type { Certificate } from '../../schema/generated/facts.ts';
import { numberLikeness } from '../../schema/spelling.ts';

/*
 * By which texts a certificate is found. Terms are stored beside it, in an index that both engines have:
 * of its number every run of three and of five characters, and its beginning; of each word of its other
 * fields the beginning; of Chinese, which does not part its words, each pair of characters. All of them in
 * the form in which numbers that look the same are one (RULE §0, like).
 */

const SHORT = 3;
const LONG = 5;
/** Characters of a word's beginning. */
const WORD = 5;
/** Marks the beginning of a number, and a word. */
const [BEGINNING, WORD_MARK] = ['^', '~'] as const;
/** Characters of a number, and words, that are found; more than any real one has. */
const [MAX_NUMBER, MAX_WORDS] = [40, 24] as const;

const BETWEEN_WORDS = /[^\p{L}\p{Nd}]+/u;
const UNPARTED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

const runs = (text: string, length: number): string[] =>
  Array.from({ length: Math.max(0, text.length - length + 1) }, (_, at) =>
    text.slice(at, at + length),
  );

const wordsIn = (text: string): string[] =>
  text
    .normalize('NFKC')
    .split(BETWEEN_WORDS)
    .map(numberLikeness)
    .filter((word) => word !== '');

/** The words of what a certificate names beside its number. */
export function wordsOf(certificate: Certificate): readonly string[] {
  const { issuer, scheme, standard, scope, holder, product } = certificate;
  const texts = [
    ...productTexts(product),
    ...Object.values(holder?.name ?? {}),
    ...(holder?.brands ?? []),
    holder?.id,
    issuer,
    scheme,
    standard,
    ...(scope?.sites ?? []),
    ...(scope?.models ?? []),
  ];
  return [...new Set(texts.flatMap((text) => (text === undefined ? [] : wordsIn(text))))].slice(
    0,
    MAX_WORDS,
  );
}

/** What is said of a product, in words. */
export const productTexts = (product: Certificate['product']): (string | undefined)[] =>
  product
    ? [...Object.values(product.name ?? {}), product.model, product.brand, product.manufacturer]
    : [];

/** The terms of a certificate. */
export function searchTerms(certificate: Certificate): readonly string[] {
  const number = numberLikeness(certificate.number).slice(0, MAX_NUMBER);
  const terms = new Set([BEGINNING, `${BEGINNING}${number.slice(0, 1)}`]);
  terms.add(`${BEGINNING}${number.slice(0, SHORT - 1)}`);
  for (const run of [...runs(number, SHORT), ...runs(number, LONG)]) terms.add(run);
  for (const word of wordsOf(certificate)) for (const term of wordTerms(word)) terms.add(term);
  return [...terms];
}

function wordTerms(word: string): string[] {
  const beginnings = UNPARTED.test(word)
    ? [word.slice(0, 1), ...runs(word, 2)]
    : [word.slice(0, SHORT), word.slice(0, WORD)];
  return beginnings.map((beginning) => `${WORD_MARK}${beginning}`);
}

/** One of the texts, parted by spaces, that are looked for together. */
export interface SearchWord {
  /** As numbers look, so also what has strokes in it. */
  readonly whole: string;
  /** The words in it. */
  readonly parts: readonly string[];
}

/** What is looked for. */
export interface SearchText {
  readonly whole: string;
  readonly words: readonly SearchWord[];
}

/** Reads a text that is looked for. No words: it holds neither letter nor digit. */
export const readSearch = (text: string): SearchText => ({
  whole: numberLikeness(text),
  words: [...new Set(text.normalize('NFKC').split(/\p{White_Space}+/u))]
    .map((word) => ({ whole: numberLikeness(word), parts: wordsIn(word) }))
    .filter(({ whole }) => whole !== '')
    .slice(0, MAX_WORDS),
});

/** Groups of terms: a certificate that is found has all the terms of one of the groups. */
export type TermGroups = readonly (readonly string[])[];

/** Ways to find all certificates with a text: each is groups of terms, of which each has a rare one. */
export function waysTo({ whole, words }: SearchText): readonly TermGroups[] {
  // Digits tell numbers apart: what has most of them is tried first.
  const digits = (word: SearchWord): number => word.whole.replace(/\P{Nd}/gu, '').length;
  const long = words
    .filter((word) => word.whole.length >= SHORT)
    .toSorted((one, other) => digits(other) - digits(one));
  if (long.length > 0) return long.map((word) => [inNumber(word.whole), asWords(word)]);
  const [first] = words;
  if (!first) return [];
  return [[inNumber(first.whole), asWords(first), ...(words.length > 1 ? [inNumber(whole)] : [])]];
}

const inNumber = (word: string): readonly string[] =>
  word.length >= LONG
    ? runs(word.slice(0, MAX_NUMBER), LONG)
    : word.length >= SHORT
      ? runs(word, SHORT)
      : [`${BEGINNING}${word}`];

const asWords = ({ parts }: SearchWord): readonly string[] =>
  parts.flatMap((word) =>
    UNPARTED.test(word)
      ? (word.length > 1 ? runs(word, 2) : [word]).map((run) => `${WORD_MARK}${run}`)
      : [`${WORD_MARK}${word.slice(0, word.length >= WORD ? WORD : SHORT)}`],
  );

/** Whether a number has the text in it, or every word is found in the number or among the words. */
export function matchesSearch(certificate: Certificate, { whole, words }: SearchText): boolean {
  const number = numberLikeness(certificate.number);
  const isPart = (text: string): boolean =>
    text.length < SHORT ? number.startsWith(text) : number.includes(text);
  if (isPart(whole)) return true;
  const own = wordsOf(certificate);
  return words.every(
    (word) => isPart(word.whole) || word.parts.every((part) => hasWord(own, part)),
  );
}

/** Whether the texts have every word of another text. */
export const hasWords = (texts: readonly (string | undefined)[], text: string): boolean => {
  const own = texts.flatMap((one) => (one === undefined ? [] : wordsIn(one)));
  return wordsIn(text).every((word) => hasWord(own, word));
};

const hasWord = (own: readonly string[], word: string): boolean =>
  own.some((other) => (UNPARTED.test(word) ? other.includes(word) : other.startsWith(word)));
