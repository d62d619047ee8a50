/**
 * How what people write is compared (RULE §0, Spelling): numbers of certificates by their key, models,
 * product keys and sites by their fold, and numbers that look the same by their likeness.
 */

/** Printable ASCII without spaces: nothing of the Unicode rules changes it but its case. */
const PLAIN = /^[!-~]*$/;
/** The same in words with single spaces between them. */
const PLAIN_WORDS = /^(?:[!-~]+(?: [!-~]+)*)?$/;

const WHITE = /\p{White_Space}+/gu;
/** Default-ignorable, or a control character that is not white. */
const INVISIBLE = /(?!\p{White_Space})[\p{Default_Ignorable_Code_Point}\p{Cc}]/gu;
const DASH = /[\p{Pd}\u2212]/gu;

/** Characters that fold to their capital: Cherokee, whose small letters came late. */
const CHEROKEE = /^[\u13a0-\u13fd\uab70-\uabbf]$/u;
/** Not folded at all, although its capital is I. */
const DOTLESS_I = '\u0131';

/** Full case folding (C and F of CaseFolding.txt) of one character. */
function foldedCharacter(character: string): string {
  if (character === DOTLESS_I) return character;
  if (CHEROKEE.test(character)) return character.toUpperCase();
  const capitals = Array.from(character.toLowerCase(), (small) => small.toUpperCase()).join('');
  // Small letters one by one: a sigma at the end of a word is a sigma.
  return Array.from(capitals, (capital) => capital.toLowerCase()).join('');
}

const caseFolded = (text: string): string =>
  Array.from(text, foldedCharacter).join('').normalize('NFKC');

/** key(n): two numbers with one key are spellings of the same number. */
export function numberKey(number: string): string {
  if (PLAIN.test(number)) return number.toLowerCase();
  const bare = number.normalize('NFKC').replace(WHITE, '').replace(INVISIBLE, '');
  return caseFolded(bare.replace(DASH, '-').normalize('NFKC'));
}

/** fold(s): how models, product keys and sites are compared. */
export function foldedText(text: string): string {
  if (PLAIN_WORDS.test(text)) return text.toLowerCase();
  const spaced = text.normalize('NFKC').replace(INVISIBLE, '').replace(WHITE, ' ').trim();
  return caseFolded(spaced.replace(DASH, '-').normalize('NFKC'));
}

/** Capitals of other scripts that look Latin, and the letter they look like. */
const LOOKALIKES: ReadonlyMap<string, string> = new Map(
  [
    ['\u0410\u0391', 'A'],
    ['\u0412\u0392', 'B'],
    ['\u0421', 'C'],
    ['\u0415\u0395', 'E'],
    ['\u041d\u0397', 'H'],
    ['\u0406\u0399', 'I'],
    ['\u0408', 'J'],
    ['\u041a\u039a', 'K'],
    ['\u041c\u039c', 'M'],
    ['\u039d', 'N'],
    ['\u041e\u039f', 'O'],
    ['\u0420\u03a1', 'P'],
    ['\u0405', 'S'],
    ['\u0422\u03a4', 'T'],
    ['\u0425\u03a7', 'X'],
    ['\u0423\u04ae\u03a5', 'Y'],
    ['\u0396', 'Z'],
  ].flatMap(([capitals = '', latin = '']) =>
    Array.from(capitals, (capital) => [capital, latin] as const),
  ),
);

const NEITHER_LETTER_NOR_DIGIT = /[^\p{L}\p{Nd}]/gu;

/** like(n): two numbers with one likeness may be taken for each other. */
export function numberLikeness(number: string): string {
  const capitals = numberKey(number).toUpperCase();
  const latin = PLAIN.test(capitals)
    ? capitals
    : Array.from(capitals, (capital) => LOOKALIKES.get(capital) ?? capital).join('');
  return latin.replace(/O/g, '0').replace(/[IL]/g, '1').replace(NEITHER_LETTER_NOR_DIGIT, '');
}
