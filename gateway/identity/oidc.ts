import { jwtVerify } from 'jose';
import type { JWTPayload } from 'jose';
import {
  ACCESS_TOKEN_TYPE,
  AuthenticationError,
  CLOCK_TOLERANCE_S,
  REQUIRED_CLAIMS,
} from './claims.ts';
import { IdentityProviderUnavailable } from './provider-documents.ts';
import type { Fetch } from './provider-documents.ts';
import { ProviderKeys } from './provider-keys.ts';

/** Signatures accepted from an OpenID provider: asymmetric ones only. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA'];

/** Accepts the access tokens of one OpenID provider. */
export class OidcVerifier {
  readonly #issuer: string;
  readonly #audience: string;
  readonly #keys: ProviderKeys;

  constructor(
    options: { issuer: string; audience: string },
    fetchUrl: Fetch = fetch,
    monotonicNow: () => number = () => performance.now(),
  ) {
    this.#issuer = options.issuer;
    this.#audience = options.audience;
    this.#keys = new ProviderKeys(options.issuer, fetchUrl, monotonicNow);
  }

  /** @throws {@link AuthenticationError} or {@link IdentityProviderUnavailable} */
  async verify(token: string, now: Date): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(token, this.#keys.find, {
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
      if (error instanceof IdentityProviderUnavailable || error instanceof AuthenticationError)
        throw error;
      // A token that cannot be verified is not accepted, whatever the reason, which the refusal logs.
      throw new AuthenticationError(error instanceof Error ? error.message : 'not verified');
    }
  }
}
