import { createHash } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import type { CryptoKey, JWTPayload } from 'jose';
import { boundedCache, memoryOf } from '../../lib/cache-budget.ts';
import { isBoundedToken } from './form.ts';
import type { Identity } from '../../subgraphs/federation/subgraph.ts';
import type { SubgraphName } from '../../subgraphs/registry.ts';
import { HubError } from '../../lib/errors/hub-error.ts';

/** Header that says on whose behalf the gateway asks a subgraph service. */
export const CREDENTIAL_HEADER = 'x-symbolon-service';

/** Media type of a service credential, so that no other token of ours is taken for one. */
const TYPE = 'symbolon-service+jwt';
const ALGORITHM = 'EdDSA';
/** Seconds a credential is good for: the deadline of a subgraph, with room for its clock. */
const LIFETIME_S = 30;
/** Milliseconds it is used again for the same caller, so that signing is not on every request. */
const REUSED_FOR_MS = 10_000;
/** Bytes of a credential that is kept: a short JWT. */
const CREDENTIAL_BYTES = 2_000;
const CLOCK_TOLERANCE_S = 60;

/** The credential is missing or not accepted. Never says why to the caller. */
export class CredentialError extends HubError<'UNAUTHENTICATED'> {
  constructor() {
    super('UNAUTHENTICATED', 'Only the gateway may ask a subgraph service.');
  }
}

const audienceOf = (hubId: string, subgraph: SubgraphName): string => `${hubId}/${subgraph}`;

/** Signs what the gateway sends with each request to a subgraph service. */
export type SignCredential = (identity: Identity | null, subgraph: SubgraphName) => Promise<string>;

/**
 * Makes the signer of service credentials: short-lived, for one subgraph, carrying the identity
 * that the gateway verified.
 */
export function createCredentialSigner(
  hubId: string,
  key: { readonly id: string; readonly privateKey: CryptoKey },
  now: () => Date,
): SignCredential {
  const fresh = boundedCache<Promise<string>>('credentials', {
    sizeOf: () => CREDENTIAL_BYTES,
    ttl: REUSED_FOR_MS,
  });
  return (identity, subgraph) => {
    const claims = claimsOf(identity);
    const cacheKey = JSON.stringify([subgraph, claims]);
    let credential = fresh.get(cacheKey);
    if (!credential) {
      const seconds = Math.floor(now().getTime() / 1000);
      credential = new SignJWT(claims)
        .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid: key.id })
        .setIssuer(hubId)
        .setAudience(audienceOf(hubId, subgraph))
        .setIssuedAt(seconds)
        .setExpirationTime(seconds + LIFETIME_S)
        .sign(key.privateKey);
      fresh.set(cacheKey, credential);
    }
    return credential;
  };
}

/** An anonymous caller has no subject. */
function claimsOf(identity: Identity | null): JWTPayload {
  if (!identity) return {};
  const { subject, scopes, territory, holder } = identity;
  return {
    sub: subject,
    scope: [...scopes].sort().join(' '),
    ...(territory === undefined ? {} : { territory }),
    ...(holder === undefined ? {} : { holder }),
  };
}

/** Finds the public key of a gateway of this hub. */
export type FindServiceKey = (kid: string) => Promise<CryptoKey | undefined>;

/** Verifies a credential and tells who asks; null: anonymous. */
export type VerifyCredential = (credential: string | undefined) => Promise<Identity | null>;

/** Makes the check that a subgraph service applies to every request. */
export function createCredentialVerifier(
  hubId: string,
  subgraph: SubgraphName,
  findKey: FindServiceKey,
  now: () => Date,
): VerifyCredential {
  const verified = boundedCache<JWTPayload>('credentials', {
    sizeOf: memoryOf,
    ttl: REUSED_FOR_MS,
  });
  return async (credential) => {
    if (credential === undefined || !isBoundedToken(credential)) throw new CredentialError();
    const digest = createHash('sha256').update(credential).digest('base64');
    let payload = verified.get(digest);
    if (!payload) {
      payload = await verify(credential);
      verified.set(digest, payload);
    } else if (Number(payload.exp) + CLOCK_TOLERANCE_S < now().getTime() / 1000)
      throw new CredentialError();
    return identityOf(payload);
  };

  async function verify(credential: string): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(
        credential,
        async ({ kid }) => {
          const key = kid === undefined ? undefined : await findKey(kid);
          if (!key) throw new CredentialError();
          return key;
        },
        {
          algorithms: [ALGORITHM],
          typ: TYPE,
          issuer: hubId,
          audience: audienceOf(hubId, subgraph),
          requiredClaims: ['iat', 'exp'],
          maxTokenAge: LIFETIME_S,
          clockTolerance: CLOCK_TOLERANCE_S,
          currentDate: now(),
        },
      );
      return payload;
    } catch (error) {
      // A key that cannot be read at the moment says nothing about the credential.
      throw error instanceof errors.JOSEError ? new CredentialError() : error;
    }
  }
}

function identityOf({ sub, ...claims }: JWTPayload): Identity | null {
  if (sub === undefined) return null;
  const text = (name: string): string | undefined =>
    typeof claims[name] === 'string' ? claims[name] : undefined;
  const territory = text('territory');
  const holder = text('holder');
  return {
    subject: sub,
    scopes: new Set(text('scope')?.split(' ').filter(Boolean)),
    ...(territory === undefined ? {} : { territory }),
    ...(holder === undefined ? {} : { holder }),
  };
}
