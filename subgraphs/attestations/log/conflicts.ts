import { createHash } from 'node:crypto';
import type { Model } from 'mongoose';
import type { KeyRing } from '../keys/index.ts';
import {
  encodeBase64,
  verifyNote,
  parseNote,
  readCheckpoint,
  readVerifierKey,
  verifierKeyOf,
} from '../verification/index.ts';
import type { NoteVerifier } from '../verification/index.ts';
import type { TransparencyLog } from './log.ts';
import type { StoredConflict } from './model.ts';

export interface ConflictsOptions {
  readonly model: Model<StoredConflict>;
  readonly log: TransparencyLog;
  readonly keys: KeyRing;
  readonly now: () => Date;
}

/** Looks at checkpoints that others have seen, and keeps those that contradict the log. */
export class LogConflicts {
  readonly #options: ConflictsOptions;

  constructor(options: ConflictsOptions) {
    this.#options = options;
  }

  /** The conflict that a signed note is, kept; null when no key of the log signed it, or it agrees with the log. */
  async examine(note: string): Promise<StoredConflict | null> {
    const { model, log, now } = this.#options;
    const parsed = parseNote(note);
    const checkpoint = parsed && readCheckpoint(parsed.text);
    if (checkpoint?.origin !== log.origin) return null;
    if (!(await verifyNote(note, await this.#verifiers()))) return null;
    const { size } = checkpoint;
    const isBeyond = size > (await log.size());
    const ours = isBeyond ? null : encodeBase64(await (await log.tree(size)).root());
    const root = encodeBase64(checkpoint.root);
    if (ours === root) return null;
    const _id = createHash('sha256')
      .update(parsed?.text ?? '')
      .digest('base64url');
    const found = { size, root, ours, note, at: now().toISOString() };
    await model.updateOne({ _id }, { $setOnInsert: found }, { upsert: true });
    return model.findById(_id).lean<StoredConflict | null>();
  }

  /** How many there are. Any at all is an alarm. */
  count(): Promise<number> {
    return this.#options.model.countDocuments({});
  }

  /** Every key that the log has ever signed with. */
  async #verifiers(): Promise<readonly NoteVerifier[]> {
    const { keys, log } = this.#options;
    const texts = keys
      .keys('log')
      .map(({ jwk }) =>
        verifierKeyOf(log.origin, 'ed25519', Buffer.from(String(jwk.x), 'base64url')),
      );
    const read = await Promise.all(texts.map(async (text) => readVerifierKey(await text)));
    return read.filter((verifier) => verifier !== null);
  }
}
