import { digestOf } from '../model/canonical.ts';
import { changeOf, type Known } from './change.ts';
import { fault, type DocumentFault } from '../model/fault.ts';
import { keyOf } from '../model/identity.ts';
import { identifierOf, type Fact, type FactKind } from '../kinds/kinds.ts';
import type { KindCounts } from './ledger.ts';
import type { Change, StoredFact } from '../kinds/stored.ts';
import type { RawFact } from '../document/read.ts';
import type { Rows } from './rows.ts';
import { MAX_FAULTS } from '../document/validate.ts';
import { NumberIndex, escaped } from './number-index.ts';

/** Conflicts kept for a second look, since a later record may retract what they clash with. */
const MAX_DEFERRED = 10_000;

const COUNTED = {
  ADDED: 'added',
  EXTENDED: 'extended',
  RETRACTED: 'retracted',
} as const satisfies Record<Change, keyof KindCounts>;

interface Prepared extends RawFact {
  readonly key: string;
  readonly digest: string;
  readonly fact: Fact;
}

/** Where rows go: to the store, or nowhere when it is only asked what they would be. */
export type Staging = Pick<Rows, 'known' | 'append' | 'flush' | 'discard'>;

/** A further reason to refuse a record, given the versions that it would stand beside. */
export type Guard = (kind: FactKind, fact: Fact, versions: readonly Known[]) => string | null;

/**
 * Turns the records of one document into rows of its batch, a group at a time. Rows stay invisible
 * until the batch is committed. Given the same document and the same visible facts it makes the
 * same rows, which is what lets a document be taken up again after a crash.
 */
export class Stage {
  readonly #rows: Staging;
  readonly #stamp: string | null;
  readonly #guard: Guard;
  readonly #deferred: Prepared[] = [];
  /** Versions of kinds without identifier that the document restates: they cannot be replaced. */
  readonly #restated = new Set<string>();
  readonly counts: Partial<Record<FactKind, KindCounts>> = {};
  readonly faults: DocumentFault[] = [];
  faultCount = 0;
  unchanged = 0;

  /** @param stamp recordedAt for facts that have none; null: take them as stated */
  constructor(rows: Staging, stamp: string | null, guard: Guard) {
    this.#rows = rows;
    this.#stamp = stamp;
    this.#guard = guard;
  }

  /** Stages a group of records that conform to the schema. */
  async add(records: readonly RawFact[]): Promise<void> {
    await this.#stage(records.map(prepare), true);
  }

  /** Looks again at conflicts, now that the whole document is known. */
  async finish(): Promise<void> {
    // One by one: each may rest on the one before.
    for (const record of this.#deferred) await this.#stage([record], false);
  }

  async #stage(records: readonly Prepared[], mayDefer: boolean): Promise<void> {
    for (const kind of new Set(records.map((record) => record.kind))) {
      const group = records.filter((record) => record.kind === kind);
      const known = await this.#rows.known(
        kind,
        group.map(({ key }) => key),
      );
      const numbers = new NumberIndex(kind, known);
      for (const record of group) {
        const versions = known.get(record.key) ?? [];
        const row = this.#one(record, versions, mayDefer, numbers);
        if (!row) continue;
        numbers.add(record.fact);
        known.set(record.key, [
          ...versions.filter(({ id }) => id !== row.supersedes),
          { id: row._id, digest: row.digest, fact: row.fact, sameDocument: true },
        ]);
      }
    }
    // A document with faults is only read on to report them all.
    if (this.faultCount === 0) await this.#rows.flush();
    else this.#rows.discard();
  }

  #one(
    record: Prepared,
    versions: readonly Known[],
    mayDefer: boolean,
    numbers: NumberIndex,
  ): StoredFact | null {
    const { kind, key, fact, digest } = record;
    const anonymous = identifierOf(kind) === undefined;
    const open = anonymous ? versions.filter((one) => this.#mayMatch(one, digest)) : versions;
    const verdict = changeOf({ kind, fact, digest, stamp: this.#stamp }, open);
    if (verdict.change === null) {
      if (anonymous) this.#restated.add(verdict.matched);
      this.unchanged += 1;
      return null;
    }
    if (verdict.change === 'CONFLICT') {
      if (mayDefer && verdict.code === 'FACT_CONFLICT' && this.#deferred.length < MAX_DEFERRED)
        this.#deferred.push(record);
      else this.#refuse(verdict.code, record, verdict.why);
      return null;
    }
    const double = verdict.change === 'ADDED' ? numbers.deceivedBy(fact) : undefined;
    if (double !== undefined) {
      this.#refuse(
        'FACT_NUMBER_RESEMBLES',
        record,
        `${escaped(key)} looks the same as ${escaped(double)} of the same issuer, in letters of another script`,
      );
      return null;
    }
    const forbidden = this.#guard(kind, fact, versions);
    if (forbidden !== null) {
      this.#refuse('FACT_FORBIDDEN', record, forbidden);
      return null;
    }
    const counts = (this.counts[kind] ??= { added: 0, extended: 0, retracted: 0 });
    counts[COUNTED[verdict.change]] += 1;
    return this.#rows.append(kind, key, verdict);
  }

  #refuse(code: DocumentFault['code'], { path, line }: Prepared, why: string): void {
    this.faultCount += 1;
    if (this.faults.length < MAX_FAULTS) this.faults.push(fault(code, path, why, { line }));
  }

  /** Only an identical record matches what the same document states, or restates, elsewhere. */
  #mayMatch(version: Known, digest: string): boolean {
    return version.digest === digest || !(version.sameDocument || this.#restated.has(version.id));
  }
}

function prepare(raw: RawFact): Prepared {
  const fact = raw.value as unknown as Fact;
  return { ...raw, fact, key: keyOf(raw.kind, fact), digest: digestOf(fact) };
}
