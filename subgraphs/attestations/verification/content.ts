import { decodeBase64url } from './format/base64url.ts';
import { fail, pass } from './checks.ts';
import type { Check, CheckCode } from './checks.ts';
import { SHA2_256_MULTIHASH, contextsOf, isTime } from './claims.ts';
import { disagreement } from './disagreements.ts';
import type { Sha256 } from './disagreements.ts';
import { isObject } from './format/json.ts';
import type { JsonObject } from './format/json.ts';
import { readAttestation } from './reading.ts';
import type { AttestationReading } from './reading.ts';

const MEMBERS: ReadonlySet<string> = new Set(
  (
    '@context type id jti iss sub aud iat nbf exp issuer validFrom validUntil name ' +
    'credentialSubject credentialStatus status mra'
  ).split(' '),
);
const SUBJECT_MEMBERS: ReadonlySet<string> = new Set(
  (
    'type id name description assessorLevel assessmentLevel attestationType issuedToParty ' +
    'authorisation referenceScheme conformityCertificate conformityAssessment'
  ).split(' '),
);
const TYPES = [
  'DigitalConformityCredential',
  'MutualRecognitionAttestation',
  'VerifiableCredential',
] as const;
/** The members that an attestation may have: any other makes it invalid. */
export const DECISIONS: ReadonlySet<unknown> = new Set([
  'recognised',
  'recognised-with-conditions',
]);

/** The check of a payload, and what it says; absent unless it is in order. */
export interface CheckedContent {
  readonly check: Check;
  readonly reading?: AttestationReading;
}

/**
 * The payload is a recognition attestation with known terms only, which says each thing in one way.
 */
export async function checkContent(
  claims: JsonObject,
  { sourceDigest, sha256 }: { readonly sourceDigest?: string; readonly sha256?: Sha256 },
): Promise<CheckedContent> {
  const fault = contentFault(claims) ?? sourceFault(claims, sourceDigest);
  if (fault !== undefined) return { check: fail('content', fault, NOT_IN_ORDER) };
  const thing = await disagreement(claims, sha256);
  if (thing !== null) {
    const message = `It says two different things about one: ${thing}.`;
    return { check: fail('content', 'CLAIMS_DISAGREE', message) };
  }
  const check = pass('content', 'It is a recognition attestation in known terms.');
  const reading = readAttestation(claims);
  if (reading) return { check, reading };
  // Times that are none have a check of their own.
  const isTimed = [claims['iat'], claims['exp']].every(isTime);
  return { check: isTimed ? fail('content', 'NO_RECOGNITION', NOT_IN_ORDER) : check };
}

const NOT_IN_ORDER = 'It is not a recognition attestation in known terms.';

function contentFault(claims: JsonObject): CheckCode | undefined {
  const { type, id, jti, iss, sub, name, credentialSubject: subject, mra } = claims;
  if (!Object.keys(claims).every((member) => MEMBERS.has(member))) return 'UNKNOWN_MEMBER';
  if (typeof iss !== 'string' || !isSame(claims['@context'], contextsOf(iss)))
    return 'UNKNOWN_CONTEXT';
  if (!isSame(type, TYPES)) return 'WRONG_TYPE';
  if (typeof id !== 'string' || id !== jti || typeof name !== 'string') return 'NO_IDENTIFIER';
  if (!isObject(subject) || typeof sub !== 'string' || subject['id'] !== sub)
    return 'SUBJECT_MISMATCH';
  if (!Object.keys(subject).every((member) => SUBJECT_MEMBERS.has(member))) return 'UNKNOWN_MEMBER';
  return isObject(mra) && DECISIONS.has(mra['decision']) ? undefined : 'NO_RECOGNITION';
}

/** The digest in the credential, the one in the record and the one of the document shown agree. */
function sourceFault(claims: JsonObject, shown: string | undefined): CheckCode | undefined {
  const { mra, credentialSubject: subject } = claims;
  const certificate = isObject(subject) ? subject['conformityCertificate'] : undefined;
  const stated = isObject(mra) ? mra['sourceDigest'] : undefined;
  const linked = isObject(certificate) ? certificate['digestMultibase'] : undefined;
  if (typeof stated !== 'string' || typeof linked !== 'string') return 'DIGEST_MISMATCH';
  if (!isSameDigest(stated, linked)) return 'DIGEST_MISMATCH';
  return shown === undefined || shown === stated ? undefined : 'OTHER_DOCUMENT';
}

const SHA_256 = /^sha-256:[A-Za-z0-9_-]{43}$/;

/** Whether `sha-256:<base64url>` and a multibase multihash are one digest, each in its canonical form. */
function isSameDigest(stated: string, linked: string): boolean {
  if (!SHA_256.test(stated) || !linked.startsWith('u')) return false;
  const digest = decodeBase64url(stated.slice('sha-256:'.length));
  const multihash = decodeBase64url(linked.slice(1));
  const [code, length] = SHA2_256_MULTIHASH;
  return (
    digest !== null &&
    multihash?.length === digest.length + SHA2_256_MULTIHASH.length &&
    multihash[0] === code &&
    multihash[1] === length &&
    digest.every((byte, at) => byte === multihash[at + SHA2_256_MULTIHASH.length])
  );
}

function isSame(value: unknown, expected: readonly string[]): boolean {
  return (
    Array.isArray(value) &&
    value.length === expected.length &&
    expected.every((item, index) => value[index] === item)
  );
}
