import { createHash } from 'node:crypto';
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

/** The bytes to sign for claims that this hub has itself put together. */
export function signingInput(signer: Signer, kind: TokenKind, claims: object): SigningInput {
  const header = JSON.stringify({ alg: signer.alg, kid: signer.kid, ...kind });
  return { kid: signer.kid, text: `${base64url(header)}.${base64url(JSON.stringify(claims))}` };
}

/** The compact JWS of a signing input. The signer has verified the signature. */
export async function signCompact(signer: Signer, { text }: SigningInput): Promise<string> {
  const signature = await signer.sign(Buffer.from(text, 'ascii'));
  return `${text}.${Buffer.from(signature).toString('base64url')}`;
}

/**
 * Identity of a token and its leaf in the log: SHA-256 of the signing input, in base64url. Never of
 * the token, since anyone can make a second valid signature out of the first (r, n−s).
 */
export function identityOf(token: string): string {
  const end = token.lastIndexOf('.');
  const input = token.indexOf('.') === end ? token : token.slice(0, end);
  return createHash('sha256').update(input, 'ascii').digest('base64url');
}
