import { createLocalJWKSet, errors } from 'jose';
import type { JSONWebKeySet, JWTVerifyGetKey } from 'jose';
import { AuthenticationError } from './claims.ts';
import { fetchDocument, IdentityProviderUnavailable } from './provider-documents.ts';
import type { Fetch } from './provider-documents.ts';

/** Keys are asked for again, while those at hand go on, after this time. */
const RENEW_AFTER_MS = 5 * 60_000;
/** Keys older than this are used no more, so that a withdrawn key stops working. */
const MAX_AGE_MS = 10 * 60_000;
/** A flood of unknown key ids asks the provider at most once in this time. */
const FORCED_COOLDOWN_MS = 30_000;
/** After a failure the provider is not asked for this long. */
const FAILURE_COOLDOWN_MS = 5_000;

type FindKey = JWTVerifyGetKey;

/** A key set as it was fetched. */
interface KeySet {
  readonly find: FindKey;
  readonly fetchedAt: number;
}

/**
 * The signing keys of one OpenID provider, found by discovery on first use. All who wait share one
 * fetch. When the keys cannot be had, those at hand serve up to their greatest age; after that no token
 * is checked, and none is believed.
 */
export class ProviderKeys {
  readonly #issuer: string;
  readonly #fetch: Fetch;
  readonly #now: () => number;
  #known: KeySet | undefined;
  #keysUrl: string | undefined;
  #fetching: Promise<KeySet> | undefined;
  #notBefore = -Infinity;
  #forcedAt = -Infinity;

  /** @param now milliseconds of a clock that only goes forward */
  constructor(issuer: string, fetchUrl: Fetch, now: () => number) {
    this.#issuer = issuer;
    this.#fetch = fetchUrl;
    this.#now = now;
  }

  /**
   * The key that a token names.
   * @throws {@link AuthenticationError} when the provider has no such key,
   * {@link IdentityProviderUnavailable} when that cannot be told
   */
  readonly find: FindKey = async (header, token) => {
    const before = this.#known;
    let keys = await this.#current();
    try {
      return await keys.find(header, token);
    } catch (error) {
      // Keys that were fetched for this very token are not asked for once more.
      const newer = isUnknown(error) && keys === before ? await this.#forced(keys) : null;
      if (!newer) throw meant(error);
      keys = newer;
    }
    try {
      return await keys.find(header, token);
    } catch (error) {
      throw meant(error);
    }
  };

  /** Keys that are not too old. */
  async #current(): Promise<KeySet> {
    const known = this.#known;
    const age = known ? this.#now() - known.fetchedAt : Infinity;
    if (!known || age >= MAX_AGE_MS) return this.#renew();
    // Nobody waits for these: a failure is told once the keys at hand are too old.
    if (age >= RENEW_AFTER_MS && this.#now() >= this.#notBefore)
      void this.#renew().catch(() => undefined);
    return known;
  }

  /** Keys newer than these, for one that is not among them; null: others have just asked in vain. */
  async #forced(keys: KeySet): Promise<KeySet | null> {
    if (this.#known && this.#known !== keys) return this.#known;
    if (this.#fetching) return this.#fetching;
    if (this.#now() - this.#forcedAt < FORCED_COOLDOWN_MS) return null;
    this.#forcedAt = this.#now();
    return this.#renew();
  }

  #renew(): Promise<KeySet> {
    if (this.#fetching) return this.#fetching;
    if (this.#now() < this.#notBefore)
      return Promise.reject(new IdentityProviderUnavailable('it failed a moment ago'));
    const fetching = this.#load().then(
      (keys) => (this.#known = keys),
      (error: unknown) => {
        this.#notBefore = this.#now() + FAILURE_COOLDOWN_MS;
        this.#keysUrl = undefined; // perhaps they have moved
        throw error;
      },
    );
    this.#fetching = fetching;
    const done = (): void => {
      this.#fetching = undefined;
    };
    fetching.then(done, done);
    return fetching;
  }

  async #load(): Promise<KeySet> {
    this.#keysUrl ??= await this.#discover();
    const { keys } = await fetchDocument(this.#fetch, this.#keysUrl);
    if (!Array.isArray(keys)) throw new IdentityProviderUnavailable('no key set');
    return { find: createLocalJWKSet({ keys: distinct(keys) }), fetchedAt: this.#now() };
  }

  async #discover(): Promise<string> {
    const url = `${this.#issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const { issuer, jwks_uri: keys } = await fetchDocument(this.#fetch, url);
    if (issuer !== this.#issuer || typeof keys !== 'string' || !URL.canParse(keys))
      throw new IdentityProviderUnavailable('the discovery document is not of this issuer');
    if (new URL(keys).protocol !== new URL(this.#issuer).protocol)
      throw new IdentityProviderUnavailable('the key set is not as secure as the issuer');
    return keys;
  }
}

/** The entries that are keys at all, each once: what else is among them spoils only itself. */
function distinct(entries: readonly unknown[]): JSONWebKeySet['keys'] {
  const keys = new Map<string, JSONWebKeySet['keys'][number]>();
  for (const entry of entries) {
    if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) continue;
    const { kid, kty, crv, n, e, x, y } = entry as Readonly<Record<string, unknown>>;
    if (typeof kty !== 'string' || (kid !== undefined && typeof kid !== 'string')) continue;
    keys.set(JSON.stringify([kid, kty, crv, n, e, x, y]), entry);
  }
  return [...keys.values()];
}

const isUnknown = (error: unknown): boolean => error instanceof errors.JWKSNoMatchingKey;

/** No such key: the token is refused. Two by one name, or one that is none: it cannot be checked. */
function meant(error: unknown): Error {
  if (isUnknown(error)) return new AuthenticationError('signed by no key of the provider');
  return new IdentityProviderUnavailable('the key named is ambiguous or unusable', {
    cause: error,
  });
}
