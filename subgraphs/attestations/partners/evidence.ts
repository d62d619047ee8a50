import { digestOf } from '../../../facts/model/canonical.ts';
import type { Certificate, CertificateEvent, Register } from '../../../schema/generated/facts.ts';

/**
 * Days after the last look at the status for which an answer may rest on it: a status list holds for 24
 * hours. Later the rule says STATUS_STALE.
 */
const MAX_AGE_DAYS = 1;

/** The facts that were made of one attestation: its own register, and the certificate in it. */
export interface Evidence {
  readonly register: Register;
  readonly certificate: Certificate | null;
}

/** Where a fact comes from. */
export interface Provenance {
  /** SHA-256 of the signing input, base64url. */
  readonly digest: string;
  readonly partner: string;
  readonly kid: string;
  readonly jti: string;
}

/** The facts at first: a register that holds this one certificate, and has not been looked at yet. */
export function firstEvidence(record: Certificate, origin: Provenance, at: Date): Evidence {
  const { digest, partner, kid, jti } = origin;
  const recordedAt = at.toISOString();
  const id = `attestation:${digest}`;
  const note = `Attested by ${partner}: ${jti}, sha-256:${digest}, key ${kid}, verified ${recordedAt}`;
  return {
    register: {
      id,
      coverage: 'PARTIAL',
      territory: record.issuerTerritory,
      schemes: [record.scheme],
      maxAgeDays: MAX_AGE_DAYS,
      snapshots: [],
      recordedAt,
      note,
    },
    certificate: { ...stated(record), register: id, recordedAt, note },
  };
}

/** A record without what only its own hub can say: where, and from when, it knew it. */
function stated(record: Certificate): Certificate {
  const own: ReadonlySet<string> = new Set(['recordedAt', 'retractedAt', 'register', 'note']);
  return Object.fromEntries(
    Object.entries(record).filter(([name]) => !own.has(name)),
  ) as unknown as Certificate;
}

/** The status was looked at and is good: the certificate counts for another day. */
export function confirmed({ register, certificate }: Evidence, at: Date): Evidence {
  const asAt = at.toISOString().slice(0, 10);
  const snapshots = register.snapshots ?? [];
  if (snapshots.some((snapshot) => snapshot.asAt === asAt)) return { register, certificate };
  const seen = { asAt, recordedAt: at.toISOString() };
  return { register: { ...register, snapshots: [...snapshots, seen] }, certificate };
}

/** The word is taken back: the certificate is no longer believed. */
export const retracted = ({ register, certificate }: Evidence, at: Date): Evidence => ({
  register,
  certificate: certificate && { ...certificate, retractedAt: at.toISOString() },
});

/** The word holds again after it had been taken back: believed anew, from now on. */
export const restated = (
  record: Certificate,
  origin: Provenance,
  evidence: Evidence,
  at: Date,
): Evidence => ({
  register: evidence.register,
  certificate: firstEvidence(record, origin, at).certificate,
});

/** Something has happened to the certificate itself. */
export function happened(
  { register, certificate }: Evidence,
  type: CertificateEvent['type'],
  reason: string,
  at: Date,
): Evidence {
  if (!certificate) return { register, certificate };
  const recordedAt = at.toISOString();
  const event = { type, effectiveFrom: recordedAt.slice(0, 10), reason, recordedAt };
  return {
    register,
    certificate: { ...certificate, events: [...(certificate.events ?? []), event] },
  };
}

/** True when two records say the same of a certificate, as the rule compares them (RULE 1.4). */
export const agree = (one: Certificate, other: Certificate): boolean =>
  digestOf(stated(one)) === digestOf(stated(other));
