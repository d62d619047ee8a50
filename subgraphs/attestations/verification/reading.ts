import { isTime } from './claims.ts';
import { isObject } from './format/json.ts';
import type { Json, JsonObject } from './format/json.ts';
import { statusReference } from './status-reference.ts';

/** The certificate record that an attestation carries, as far as it matters for who may say it. */
export interface CertificateReading {
  readonly number: string;
  readonly issuer: string;
  readonly issuerTerritory: string;
  readonly scheme: string;
  readonly holderId: string | null;
  /** The whole record, as it was signed. */
  readonly record: JsonObject;
}

/**
 * What a recognition attestation says, read once from its signed claims and frozen. Where the claims
 * say one thing in several places they agree (see `disagreements.ts`), so that what is tested, shown,
 * decided on and recorded is one and the same value.
 */
export interface AttestationReading {
  readonly id: string;
  readonly issuer: string;
  readonly audiences: readonly string[];
  /** Seconds since 1970. */
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly decision: string;
  readonly agreement: string | null;
  readonly annex: string | null;
  readonly reasons: readonly string[];
  readonly changesOn: string | null;
  readonly knownAt: string | null;
  /** The question that was answered; null: it is not in it. */
  readonly question: QuestionReading | null;
  /** Territory of which the certificate is; null: it does not say. */
  readonly territory: string | null;
  /** Scheme of the certificate; null: it does not say. */
  readonly scheme: string | null;
  readonly certificate: CertificateReading | null;
  readonly status: { readonly index: number; readonly uri: string } | null;
}

/** A question as it was signed. */
export interface QuestionReading {
  readonly certificate: string;
  readonly market: string;
  readonly asOf: string;
  /** The whole question, as it was signed. */
  readonly asked: JsonObject;
}

const DAY = /^\d{4}-\d\d-\d\d$/;
const isText = (value: unknown): value is string => typeof value === 'string';
const textOrNull = (value: unknown): string | null => (isText(value) ? value : null);
const isNone = (value: unknown): value is null | undefined => value === undefined || value === null;
const member = (value: unknown, name: string): Json | undefined =>
  isObject(value) ? value[name] : undefined;

/** Reads the claims of an attestation; null when a member is of another kind than it must be. */
export function readAttestation(claims: JsonObject): AttestationReading | null {
  const { jti, iss, aud, iat, exp, mra, credentialSubject } = claims;
  if (!isObject(mra) || !isText(jti) || !isText(iss) || !isTime(iat) || !isTime(exp)) return null;
  const { decision, agreement, annex, reasons = [], changesOn, knownAt } = mra;
  const certificate = readCertificate(mra['certificate']);
  const question = readQuestion(mra['question']);
  const texts = [agreement, annex, changesOn, knownAt, mra['exporting'], mra['importing']];
  const areLists = [aud, reasons].every((list) => Array.isArray(list) && list.every(isText));
  if (certificate === undefined || question === undefined || !areLists || !isText(decision))
    return null;
  if (!texts.every((text) => isNone(text) || isText(text))) return null;
  const named = member(member(credentialSubject, 'referenceScheme'), 'name');
  return deeplyFrozen({
    id: jti,
    issuer: iss,
    audiences: aud as readonly string[],
    issuedAt: iat,
    expiresAt: exp,
    decision,
    agreement: textOrNull(agreement),
    annex: textOrNull(annex),
    reasons: reasons as readonly string[],
    changesOn: textOrNull(changesOn),
    knownAt: textOrNull(knownAt),
    question,
    territory: certificate?.issuerTerritory ?? textOrNull(mra['exporting']),
    scheme: certificate?.scheme ?? textOrNull(named),
    certificate,
    status: statusReference(claims) ?? null,
  });
}

/** Null: there is none; undefined: it is none. */
function readCertificate(record: Json | undefined): CertificateReading | null | undefined {
  if (isNone(record)) return null;
  if (!isObject(record)) return undefined;
  const { number, issuer, issuerTerritory, scheme, holder } = record;
  if (!isText(number) || !isText(issuer) || !isText(issuerTerritory) || !isText(scheme))
    return undefined;
  const holderId = member(holder, 'id');
  if (!isNone(holder) && !isText(holderId)) return undefined;
  return { number, issuer, issuerTerritory, scheme, holderId: textOrNull(holderId), record };
}

function readQuestion(asked: Json | undefined): QuestionReading | null | undefined {
  if (isNone(asked)) return null;
  if (!isObject(asked)) return undefined;
  const { certificate, market, asOf } = asked;
  return isText(certificate) && isText(market) && isText(asOf) && DAY.test(asOf)
    ? { certificate, market, asOf, asked }
    : undefined;
}

/** Freezes a value and all that it holds: signed JSON is nested 16 deep at most. */
function deeplyFrozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  for (const held of Object.values(value)) deeplyFrozen(held);
  return Object.freeze(value);
}
