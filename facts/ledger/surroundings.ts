import type { FactsStore } from './facts-store.ts';
import { reachedFrom } from '../../schema/containment.ts';
import { fullInstant } from '../../schema/knowledge.ts';
import { among } from '../../store/mongoose/operators.ts';
import { visibleIn } from './commit-watermark.ts';
import { beliefOf } from '../model/identity.ts';
import { isIsoTerritory } from '../model/integrity.ts';
import type { Fact, FactKind, FactOf } from '../kinds/kinds.ts';
import type { FactModel } from '../kinds/stored.ts';

/** Which territory contains which, today and as believed now. */
export class Containment {
  readonly #members = new Map<string, readonly string[]>();

  constructor(territories: readonly FactOf<'territories'>[], now: Date) {
    for (const { code, members = [] } of territories) {
      const present = members.filter((member) => isPresent(member, now));
      const known = this.#members.get(code) ?? [];
      this.#members.set(code, [...known, ...present.map(({ territory }) => territory)]);
    }
  }

  isTerritory(code: string): boolean {
    return this.#members.has(code) || isIsoTerritory(code);
  }

  /** A territory speaks for itself, its ISO 3166-2 subdivisions and, a union, for its members. */
  covers(territory: string, owned: string): boolean {
    return this.#within(territory).some((code) => owned === code || owned.startsWith(`${code}-`));
  }

  /** A territory and all it contains, at any depth. */
  #within(territory: string): string[] {
    return [...reachedFrom([territory], (code) => this.#members.get(code) ?? [])];
  }
}

interface Dated {
  readonly from?: string;
  readonly until?: string;
  readonly recordedAt?: string;
  readonly retractedAt?: string;
}

/** Whether something holds today, as believed now. */
export function isPresent(dated: Dated, now: Date): boolean {
  const today = now.toISOString().slice(0, 10);
  const { from = '', until = '\uffff' } = dated;
  return isBelieved(dated, now) && from <= today && today < until;
}

function isBelieved(fact: object, now: Date): boolean {
  const { from, until } = beliefOf(fact);
  const at = fullInstant(now.toISOString());
  return from <= at && at < until;
}

/** Reads the territories as believed now. */
export async function containment(store: FactsStore): Promise<Containment> {
  return new Containment(await believed(store, 'territories', {}), store.now());
}

/** Records of some names, as believed now. */
export const named = <K extends FactKind>(
  store: FactsStore,
  kind: K,
  keys: readonly string[],
): Promise<FactOf<K>[]> =>
  keys.length === 0
    ? Promise.resolve([])
    : believed(store, kind, { key: among([...new Set(keys)]) });

/** Territories of bodies or registers, as believed now, by id; empty: it has none. */
export async function territoriesOf(
  store: FactsStore,
  kind: 'bodies' | 'registers',
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const records = await named(store, kind, ids);
  return new Map(records.map(({ id, territory }) => [id, territory ?? '']));
}

async function believed<K extends FactKind>(
  { models, horizon, now }: FactsStore,
  kind: K,
  filter: object,
): Promise<FactOf<K>[]> {
  await horizon.refresh();
  const rows = await (models[kind] as unknown as FactModel)
    .find({ ...filter, ...visibleIn(horizon.snapshot()) })
    .sort({ batch: 1, row: 1 })
    .lean<{ fact: Fact }[]>();
  const at = now();
  return rows.map(({ fact }) => fact as FactOf<K>).filter((fact) => isBelieved(fact, at));
}
