import { hash } from 'node:crypto';
import type { Signer } from './keys/index.ts';

/** Header members of a kind of token, besides `alg` and `kid`. */
export interface TokenKind {
  readonly typ: string;
  readonly cty?: string;
}

/** What is to be signed: complete, and already the attestation's identity. */
export interface SigningInput {
  readonly kid: string;
  /** `header.payload`, both base64url (RFC 7515 §5.1). */
  readonly text: string;
}

const base64url = (text: string): string => Buffer.from(text).toString('base64url');

/** The header of a kind of token by this signer, as it stands before the dot. */
export const encodedHeader = (signer: Signer, kind: TokenKind): string =>
  base64url(JSON.stringify({ alg: signer.alg, kid: signer.kid, ...kind }));

/** The bytes to sign for claims that this hub has itself put together. */
export function signingInput(signer: Signer, kind: TokenKind, claims: object): SigningInput {
  const payload = base64url(JSON.stringify(claims));
  return { kid: signer.kid, text: `${encodedHeader(signer, kind)}.${payload}` };
}

/** The compact JWS of a signing input. The signer has verified the signature. */
export async function signCompact(
  signer: Signer,
  { text }: Pick<SigningInput, 'text'>,
): Promise<string> {
  return compact(text, await signer.sign(Buffer.from(text, 'latin1')));
}

/** A compact JWS, and its signature apart. */
export interface SignedCompact {
  readonly jws: string;
  readonly signature: Uint8Array;
}

/** The compact JWSs of many signing inputs, in order. */
export async function signCompacts(
  signer: Signer,
  texts: readonly string[],
): Promise<readonly SignedCompact[]> {
  const signatures = await signer.signMany(texts.map((text) => Buffer.from(text, 'latin1')));
  return signatures.map((signature, at) => ({
    jws: compact(texts[at] ?? '', signature),
    signature,
  }));
}

const compact = (text: string, signature: Uint8Array): string =>
  `${text}.${Buffer.from(signature.buffer, signature.byteOffset, signature.length).toString('base64url')}`;

/**
 * Identity of a token and its leaf in the log: SHA-256 of the signing input, in base64url. Never of
 * the token, since anyone can make a second valid signature out of the first (r, n−s).
 */
export function identityOf(token: string): string {
  const end = token.lastIndexOf('.');
  const input = token.indexOf('.') === end ? token : token.slice(0, end);
  return hash('sha256', input, 'base64url');
}
