import type { Model, Mongoose } from 'mongoose';
import { readKeySet } from '../verification/index.ts';
import type { KeySet } from '../verification/index.ts';
import { verifyTrustBundle } from './bundle.ts';
import type { TrustBundle } from './bundle.ts';
import { declaredModel } from '../../../store/mongoose/declared-model.ts';
import { isDuplicateKey } from '../../../store/mongoose/duplicate-key.ts';
import { HubError } from '../../../lib/errors/hub-error.ts';

/** A bundle that was published; `_id` is its number. */
interface StoredBundle {
  readonly _id: number;
  readonly jws: string;
  readonly publishedAt: string;
}

/** A root key of this hub, as its operator named it. */
interface StoredRoot {
  readonly _id: string;
  readonly jwk: object;
  readonly pinnedAt: string;
}

export type PublishFault =
  'ROOT_UNKNOWN' | 'BUNDLE_REFUSED' | 'BUNDLE_EXPIRED' | 'BUNDLE_OF_OTHER_HUB' | 'BUNDLE_NOT_NEWER';

/** A bundle that may not be published here. */
export class PublishError extends HubError<PublishFault> {}

/** Milliseconds for which the newest bundle is believed to be the newest. */
const FRESH_MS = 1000;

/** The trust bundles of this hub, as its root signed them: the newest is what it serves. */
export class PublishedBundles {
  readonly #bundles: Model<StoredBundle>;
  readonly #roots: Model<StoredRoot>;
  readonly #now: () => Date;
  #newest: { readonly at: number; readonly found: StoredBundle | null } | undefined;

  constructor(mongoose: Mongoose, now: () => Date) {
    const { Mixed } = mongoose.Schema.Types;
    const options = { versionKey: false, strict: 'throw' } as const;
    this.#now = now;
    this.#bundles = declaredModel<StoredBundle>(
      mongoose,
      'TrustBundle',
      'trust_bundles',
      () =>
        new mongoose.Schema<StoredBundle>(
          { _id: Number, jws: String, publishedAt: String },
          options,
        ),
    );
    this.#roots = declaredModel<StoredRoot>(
      mongoose,
      'TrustRoot',
      'trust_roots',
      () => new mongoose.Schema<StoredRoot>({ _id: String, jwk: Mixed, pinnedAt: String }, options),
    );
  }

  /** The bundle served now; null: none was published yet. */
  async newest(): Promise<string | null> {
    const at = performance.now();
    // Absence is not remembered: another process may publish the first one at any moment.
    if (!this.#newest?.found || at - this.#newest.at > FRESH_MS)
      this.#newest = { at, found: await this.#last() };
    return this.#newest.found?.jws ?? null;
  }

  /** Number of the last bundle; 0: none. */
  async lastSeq(): Promise<number> {
    return (await this.#last())?._id ?? 0;
  }

  /**
   * Publishes a bundle of this hub that is newer than the last.
   * @param root the public root key to believe from now on; absent: one named before
   * @throws PublishError
   */
  async publish(jws: string, hubId: string, root?: object): Promise<TrustBundle> {
    const roots = await this.#rootsWith(root);
    if (roots.size === 0)
      throw new PublishError('ROOT_UNKNOWN', 'Name the public root key of this hub once.');
    const opened = await verifyTrustBundle(jws, { roots, now: this.#now() });
    if (opened.outcome === 'REFUSED') throw new PublishError('BUNDLE_REFUSED', opened.message);
    const { bundle } = opened;
    if (opened.outcome === 'EXPIRED')
      throw new PublishError('BUNDLE_EXPIRED', 'It has expired: sign a new one.');
    if (bundle.issuer !== hubId)
      throw new PublishError('BUNDLE_OF_OTHER_HUB', `It is of ${bundle.issuer}, not of this hub.`);
    const last = await this.lastSeq();
    const isNewer = bundle.seq > last && (await this.#add(bundle.seq, jws));
    if (!isNewer)
      throw new PublishError(
        'BUNDLE_NOT_NEWER',
        `Its number is ${bundle.seq}, the last one's ${Math.max(last, await this.lastSeq())}: make a new draft.`,
      );
    if (root) await this.#pin(root);
    this.#newest = undefined;
    return bundle;
  }

  async #add(seq: number, jws: string): Promise<boolean> {
    try {
      await this.#bundles.create({ _id: seq, jws, publishedAt: this.#now().toISOString() });
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  async #rootsWith(root: object | undefined): Promise<KeySet> {
    if (root) return readKeySet({ keys: [root] });
    const stored = await this.#roots.find().lean<StoredRoot[]>();
    return readKeySet({ keys: stored.map(({ jwk }) => jwk) });
  }

  async #pin(root: object): Promise<void> {
    const { kid } = root as { kid: string };
    await this.#roots.updateOne(
      { _id: kid },
      { $setOnInsert: { jwk: root, pinnedAt: this.#now().toISOString() } },
      { upsert: true },
    );
  }

  #last(): Promise<StoredBundle | null> {
    return this.#bundles.findOne().sort({ _id: -1 }).lean<StoredBundle | null>();
  }
}
