import { canonical } from '../model/canonical.ts';
import { UNEVALUATED } from '../model/identity.ts';
import type { Shape } from '../model/schemas.ts';

type Properties = Readonly<Record<string, unknown>>;

export interface Comparison {
  /** recordedAt of nested facts that are new; a recordedAt that only the older one has is kept. */
  readonly stamp?: string | undefined;
  /** A recordedAt that only the newer one has says nothing (it came from an earlier stamp). */
  readonly ignoreStamps?: boolean | undefined;
}

/**
 * A later version of a record that keeps all the old one said and only adds to it: new nested facts
 * (events, parties, snapshots …), `retractedAt` on facts, texts for people. Null when the new record
 * says something else instead.
 */
export function extend(
  shape: Shape,
  older: object,
  newer: object,
  comparison: Comparison = {},
): object | null {
  const [old, next] = [older as Properties, newer as Properties];
  const merged: Record<string, unknown> = {};
  for (const name of new Set([...Object.keys(next), ...Object.keys(old)])) {
    const value = extendProperty(name, shape, old, next, comparison);
    if (value === undefined) return null;
    merged[name] = value;
  }
  return merged;
}

/** The merged value of one property, or undefined when it contradicts the older one. */
function extendProperty(
  name: string,
  shape: Shape,
  old: Properties,
  next: Properties,
  comparison: Comparison,
): unknown {
  const inner = shape.properties.get(name);
  const [before, after] = [old[name], next[name]];
  if (UNEVALUATED.has(name)) return after ?? before;
  if (inner?.items?.fact === true)
    return extendList(
      inner.items,
      list(before),
      after === undefined ? null : list(after),
      comparison,
    );
  if (before === undefined) return mayAppear(name, inner, comparison) ? after : undefined;
  if (after === undefined)
    return name === 'recordedAt' && comparison.stamp !== undefined ? before : undefined;
  if (inner?.fact === true)
    return extend(inner, before as object, after as object, comparison) ?? undefined;
  return sameValue(before, after) ? after : undefined;
}

const mayAppear = (name: string, shape: Shape | undefined, comparison: Comparison): boolean =>
  name === 'retractedAt' ||
  shape?.fact === true ||
  (name === 'recordedAt' && comparison.ignoreStamps === true);

const list = (value: unknown): readonly object[] => (value ?? []) as readonly object[];

/** Every old item must be among the new ones, perhaps extended; further new items are additions. */
function extendList(
  shape: Shape,
  old: readonly object[],
  next: readonly object[] | null,
  comparison: Comparison,
): unknown {
  if (next === null) return old.length === 0 ? [] : undefined;
  const merged: object[] = [...next];
  const free = new Map<string, number[]>();
  for (const [index, item] of next.entries()) {
    const text = canonical(item);
    free.set(text, [...(free.get(text) ?? []), index]);
  }
  const taken = new Set<number>();
  const changed: object[] = [];
  for (const item of old) {
    const index = free.get(canonical(item))?.shift();
    if (index === undefined) changed.push(item);
    else taken.add(index);
  }
  for (const item of changed) {
    const index = next.findIndex((candidate, at) => {
      if (taken.has(at)) return false;
      const version = extend(shape, item, candidate, comparison);
      if (version) merged[at] = version;
      return version !== null;
    });
    if (index < 0) return undefined;
    taken.add(index);
  }
  const { stamp } = comparison;
  if (stamp === undefined) return merged;
  return merged.map((item, index) => (taken.has(index) ? item : stamped(item, stamp)));
}

/** A record with recordedAt, on itself and on its events, wherever it is missing. */
export function stamped<T extends object>(record: T, at: string): T {
  const events = (record as Properties)['events'];
  return {
    ...record,
    ...((record as Properties)['recordedAt'] === undefined ? { recordedAt: at } : {}),
    ...(Array.isArray(events)
      ? { events: (events as object[]).map((event) => stamped(event, at)) }
      : {}),
  };
}

/** Equality of plain values; the order of a list of plain values says nothing. */
function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.map(canonical).sort().join() === b.map(canonical).sort().join();
  return canonical(a) === canonical(b);
}
