/** What of a fact is known at an instant (RULE §0, Knowledge). */

/** The knowledge time of a question that names none: everything now recorded. */
export const LAST_INSTANT = '9999-12-31T23:59:59.999Z';

const DATE_LENGTH = 10;
const SECONDS_LENGTH = 20;

/**
 * An instant of facts.schema.json at full length, so that text order is time order.
 * @param timeOfDay the moment that a date means: its first, unless said otherwise
 */
export function fullInstant(text: string, timeOfDay = 'T00:00:00.000Z'): string {
  if (text.length === DATE_LENGTH) return text + timeOfDay;
  return text.length === SECONDS_LENGTH ? `${text.slice(0, -1)}.000Z` : text;
}

/** When an object became known and ceased to be believed. Events are known when they take effect. */
interface ChangeInstants {
  readonly recordedAt?: string;
  readonly retractedAt?: string;
  readonly effectiveFrom?: string;
}

/** When the hub came to know the object, at full length; undefined: always. */
function knownSince({ recordedAt, effectiveFrom }: ChangeInstants): string | undefined {
  const since = recordedAt ?? effectiveFrom;
  return since === undefined ? undefined : fullInstant(since);
}

function isKnown(object: ChangeInstants, at: string): boolean {
  const since = knownSince(object);
  if (since !== undefined && since > at) return false;
  return object.retractedAt === undefined || fullInstant(object.retractedAt) > at;
}

/** What a reader wants to know of what falls away. */
interface Filtering {
  /** Stands for a list of which nothing is left. */
  readonly emptied?: readonly never[];
  /** Told of each object that is a part of one that was recorded. */
  readonly onPart?: (part: object, recorded: object) => void;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/**
 * What is left of a value at an instant: without the objects, at any depth, that were recorded later or
 * retracted by then; undefined when that is the value itself. Of which nothing falls away is returned as it
 * is, not copied.
 * @param at instant at full length
 */
export function knownPart(value: unknown, at: string, filtering: Filtering = {}): unknown {
  if (!isObject(value)) return value;
  return Array.isArray(value)
    ? knownItems(value, at, filtering)
    : knownObject(value, at, filtering);
}

function knownItems(
  items: readonly unknown[],
  at: string,
  filtering: Filtering,
): readonly unknown[] {
  const kept = items
    .map((item) => knownPart(item, at, filtering))
    .filter((item) => item !== undefined);
  const isWhole =
    kept.length === items.length && kept.every((item, place) => item === items[place]);
  if (isWhole) return items;
  return kept.length === 0 ? (filtering.emptied ?? kept) : kept;
}

function knownObject(object: object, at: string, filtering: Filtering): object | undefined {
  if (!isKnown(object, at)) return undefined;
  const changed = new Map<string, unknown>();
  for (const [name, member] of Object.entries(object) as [string, unknown][]) {
    if (!isObject(member)) continue;
    const kept = knownPart(member, at, filtering);
    if (kept !== member) changed.set(name, kept);
  }
  if (changed.size === 0) return object;
  const members = Object.entries(object).map(([name, member]): [string, unknown] => [
    name,
    changed.has(name) ? changed.get(name) : member,
  ]);
  const part = Object.fromEntries(members.filter(([, member]) => member !== undefined));
  filtering.onPart?.(part, object);
  return part;
}

/** Adds the instants, at full length, at which something in a value becomes known or ceases to be. */
export function addChangeInstants(value: unknown, instants: Set<string>): void {
  if (!isObject(value)) return;
  if (!Array.isArray(value)) {
    const since = knownSince(value);
    if (since !== undefined) instants.add(since);
    const { retractedAt } = value as ChangeInstants;
    if (retractedAt !== undefined) instants.add(fullInstant(retractedAt));
  }
  for (const member of Object.values(value)) addChangeInstants(member, instants);
}
