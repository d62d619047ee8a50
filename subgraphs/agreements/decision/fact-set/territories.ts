import type {
  Territory,
  TerritoryCode,
  TerritoryMember,
} from '../../../../schema/generated/facts.ts';
import { reachedFrom } from '../../../../schema/containment.ts';
import { compareText } from '../timeline/order.ts';
import { active, type Civil, Day } from '../timeline/time.ts';

/** Days on which a containment begins, ends, begins again ...; '' begins before every day. */
type Turns = readonly Civil[];

const NONE: readonly never[] = [];
const NOWHERE: ReadonlyMap<TerritoryCode, Turns> = new Map();

/** Which territory lies in which, and when. Cycles are harmless: a territory is visited once. */
export class Territories {
  readonly #records = new Map<TerritoryCode, Territory>();
  readonly #inside = new Map<TerritoryCode, ReadonlyMap<TerritoryCode, Turns>>();
  readonly #around = new Map<TerritoryCode, readonly TerritoryCode[]>();

  constructor(records: readonly Territory[]) {
    for (const record of records) this.#records.set(record.code, record);
  }

  record(code: TerritoryCode): Territory | undefined {
    return this.#records.get(code);
  }

  /** covers(A, B, d): A is B, or has a member active on d that covers B. */
  covers(outer: TerritoryCode, inner: TerritoryCode, day: Day): boolean {
    if (outer === inner) return true;
    const turns = this.#insideOf(outer).get(inner);
    if (turns === undefined) return false;
    let inside = false;
    for (const turn of turns) {
      if (!day.reached(turn)) break;
      inside = !inside;
    }
    return inside;
  }

  /** The territory itself, then by code every one that covers it on some day. */
  around(code: TerritoryCode): readonly TerritoryCode[] {
    const found = this.#around.get(code);
    if (found) return found;
    const others = [...this.#records.keys()].filter((outer) => this.#insideOf(outer).has(code));
    const around = [code, ...others.sort(compareText)];
    if (this.#records.has(code) || others.length > 0) this.#around.set(code, around);
    return around;
  }

  /** The territories inside this one on the day, at any depth. */
  within(code: TerritoryCode, day: Day): readonly TerritoryCode[] {
    const members = this.#records.get(code)?.members;
    if (members === undefined || members.length === 0) return NONE;
    return [...this.#reachable(code, (member) => active(member, day))];
  }

  #insideOf(outer: TerritoryCode): ReadonlyMap<TerritoryCode, Turns> {
    const found = this.#inside.get(outer);
    if (found) return found;
    const members = this.#records.get(outer)?.members;
    if (members === undefined || members.length === 0) return NOWHERE;
    const inside = this.#turnsInside(outer);
    this.#inside.set(outer, inside);
    return inside;
  }

  /** Containment can turn only on the days on which a membership below does: it is tried on each. */
  #turnsInside(outer: TerritoryCode): ReadonlyMap<TerritoryCode, Turns> {
    const turns = new Map<TerritoryCode, Civil[]>();
    for (const date of this.#datesBelow(outer)) {
      const inside = this.#reachable(outer, (member) => active(member, new Day(date)));
      for (const code of inside) if (!turns.has(code)) turns.set(code, []);
      for (const [code, dates] of turns) {
        const wasInside = dates.length % 2 === 1;
        if (inside.has(code) !== wasInside) dates.push(date);
      }
    }
    return turns;
  }

  #datesBelow(outer: TerritoryCode): readonly Civil[] {
    const dates = new Set<Civil>(['']);
    this.#reachable(outer, ({ from, until }) => {
      if (from !== undefined) dates.add(from);
      if (until !== undefined) dates.add(until);
      return true;
    });
    return [...dates].sort();
  }

  /** Every territory below this one along the memberships that count. */
  #reachable(
    outer: TerritoryCode,
    counts: (member: TerritoryMember) => boolean,
  ): ReadonlySet<TerritoryCode> {
    const reached = reachedFrom([outer], (code) =>
      (this.#records.get(code)?.members ?? []).filter(counts).map(({ territory }) => territory),
    );
    reached.delete(outer);
    return reached;
  }
}
