import { numberKey, numberLikeness } from '../../schema/spelling.ts';

/** Scripts with capitals that look like those of another one. */
const SCRIPTS = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u] as const;

/** Which of them a number has letters of, as bits. */
const scriptsOf = (number: string): number =>
  SCRIPTS.reduce((bits, script, at) => bits | (script.test(number) ? 1 << at : 0), 0);

/** Printable ASCII: Latin alone. */
const PLAIN = /^[ -~]*$/;

/** Whether a number mixes letters of scripts that look alike, as numbers of the Eurasian union do. */
export function mixesScripts(number: string): boolean {
  if (PLAIN.test(number)) return false;
  const scripts = scriptsOf(number.normalize('NFKC'));
  return (scripts & (scripts - 1)) !== 0;
}

/**
 * Whether two numbers, which are not spellings of one, look the same because of their scripts: such
 * a pair deceives. `A-12/3` and `A-1/23` look alike too, and are common in one script.
 */
export function deceives(one: string, other: string): boolean {
  if (PLAIN.test(one) && PLAIN.test(other)) return false;
  if (numberKey(one) === numberKey(other) || numberLikeness(one) !== numberLikeness(other))
    return false;
  return mixesScripts(one) || mixesScripts(other) || scriptsOf(one) !== scriptsOf(other);
}
