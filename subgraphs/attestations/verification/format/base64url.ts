const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** Has bits that no value has: one character outside the alphabet shows in the sum of four. */
const INVALID = 0x100;
const VALUES = new Uint16Array(128).fill(INVALID);
for (let value = 0; value < ALPHABET.length; value++) VALUES[ALPHABET.charCodeAt(value)] = value;

const valueAt = (text: string, index: number): number => VALUES[text.charCodeAt(index)] ?? INVALID;

/**
 * Bytes of a base64url string (RFC 4648 §5, no padding), or null when the text is not the one
 * canonical encoding of those bytes: any other character, an impossible length, or unused bits in
 * the last character that are not zero. Stock decoders let all three pass, so that one signature
 * would have many spellings.
 */
export function decodeBase64url(text: string): Uint8Array<ArrayBuffer> | null {
  const remainder = text.length % 4;
  if (remainder === 1) return null;
  const whole = text.length - remainder;
  const bytes = new Uint8Array((text.length * 3) >> 2);
  let written = 0;
  for (let index = 0; index < whole; index += 4) {
    const [a, b] = [valueAt(text, index), valueAt(text, index + 1)];
    const [c, d] = [valueAt(text, index + 2), valueAt(text, index + 3)];
    if ((a | b | c | d) >= INVALID) return null;
    bytes[written] = (a << 2) | (b >> 4);
    bytes[written + 1] = (b << 4) | (c >> 2);
    bytes[written + 2] = (c << 6) | d;
    written += 3;
  }
  if (remainder === 0) return bytes;
  const [a, b] = [valueAt(text, whole), valueAt(text, whole + 1)];
  const c = remainder === 3 ? valueAt(text, whole + 2) : 0;
  const unused = remainder === 3 ? c & 3 : b & 15;
  if ((a | b | c) >= INVALID || unused !== 0) return null;
  bytes[written] = (a << 2) | (b >> 4);
  if (remainder === 3) bytes[written + 1] = (b << 4) | (c >> 2);
  return bytes;
}

const CODES = Uint8Array.from(ALPHABET, (character) => character.charCodeAt(0));
const ascii = new TextDecoder();

/** Canonical base64url of the bytes (RFC 4648 §5, no padding). */
export function encodeBase64url(bytes: Uint8Array): string {
  const { length } = bytes;
  const text = new Uint8Array(Math.ceil((length * 4) / 3));
  let written = 0;
  for (let index = 0; index < length; index += 3) {
    const group =
      ((bytes[index] ?? 0) << 16) | ((bytes[index + 1] ?? 0) << 8) | (bytes[index + 2] ?? 0);
    for (let shift = 18; shift >= 0 && written < text.length; shift -= 6) {
      text[written] = CODES[(group >> shift) & 63] ?? 0;
      written += 1;
    }
  }
  return ascii.decode(text);
}
