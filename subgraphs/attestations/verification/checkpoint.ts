import { decodeBase64, encodeBase64 } from './format/base64.ts';
import { MAX_TOKEN_LENGTH } from './format/limits.ts';
import { HASH_BYTES, verifyInclusion, leafHash } from './merkle.ts';
import { verifyNote } from './note.ts';
import type { NoteVerifier, VerifiedNote } from './note.ts';

/** State of a log (C2SP tlog-checkpoint). */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

/** The text of a checkpoint: origin, size and root, a line each. */
export const checkpointText = ({ origin, size, root }: Checkpoint): string =>
  `${origin}\n${size}\n${encodeBase64(root)}\n`;

/**
 * Reads the text of a checkpoint; null when malformed. What stands on further lines (C2SP
 * tlog-checkpoint, extension lines) is signed with the rest and says nothing to us.
 */
export function readCheckpoint(text: string): Checkpoint | null {
  const [origin, size = '', root = '', ...rest] = text.split('\n');
  const extensions = rest.slice(0, -1);
  const hash = decodeBase64(root);
  if (!origin || !/^(?:0|[1-9]\d{0,15})$/.test(size) || hash?.length !== HASH_BYTES) return null;
  if (rest.at(-1) !== '' || extensions.includes('') || !Number.isSafeInteger(Number(size)))
    return null;
  return { origin, size: Number(size), root: hash };
}

/** A log that a verifier trusts, and who may vouch for the time of its checkpoints. */
export interface TrustedLog {
  readonly origin: string;
  readonly verifier: NoteVerifier;
  readonly witnesses: readonly NoteVerifier[];
}

/** A checkpoint signed by the log, with the cosignatures that verify. */
export interface VerifiedCheckpoint extends Checkpoint {
  readonly cosignatures: readonly { readonly name: string; readonly time: number }[];
}

/** Opens a signed checkpoint of a trusted log; null unless the log itself signed it. */
export async function verifyCheckpoint(
  note: string,
  { origin, verifier, witnesses }: TrustedLog,
): Promise<VerifiedCheckpoint | null> {
  const opened = await verifyNote(note, [verifier, ...witnesses]);
  const checkpoint = opened && readCheckpoint(opened.text);
  if (checkpoint?.origin !== origin) return null;
  const isSigned = opened?.signatures.some(
    ({ name, time }) => name === verifier.name && time === undefined,
  );
  return isSigned === true ? { ...checkpoint, cosignatures: cosignaturesOf(opened) } : null;
}

const cosignaturesOf = (opened: VerifiedNote | null): { name: string; time: number }[] =>
  (opened?.signatures ?? []).flatMap(({ name, time }) =>
    time === undefined ? [] : [{ name, time }],
  );

/** A proof that an entry is in a log (C2SP tlog-proof). */
export interface LogProof {
  readonly index: number;
  readonly hashes: readonly Uint8Array[];
  /** The signed checkpoint. */
  readonly checkpoint: string;
}

const PROOF_HEADER = 'c2sp.org/tlog-proof@v1';

/** Writes a proof in the form of C2SP tlog-proof. */
export const proofText = ({ index, hashes, checkpoint }: LogProof): string =>
  [PROOF_HEADER, `index ${index}`, ...hashes.map(encodeBase64), '', checkpoint].join('\n');

/** Reads a proof; null when malformed or longer than one can be. */
export function readProof(text: string): LogProof | null {
  if (text.length > MAX_TOKEN_LENGTH) return null;
  const split = text.indexOf('\n\n');
  const [header, index = '', ...encoded] = text.slice(0, split).split('\n');
  const hashes = encoded.map(decodeBase64);
  const position = /^index (0|[1-9]\d{0,15})$/.exec(index)?.[1];
  if (split < 0 || header !== PROOF_HEADER || position === undefined) return null;
  if (!hashes.every((hash): hash is Uint8Array => hash?.length === HASH_BYTES)) return null;
  return { index: Number(position), hashes, checkpoint: text.slice(split + 2) };
}

/** The checkpoint that proves the entry logged, or null when the proof does not hold. */
export async function verifyProof(
  proof: LogProof,
  entry: Uint8Array,
  log: TrustedLog,
): Promise<VerifiedCheckpoint | null> {
  const checkpoint = await verifyCheckpoint(proof.checkpoint, log);
  if (!checkpoint) return null;
  const { size, root } = checkpoint;
  const leaf = await leafHash(entry);
  const included = await verifyInclusion({
    index: proof.index,
    size,
    leaf,
    proof: proof.hashes,
    root,
  });
  return included ? checkpoint : null;
}
