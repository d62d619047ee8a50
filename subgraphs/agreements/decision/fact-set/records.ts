import type { IndexSpec } from './index-specs.ts';
import { IndexBucket, Timed } from './knowledge.ts';
import type { Instant } from '../timeline/time.ts';

/** Prepared records by the record they were made from, so that each is prepared once. */
export class PreparedRecords {
  readonly #made = new Map<string, WeakMap<object, unknown>>();

  timed<F extends object, R>({ kind, prepare }: IndexSpec<F, R>, fact: F): Timed<F, R> {
    const made = this.#made.get(kind) as WeakMap<F, Timed<F, R>> | undefined;
    if (!made) {
      this.#made.set(kind, new WeakMap());
      return this.timed({ kind, prepare, keyOf: () => undefined }, fact);
    }
    const found = made.get(fact);
    if (found) return found;
    const timed = new Timed(fact, prepare);
    made.set(fact, timed);
    return timed;
  }
}

const NOTHING: readonly never[] = [];

/** Records of one kind by key, filed when the first is looked up. */
export class Index<F extends object, R> {
  readonly spec: IndexSpec<F, R>;
  readonly facts: readonly F[];
  readonly #workshop: PreparedRecords;
  #places: Map<string, F[] | IndexBucket<R>> | undefined;

  constructor(spec: IndexSpec<F, R>, facts: readonly F[], workshop: PreparedRecords) {
    this.spec = spec;
    this.facts = facts;
    this.#workshop = workshop;
  }

  /** The records under the key that are visible at the instant. */
  at(key: string, instant: Instant): readonly R[] {
    const places = (this.#places ??= filed(this.spec, this.facts));
    const place = places.get(key);
    if (place === undefined) return NOTHING;
    if (place instanceof IndexBucket) return place.at(instant);
    const bucket = new IndexBucket(place.map((fact) => this.#workshop.timed(this.spec, fact)));
    places.set(key, bucket);
    return bucket.at(instant);
  }
}

/** A key costs nothing but its place until it is looked up. */
function filed<F extends object, R>(
  { keyOf }: IndexSpec<F, R>,
  facts: readonly F[],
): Map<string, F[] | IndexBucket<R>> {
  const places = new Map<string, F[]>();
  for (const fact of facts) {
    const key = keyOf(fact);
    if (key === undefined) continue;
    const place = places.get(key);
    if (place) place.push(fact);
    else places.set(key, [fact]);
  }
  return places;
}
