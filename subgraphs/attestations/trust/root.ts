import { generateKeyPairSync } from 'node:crypto';
import type { JsonWebKey } from 'node:crypto';
import { localSigner, publicJwk, thumbprint } from '../keys/index.ts';
import { signCompact, signingInput } from '../keys/sign.ts';
import { ifMalformed, readKeySet } from '../verification/index.ts';
import { MAX_BUNDLE_LIFE_S, TRUST_BUNDLE_HEADER, verifyTrustBundle } from './bundle.ts';
import type { BundleDraft } from './draft.ts';
import { HubError } from '../../../lib/errors/hub-error.ts';

/** A root key with its secret, as it is kept offline. */
export interface RootKey {
  /** The whole JWK, for the medium it is kept on. */
  readonly secret: JsonWebKey;
  /** The public part. */
  readonly public: JsonWebKey;
}

export type RootFault = 'NOT_A_ROOT_KEY' | 'ROOT_OF_OTHER_HUB' | 'DRAFT_MALFORMED';

/** A bundle cannot be signed with what was given. */
export class RootError extends HubError<RootFault> {}

/** Makes a root key for a hub: P-256, its own purpose, so that it can sign nothing but bundles. */
export function makeRoot(hubId: string, now: Date): RootKey {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { d, ...half } = privateKey.export({ format: 'jwk' });
  const shown = {
    ...publicJwk(half),
    kid: `${hubId}#${thumbprint(half)}`,
    alg: 'ES256',
    use: 'sig',
    mra_purpose: 'trust',
    iat: Math.floor(now.getTime() / 1000),
  };
  return { public: shown, secret: { ...shown, d } as JsonWebKey };
}

/**
 * Signs a draft. The result is opened again with the public root before it is given out: what nobody
 * could open is never published.
 * @param seconds life of the bundle
 * @throws RootError
 */
export async function signBundle(
  draft: BundleDraft,
  secret: JsonWebKey,
  { now, seconds }: { readonly now: Date; readonly seconds: number },
): Promise<string> {
  const { d, ...half } = secret;
  const kid = (half as { kid?: unknown }).kid;
  const roots = await readKeySet({ keys: [half] }).catch(ifMalformed);
  const root = typeof kid === 'string' ? roots?.get(kid) : undefined;
  if (typeof d !== 'string' || root?.purpose !== 'trust' || typeof kid !== 'string' || !roots)
    throw new RootError('NOT_A_ROOT_KEY', 'The file holds no root key with its secret.');
  if (root.issuer !== draft.iss)
    throw new RootError(
      'ROOT_OF_OTHER_HUB',
      `The draft is of ${draft.iss}, the root of ${root.issuer}.`,
    );
  const signer = localSigner('ES256', kid, { ...publicJwk(half), d });
  const iat = Math.floor(now.getTime() / 1000);
  const exp = iat + Math.min(seconds, MAX_BUNDLE_LIFE_S);
  const input = signingInput(signer, TRUST_BUNDLE_HEADER, { ...draft, iat, exp });
  const token = await signCompact(signer, input);
  const opened = await verifyTrustBundle(token, { roots, now });
  if (opened.outcome !== 'TRUSTED')
    throw new RootError('DRAFT_MALFORMED', 'The draft is not of the form of a bundle.');
  return token;
}
