import { fail, pass, unknown } from './checks.ts';
import type { Check } from './checks.ts';
import type { Sha256 } from './disagreements.ts';
import { parseObject } from './format/json.ts';
import type { JsonObject } from './format/json.ts';
import { checkHeader, hasValidSignature, parseCompact, parseKid } from './jws.ts';
import type { Decoder, HeaderProfile, ParsedJws } from './jws.ts';
import type { KeyPurpose, KeySet, PinnedKey } from './keyset.ts';
import type { AttestationReading } from './reading.ts';

/** True when the key signed the token. Injected where a faster one than jose's is at hand. */
export type SignatureCheck = (jws: ParsedJws, key: PinnedKey) => boolean | Promise<boolean>;

/**
 * What a platform does faster than what every platform has: WebCrypto through jose, and base64url in
 * plain JavaScript. The verdict never depends on it.
 */
export interface Platform {
  readonly testSignature?: SignatureCheck;
  readonly decode?: Decoder;
  readonly sha256?: Sha256;
}

/** A token whose signature is good, with what it says if it is an attestation in order. */
export interface Attested extends VerifiedJws {
  readonly reading?: AttestationReading;
}

/** A check that needs more than the token: its status, its place in the log. */
export type StatusCheck = (attestation: Attested) => Check | Promise<Check>;

/** A token whose signature is good. */
export interface VerifiedJws {
  readonly jws: ParsedJws;
  readonly claims: JsonObject;
  readonly key: PinnedKey;
}

export interface SignatureOptions {
  /** Longest token looked at, in characters. */
  readonly maxLength?: number | undefined;
  /** No keys are missing: an issuer of whom there are none is a stranger, and nothing is unknown. */
  readonly knowsEveryIssuer?: boolean | undefined;
}

const testWithJose: SignatureCheck = (jws, { key }) => hasValidSignature(jws, key);

const NO_KEY = 'It is not signed by a key that is trusted here.';

/**
 * Opens a signed token of one kind: form, header, signature by a pinned key of that purpose, JSON.
 * An unknown key of a known issuer costs a signature test all the same and gives the same answer as
 * a bad signature, so that neither time nor text tells which keys are known.
 */
export async function verifySignature(
  token: string,
  profile: HeaderProfile,
  purpose: KeyPurpose,
  keys: KeySet,
  { testSignature: test = testWithJose, decode }: Platform = {},
  { maxLength, knowsEveryIssuer = false }: SignatureOptions = {},
): Promise<{ readonly checks: readonly Check[]; readonly opened?: VerifiedJws }> {
  const jws = parseCompact(token, maxLength, decode);
  if (!jws) {
    const message = 'It is not a compact JWS in canonical form.';
    return { checks: [fail('format', 'NOT_COMPACT_JWS', message)] };
  }
  const format = pass('format', 'It is a compact JWS in canonical form.');
  const kid = checkHeader(jws.header, profile);
  if (kid === null) {
    const message = 'The header is not the one of this kind of token.';
    return { checks: [format, fail('header', 'WRONG_HEADER', message)] };
  }
  const header = pass('header', 'The header has the members of this kind of token and no others.');
  const known = keys.get(kid);
  const decoy = known ?? keys.values().next().value;
  const signed = decoy !== undefined && (await test(jws, decoy)) && decoy === known;
  if (!signed || known.purpose !== purpose) {
    if (!known && !knowsEveryIssuer && !isKnown(kid, keys))
      return { checks: [format, header, unknown('signature', 'UNKNOWN_ISSUER', NO_ISSUER)] };
    const code = !known ? 'UNKNOWN_KEY' : signed ? 'WRONG_PURPOSE' : 'BAD_SIGNATURE';
    return { checks: [format, header, fail('signature', code, NO_KEY)] };
  }
  const signature = pass('signature', 'It is signed by a key that is trusted here.');
  const claims = parseObject(jws.payload);
  if (!claims) {
    const message = 'The payload is not one unambiguous JSON object.';
    return { checks: [fail('format', 'PAYLOAD_NOT_JSON', message), header, signature] };
  }
  return { checks: [format, header, signature], opened: { jws, claims, key: known } };
}

const NO_ISSUER = 'No key of its issuer is at hand: get them from a source that you trust.';

/** True when the verifier holds any key of the issuer that the identifier names. */
function isKnown(kid: string, keys: KeySet): boolean {
  const issuer = parseKid(kid)?.issuer;
  return [...keys.values()].some((key) => key.issuer === issuer);
}
