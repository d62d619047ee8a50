import type { Model } from 'mongoose';
import { attestationUrl } from './credential.ts';
import type { Issuer } from '../../model.ts';
import type { Signer } from '../../keys/index.ts';
import type { StoredQr } from '../../archive/model.ts';
import type { IssuedAttestation } from '../../model.ts';
import { signCompact, signingInput } from '../../keys/sign.ts';
import { QR_HEADER } from '../../verification/index.ts';

/**
 * The claims of an attestation's short form, which fits into a QR symbol: what an officer needs to
 * decide, where its status stands, and the digest of the full attestation.
 */
export function qrClaimsOf(
  { _id, certificate, question, answer, audience, issuedAt, expiresAt, digest, ...place }: QrSource,
  { hubId, publicUrl }: Issuer,
): object {
  return {
    iss: hubId,
    jti: attestationUrl(publicUrl, _id),
    sub: certificate,
    aud: [audience],
    iat: issuedAt,
    nbf: issuedAt,
    exp: expiresAt,
    mra: {
      decision: answer.status === 'RECOGNISED' ? 'recognised' : 'recognised-with-conditions',
      agreement: answer.route ?? null,
      market: question.market,
      asOf: question.asOf,
      digest: `sha-256:${digest}`,
    },
    status: { status_list: { idx: place.index, uri: `${publicUrl}/status/${place.list}` } },
  };
}

type QrSource = Pick<
  IssuedAttestation,
  | '_id'
  | 'certificate'
  | 'question'
  | 'answer'
  | 'audience'
  | 'issuedAt'
  | 'expiresAt'
  | 'digest'
  | 'list'
  | 'index'
>;

/** The short form as a JWS; signed when it is first asked for, and the same for everyone since. */
export async function qrTokenOf(
  attestation: IssuedAttestation,
  { qrs, signer, issuer }: { qrs: Model<StoredQr>; signer: Signer; issuer: Issuer },
): Promise<string> {
  const { _id } = attestation;
  const known = await qrs.findById(_id).lean<StoredQr | null>();
  if (known) return known.jws;
  const input = signingInput(signer, QR_HEADER, qrClaimsOf(attestation, issuer));
  const jws = await signCompact(signer, input);
  // Of two who sign it at once one is first.
  const stored = await qrs
    .findOneAndUpdate({ _id }, { $setOnInsert: { jws } }, { upsert: true, returnDocument: 'after' })
    .lean<StoredQr | null>();
  return stored?.jws ?? jws;
}
