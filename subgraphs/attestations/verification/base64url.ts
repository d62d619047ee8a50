const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const INVALID = 0xff;
const VALUES = new Uint8Array(256).fill(INVALID);
for (let value = 0; value < ALPHABET.length; value++) VALUES[ALPHABET.charCodeAt(value)] = value;

/**
 * Bytes of a base64url string (RFC 4648 §5, no padding), or null when the text is not the one
 * canonical encoding of those bytes: any other character, an impossible length, or unused bits in
 * the last character that are not zero. Stock decoders let all three pass, so that one signature
 * would have many spellings.
 */
export function decodeBase64url(text: string): Uint8Array | null {
  const remainder = text.length % 4;
  if (remainder === 1) return null;
  const bytes = new Uint8Array((text.length * 3) >> 2);
  let accumulator = 0;
  let bits = 0;
  let written = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    const value = code < 256 ? (VALUES[code] ?? INVALID) : INVALID;
    if (value === INVALID) return null;
    accumulator = ((accumulator << 6) | value) & 0xfff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[written++] = (accumulator >> bits) & 0xff;
    }
  }
  return (accumulator & ((1 << bits) - 1)) === 0 ? bytes : null;
}

/** Canonical base64url of the bytes (RFC 4648 §5, no padding). */
export function encodeBase64url(bytes: Uint8Array): string {
  let text = '';
  for (let index = 0; index < bytes.length; index += 3) {
    const left = bytes.length - index;
    const group =
      ((bytes[index] ?? 0) << 16) | ((bytes[index + 1] ?? 0) << 8) | (bytes[index + 2] ?? 0);
    text += ALPHABET.charAt(group >> 18) + ALPHABET.charAt((group >> 12) & 63);
    if (left > 1) text += ALPHABET.charAt((group >> 6) & 63);
    if (left > 2) text += ALPHABET.charAt(group & 63);
  }
  return text;
}
