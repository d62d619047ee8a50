import { type Civil, type Instant, recorded } from '../timeline/time.ts';

/** When an object became known and ceased to be believed. Events are known when they take effect. */
interface ChangeInstants {
  readonly recordedAt?: Instant;
  readonly retractedAt?: Instant;
  readonly effectiveFrom?: Civil;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** When the hub came to know the object; undefined: always. */
export const knownSince = ({ recordedAt, effectiveFrom }: ChangeInstants): Instant | undefined => {
  const since = recordedAt ?? effectiveFrom;
  return since === undefined ? undefined : recorded(since);
};

function isKnown(object: ChangeInstants, at: Instant): boolean {
  const since = knownSince(object);
  if (since !== undefined && since > at) return false;
  return object.retractedAt === undefined || recorded(object.retractedAt) > at;
}

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

/** What is left of the value at an instant: unknown objects are dropped at any depth (RULE §0). */
function visibleIn(value: unknown, at: Instant): unknown {
  if (!isObject(value)) return value;
  return Array.isArray(value) ? visibleItems(value, at) : visibleObject(value, at);
}

function visibleItems(items: readonly unknown[], at: Instant): readonly unknown[] {
  const visible = items.map((item) => visibleIn(item, at)).filter((item) => item !== undefined);
  const whole =
    visible.length === items.length && visible.every((item, place) => item === items[place]);
  if (whole) return items;
  return visible.length === 0 ? EMPTIED : visible;
}

function visibleObject(object: object, at: Instant): object | undefined {
  if (!isKnown(object, at)) return undefined;
  const entries = Object.entries(object) as readonly (readonly [string, unknown])[];
  const visible = entries.map(([name, item]) => [name, visibleIn(item, at)] as const);
  const whole = visible.every(([, item], place) => item === entries[place]?.[1]);
  if (whole) return object;
  const part = Object.fromEntries(visible.filter(([, item]) => item !== undefined));
  originals.set(part, object);
  return part;
}

/** Adds the instants at which something in the value appears or disappears. */
function collectChangeInstants(value: object, marks: Set<Instant>): void {
  if (Array.isArray(value)) {
    for (const item of value as readonly unknown[])
      if (isObject(item)) collectChangeInstants(item, marks);
    return;
  }
  const since = knownSince(value);
  if (since !== undefined) marks.add(since);
  const { retractedAt } = value as ChangeInstants;
  if (retractedAt !== undefined) marks.add(recorded(retractedAt));
  for (const item of Object.values(value)) if (isObject(item)) collectChangeInstants(item, marks);
}

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
    collectChangeInstants(fact, marks);
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
    const visible = visibleIn(this.fact, instant) as F | undefined;
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
