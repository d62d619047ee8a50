import type {
  AttestationService,
  IssuedAttestation,
} from '../../../subgraphs/attestations/index.ts';
import { attestationUrl } from '../../../subgraphs/attestations/issuance/payload/credential.ts';
import { etagOf } from './cacheable.ts';
import type { Representation } from './cacheable.ts';
import { PRINT_POLICY } from './print-style.ts';
import { printView } from './print-view.ts';
import { qrPng, qrSvg } from './qr-symbol.ts';

/** Media types of an attestation; the first is what one gets who does not ask. */
export const MEDIA_TYPES = [
  'application/vc+jwt',
  'application/json',
  'image/svg+xml',
  'image/png',
  'text/html',
] as const;
export type MediaType = (typeof MEDIA_TYPES)[number];

/** The signed token never changes; what tells the status may. Seconds. */
const TOKEN_MAX_AGE_S = 86_400;
const STATUS_MAX_AGE_S = 60;

interface Made {
  readonly representation: Representation;
  /** Milliseconds since 1970 until which it may be sent. */
  readonly until: number;
}

/** Representations already made, for as long as the attestation itself stays in memory. */
const made = new WeakMap<IssuedAttestation, Map<MediaType, Made>>();

/** A representation that has been made and still holds. */
export function readyRepresentation(
  attestation: IssuedAttestation,
  type: MediaType,
  now: Date,
): Representation | undefined {
  const ready = made.get(attestation)?.get(type);
  return ready && now.getTime() < ready.until ? ready.representation : undefined;
}

/** An attestation in one media type: made once for each state, or a minute if it tells the status. */
export async function representationOf(
  attestation: IssuedAttestation,
  type: MediaType,
  service: AttestationService,
): Promise<Representation> {
  const now = service.now();
  const ready = readyRepresentation(attestation, type, now);
  if (ready) return ready;
  const kept = made.get(attestation) ?? new Map<MediaType, Made>();
  made.set(attestation, kept);
  const representation = await make(attestation, type, service);
  const tellsStatus = type === 'application/json' || type === 'text/html';
  const until = tellsStatus ? now.getTime() + STATUS_MAX_AGE_S * 1000 : Infinity;
  kept.set(type, { representation, until });
  return representation;
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
      return represent(await qrSvg(await service.qr(attestation)), type, TOKEN_MAX_AGE_S);
    case 'image/png':
      return represent(await qrPng(await service.qr(attestation)), type, TOKEN_MAX_AGE_S);
    case 'text/html': {
      const status = service.statusOf(attestation);
      const qr = await qrSvg(await service.qr(attestation));
      return represent(
        printView({ attestation, status, url, qr, at: service.now() }),
        `${type}; charset=utf-8`,
        STATUS_MAX_AGE_S,
        { 'content-security-policy': PRINT_POLICY },
      );
    }
  }
}

const represent = (
  text: string | Uint8Array,
  type: string,
  maxAge: number,
  more: Readonly<Record<string, string>> = {},
): Representation => {
  const body = Buffer.from(text);
  return {
    body,
    headers: {
      'content-type': type,
      'cache-control': `public, max-age=${maxAge}`,
      etag: etagOf(body),
      vary: 'accept',
      ...more,
    },
  };
};

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
