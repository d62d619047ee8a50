import type { ResolversTypes } from '../../../schema/generated/attestations.ts';
import { certificateId, questionId } from '../../federation/question-id.ts';
import { isReasonCode, reason } from '../../federation/reasons.ts';
import { attestationUrl } from '../issuance/payload/credential.ts';
import type { InputFault } from '../issuance/input.ts';
import type { IssueOutcome } from '../issuance/issuance.ts';
import type { IssuedAttestation } from '../model.ts';
import type { AttestationService } from '../service.ts';
import type { Presented } from '../partners/index.ts';
import type { Recognised } from '../ports.ts';
import type { AttestationReading, Check, JsonObject, Verification } from '../verification/index.ts';

/** The shapes of the subgraph's types, made from what is stored or verified. */
type View<T extends keyof ResolversTypes> = Awaited<ResolversTypes[T]>;

const instant = (seconds: number): string => new Date(seconds * 1000).toISOString();

/** An attestation as the graph shows it. */
export function attestationView(
  attestation: IssuedAttestation,
  service: AttestationService,
): View<'Attestation'> {
  const { _id, jws, audience, issuedAt, expiresAt, question, answer, knownAt } = attestation;
  const isRevoked = attestation.status === 'REVOKED';
  return {
    id: _id,
    jws,
    audience,
    issuedAt: instant(issuedAt),
    expiresAt: instant(expiresAt),
    status: service.statusOf(attestation),
    statusChangedAt: attestation.statusChangedAt ?? null,
    statusReason: attestation.statusReason ?? null,
    statusCause: attestation.statusCause ?? null,
    revokedAt: isRevoked ? (attestation.statusChangedAt ?? null) : null,
    revocationReason: isRevoked ? (attestation.statusReason ?? null) : null,
    recognition: { id: questionId({ ...question, knownAt }) },
    certificate: { id: certificateId(attestation.issuer, attestation.certificate) },
    url: attestationUrl(service.issuer.publicUrl, _id),
    attested: {
      certificate: question.certificate,
      market: question.market,
      asOf: question.asOf,
      knownAt,
      status: answer.status,
      reasons: answer.reasons.map(reason),
      route: answer.route ?? 'DOMESTIC',
      annex: answer.annex ?? null,
      changesOn: answer.changesOn ?? null,
    },
  };
}

/** Why a request of a token with a holder is refused. */
export const OTHERS_CERTIFICATE =
  'The access token permits attestations of certificates of its own holder only.';

/** The same of what is presented. */
export const OTHERS_TO_PRESENT =
  'The access token permits presenting attestations of certificates of its own holder only.';

const invalidInput = (faults: readonly InputFault[]): View<'InvalidInput'> => ({
  message: 'Nothing was signed: correct the input.',
  faults: [...faults],
});

/** The outcome of a request, as the graph shows it. */
export function outcomeView(
  outcome: IssueOutcome,
  service: AttestationService,
): View<'IssueAttestationResult'> {
  switch (outcome.kind) {
    case 'issued':
      return attestationView(outcome.attestation, service);
    case 'not-recognised':
      return notRecognisedView(outcome.recognised);
    case 'invalid':
      return invalidInput(outcome.faults);
    case 'forbidden':
      return invalidInput([
        { code: 'FORBIDDEN', path: 'question.certificate', message: OTHERS_CERTIFICATE },
      ]);
  }
}

/** An answer that is no recognition, as the graph shows it. */
function notRecognisedView({ question, answer }: Recognised): View<'NotRecognised'> {
  return {
    message:
      answer.status === 'INDETERMINATE'
        ? 'Nothing was signed: the facts known do not decide the question. See the reasons.'
        : 'Nothing was signed: the certificate is not recognised. See the reasons.',
    status: answer.status,
    reasons: answer.reasons.map(reason),
    recognition: { id: questionId(question) },
  };
}

const OUTCOMES = {
  PASS: 'PASSED',
  FAIL: 'FAILED',
  UNKNOWN: 'UNKNOWN',
  NOT_CHECKED: 'NOT_CHECKED',
} as const;
const VERDICTS = { valid: 'VALID', invalid: 'INVALID', unknown: 'UNKNOWN' } as const;

/** The one code of every failure: the checks tell which, and nothing tells why. */
export const NOT_VERIFIED = 'NOT_VERIFIED';

const checkView = ({ name, outcome, message }: Check): View<'Check'> => ({
  name,
  outcome: OUTCOMES[outcome],
  code: outcome === 'FAIL' || outcome === 'UNKNOWN' ? NOT_VERIFIED : null,
  message,
});

/** A verification as the graph shows it: causes stay inside. */
export function verificationView({
  verdict,
  checks,
  claims,
  reading,
}: Verification): View<'Verification'> {
  return {
    verdict: VERDICTS[verdict],
    checks: checks.map(checkView),
    ...claimsView(claims ?? {}),
    attested: attestedView(reading),
  };
}

/** The outcome of a presentation, as the graph shows it. */
export const presentedView = ({
  verification,
  taken,
  question,
}: Presented): View<'PresentedAttestation'> => ({
  verification: verificationView(verification),
  evidence: taken,
  recognition: question && { id: questionId(question) },
});

/** The content of signed claims, as far as they have the shape of an attestation. */
function claimsView(
  claims: JsonObject,
): Omit<View<'Verification'>, 'verdict' | 'checks' | 'attested'> {
  const { jti, iss, aud, iat, exp } = claims;
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  const time = (value: unknown): string | null =>
    typeof value === 'number' && Math.abs(value) < 8.64e12 ? instant(value) : null;
  return {
    id: text(jti)?.split('/').at(-1) ?? null,
    issuer: text(iss),
    audience: Array.isArray(aud) ? text(aud[0]) : null,
    issuedAt: time(iat),
    expiresAt: time(exp),
  };
}

/** The answer that it carries; null where it is not one of our words: nothing is left out of what is shown. */
function attestedView(reading: AttestationReading | undefined): View<'AttestedAnswer'> | null {
  if (!reading?.question || reading.knownAt === null) return null;
  const { question, knownAt, decision, reasons, agreement, annex, changesOn } = reading;
  if (!reasons.every(isReasonCode)) return null;
  return {
    certificate: question.certificate,
    market: question.market,
    asOf: question.asOf,
    knownAt,
    status: decision === 'recognised' ? 'RECOGNISED' : 'RECOGNISED_WITH_CONDITIONS',
    reasons: reasons.map(reason),
    route: agreement ?? 'DOMESTIC',
    annex,
    changesOn,
  };
}
