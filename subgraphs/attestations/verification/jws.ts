import { compactVerify } from 'jose/jws/compact/verify';
import type { CryptoKey, JWK } from 'jose';
import { decodeBase64url } from './format/base64url.ts';
import { parseObject } from './format/json.ts';
import type { JsonObject } from './format/json.ts';
import { MAX_HEADER_LENGTH, MAX_TOKEN_LENGTH } from './format/limits.ts';

/** A compact JWS (RFC 7515 §7.1) whose form is beyond doubt. Nothing is known of its signature. */
export interface ParsedJws {
  readonly token: string;
  /** The bytes that are signed, as text: `header.payload`. Identifies the token; the signature does not (ECDSA is malleable). */
  readonly signingInput: string;
  readonly header: JsonObject;
  readonly payload: Uint8Array;
  readonly signature: Uint8Array;
}

/** Bytes of canonical base64url, or null; see decodeBase64url, the portable one. */
export type Decoder = (text: string) => Uint8Array | null;

/**
 * Takes a compact JWS apart, or null when it is not exactly two dots between canonical base64url
 * and a JSON object as its header (RFC 8725bis §3.14): no white space, no padding, no JSON
 * serialisation, no second spelling of the same bytes. Too long a token or header is none either.
 */
export function parseCompact(
  token: string,
  maxLength = MAX_TOKEN_LENGTH,
  decode: Decoder = decodeBase64url,
): ParsedJws | null {
  if (token.length > maxLength) return null;
  const first = token.indexOf('.');
  const second = token.indexOf('.', first + 1);
  if (first < 1 || first > MAX_HEADER_LENGTH || second < 0) return null;
  // A third dot would be found by the decoder: it is not in the alphabet.
  const header = readHeader(token.slice(0, first), decode);
  const payload = decode(token.slice(first + 1, second));
  const signature = decode(token.slice(second + 1));
  if (!header || !payload || !signature || signature.length === 0) return null;
  return { token, signingInput: token.slice(0, second), header, payload, signature };
}

/** Headers read before: all tokens that one key signs begin with the same one. */
const headers = new Map<string, JsonObject>();
const MAX_HEADERS = 64;
const MAX_KEPT_LENGTH = 512;

function readHeader(text: string, decode: Decoder): JsonObject | null {
  const known = headers.get(text);
  if (known) return known;
  const bytes = decode(text);
  const header = bytes && parseObject(bytes);
  if (!header || text.length > MAX_KEPT_LENGTH) return header;
  if (headers.size >= MAX_HEADERS) headers.clear();
  headers.set(text, header);
  return header;
}

/** Which header members a kind of token has: these and no others. */
export interface HeaderProfile {
  readonly typ: string;
  readonly cty?: string;
}

/** The only signature algorithm of attestations, status lists and trust bundles (RFC 7518 §3.4). */
export const ALGORITHM = 'ES256';

const MAX_KID_LENGTH = 300;
const KID = /^(did:web:(?:[a-z0-9.:-]|%[0-9A-F]{2})+)#([A-Za-z0-9_-]{43})$/;

/** The issuer and the RFC 7638 thumbprint in a key identifier, or null when it is not one of ours. */
export function parseKid(kid: unknown): { issuer: string; thumbprint: string } | null {
  if (typeof kid !== 'string' || kid.length > MAX_KID_LENGTH) return null;
  const [, issuer, thumbprint] = KID.exec(kid) ?? [];
  return issuer === undefined || thumbprint === undefined ? null : { issuer, thumbprint };
}

/**
 * The key identifier of a header that has exactly the members of the profile, or null. Everything
 * else is refused before any key is looked up: `jku`, `jwk`, `x5u`, `crit`, `b64`, `zip` and
 * members not yet invented (RFC 8725bis §3.10).
 */
export function checkHeader(header: JsonObject, profile: HeaderProfile): string | null {
  const expected = profile.cty === undefined ? 3 : 4;
  if (Object.keys(header).length !== expected) return null;
  if (header['alg'] !== ALGORITHM || header['typ'] !== profile.typ) return null;
  if (profile.cty !== undefined && header['cty'] !== profile.cty) return null;
  const { kid } = header;
  return parseKid(kid) === null ? null : (kid as string);
}

/** True when the signature is the key's over the token, with one of the algorithms named. */
export async function hasValidSignature(
  jws: ParsedJws,
  key: CryptoKey | JWK | Uint8Array,
  algorithms: readonly string[] = [ALGORITHM],
): Promise<boolean> {
  try {
    await compactVerify(jws.token, key, { algorithms: [...algorithms] });
    return true;
  } catch {
    return false;
  }
}
