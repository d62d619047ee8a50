import type { KeyRing } from '../keys/index.ts';
import {
  checkpointText,
  cosignedText,
  encodeBase64,
  noteKeyId,
  verifyNote,
  parseNote,
  proofText,
  readCheckpoint,
  verifierKeyOf,
} from '../verification/index.ts';
import type { NoteKeyType, NoteVerifier } from '../verification/index.ts';
import type { LogModels, StoredCheckpoint, StoredRun } from './model.ts';
import { Tiles } from './tiles.ts';
import { HASH_BYTES, TILE_WIDTH, Tree, tileWidth } from './tree.ts';
import { LogWriter } from './writer.ts';
import type { NewRun } from './writer.ts';
import { atLeast, above } from '../../../store/mongoose/operators.ts';
import { isDuplicateKey } from '../../../store/mongoose/duplicate-key.ts';
import { errorClass } from '../../../lib/errors/hub-error.ts';

export interface LogOptions {
  readonly models: LogModels;
  readonly keys: KeyRing;
  /** Base of every link; its host and path name the log. */
  readonly publicUrl: string;
  readonly now: () => Date;
}

/** A run of leaves that stand for changes of status. */
export type StatusRun = Omit<StoredRun, 'entries'>;

/** The clock stands before the last checkpoint: a new one would contradict it. */
export class LogClockFault extends errorClass('CLOCK_BEHIND') {}

const KEY_ID_BYTES = 4;
/** The length of an entry as it stands before it in a bundle, 16 bits (C2SP tlog-tiles). */
const ENTRY_LENGTH = Buffer.from([0, HASH_BYTES]);

/** Who signed a note: name and key, as the first bytes of the signature tell. */
const signerOf = (name: string, bytes: Uint8Array): string =>
  `${name} ${Buffer.from(bytes.subarray(0, KEY_ID_BYTES)).toString('hex')}`;

function signerOfLine(line: string): string {
  const [, name = '', encoded = ''] = line.split(' ');
  return signerOf(name, Buffer.from(encoded, 'base64'));
}

/**
 * The transparency log: an append-only Merkle tree of every attestation and every change of status
 * (RFC 9162), published as C2SP tiles, checkpoints and proofs.
 */
export class TransparencyLog {
  readonly origin: string;
  readonly #options: LogOptions;
  readonly #tiles: Tiles;
  readonly #writer: LogWriter;

  constructor(options: LogOptions) {
    this.#options = options;
    this.origin = `${options.publicUrl.replace(/^https?:\/\//, '')}/log`;
    this.#tiles = new Tiles(options.models);
    this.#writer = new LogWriter(options.models, options.now);
  }

  /** Appends leaves, and gives the place of the first. */
  append(run: NewRun): Promise<number> {
    return this.#writer.append(run);
  }

  size(): Promise<number> {
    return this.#writer.size();
  }

  /** When the last leaf was appended; null: there is none. */
  async lastAppended(): Promise<Date | null> {
    const last = await this.#options.models.runs
      .findOne({}, { at: 1 })
      .sort({ _id: -1 })
      .lean<Pick<StoredRun, 'at'> | null>();
    return last && new Date(last.at);
  }

  /** The tree as it is, or as it was at a size. */
  async tree(size?: number): Promise<Tree> {
    return new Tree(size ?? (await this.size()), (level, number, width) =>
      this.#tiles.read(level, number, width),
    );
  }

  /** The checkpoint of the tree as it is now, signed once for each size. */
  async checkpoint(): Promise<StoredCheckpoint> {
    const { models, now } = this.#options;
    const size = await this.size();
    const known = await models.checkpoints.findById(size).lean<StoredCheckpoint | null>();
    if (known) return known;
    const last = await models.checkpoints
      .findOne()
      .sort({ _id: -1 })
      .lean<StoredCheckpoint | null>();
    if (last && last._id > size) return last; // another process is ahead of this view
    const at = now();
    if (last && at.toISOString() < last.at)
      throw new LogClockFault(
        'The clock of this machine stands before the last checkpoint: set it.',
      );
    const root = await (await this.tree(size)).root();
    const text = checkpointText({ origin: this.origin, size, root });
    const signature = await this.#signatureLine('ed25519', text);
    const cosignature = await this.#signatureLine('cosignature/v1', text, at);
    try {
      await models.checkpoints.create({
        _id: size,
        at: at.toISOString(),
        root: encodeBase64(root),
        note: `${text}\n${signature}\n`,
        cosignatures: [cosignature],
      });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
    const stored = await models.checkpoints.findById(size).lean<StoredCheckpoint | null>();
    if (!stored) throw new RangeError('The checkpoint was not stored.');
    return stored;
  }

  /** A checkpoint as a signed note with every cosignature. */
  noteOf({ note, cosignatures }: StoredCheckpoint): string {
    return `${note}${cosignatures.map((line) => `${line}\n`).join('')}`;
  }

  /**
   * The proof that a leaf is in the log, under the first checkpoint that holds it, or under the one
   * of a size. Null when the log has no such leaf there, or when there is no such checkpoint.
   * @param entry what the leaf at this place must be of
   */
  async proof(place: number, entry: Uint8Array, size?: number): Promise<string | null> {
    const { models } = this.#options;
    if (place < 0 || place >= (await this.size())) return null;
    const [found] = await this.#tiles.entries(place, 1);
    if (!found || Buffer.compare(found, entry) !== 0) return null;
    // The oldest: its cosignatures are the earliest evidence of the time.
    const checkpoint =
      size === undefined
        ? ((await models.checkpoints
            .findOne({ _id: above(place) })
            .sort({ _id: 1 })
            .lean<StoredCheckpoint | null>()) ?? (await this.checkpoint()))
        : await this.checkpointOf(size);
    if (!checkpoint || checkpoint._id <= place) return null;
    const hashes = await (await this.tree(checkpoint._id)).inclusion(place);
    return proofText({ index: place, hashes, checkpoint: this.noteOf(checkpoint) });
  }

  /** The hashes that show the tree of `first` to be the beginning of the tree of `second`. */
  async consistency(first: number, second: number): Promise<readonly Uint8Array[] | null> {
    if (first < 1 || first > second || second > (await this.size())) return null;
    return (await this.tree(second)).consistency(first);
  }

  /** A tile as it is served; null when the tree has no such tile, or not so wide. */
  async tile(level: number, number: number, width: number): Promise<Uint8Array | null> {
    if (level > 5 || width > tileWidth(level, number, await this.size())) return null;
    return this.#tiles.read(level, number, width);
  }

  /** A bundle of entries as it is served: two bytes of length before each. */
  async entries(number: number, width: number): Promise<Uint8Array | null> {
    if (width > tileWidth(0, number, await this.size())) return null;
    const entries = await this.#tiles.entries(number * TILE_WIDTH, width);
    return Buffer.concat(entries.flatMap((entry) => [ENTRY_LENGTH, entry]));
  }

  /** The verifier keys of the log and of its own timestamps. */
  async verifierKeys(): Promise<{ readonly log: string; readonly witness: string }> {
    return {
      log: await verifierKeyOf(this.origin, 'ed25519', this.#publicKey('log')),
      witness: await verifierKeyOf(
        this.#witnessName(),
        'cosignature/v1',
        this.#publicKey('witness'),
      ),
    };
  }

  /**
   * Takes the cosignatures of witnesses (C2SP tlog-cosignature): signature lines of a checkpoint that
   * we published, by keys that we know. One of each key is kept, the first. Gives the checkpoint as
   * it is then; null when nothing is acceptable.
   */
  async cosign(note: string, witnesses: readonly NoteVerifier[]): Promise<StoredCheckpoint | null> {
    const { models } = this.#options;
    const parsed = parseNote(note);
    const checkpoint = parsed && readCheckpoint(parsed.text);
    if (!parsed || checkpoint?.origin !== this.origin) return null;
    const stored = await this.checkpointOf(checkpoint.size);
    // A cosignature is of the whole text: with other lines in it, it would not fit ours.
    if (!stored || parsed.text !== parseNote(stored.note)?.text) return null;
    const timed = witnesses.filter(({ type }) => type === 'cosignature/v1');
    if (!(await verifyNote(note, timed))) return null;
    const keys = new Set(timed.map(({ name, id }) => signerOf(name, id)));
    const kept = new Set(stored.cosignatures.map(signerOfLine));
    const lines = parsed.signatures
      .filter(({ name, bytes }) => keys.has(signerOf(name, bytes)))
      .filter(({ name, bytes }) => !kept.has(signerOf(name, bytes)))
      .map(({ line }) => line);
    if (lines.length === 0) return stored;
    return models.checkpoints
      .findOneAndUpdate(
        { _id: stored._id },
        { $addToSet: { cosignatures: { $each: lines } } },
        { returnDocument: 'after' },
      )
      .lean<StoredCheckpoint | null>();
  }

  /** The checkpoint published for a size; null: none was. */
  checkpointOf(size: number): Promise<StoredCheckpoint | null> {
    return this.#options.models.checkpoints.findById(size).lean<StoredCheckpoint | null>();
  }

  /** Runs of leaves that stand for changes of status, from a place on. */
  statusRuns(place: number, limit: number): Promise<StatusRun[]> {
    return this.#options.models.runs
      .find({ kind: 'status', _id: atLeast(place) }, { entries: 0 })
      .sort({ _id: 1 })
      .limit(limit)
      .lean<StatusRun[]>();
  }

  #witnessName(): string {
    return this.origin.replace(/\/log$/, '/witness');
  }

  #publicKey(purpose: 'log' | 'witness'): Uint8Array {
    const key = this.#options.keys.find(this.#options.keys.signer(purpose).kid);
    return Buffer.from(String(key?.jwk.x), 'base64url');
  }

  /** `— name base64(key id ‖ [time ‖] signature)`. */
  async #signatureLine(type: NoteKeyType, text: string, at?: Date): Promise<string> {
    const purpose = type === 'ed25519' ? 'log' : 'witness';
    const name = type === 'ed25519' ? this.origin : this.#witnessName();
    const signer = this.#options.keys.signer(purpose);
    const id = await noteKeyId(name, type, this.#publicKey(purpose));
    const time = Math.floor((at ?? this.#options.now()).getTime() / 1000);
    const signed = type === 'ed25519' ? text : cosignedText(text, time);
    const signature = await signer.sign(Buffer.from(signed));
    const stamp = Buffer.alloc(8);
    stamp.writeBigUInt64BE(BigInt(time));
    const parts = type === 'ed25519' ? [id, signature] : [id, stamp, signature];
    return `— ${name} ${Buffer.concat(parts).toString('base64')}`;
  }
}
