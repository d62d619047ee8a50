import { addChangeInstants, knownPart } from '../../../../schema/knowledge.ts';
import type { Instant } from '../timeline/time.ts';

/**
 * A list of which every object is unknown or retracted: it matches nothing, and is not the empty list
 * that matches everything (RULE §0, Knowledge).
 */
const EMPTIED: readonly never[] = [];

export const isEmptied = (list: readonly unknown[] | undefined): boolean => list === EMPTIED;

/** Where a filtered copy came from: a fact is cited as it was recorded. */
const originals = new WeakMap<object, object>();

/** The record as it was recorded, of which this is what was visible. */
export const asRecorded = (visible: object): object => originals.get(visible) ?? visible;

/** Of what falls away, a decision cites the record, and tells an emptied list from one that was empty. */
const FILTERING = {
  emptied: EMPTIED,
  onPart: (part: object, record: object): void => void originals.set(part, record),
};

const NO_MARKS: readonly Instant[] = [];

/** Stands for a record in a stretch in which it is not visible. */
const HIDDEN = Symbol('hidden');

/** Something of which another form may be known at another instant. */
export interface Known<R> {
  /** True: the same at every instant. */
  readonly steady: boolean;
  /** The form known at the instant; undefined: not known then. */
  at(instant: Instant): R | undefined;
}

/**
 * A record through time: prepared once for each stretch of knowledge time in which the same of it
 * is visible, and only when asked for. A record without marks is shared as it is.
 */
export class Timed<F extends object, R> implements Known<R> {
  readonly fact: F;
  readonly #prepare: (visible: F) => R;
  readonly #changeInstants: readonly Instant[];
  readonly #versions = new Array<R | typeof HIDDEN | undefined>();

  constructor(fact: F, prepare: (visible: F) => R) {
    this.fact = fact;
    this.#prepare = prepare;
    const marks = new Set<Instant>();
    addChangeInstants(fact, marks);
    this.#changeInstants = marks.size === 0 ? NO_MARKS : [...marks].sort();
  }

  get steady(): boolean {
    return this.#changeInstants.length === 0;
  }

  at(instant: Instant): R | undefined {
    const version = this.#changeInstants.findLastIndex((mark) => mark <= instant) + 1;
    let made = this.#versions[version];
    if (made === undefined) {
      made = this.#make(instant) ?? HIDDEN;
      this.#versions[version] = made;
    }
    return made === HIDDEN ? undefined : made;
  }

  #make(instant: Instant): R | undefined {
    if (this.steady) return this.#prepare(this.fact);
    const visible = knownPart(this.fact, instant, FILTERING) as F | undefined;
    return visible && this.#prepare(visible);
  }
}

/** Records filed under one key, and those of them that are visible at an instant. */
export class IndexBucket<R> {
  readonly #records: readonly Known<R>[];
  readonly #steady: boolean;
  #instant: Instant = '';
  #visible: readonly R[] = [];

  constructor(records: readonly Known<R>[]) {
    this.#records = records;
    this.#steady = records.every(({ steady }) => steady);
  }

  at(instant: Instant): readonly R[] {
    if (this.#instant === instant || (this.#steady && this.#instant !== '')) return this.#visible;
    this.#instant = instant;
    this.#visible = this.#records
      .map((record) => record.at(instant))
      .filter((record) => record !== undefined);
    return this.#visible;
  }
}
