import { decodeBase64url, encodeBase64url } from './base64url.ts';

const PADDED = /^[A-Za-z0-9+/]*={0,2}$/;

/** Bytes of canonical base64 with padding (RFC 4648 §4), or null; see decodeBase64url. */
export function decodeBase64(text: string): Uint8Array | null {
  if (text.length % 4 !== 0 || !PADDED.test(text)) return null;
  return decodeBase64url(text.replace(/=+$/, '').replace(/\+/g, '-').replace(/\//g, '_'));
}

/** Base64 with padding (RFC 4648 §4). */
export function encodeBase64(bytes: Uint8Array): string {
  const text = encodeBase64url(bytes).replace(/-/g, '+').replace(/_/g, '/');
  return text.padEnd(Math.ceil(text.length / 4) * 4, '=');
}
