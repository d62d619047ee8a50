import type { Model, Mongoose } from 'mongoose';
import { declaredModel } from './declared-model.ts';
import { isDuplicateKey } from './duplicate-key.ts';
import { atMost } from './operators.ts';

/** Some entries of one source that follow each other, before they have numbers. */
export interface SequenceRange {
  /** Where the stretch begins and ends in its source: whatever the source counts by. */
  readonly first: number;
  readonly last: number;
  /** Entries in it. */
  readonly count: number;
}

/** Something whose entries get a place in the one sequence; its own order is kept. */
export interface SequenceSource<Entry> {
  readonly name: string;
  /** The next stretch after a place; null: there is none. */
  after(place: number): Promise<SequenceRange | null>;
  /** Entries of a stretch, from the one with this position in it. */
  read(range: SequenceRange, from: number, limit: number): Promise<readonly Entry[]>;
}

/** A stretch with its numbers. Never changed, never deleted. */
interface StoredRange extends SequenceRange {
  /** Number of its first entry; they rise by one without gaps from 1. */
  readonly _id: number;
  readonly source: string;
}

function rangeModel(mongoose: Mongoose): Model<StoredRange> {
  return declaredModel(mongoose, 'FeedStretch', 'feed', () => {
    const schema = new mongoose.Schema<StoredRange>(
      { _id: Number, source: String, first: Number, last: Number, count: Number },
      { versionKey: false, strict: 'throw' },
    );
    schema.index({ source: 1, first: 1 }, { unique: true });
    return schema;
  });
}

/** Before the first place of any source: they count from 0 or 1. */
const BEFORE = -1;

/**
 * One total order over several sources, each of which keeps its own. Numbers are given by inserting:
 * a stretch takes the number after the last one as its `_id`, so of two processes one is first and
 * the other looks again. Nothing is moved, so a reader resumes from any number.
 */
export class Sequence<Entry> {
  readonly #model: Model<StoredRange>;
  readonly #sources: ReadonlyMap<string, SequenceSource<Entry>>;
  #ready: Promise<unknown> | undefined;

  /** @param sources causes before effects: an effect never gets a number before its cause */
  constructor(mongoose: Mongoose, sources: readonly SequenceSource<Entry>[]) {
    this.#model = rangeModel(mongoose);
    this.#sources = new Map(sources.map((source) => [source.name, source]));
  }

  /** Entries after a number, oldest first, each with its own number. */
  async read(after: number, limit: number): Promise<readonly (Entry & { readonly seq: number })[]> {
    await this.extend();
    const found: (Entry & { readonly seq: number })[] = [];
    while (found.length < limit) {
      const seq = after + found.length + 1;
      const range = await this.#model
        .findOne({ _id: atMost(seq) })
        .sort({ _id: -1 })
        .lean<StoredRange | null>();
      if (!range || seq >= range._id + range.count) break;
      const source = this.#sources.get(range.source);
      const entries = await source?.read(range, seq - range._id, limit - found.length);
      if (!entries?.length) break;
      for (const [index, entry] of entries.entries()) found.push({ ...entry, seq: seq + index });
    }
    return found;
  }

  /** Gives numbers to whatever has none yet. */
  async extend(): Promise<void> {
    this.#ready ??= this.#model.init();
    await this.#ready;
    const last = await this.#model.findOne().sort({ _id: -1 }).lean<StoredRange | null>();
    let next = last ? last._id + last.count : 1;
    for (const { source, first, last: end, count } of await this.#unnumbered()) {
      try {
        await this.#model.create({ _id: next, source, first, last: end, count });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        return this.extend(); // another process was first: look again
      }
      next += count;
    }
  }

  /** What has no number yet: causes before effects, and looked up in the other order. */
  async #unnumbered(): Promise<readonly Omit<StoredRange, '_id'>[]> {
    const found: Omit<StoredRange, '_id'>[] = [];
    for (const source of [...this.#sources.values()].reverse()) {
      const known = await this.#model
        .findOne({ source: source.name })
        .sort({ source: -1, first: -1 })
        .lean<StoredRange | null>();
      const own: Omit<StoredRange, '_id'>[] = [];
      let range = await source.after(known?.last ?? BEFORE);
      while (range) {
        own.push({ source: source.name, ...range });
        range = await source.after(range.last);
      }
      found.unshift(...own);
    }
    return found;
  }
}
