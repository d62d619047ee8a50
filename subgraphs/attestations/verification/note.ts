import { importJWK } from 'jose/key/import';
import type { CryptoKey } from 'jose';
import { decodeBase64, encodeBase64 } from './format/base64.ts';
import { encodeBase64url } from './format/base64url.ts';
import { LONE_SURROGATE } from './format/json.ts';
import { equalBytes } from './merkle.ts';

/** Signature types of signed notes (C2SP signed-note): plain Ed25519, and timestamped cosignature. */
export type NoteKeyType = 'ed25519' | 'cosignature/v1';

const TYPE_BYTES: Readonly<Record<NoteKeyType, number>> = { ed25519: 1, 'cosignature/v1': 4 };
const KEY_ID_BYTES = 4;
const TIME_BYTES = 8;
const SIGNATURE_BYTES = 64;
const MAX_NOTE_LENGTH = 65_536;
const MAX_SIGNATURES = 100;

/** A key that signs notes, as written in a verifier key (`name+hash+key`). */
export interface NoteVerifier {
  readonly name: string;
  readonly type: NoteKeyType;
  readonly id: Uint8Array;
  readonly key: CryptoKey;
}

/** A note whose form is right, with the signatures of known keys verified. */
export interface VerifiedNote {
  /** The signed text, with its final line end. */
  readonly text: string;
  /** One for each known key that signed; time in seconds for cosignatures. */
  readonly signatures: readonly { readonly name: string; readonly time?: number }[];
}

const NAME = /^[^\s+\p{C}]+$/u;

/** First four bytes of SHA-256(name ‖ 0x0A ‖ type ‖ public key). */
export async function noteKeyId(
  name: string,
  type: NoteKeyType,
  publicKey: Uint8Array,
): Promise<Uint8Array> {
  const bytes = Uint8Array.from([
    ...new TextEncoder().encode(`${name}\n`),
    TYPE_BYTES[type],
    ...publicKey,
  ]);
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)).slice(0, KEY_ID_BYTES);
}

const hex = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** The verifier key of an Ed25519 public key: `name+hash+key`. */
export async function verifierKeyOf(
  name: string,
  type: NoteKeyType,
  publicKey: Uint8Array,
): Promise<string> {
  const id = hex(await noteKeyId(name, type, publicKey));
  return `${name}+${id}+${encodeBase64(Uint8Array.from([TYPE_BYTES[type], ...publicKey]))}`;
}

/** Reads a verifier key; null when it is malformed, of an unknown type, or its hash is wrong. */
export async function readVerifierKey(text: string): Promise<NoteVerifier | null> {
  const [, name = '', hash, encoded = ''] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text) ?? [];
  const bytes = decodeBase64(encoded);
  if (!NAME.test(name) || bytes?.length !== 33) return null;
  const type = bytes[0] === 1 ? 'ed25519' : bytes[0] === 4 ? 'cosignature/v1' : null;
  if (type === null) return null;
  const publicKey = bytes.slice(1);
  const id = await noteKeyId(name, type, publicKey);
  if (hex(id) !== hash || isLowOrder(publicKey)) return null;
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: encodeBase64url(publicKey) };
  return { name, type, id, key: (await importJWK(jwk, 'EdDSA')) as CryptoKey };
}

/** Field prime of edwards25519. */
const P = 2n ** 255n - 19n;
/**
 * y coordinates of the points whose order divides 8. Under such a key one signature verifies for
 * every message; OpenSSL takes them.
 */
const LOW_ORDER_Y: ReadonlySet<bigint> = new Set([
  0n,
  1n,
  P - 1n,
  2707385501144840649318225287225658788936804267575313519463743609750303402022n,
  55188659117513257062467267217118295137698188065244968500265048394206261417927n,
]);

/** True for a public key of low order or in a non-canonical encoding (RFC 8032 §5.1.3). */
export function isLowOrder(publicKey: Uint8Array): boolean {
  let y = 0n;
  for (const byte of publicKey.toReversed()) y = (y << 8n) | BigInt(byte);
  y &= 2n ** 255n - 1n;
  return y >= P || LOW_ORDER_Y.has(y);
}

/**
 * Opens a signed note (C2SP signed-note). Null when the form is wrong, when no known key signed,
 * or when a signature that names a known key does not verify. Unknown keys are passed over.
 */
export async function verifyNote(
  note: string,
  verifiers: readonly NoteVerifier[],
): Promise<VerifiedNote | null> {
  const parsed = parseNote(note);
  if (!parsed) return null;
  const signatures: { name: string; time?: number }[] = [];
  const seen = new Set<string>();
  for (const { name, bytes } of parsed.signatures) {
    const id = bytes.slice(0, KEY_ID_BYTES);
    const verifier = verifiers.find((one) => one.name === name && equalBytes(one.id, id));
    if (!verifier) continue;
    const signer = `${name} ${hex(id)}`;
    if (seen.has(signer)) return null;
    seen.add(signer);
    const signature = await verifySignature(parsed.text, verifier, bytes.slice(KEY_ID_BYTES));
    if (!signature) return null;
    signatures.push({ name, ...signature });
  }
  return signatures.length === 0 ? null : { text: parsed.text, signatures };
}

/** The text and the signature lines of a note, or null when its form is wrong. */
export function parseNote(
  note: string,
): { text: string; signatures: { name: string; bytes: Uint8Array; line: string }[] } | null {
  if (note.length > MAX_NOTE_LENGTH || /[\u0000-\u0009\u000b-\u001f\u007f]/.test(note)) return null;
  if (LONE_SURROGATE.test(note) || !note.endsWith('\n')) return null;
  const split = note.lastIndexOf('\n\n');
  if (split < 0) return null;
  const lines = note.slice(split + 2, -1).split('\n');
  if (lines.length > MAX_SIGNATURES) return null;
  const signatures = [];
  for (const line of lines) {
    const [, name = '', encoded = ''] = /^— (\S+) (\S+)$/.exec(line) ?? [];
    const bytes = decodeBase64(encoded);
    if (!NAME.test(name) || !bytes || bytes.length <= KEY_ID_BYTES) return null;
    signatures.push({ name, bytes, line });
  }
  return { text: note.slice(0, split + 1), signatures };
}

/** What a cosignature signs (C2SP tlog-cosignature): the time, then the text. */
export const cosignedText = (text: string, time: number): string =>
  `cosignature/v1\ntime ${time}\n${text}`;

async function verifySignature(
  text: string,
  { type, key }: NoteVerifier,
  bytes: Uint8Array,
): Promise<{ time?: number } | null> {
  const timed = type === 'cosignature/v1';
  if (bytes.length !== (timed ? TIME_BYTES : 0) + SIGNATURE_BYTES) return null;
  const time = timed ? Number(new DataView(bytes.slice().buffer).getBigUint64(0)) : undefined;
  const signed = time === undefined ? text : cosignedText(text, time);
  const good = await crypto.subtle.verify(
    'Ed25519',
    key,
    bytes.slice(timed ? TIME_BYTES : 0),
    new TextEncoder().encode(signed),
  );
  return good ? { ...(time === undefined ? {} : { time }) } : null;
}
