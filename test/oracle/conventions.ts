import type {
  Certificate,
  FactsDocument,
  LifecycleEvent,
  ProductItem,
  Scheme,
} from '../../schema/generated/facts.ts';
import type { Question, QuestionProduct } from '../../schema/generated/question.ts';
import { fold } from './spelling.ts';

/** §0 of RULE.md. Days are ISO strings and are compared as text. */
export type Day = string;

/** What one evaluation sees: the facts visible at K, the question, and the day D. */
export interface Situation {
  readonly facts: FactsDocument;
  readonly question: Question;
  readonly day: Day;
}

export interface Interval {
  readonly from?: Day;
  readonly until?: Day;
}

/** §0: "active(x,d) = (no from or from <= d) and (no until or d < until)". */
export function active(x: Interval, d: Day): boolean {
  return (x.from === undefined || x.from <= d) && (x.until === undefined || d < x.until);
}

/** §0: recordedAt and retractedAt; a date is T00:00:00.000Z, seconds without fraction get .000. */
export function instant(text: string): string {
  if (text.length === 10) return `${text}T00:00:00.000Z`;
  return text.includes('.') ? text : text.replace('Z', '.000Z');
}

/** §0: knownAt; a date is T23:59:59.999Z, absent is the end of time. */
export function knowledgeTime(knownAt: string | undefined): string {
  if (knownAt === undefined) return '9999-12-31T23:59:59.999Z';
  return knownAt.length === 10 ? `${knownAt}T23:59:59.999Z` : instant(knownAt);
}

/** §0 Knowledge: "drop, at any depth, every object whose recordedAt ... > K, or retractedAt <= K". */
export function visibleAt<T>(value: T, k: string): T {
  return prune(value, k) as T;
}

/** Lists of which every object was dropped, with what was in them. */
const dropped = new WeakMap<object, readonly unknown[]>();

/** §0: "A list of which every object is dropped ... is *not empty*". */
export function isEmpty(list: readonly unknown[] | undefined): boolean {
  return list === undefined || (list.length === 0 && !dropped.has(list));
}

/** What was in a list before it was emptied; nothing if it was not. */
export function droppedFrom<T>(list: readonly T[] | undefined): readonly T[] {
  return list === undefined ? [] : ((dropped.get(list) ?? []) as readonly T[]);
}

function prune(value: unknown, k: string): unknown {
  if (Array.isArray(value)) {
    const left = value.filter((item) => isVisible(item, k)).map((item) => prune(item, k));
    if (value.length > 0 && left.length === 0) dropped.set(left, value);
    return left;
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, inner]) => isVisible(inner, k))
        .map(([key, inner]) => [key, prune(inner, k)]),
    );
  }
  return value;
}

function isVisible(value: unknown, k: string): boolean {
  if (typeof value !== 'object' || value === null) return true;
  const known = value as { recordedAt?: string; effectiveFrom?: string; retractedAt?: string };
  const recorded = known.recordedAt ?? known.effectiveFrom;
  if (recorded !== undefined && instant(recorded) > k) return false;
  return known.retractedAt === undefined || instant(known.retractedAt) > k;
}

/** §0: "covers(A,B,d): A = B, or A has a member m active on d with covers(m.territory, B, d)". */
export function covers(s: Situation, a: string, b: string, d: Day, seen: string[] = []): boolean {
  if (a === b) return true;
  if (seen.includes(a)) return false; // "cycles are ignored"
  const record = (s.facts.territories ?? []).find((territory) => territory.code === a);
  return (record?.members ?? []).some(
    (m) => active(m, d) && covers(s, m.territory, b, d, [...seen, a]),
  );
}

export interface Living extends Interval {
  readonly events?: readonly LifecycleEvent[];
}

export interface Life {
  readonly state: 'FUTURE' | 'ACTIVE' | 'SUSPENDED' | 'WITHDRAWN' | 'EXPIRED';
  /** WITHDRAWN and EXPIRED: since this day. */
  readonly since?: Day;
}

/** §0 life(record,d). */
export function lifeOf(record: Living, d: Day): Life {
  // "FUTURE if d < from"
  if (record.from !== undefined && d < record.from) return { state: 'FUTURE' };
  // "else fold its events with effectiveFrom <= d in order (effectiveFrom, recordedAt, position)"
  let state: 'ACTIVE' | 'SUSPENDED' | 'WITHDRAWN' = 'ACTIVE';
  let since: Day | undefined;
  for (const event of inEventOrder(record.events ?? [], d)) {
    // "since the first WITHDRAWN event after which no other type follows"
    if (event.type !== 'WITHDRAWN') since = undefined;
    else since ??= event.effectiveFrom;
    state = event.type === 'RESTORED' ? 'ACTIVE' : event.type;
  }
  // "if the result is WITHDRAWN: WITHDRAWN (since ...)"
  if (state === 'WITHDRAWN' && since !== undefined) {
    if (record.until !== undefined && record.until < since) since = record.until;
    return { state, since };
  }
  // "else EXPIRED if d >= until (since until); else ACTIVE or SUSPENDED"
  if (record.until !== undefined && d >= record.until)
    return { state: 'EXPIRED', since: record.until };
  return { state };
}

export function life(record: Living, d: Day): Life['state'] {
  return lifeOf(record, d).state;
}

interface Timed {
  readonly effectiveFrom: Day;
  readonly recordedAt?: string;
}

/** "with effectiveFrom <= d in order (effectiveFrom, recordedAt else effectiveFrom, position)". */
export function inEventOrder<E extends Timed>(events: readonly E[], d: Day): E[] {
  const recorded = (e: E): string => instant(e.recordedAt ?? e.effectiveFrom);
  return events
    .filter((e) => e.effectiveFrom <= d)
    .map((e, position) => ({ e, position }))
    .sort(
      (left, right) =>
        byText(left.e.effectiveFrom, right.e.effectiveFrom) ||
        byText(recorded(left.e), recorded(right.e)) ||
        left.position - right.position,
    )
    .map(({ e }) => e);
}

/** Order by code point. */
export function byText(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)];
  for (let i = 0; i < Math.min(left.length, right.length); i += 1) {
    const difference = (left[i]?.codePointAt(0) ?? 0) - (right[i]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** §0: "X is identified if it has `hs`, `model` or non-empty `keys`". */
export function identified(x: QuestionProduct): boolean {
  return x.hs !== undefined || x.model !== undefined || (x.keys ?? []).length > 0;
}

export type Matcher = Pick<ProductItem, 'hs' | 'key' | 'model'>;

/** §0 matches(item,X): "at least one of hs, key, model is given and each given one agrees". */
export function matches(item: Matcher, x: QuestionProduct): boolean {
  if (item.hs === undefined && item.key === undefined && item.model === undefined) return false;
  if (item.hs !== undefined && x.hs?.startsWith(item.hs) !== true) return false;
  const { key, model } = item;
  if (key !== undefined && !(x.keys ?? []).some((k) => fold(k) === fold(key))) return false;
  return model === undefined || (x.model !== undefined && fold(x.model) === fold(model));
}

/** §0: "A list property that is absent or empty in a matcher means any". */
export function anyOr(list: readonly string[] | undefined, value: string | undefined): boolean {
  if (list === undefined || list.length === 0) return true;
  return value !== undefined && list.includes(value);
}

export function unavailable(
  s: Situation,
  kind: NonNullable<Question['unavailable']>[number],
): boolean {
  return (s.question.unavailable ?? []).includes(kind);
}

/** §0: "sectors = C.sectors, if absent or empty scheme.sectors". */
export function sectorsOf(s: Situation, c: Certificate): readonly string[] {
  if (c.sectors !== undefined && c.sectors.length > 0) return c.sectors;
  return schemeRecord(s, c.scheme)?.sectors ?? [];
}

export function meet(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  return (a ?? []).some((value) => (b ?? []).includes(value));
}

export function product(s: Situation): QuestionProduct {
  return s.question.product ?? {};
}

/** §0: "scheme = record of C.scheme (absent: empty)". */
export function schemeRecord(s: Situation, id: string): Scheme | undefined {
  return (s.facts.schemes ?? []).find((scheme) => scheme.id === id);
}

/** The day after d, or n days after. */
export function addDays(d: Day, n: number): Day {
  return new Date(Date.parse(`${d}T00:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10);
}

/** §9: "w + months (day of month clipped to the month's end)". */
export function addMonths(d: Day, months: number): Day {
  const [year = 0, month = 0, dayOfMonth = 0] = d.split('-').map(Number);
  const target = year * 12 + (month - 1) + months;
  const [y, m] = [Math.floor(target / 12), target % 12];
  const last = new Date(Date.UTC(y, m + 1, 0)).getUTCDate();
  return new Date(Date.UTC(y, m, Math.min(dayOfMonth, last))).toISOString().slice(0, 10);
}
