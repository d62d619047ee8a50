import { RANK, rank } from '../bson/compare.ts';
import { ABOVE, keyOf } from '../bson/keys.ts';
import { isNumber, toDouble } from '../bson/numbers.ts';
import { UNDEFINED } from '../bson/values.ts';
import type { Value } from '../bson/values.ts';
import type { Operand } from '../query/filter.ts';

/** A place among the keys of one field: before or after all that start with these bytes. */
export interface Edge {
  readonly bytes: Buffer;
  readonly after: boolean;
}

/** Keys of one field from one edge to another. */
export interface Interval {
  readonly low: Edge;
  readonly high: Edge;
  /** Exactly one value. */
  readonly point: boolean;
}

/** What a query says about one field: points, or one range; null points stand for missing too. */
export interface FieldBounds {
  readonly intervals: readonly Interval[];
  readonly points: boolean;
  /** Whether a document without the field could be asked for. */
  readonly missing: boolean;
}

const before = (bytes: Buffer): Edge => ({ bytes, after: false });
const after = (bytes: Buffer): Edge => ({ bytes, after: true });

function point(value: Value): Interval {
  const bytes = keyOf(value);
  return { low: before(bytes), high: after(bytes), point: true };
}

/** The edges of a type's values. No key starts with the bytes beside them, but NaN's. */
const typeStart = (type: number): Edge =>
  after(Buffer.from([type === RANK.number ? RANK.number : type - 1]));
const typeEnd = (type: number): Edge =>
  before(Buffer.from([type === RANK.number ? RANK.number + 2 : type + 1]));

/** null is also what a missing field is filed under; undefined was once written for it. */
const nullPoints = (): Interval[] => [point(UNDEFINED), point(null)];

function range(op: 'gt' | 'gte' | 'lt' | 'lte', value: Value): Interval | undefined {
  const type = rank(value);
  const acrossTypes = type === RANK.minKey || type === RANK.maxKey;
  if (acrossTypes || (isNumber(value) && Number.isNaN(toDouble(value)))) return undefined;
  const bytes = keyOf(value);
  switch (op) {
    case 'gt':
      return { low: after(bytes), high: typeEnd(type), point: false };
    case 'gte':
      return { low: before(bytes), high: typeEnd(type), point: false };
    case 'lt':
      return { low: typeStart(type), high: before(bytes), point: false };
    case 'lte':
      return { low: typeStart(type), high: after(bytes), point: false };
  }
}

/** Arrays are filed under their elements, so no key tells where a whole array is. */
const hasKeys = (value: Value): boolean => !Array.isArray(value);

/**
 * The bounds that a leaf of a filter sets on its field, never narrower than what it matches;
 * undefined when it sets none.
 */
export function boundsOf(operand: Operand): FieldBounds | undefined {
  switch (operand.op) {
    case 'eq':
      return pointsFor([operand.value]);
    case 'in':
      return pointsFor(operand.values);
    case 'prefix': {
      const text = keyOf(operand.prefix);
      const bytes = text.subarray(0, text.length - 1);
      const interval = { low: before(bytes), high: after(bytes), point: false };
      return { intervals: [interval], points: false, missing: false };
    }
    case 'exists':
      return undefined;
    default: {
      if (operand.value === null)
        return operand.op === 'gte' || operand.op === 'lte' ? pointsFor([null]) : undefined;
      if (!hasKeys(operand.value)) return undefined;
      const interval = range(operand.op, operand.value);
      return interval && { intervals: [interval], points: false, missing: false };
    }
  }
}

function pointsFor(values: readonly Value[]): FieldBounds | undefined {
  if (!values.every(hasKeys)) return undefined;
  const missing = values.some((value) => value === null || rank(value) === RANK.undefined);
  const intervals = values.flatMap((value) => (value === null ? nullPoints() : [point(value)]));
  return { intervals, points: true, missing };
}

/** Both of two ranges at once; only for fields that never hold arrays. */
export function intersect(a: Interval, b: Interval): Interval {
  const low = compareEdges(a.low, b.low) >= 0 ? a.low : b.low;
  const high = compareEdges(a.high, b.high) <= 0 ? a.high : b.high;
  return { low, high, point: false };
}

/** Edges order as the keys around them: an `after` edge is above all that its bytes start. */
function compareEdges(a: Edge, b: Edge): number {
  return edgeBytes(a).compare(edgeBytes(b));
}

const edgeBytes = ({ bytes, after: above }: Edge): Buffer =>
  above ? Buffer.concat([bytes, ABOVE]) : bytes;

const inverted = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte) => ~byte & 0xff));

/** Turns the intervals of a descending field around, since its keys are inverted. */
export function directed(interval: Interval, descending: boolean): Interval {
  if (!descending) return interval;
  return {
    low: { bytes: inverted(interval.high.bytes), after: !interval.high.after },
    high: { bytes: inverted(interval.low.bytes), after: !interval.low.after },
    point: interval.point,
  };
}

/** Keys from `low` (included) to `high` (excluded). */
export interface KeyRange {
  readonly low: Buffer;
  readonly high: Buffer;
}

export const wholeIndex: KeyRange = { low: Buffer.alloc(0), high: ABOVE };

/** The keys that continue a prefix within an interval of the next field. */
export function rangeWithin(prefix: Buffer, { low, high }: Interval): KeyRange {
  return {
    low: Buffer.concat([prefix, edgeBytes(low)]),
    high: Buffer.concat([prefix, edgeBytes(high)]),
  };
}
