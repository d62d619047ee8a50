import { hash } from 'node:crypto';
import type { Signer } from './index.ts';

/** Header members of a kind of token, besides `alg` and `kid`. */
export interface TokenKind {
  readonly typ: string;
  readonly cty?: string;
}

/** The signing input: complete, and already the attestation's identity. */
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

/** The compact JWS of a signing input and its signature (RFC 7515 §7.1). */
export const compact = (text: string, signature: Uint8Array): string =>
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
