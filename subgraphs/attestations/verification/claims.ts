import { decodeBase64url, encodeBase64url } from './format/base64url.ts';
import { fail, notChecked, pass, unknown } from './checks.ts';
import type { Check } from './checks.ts';
import { isObject } from './format/json.ts';
import type { JsonObject } from './format/json.ts';

/** Seconds of clock difference that are forgiven unless the verifier says otherwise. */
export const DEFAULT_SKEW_SECONDS = 60;
/** No verifier may forgive more. */
export const MAX_SKEW_SECONDS = 300;
/** Longest life of an attestation in seconds: 30 days. A longer one is refused though signed. */
export const MAX_LIFETIME_SECONDS = 30 * 86_400;

/** Values remembered of each kind: tokens that are verified together mostly have them in common. */
const REMEMBERED = 64;

const VC_CONTEXT = 'https://www.w3.org/ns/credentials/v2';
const UNTP_CONTEXT = 'https://vocabulary.uncefact.org/untp/0.7.0/context/';

/** Code and length in bytes that precede a SHA-256 in a multihash. */
export const SHA2_256_MULTIHASH = [0x12, 0x20] as const;
/**
 * The contexts of an attestation by this issuer, in order: W3C VC Data Model 2.0, UNTP 0.7.0 and
 * the mutual-recognition terms at the issuer's own origin. They are names of vocabularies that
 * the verifier knows; none of them is ever fetched.
 */
export const contextsOf = remembered((issuer: string): readonly string[] => [
  VC_CONTEXT,
  UNTP_CONTEXT,
  `${originOf(issuer)}/ns/mra/v1`,
]);

/** The function, with its latest values kept. */
function remembered<K, V>(make: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    if (known.size >= REMEMBERED) known.clear();
    const made = make(key);
    known.set(key, made);
    return made;
  };
}

/** Origin of a did:web identifier (https, except on the machine itself). */
export function originOf(issuer: string): string {
  const [host = '', ...path] = issuer.slice('did:web:'.length).split(':').map(decoded);
  const scheme = /^(localhost|127\.0\.0\.1)(:|$)/.test(host) ? 'http' : 'https';
  return [`${scheme}://${host}`, ...path].join('/');
}

/** Percent-decoded where that is possible; a signed text may be anything. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The last second that ECMAScript has a date for. */
const LAST_SECOND = 8_640_000_000_000;

/** True for a whole number of seconds since 1970 that has a date. */
export const isTime = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= LAST_SECOND;

/** The instant as xsd:dateTimeStamp in whole seconds, as `validFrom` and `validUntil` are written. */
export const dateTime = remembered(
  (seconds: number): string =>
    `${new Date(seconds * 1000).toISOString().slice(0, -'.000Z'.length)}Z`,
);

/** `iss`, `issuer.id` and the owner of the key are one (VC-JOSE-COSE §3.2.1). */
export function checkIssuer(claims: JsonObject, owner: string): Check {
  const issuer = claims['issuer'];
  const same = claims['iss'] === owner && isObject(issuer) && issuer['id'] === owner;
  return same
    ? pass('issuer', 'The issuer is the owner of the key.')
    : fail('issuer', 'ISSUER_MISMATCH', 'The issuer named is not the owner of the key.');
}

/** The attestation is addressed to one of these (RFC 7519 §4.1.3); the claim is always a list. */
export function checkAudience(
  claims: JsonObject,
  audience: string | readonly string[] | undefined,
): Check {
  const { aud } = claims;
  const wellFormed =
    Array.isArray(aud) && aud.length > 0 && aud.every((item) => typeof item === 'string');
  if (!wellFormed) return fail('audience', 'NO_AUDIENCE', 'No audience is named.');
  if (audience === undefined)
    return notChecked('audience', 'An audience is named; whether it is you was not asked.');
  const asked = typeof audience === 'string' ? [audience] : audience;
  return asked.some((one) => aud.includes(one))
    ? pass('audience', 'It is addressed to this audience.')
    : fail('audience', 'OTHER_AUDIENCE', 'It is addressed to another audience.');
}

/** `now` in seconds, null when the verifier has no clock that it trusts, undefined when it asks about no time. */
export function checkTime(claims: JsonObject, now: number | null | undefined, skew: number): Check {
  const { iat, nbf, exp } = claims;
  if (!isTime(iat) || !isTime(nbf) || !isTime(exp))
    return fail('time', 'BAD_TIME', 'iat, nbf and exp must be whole seconds since 1970.');
  if (now === undefined) return notChecked('time', 'No time was asked about.');
  if (now === null)
    return unknown(
      'time',
      'NO_TRUSTED_TIME',
      'No trusted time: whether it has expired is not known.',
    );
  if (now + skew < nbf || now + skew < iat)
    return fail('time', 'NOT_YET_VALID', 'It is not valid yet.');
  if (now - skew >= exp) return fail('time', 'EXPIRED', 'It has expired.');
  return pass('time', 'It is valid at this time.');
}

/** The life is short enough, and both ways of writing it agree to the second. */
export function checkLifetime(claims: JsonObject): Check {
  const { nbf, exp, validFrom, validUntil } = claims;
  const period = checkPeriod(claims);
  if (period.outcome !== 'PASS' || !isTime(nbf) || !isTime(exp)) return period;
  return validFrom === dateTime(nbf) && validUntil === dateTime(exp)
    ? period
    : fail('lifetime', 'PERIOD_MISMATCH', 'validFrom and validUntil disagree with nbf and exp.');
}

/** The period is neither empty nor longer than an attestation may live. */
export function checkPeriod({ iat, nbf, exp }: JsonObject): Check {
  if (!isTime(iat) || !isTime(nbf) || !isTime(exp))
    return fail('lifetime', 'BAD_PERIOD', 'No period is given.');
  return exp <= nbf || nbf < iat || exp - iat > MAX_LIFETIME_SECONDS
    ? fail('lifetime', 'BAD_PERIOD', 'The period is empty or longer than 30 days.')
    : pass('lifetime', 'The period is well-formed and at most 30 days.');
}

/** `digestMultibase` (multibase base64url of a sha2-256 multihash) of a digest in base64url. */
export function multibaseOfSha256(base64url: string): string | undefined {
  const digest = decodeBase64url(base64url);
  return digest?.length === 32
    ? `u${encodeBase64url(new Uint8Array([...SHA2_256_MULTIHASH, ...digest]))}`
    : undefined;
}
