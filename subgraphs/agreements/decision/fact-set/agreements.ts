import type { Agreement, Territory, TerritoryCode } from '../../../../schema/generated/facts.ts';
import { AGREEMENTS } from './index-specs.ts';
import { IndexBucket, type Timed } from './knowledge.ts';
import { compareText } from '../timeline/order.ts';
import type { PreparedAgreement } from './prepared/agreement.ts';
import { groupBy } from './prepared/group.ts';
import type { PreparedRecords } from './records.ts';
import type { Instant } from '../timeline/time.ts';

type TimedAgreement = Timed<Agreement, PreparedAgreement>;

/** Stands for every territory that no fact names: only open agreements can concern it. */
const UNNAMED = '';

/** Open to all; parties that are not known yet do not open it. */
const isOpen = ({ parties = [] }: Agreement): boolean => parties.length === 0;

const partiesOf = ({ parties = [] }: Agreement): readonly TerritoryCode[] =>
  parties.map(({ territory }) => territory);

/**
 * The agreements that could ever, on any day and as known at any time, join two territories, in the
 * order of their ids. The rules look at dates; this only keeps the agreements of others out of sight.
 */
export class AgreementIndex {
  readonly #open: readonly TimedAgreement[];
  readonly #byParty: ReadonlyMap<TerritoryCode, readonly TimedAgreement[]>;
  readonly #containers: ReadonlyMap<TerritoryCode, readonly TerritoryCode[]>;
  readonly #between = new Map<string, IndexBucket<PreparedAgreement>>();

  constructor(
    agreements: readonly Agreement[],
    territories: readonly Territory[],
    workshop: PreparedRecords,
  ) {
    const ordered = [...agreements]
      .sort((one, other) => compareText(one.id, other.id))
      .map((fact) => workshop.timed(AGREEMENTS, fact));
    this.#open = ordered.filter(({ fact }) => isOpen(fact));
    const memberships = territories.flatMap(({ code, members = [] }) =>
      members.map(({ territory }) => ({ container: code, territory })),
    );
    this.#containers = new Map(
      [...groupBy(memberships, ({ territory }) => territory)].map(([territory, found]) => [
        territory,
        found.map(({ container }) => container),
      ]),
    );
    const joined = ordered.flatMap((timed) =>
      [...new Set(partiesOf(timed.fact))].map((territory) => ({ territory, timed })),
    );
    this.#byParty = new Map(
      [...groupBy(joined, ({ territory }) => territory)].map(([territory, found]) => [
        territory,
        found.map(({ timed }) => timed),
      ]),
    );
  }

  between(
    home: TerritoryCode,
    market: TerritoryCode,
    instant: Instant,
  ): readonly PreparedAgreement[] {
    const [one, other] = [this.#named(home), this.#named(market)];
    const pair = `${one} ${other}`;
    let bucket = this.#between.get(pair);
    if (!bucket) {
      bucket = this.#bucket(one, other);
      this.#between.set(pair, bucket);
    }
    return bucket.at(instant);
  }

  #named(code: TerritoryCode): TerritoryCode {
    return this.#byParty.has(code) || this.#containers.has(code) ? code : UNNAMED;
  }

  #bucket(home: TerritoryCode, market: TerritoryCode): IndexBucket<PreparedAgreement> {
    const ofMarket = this.#joinedBy(market);
    const both = [...this.#joinedBy(home)].filter((timed) => ofMarket.has(timed));
    return new IndexBucket(
      [...new Set([...both, ...this.#open])].sort((one, other) =>
        compareText(one.fact.id, other.fact.id),
      ),
    );
  }

  /** Agreements of the territory and of every one that could contain it. */
  #joinedBy(code: TerritoryCode): ReadonlySet<TimedAgreement> {
    const around = new Set([code]);
    for (const inner of around)
      for (const container of this.#containers.get(inner) ?? []) around.add(container);
    return new Set([...around].flatMap((territory) => this.#byParty.get(territory) ?? []));
  }
}
