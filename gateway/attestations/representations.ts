import QRCode from 'qrcode';
import type { AttestationService, IssuedAttestation } from '../../subgraphs/attestations/index.ts';
import { attestationUrl } from '../../subgraphs/attestations/credential.ts';
import { etagOf } from './cacheable.ts';
import type { Representation } from './cacheable.ts';
import { printView } from './print-view.ts';

/** Media types of an attestation; the first is what one gets who does not ask. */
export const MEDIA_TYPES = [
  'application/vc+jwt',
  'application/json',
  'image/svg+xml',
  'text/html',
] as const;
export type MediaType = (typeof MEDIA_TYPES)[number];

/** The signed token never changes; what tells the status may. Seconds. */
const TOKEN_MAX_AGE_S = 86_400;
const STATUS_MAX_AGE_S = 60;

/** Representations already made, for as long as the attestation itself stays in memory. */
const made = new WeakMap<IssuedAttestation, Map<MediaType, Representation>>();

/** An attestation in one media type; made once for each state of the attestation. */
export async function representationOf(
  attestation: IssuedAttestation,
  type: MediaType,
  service: AttestationService,
): Promise<Representation> {
  const kept = made.get(attestation) ?? new Map<MediaType, Representation>();
  made.set(attestation, kept);
  const ready = kept.get(type) ?? (await make(attestation, type, service));
  kept.set(type, ready);
  return ready;
}

async function make(
  attestation: IssuedAttestation,
  type: MediaType,
  service: AttestationService,
): Promise<Representation> {
  const url = attestationUrl(service.issuer.publicUrl, attestation._id);
  switch (type) {
    case 'application/vc+jwt':
      return represent(attestation.jws, type, TOKEN_MAX_AGE_S);
    case 'application/json':
      return represent(
        JSON.stringify(summaryOf(attestation, service)),
        `${type}; charset=utf-8`,
        STATUS_MAX_AGE_S,
      );
    case 'image/svg+xml':
      return represent(await qrOf(url), type, TOKEN_MAX_AGE_S);
    case 'text/html':
      return represent(
        printView({ attestation, status: service.statusOf(attestation), url, qr: await qrOf(url) }),
        `${type}; charset=utf-8`,
        STATUS_MAX_AGE_S,
      );
  }
}

const represent = (body: string, type: string, maxAge: number): Representation => ({
  body,
  headers: {
    'content-type': type,
    'cache-control': `public, max-age=${maxAge}`,
    etag: etagOf(body),
    vary: 'accept',
  },
});

/** QR symbol of a link, error correction M. */
const qrOf = (url: string): Promise<string> =>
  QRCode.toString(url, { type: 'svg', errorCorrectionLevel: 'M', margin: 4 });

function summaryOf(attestation: IssuedAttestation, service: AttestationService): object {
  const { _id, jws, digest, audience, issuedAt, expiresAt, question, answer, knownAt } =
    attestation;
  const instant = (seconds: number): string => new Date(seconds * 1000).toISOString();
  return {
    id: _id,
    url: attestationUrl(service.issuer.publicUrl, _id),
    jws,
    digest: `sha-256:${digest}`,
    audience,
    issuedAt: instant(issuedAt),
    expiresAt: instant(expiresAt),
    status: service.statusOf(attestation),
    ...(attestation.statusChangedAt === undefined
      ? {}
      : { statusChangedAt: attestation.statusChangedAt, statusReason: attestation.statusReason }),
    question,
    answer,
    knownAt,
  };
}
