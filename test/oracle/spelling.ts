/** §0 Spelling, character by character. */

const is = (property: RegExp, character: string): boolean => property.test(character);
const white = (character: string): boolean => is(/^\p{White_Space}$/u, character);
const invisible = (character: string): boolean =>
  is(/^\p{Default_Ignorable_Code_Point}$/u, character) ||
  (is(/^\p{Cc}$/u, character) && !white(character));
const dash = (character: string): boolean => is(/^\p{Pd}$/u, character) || character === '\u2212';

/** "NFKC of the full case folding"; good for the letters of the worlds: Latin, Greek, Cyrillic. */
function folded(text: string): string {
  let out = '';
  for (const character of text.normalize('NFKC'))
    for (const capital of character.toUpperCase()) out += capital.toLowerCase();
  return out.normalize('NFKC');
}

const mapped = (text: string, change: (character: string) => string): string =>
  Array.from(text.normalize('NFKC'), change).join('');

/** key(n). */
export function key(n: string): string {
  return folded(
    mapped(n, (c) => (white(c) || invisible(c) ? '' : dash(c) ? '-' : c)).normalize('NFKC'),
  );
}

/** fold(s). */
export function fold(s: string): string {
  const visible = mapped(s, (c) => (invisible(c) ? '' : c));
  const words = visible.split(/\p{White_Space}+/u).filter((word) => word !== '');
  return folded(Array.from(words.join(' '), (c) => (dash(c) ? '-' : c)).join(''));
}

const LATIN: Readonly<Record<string, string>> = Object.fromEntries(
  `0410 A,0412 B,0421 C,0415 E,041D H,0406 I,0408 J,041A K,041C M,041E O,0420 P,0405 S,0422 T,0425 X,
  0423 Y,04AE Y,0391 A,0392 B,0395 E,0396 Z,0397 H,0399 I,039A K,039C M,039D N,039F O,03A1 P,03A4 T,
  03A5 Y,03A7 X`
    .split(/,\s*/)
    .map((pair) => {
      const [code = '', latin = ''] = pair.split(' ');
      return [String.fromCodePoint(parseInt(code, 16)), latin];
    }),
);

/** like(n). */
export function like(n: string): string {
  let out = '';
  for (const capital of key(n).toUpperCase()) {
    const latin = LATIN[capital] ?? capital;
    const alike = latin === 'O' ? '0' : latin === 'I' || latin === 'L' ? '1' : latin;
    if (/^[\p{L}\p{Nd}]$/u.test(alike)) out += alike;
  }
  return out;
}
