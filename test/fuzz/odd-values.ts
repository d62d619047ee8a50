import type { Draw } from './mutate.ts';

/** Values that a member may have though nobody expects them. */
const ODD: readonly unknown[] = [
  ...[null, true, 0, -1, 1.5, 1e15, 8_640_000_000_001, Number.MAX_SAFE_INTEGER, 1e308],
  ...['', ' ', 'x', '__proto__', '\u202e', 'x'.repeat(3000), '%', 'did:web:%', 'https://x/y#z'],
  ...[[], [[]], [null], ['x', 7], {}, { id: {} }, { $ne: '' }, { toString: 1 }, { length: -1 }],
];

/** A JSON value with a few members replaced, taken away or swapped for others of it. */
export function withOddValues(value: unknown, draw: Draw): unknown {
  const copy: unknown = structuredClone(value);
  for (let left = 1 + draw(3); left > 0; left--) {
    const places = placesIn(copy);
    const [holder, name] = places[draw(places.length)] ?? [];
    const [other, otherName] = places[draw(places.length)] ?? [];
    if (!holder || name === undefined || !other || otherName === undefined) return copy;
    const choice = draw(8);
    if (choice === 0) Reflect.deleteProperty(holder, name);
    else if (choice === 1) holder[name] = structuredClone(other[otherName]);
    else holder[name] = structuredClone(ODD[draw(ODD.length)]);
  }
  return copy;
}

type Holder = Record<string, unknown>;

/** Every member in a value, with what holds it. */
function placesIn(value: unknown): readonly (readonly [Holder, string])[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Holder;
  return Object.keys(holder).flatMap((name) => [
    [holder, name] as const,
    ...placesIn(holder[name]),
  ]);
}
