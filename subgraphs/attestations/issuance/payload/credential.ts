import { createHash } from 'node:crypto';
import type { Certificate } from '../../../../schema/generated/facts.ts';
import type { Question } from '../../../../schema/generated/question.ts';
import { canonical } from '../../../../facts/model/canonical.ts';
import { nameIn } from '../../../../facts/model/names.ts';
import type { RecognisedAnswer } from '../../rules.ts';
import { contextsOf, dateTime, multibaseOfSha256 } from '../../verification/index.ts';
import type { Issuer } from '../../model.ts';

/** The content of an attestation, all of it decided before anything is signed. */
export interface Statement {
  /** Unguessable, url-safe. */
  readonly id: string;
  readonly question: Question;
  readonly answer: RecognisedAnswer;
  /** The certificate exactly as the hub held it when it decided. */
  readonly certificate: Certificate;
  /** Instant whose knowledge the answer rests on. */
  readonly knownAt: string;
  readonly audience: string;
  /** Seconds since 1970. */
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** Place in a status list; absent while there are none. */
  readonly status?: { readonly list: number; readonly index: number };
}

/** Said in every attestation, so that nobody takes it for what it is not. */
export const SCOPE_STATEMENT =
  'This attests that the certificate named is recognised in the market named. ' +
  'It does not replace the certificate and says nothing about the product itself.';

/** `sha-256:<base64url>` of the canonical JSON (RFC 8785) of a certificate record. */
export function sourceDigest(certificate: Certificate): string {
  const known = digests.get(certificate);
  if (known !== undefined) return known;
  const hash = createHash('sha256').update(canonical(certificate)).digest('base64url');
  digests.set(certificate, `sha-256:${hash}`);
  return `sha-256:${hash}`;
}

/** A record is never changed once read; an attestation needs its digest three times. */
const digests = new WeakMap<Certificate, string>();

/** Link to an attestation. */
export const attestationUrl = (publicUrl: string, id: string): string =>
  `${publicUrl}/attestations/${id}`;

/**
 * The claims of an attestation: a credential of the W3C VC Data Model 2.0 in the vocabulary of
 * the UNTP Digital Conformity Credential 0.7.0, with the registered claims of a JWT beside it
 * (VC-JOSE-COSE §3.1.1).
 */
export function credentialOf(statement: Statement, issuer: Issuer): object {
  const { id, question, audience, issuedAt, expiresAt } = statement;
  const url = attestationUrl(issuer.publicUrl, id);
  const subject = subjectOf(statement, issuer);
  return {
    '@context': contextsOf(issuer.hubId),
    type: ['DigitalConformityCredential', 'MutualRecognitionAttestation', 'VerifiableCredential'],
    id: url,
    jti: url,
    iss: issuer.hubId,
    sub: subject.id,
    aud: [audience],
    iat: issuedAt,
    nbf: issuedAt,
    exp: expiresAt,
    issuer: { type: ['CredentialIssuer'], id: issuer.hubId, name: `Symbolon hub ${issuer.hubId}` },
    validFrom: dateTime(issuedAt),
    validUntil: dateTime(expiresAt),
    name: `Recognition attestation ${question.certificate} -> ${question.market}`,
    credentialSubject: subject,
    ...statusOf(statement, issuer),
    mra: recordOf(statement),
  };
}

/** The decision, in the hub's own terms. */
function recordOf({ question, answer, certificate, knownAt, issuedAt }: Statement): object {
  return {
    decision: answer.status === 'RECOGNISED' ? 'recognised' : 'recognised-with-conditions',
    agreement: answer.route ?? null,
    annex: answer.annex ?? null,
    reasons: answer.reasons,
    accepts: answer.accepts ?? null,
    changesOn: answer.changesOn ?? null,
    exporting: certificate.issuerTerritory,
    importing: question.market,
    question,
    knownAt,
    sourceCheckedAt: dateTime(issuedAt),
    sourceDigest: sourceDigest(certificate),
    certificate,
    statement: SCOPE_STATEMENT,
  };
}

const ATTESTATION_TYPES = {
  CERTIFICATE: 'certification',
  TEST_REPORT: 'testing',
  INSPECTION_REPORT: 'inspection',
  MARKET_STATUS: 'verification',
} as const;

/** How the recognition is grounded, in UNTP's words. */
function assessmentLevelOf({ reasons }: RecognisedAnswer): string {
  if (reasons.includes('RECOGNISED_DOMESTIC')) return 'authority-mandate';
  if (reasons.includes('ACCREDITATION_EQUIVALENCE_ONLY')) return 'authority-peer';
  return 'authority-globalmra';
}

function subjectOf({ answer, certificate }: Statement, { publicUrl }: Issuer) {
  const { number, issuer, issuerTerritory, scheme, object = 'CERTIFICATE' } = certificate;
  // Two bodies may use one number.
  const id = `${publicUrl}/certificates/${encodeURIComponent(issuer)}/${encodeURIComponent(number)}`;
  return {
    type: ['ConformityAttestation'],
    id,
    name: `Certificate ${certificate.number}`,
    description: SCOPE_STATEMENT,
    assessorLevel: '3rdParty',
    assessmentLevel: assessmentLevelOf(answer),
    attestationType: ATTESTATION_TYPES[object],
    issuedToParty: partyOf(certificate, id, publicUrl),
    authorisation: [
      {
        name: `${issuer} as conformity assessment body, recognised under ${answer.route ?? 'domestic law'}`,
        issuingAuthority: {
          type: ['Party'],
          id: `${publicUrl}/territories/${issuerTerritory}`,
          name: `Authority of ${issuerTerritory}`,
        },
      },
    ],
    referenceScheme: {
      type: ['ConformityScheme'],
      id: `${publicUrl}/schemes/${encodeURIComponent(scheme)}`,
      name: scheme,
    },
    conformityCertificate: {
      linkURL: id,
      linkName: certificate.number,
      digestMultibase: multibaseOfSha256(sourceDigest(certificate).slice('sha-256:'.length)),
      mediaType: 'application/json',
    },
  };
}

/** To whom the certificate was issued; where the facts do not say, the certificate itself does. */
function partyOf({ number, holder }: Certificate, id: string, publicUrl: string): object {
  const type = ['Party'];
  if (!holder) return { type, id: `${id}#holder`, name: `Holder of ${number}` };
  return {
    type,
    id: `${publicUrl}/holders/${encodeURIComponent(holder.id)}`,
    name: nameIn(holder.name, 'en') ?? holder.id,
    registeredId: holder.id,
  };
}

function statusOf({ status }: Statement, { publicUrl }: Issuer): object {
  if (!status) return {};
  const uri = `${publicUrl}/status/${status.list}`;
  return {
    credentialStatus: {
      type: 'BitstringStatusListEntry',
      id: `${uri}?format=bitstring#${status.index}`,
      statusPurpose: 'revocation',
      statusListIndex: status.index,
      statusListCredential: `${uri}?format=bitstring`,
    },
    status: { status_list: { idx: status.index, uri } },
  };
}
