import QRCode from 'qrcode';
import type { QRCodeSegment } from 'qrcode';
import { QR_PREFIX, numericOf } from '../../../subgraphs/attestations/verification/index.ts';

/** Error correction M survives a fold or a stamp; scanners need four modules of quiet zone. */
const LOOK = { errorCorrectionLevel: 'M', margin: 4 } as const;
/** Pixels of a module: 0.5 mm on paper with 300 dots an inch. */
const PIXELS = 6;

/** `mra:/` as it is, then the digits in numeric mode (docs/verifiers.md). */
const segmentsOf = (jws: string): QRCodeSegment[] => [
  { data: Buffer.from(QR_PREFIX, 'ascii'), mode: 'byte' },
  { data: numericOf(jws), mode: 'numeric' },
];

export const qrSvg = (jws: string): Promise<string> =>
  QRCode.toString(segmentsOf(jws), { ...LOOK, type: 'svg' });

export const qrPng = (jws: string): Promise<Buffer> =>
  QRCode.toBuffer(segmentsOf(jws), { ...LOOK, type: 'png', scale: PIXELS });
