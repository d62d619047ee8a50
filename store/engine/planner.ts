import type { Filter, Leaf, Operand } from '../query/filter.ts';
import type { SortField } from '../query/sort.ts';
import { equal } from '../bson/compare.ts';
import { boundsOf, intersect, pointRange, rangeWithin, wholeIndex } from './bounds.ts';
import type { FieldBounds, KeyRange } from './bounds.ts';
import type { Collection, Index } from './collection.ts';

/** How the documents of a query are found; the filter is always applied to what a plan gives. */
export type Plan =
  | { readonly kind: 'scan'; readonly reverse: boolean }
  | IndexPlan
  | { readonly kind: 'union'; readonly of: readonly IndexPlan[] };

export interface IndexPlan {
  readonly kind: 'index';
  readonly index: Index;
  /** In key order and apart from each other. */
  readonly ranges: readonly KeyRange[];
  readonly reverse: boolean;
  /** Whether the documents come in the order asked for. */
  readonly sorted: boolean;
  /** How many leading fields are fixed to points. */
  readonly points: number;
  /** Whether the field after the points is narrowed to a range. */
  readonly ranged: boolean;
}

/** No more seeks than this for one index plan; further $in fields are left to the filter. */
const MAX_RANGES = 20_000;

const EMPTY = Buffer.alloc(0);

/** The leaves that every matching document passes. */
function conjuncts(filter: Filter): Leaf[] {
  if (filter.kind === 'leaf') return [filter];
  return filter.kind === 'and' ? filter.of.flatMap(conjuncts) : [];
}

function fieldBounds(
  leaves: readonly Leaf[],
  { field, descending }: SortField,
  mayIntersect: boolean,
): FieldBounds | undefined {
  const all = leaves
    .filter((leaf) => leaf.field === field)
    .map((leaf) => leaf.operand && boundsOf(leaf.operand, descending))
    .filter((bounds) => bounds !== undefined);
  const points = all
    .filter((bounds) => bounds.points)
    .sort((a, b) => a.intervals.length - b.intervals.length)[0];
  if (points !== undefined) return points;
  const [first, ...others] = all;
  if (first === undefined || !mayIntersect) return first;
  return others.reduce<FieldBounds>(
    (bounds, other) => ({ ...bounds, intervals: intersect(bounds.intervals, other.intervals) }),
    first,
  );
}

/** The use of an index for a filter and a sort; undefined when it has none. */
function planFor(
  index: Index,
  leaves: readonly Leaf[],
  sort: readonly SortField[],
): IndexPlan | undefined {
  let prefixes: Buffer[] = [EMPTY];
  let ranges: KeyRange[] | undefined;
  let points = 0;
  let single = true;
  let presence = false;
  let arrays = false;
  for (const [at, field] of index.fields.entries()) {
    const multikey = (index.multikey & (1 << at)) !== 0;
    // Two fields of one array would each be bound by different elements; the filter sees to it.
    if (multikey && arrays) break;
    const bounds = fieldBounds(leaves, field, !multikey);
    if (bounds === undefined) break;
    if (prefixes.length * bounds.intervals.length > MAX_RANGES) break;
    arrays ||= multikey;
    presence ||= !bounds.missing;
    if (!bounds.points) {
      ranges = prefixes.flatMap((prefix) =>
        bounds.intervals.map((each) => rangeWithin(prefix, each)),
      );
      break;
    }
    points++;
    single &&= bounds.intervals.length === 1;
    prefixes = prefixes.flatMap((prefix) =>
      bounds.intervals.map(({ low }) => Buffer.concat([prefix, low])),
    );
  }
  if (!usable(index, leaves, presence)) return undefined;
  const all = ranges ?? (points === 0 ? [wholeIndex] : prefixes.map(pointRange));
  const order = single ? sortedBy(index, sort, points) : undefined;
  return {
    kind: 'index',
    index,
    ranges: apart(all),
    reverse: order === 'backward',
    sorted: sort.length === 0 || order !== undefined,
    points,
    ranged: ranges !== undefined,
  };
}

/** Ranges in order, without repetitions and empty ones. */
function apart(ranges: readonly KeyRange[]): KeyRange[] {
  const sorted = ranges
    .filter(({ low, high }) => low.compare(high) < 0)
    .sort((a, b) => a.low.compare(b.low));
  return sorted.filter((range, at) => at === 0 || sorted[at - 1]?.low.equals(range.low) !== true);
}

/** Sparse and partial indexes serve only queries whose every match they contain. */
function usable(index: Index, leaves: readonly Leaf[], presence: boolean): boolean {
  if (!index.ready) return false;
  if (index.sparse && !presence) return false;
  return index.partial === undefined || implies(leaves, index.partial);
}

function implies(leaves: readonly Leaf[], partial: Filter): boolean {
  if (partial.kind === 'and') return partial.of.every((each) => implies(leaves, each));
  if (partial.kind !== 'leaf' || partial.operand === undefined) return false;
  const { field, operand } = partial;
  return leaves.some(
    (leaf) => leaf.field === field && leaf.operand !== undefined && narrower(leaf.operand, operand),
  );
}

/** Whether whatever passes one operand also passes another. */
function narrower(operand: Operand, than: Operand): boolean {
  if (than.op === 'exists')
    return operand.op === 'exists' || boundsOf(operand, false)?.missing === false;
  if (operand.op !== than.op) return false;
  if ('value' in operand && 'value' in than) return equal(operand.value, than.value);
  if ('values' in operand && 'values' in than) return equal([...operand.values], [...than.values]);
  return false;
}

/** In which direction an index, its first fields fixed to one value each, gives a sort's order. */
function sortedBy(
  index: Index,
  sort: readonly SortField[],
  fixed: number,
): 'forward' | 'backward' | undefined {
  const multikey = (at: number): boolean => (index.multikey & (1 << at)) !== 0;
  // Arrays that share one element are still ordered by their least or greatest.
  const isFixed = (field: string): boolean =>
    index.fields.some((each, at) => at < fixed && each.field === field && !multikey(at));
  let direction: 'forward' | 'backward' | undefined;
  let at = fixed;
  for (const { field, descending } of sort) {
    if (isFixed(field)) continue;
    const next = index.fields[at];
    if (next?.field !== field || multikey(at)) return undefined;
    const here = next.descending === descending ? 'forward' : 'backward';
    if (direction !== undefined && direction !== here) return undefined;
    direction = here;
    at++;
  }
  return direction ?? 'forward';
}

/** Larger is better: all fields of a unique index, then more points, a range, the right order. */
function merit(plan: IndexPlan): number {
  const unique = plan.index.unique && plan.points === plan.index.fields.length;
  return (unique ? 1000 : 0) + plan.points * 10 + (plan.ranged ? 4 : 0) + (plan.sorted ? 2 : 0);
}

const narrows = (plan: IndexPlan): boolean => plan.points > 0 || plan.ranged;

/**
 * Chooses how to find the documents of a filter in the order of a sort.
 * @param sample estimates how many keys a plan reads, to choose between plans of like merit
 * @param only the index that a hint names
 */
export function choosePlan(
  collection: Collection,
  filter: Filter,
  sort: readonly SortField[],
  sample: (plan: IndexPlan) => number,
  only?: Index,
): Plan {
  const leaves = conjuncts(filter);
  const candidates = collection.indexes
    .filter((index) => only === undefined || index === only)
    .map((index) => planFor(index, leaves, sort))
    .filter((plan) => plan !== undefined);
  const narrowing = candidates.filter(narrows);
  const best = mostSelective(narrowing, sample);
  if (best !== undefined) return best;
  const union = only === undefined ? unionPlan(collection, filter, sample) : undefined;
  if (union !== undefined) return union;
  const ordered = candidates.find((plan) => plan.sorted && sort.length > 0);
  if (ordered !== undefined) return ordered;
  if (only !== undefined && candidates[0] !== undefined) return candidates[0];
  return { kind: 'scan', reverse: false };
}

function mostSelective(
  plans: readonly IndexPlan[],
  sample: (plan: IndexPlan) => number,
): IndexPlan | undefined {
  const sorted = [...plans].sort((a, b) => merit(b) - merit(a));
  const [first] = sorted;
  if (first === undefined || sorted.length === 1 || merit(first) >= 1000) return first;
  // A plan of less merit wins only where it reads clearly fewer keys.
  let best = { plan: first, keys: sample(first) };
  for (const plan of sorted.slice(1)) {
    const keys = sample(plan);
    if (keys * 4 < best.keys) best = { plan, keys };
  }
  return best.plan;
}

/** Each branch of an $or by an index of its own, when every branch has one. */
function unionPlan(
  collection: Collection,
  filter: Filter,
  sample: (plan: IndexPlan) => number,
): Plan | undefined {
  const or = filter.kind === 'and' ? filter.of.find((each) => each.kind === 'or') : filter;
  if (or?.kind !== 'or') return undefined;
  const plans: IndexPlan[] = [];
  for (const branch of or.of) {
    const leaves = conjuncts(branch);
    const best = mostSelective(
      collection.indexes
        .map((index) => planFor(index, leaves, []))
        .filter((plan) => plan !== undefined)
        .filter(narrows),
      sample,
    );
    if (best === undefined) return undefined;
    plans.push(best);
  }
  return plans.length === 0 ? undefined : { kind: 'union', of: plans };
}
