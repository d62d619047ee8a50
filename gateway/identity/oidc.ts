import { createRemoteJWKSet, customFetch, errors, jwtVerify } from 'jose';
import type { JWTPayload } from 'jose';
import {
  ACCESS_TOKEN_TYPE,
  AuthenticationError,
  CLOCK_TOLERANCE_S,
  REQUIRED_CLAIMS,
} from './claims.ts';

/** Signatures accepted from an OpenID provider: asymmetric ones only. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA'];

/** A flood of unknown key ids asks the provider at most once in this time. */
const JWKS_COOLDOWN_MS = 30_000;
/** Keys are asked for again after this time, so that a withdrawn key stops working. */
const JWKS_MAX_AGE_MS = 10 * 60_000;
const FETCH_TIMEOUT_MS = 5_000;
/** Bytes of a discovery document or key set. */
const MAX_DOCUMENT_BYTES = 262_144;
/** After a failed discovery the provider is left alone for this long. */
const DISCOVERY_COOLDOWN_MS = 5_000;

/** The provider cannot be reached, so no token can be checked. */
export class IdentityProviderUnavailable extends Error {}

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/**
 * Accepts the access tokens of one OpenID provider. Its keys are found by discovery on first use;
 * redirects are not followed.
 */
export class OidcVerifier {
  readonly #issuer: string;
  readonly #audience: string;
  readonly #fetch: Fetch;
  readonly #monotonicNow: () => number;
  #keys: Promise<ReturnType<typeof createRemoteJWKSet>> | undefined;
  #notBefore = 0;

  constructor(
    options: { issuer: string; audience: string },
    fetchDocument: Fetch = fetch,
    monotonicNow: () => number = () => performance.now(),
  ) {
    this.#issuer = options.issuer;
    this.#audience = options.audience;
    this.#fetch = fetchDocument;
    this.#monotonicNow = monotonicNow;
  }

  /** @throws {@link AuthenticationError} or {@link IdentityProviderUnavailable} */
  async verify(token: string, now: Date): Promise<JWTPayload> {
    const keys = await this.#discovered();
    try {
      const { payload } = await jwtVerify(token, keys, {
        algorithms: ALGORITHMS,
        typ: ACCESS_TOKEN_TYPE,
        issuer: this.#issuer,
        audience: this.#audience,
        requiredClaims: REQUIRED_CLAIMS,
        clockTolerance: CLOCK_TOLERANCE_S,
        currentDate: now,
      });
      return payload;
    } catch (error) {
      if (error instanceof IdentityProviderUnavailable || error instanceof errors.JWKSTimeout)
        throw new IdentityProviderUnavailable('keys');
      throw new AuthenticationError(error instanceof Error ? error.message : 'not verified');
    }
  }

  #discovered(): Promise<ReturnType<typeof createRemoteJWKSet>> {
    if (this.#keys) return this.#keys;
    if (this.#monotonicNow() < this.#notBefore)
      throw new IdentityProviderUnavailable('discovery failed a moment ago');
    const keys = this.#discover();
    this.#keys = keys;
    keys.catch(() => {
      this.#keys = undefined;
      this.#notBefore = this.#monotonicNow() + DISCOVERY_COOLDOWN_MS;
    });
    return keys;
  }

  async #discover(): Promise<ReturnType<typeof createRemoteJWKSet>> {
    const url = `${this.#issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const response = await this.#get(url, {});
    const document = (await response.json().catch(() => null)) as Record<string, unknown> | null;
    const keys = document?.['jwks_uri'];
    if (document?.['issuer'] !== this.#issuer || typeof keys !== 'string' || !URL.canParse(keys))
      throw new IdentityProviderUnavailable('the discovery document is not of this issuer');
    if (new URL(keys).protocol !== new URL(this.#issuer).protocol)
      throw new IdentityProviderUnavailable('the key set is not as secure as the issuer');
    return createRemoteJWKSet(new URL(keys), {
      cooldownDuration: JWKS_COOLDOWN_MS,
      cacheMaxAge: JWKS_MAX_AGE_MS,
      timeoutDuration: FETCH_TIMEOUT_MS,
      [customFetch]: (address, init) => this.#get(address, init),
    });
  }

  async #get(url: string, init: RequestInit): Promise<Response> {
    try {
      const response = await this.#fetch(url, {
        ...init,
        redirect: 'error',
        signal: AbortSignal.timeout(FETCH_TIMEOUT_MS),
      });
      if (!response.ok) throw new IdentityProviderUnavailable(`status ${response.status}`);
      return await bounded(response);
    } catch (error) {
      if (error instanceof IdentityProviderUnavailable) throw error;
      throw new IdentityProviderUnavailable('not reached', { cause: error });
    }
  }
}

/** The same response, read whole up to {@link MAX_DOCUMENT_BYTES}. */
async function bounded(response: Response): Promise<Response> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    const bytes = chunk as Uint8Array;
    size += bytes.byteLength;
    if (size > MAX_DOCUMENT_BYTES) throw new IdentityProviderUnavailable('document too large');
    chunks.push(bytes);
  }
  return new Response(Buffer.concat(chunks), {
    status: response.status,
    headers: { 'content-type': 'application/json' },
  });
}
