import { fullInstant } from './calendar.ts';

/** The knowledge time of a question that names none. */
export const EVERYTHING = '9999-12-31T23:59:59.999Z';

interface Stamped {
  readonly recordedAt?: string;
  readonly retractedAt?: string;
  readonly effectiveFrom?: string;
}

/**
 * The fact as known at an instant (RULE §0, knowledge): without the objects, at any depth, that were
 * recorded later or retracted by then; undefined when that is the fact itself. A fact of which nothing
 * falls away is returned as it is, not copied.
 * @param at instant at full length
 */
export function knownAt<T extends object>(fact: T, at: string = EVERYTHING): T | undefined {
  if (!visible(fact, at)) return undefined;
  const lost: [string, unknown][] = [];
  for (const [key, value] of Object.entries(fact) as [string, unknown][]) {
    if (typeof value !== 'object' || value === null) continue;
    const kept = Array.isArray(value) ? knownItems(value, at) : knownAt(value, at);
    if (kept !== value) lost.push([key, kept]);
  }
  if (lost.length === 0) return fact;
  const copy: Record<string, unknown> = { ...fact, ...Object.fromEntries(lost) };
  for (const [key, kept] of lost) if (kept === undefined) Reflect.deleteProperty(copy, key);
  return copy as T;
}

function knownItems(items: readonly unknown[], at: string): readonly unknown[] {
  const kept = items.flatMap((item) => {
    if (typeof item !== 'object' || item === null) return [item];
    const known = knownAt(item, at);
    return known === undefined ? [] : [known];
  });
  const whole = kept.length === items.length && kept.every((item, index) => item === items[index]);
  return whole ? items : kept;
}

function visible(fact: Stamped, at: string): boolean {
  const from = fact.recordedAt ?? fact.effectiveFrom;
  if (from !== undefined && fullInstant(from) > at) return false;
  return fact.retractedAt === undefined || fullInstant(fact.retractedAt) > at;
}

/** The facts of a list that are known at an instant. */
export function allKnownAt<T extends object>(facts: readonly T[], at: string = EVERYTHING): T[] {
  return facts.flatMap((fact) => knownAt(fact, at) ?? []);
}

/** The instants, at full length, at which something in the facts becomes known or ceases to be. */
export function changeInstantsIn(facts: readonly object[]): string[] {
  return facts.flatMap((fact) => {
    const { recordedAt, retractedAt, effectiveFrom } = fact as Stamped;
    const own = [recordedAt ?? effectiveFrom, retractedAt]
      .filter((mark) => mark !== undefined)
      .map(fullInstant);
    const inner = Object.values(fact).filter(
      (value) => typeof value === 'object' && value !== null,
    );
    return inner.length === 0 ? own : [...own, ...changeInstantsIn(inner as readonly object[])];
  });
}
