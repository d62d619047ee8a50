/**
 * Sizes beyond which a signed text is not looked at. They are held against its length before anything
 * of it is decoded, hashed or parsed, so that a large one costs no more than a small one.
 */

/** Longest attestation, proof or access token, in characters. Our attestations have about 4,500. */
export const MAX_TOKEN_LENGTH = 16 * 1024;
/** Longest status list, trust bundle or key set, in characters. */
export const MAX_DOCUMENT_LENGTH = 4 * 1024 * 1024;
/** Longest header of a token, in bytes of its JSON. */
export const MAX_HEADER_BYTES = 1024;
/** The same, in characters of base64url. */
export const MAX_HEADER_LENGTH = Math.ceil((MAX_HEADER_BYTES * 4) / 3);
/** Most bytes that a status list may inflate to: 67 million places of 2 bits. */
export const MAX_LIST_BYTES = 16 * 1024 * 1024;
/** Deepest nesting of signed JSON, the outermost value being 1; our own attestations reach 6. */
export const MAX_DEPTH = 16;

const [QUOTE, BACKSLASH] = [0x22, 0x5c];
/** With this bit set `[` is `{` and `]` is `}`. */
const CURLY = 0x20;
const [OPEN, CLOSE] = [0x7b, 0x7d];

/**
 * True when brackets outside of strings nest deeper than allowed. Known before parsing: what walks
 * through a value once it is parsed needs a frame for each level.
 */
export function isTooDeep(text: string, limit = MAX_DEPTH): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = endOfText(text, at);
      // A text without an end is no JSON, and nothing follows it.
      if (at < 0) return false;
    } else if ((code | CURLY) === OPEN) {
      depth += 1;
      if (depth > limit) return true;
    } else if ((code | CURLY) === CLOSE) depth -= 1;
  }
  return false;
}

/** Index of the quote that closes the text opened at an index; negative: none does. */
export function endOfText(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end >= 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end;
}

/** True behind an odd number of backslashes. */
function isEscaped(text: string, index: number): boolean {
  let first = index;
  while (text.charCodeAt(first - 1) === BACKSLASH) first -= 1;
  return (index - first) % 2 === 1;
}
