import { Authorisation } from './authorisation/authorisation.ts';
import type { Writer } from './authorisation/authorise.ts';
import type { Known } from './change.ts';
import type { FactsStore } from './facts-store.ts';
import type { DocumentFault } from '../model/fault.ts';
import { among } from '../../store/mongoose/operators.ts';
import { visibleIn, type Snapshot } from './commit-watermark.ts';
import { findable, lookupOf } from '../model/identity.ts';
import { checkDocument, guardOf, isStored } from './ingest.ts';
import type { Fact, FactKind } from '../kinds/kinds.ts';
import type { FactModel, StoredFact } from '../kinds/stored.ts';
import { readFacts } from '../document/read.ts';
import type { Version } from './rows.ts';
import type { Source } from '../document/source.ts';
import { Stage, type Staging } from './stage.ts';
import { createHash } from 'node:crypto';

/** Effect of a document on one kind of fact. */
export interface KindDryRun {
  /** Versions that it would replace. */
  readonly ended: readonly Known[];
  readonly added: readonly Fact[];
}

/** Effect of a document, if it were imported. */
export type DryRun =
  | {
      readonly faults: readonly DocumentFault[];
      readonly faultCount: number;
      readonly kinds?: undefined;
    }
  | { readonly faults?: undefined; readonly kinds: ReadonlyMap<FactKind, KindDryRun> };

/**
 * Works out what an import of a document by a writer would do, by the very checks of an import, and
 * stores nothing. Held in memory: for documents of the size of a question.
 */
export async function tryDocument(
  store: FactsStore,
  source: Source,
  snapshot: Snapshot,
  writer: Writer,
): Promise<DryRun> {
  const authorisation = await Authorisation.of(store, writer);
  const checked = await checkDocument(store, source, authorisation);
  const { faults, faultCount } = checked;
  if (faultCount > 0) return { faults, faultCount };
  if (await isStored(store, checked)) return { kinds: new Map() };
  const rows = new DryRunRows(store, snapshot);
  const stage = new Stage(rows, null, guardOf(authorisation));
  for await (const { facts } of readFacts(source, createHash('sha256'))) await stage.add(facts);
  await stage.finish();
  if (stage.faults.length === 0) return { kinds: rows.kinds() };
  const placed = stage.faults.map((found) => ({ ...found, file: source.name }));
  return { faults: placed, faultCount: stage.faultCount };
}

/** Rows that are only kept in mind. */
class DryRunRows implements Staging {
  readonly #store: FactsStore;
  readonly #snapshot: Snapshot;
  readonly #rows: { readonly kind: FactKind; readonly row: StoredFact }[] = [];
  readonly #stored = new Map<string, Known>();

  constructor(store: FactsStore, snapshot: Snapshot) {
    this.#store = store;
    this.#snapshot = snapshot;
  }

  async known(kind: FactKind, keys: readonly string[]): Promise<Map<string, Known[]>> {
    const model = this.#store.models[kind] as unknown as FactModel;
    const { field, values } = lookupOf(kind, keys);
    const stored = await model
      .find({ [field]: among([...new Set(values)]), ...visibleIn(this.#snapshot) })
      .sort({ batch: 1, row: 1 })
      .lean<StoredFact[]>();
    const own = this.#rows.filter((one) => one.kind === kind).map(({ row }) => row);
    const replaced = new Set(own.map(({ supersedes }) => supersedes));
    const ownRows = new Set(own);
    const known = new Map<string, Known[]>();
    for (const row of [...stored, ...own]) {
      if (replaced.has(row._id)) continue;
      const { _id: id, key, digest, fact } = row;
      const version = { id, digest, fact, sameDocument: ownRows.has(row) };
      if (!version.sameDocument) this.#stored.set(id, version);
      known.set(key, [...(known.get(key) ?? []), version]);
    }
    return known;
  }

  append(kind: FactKind, key: string, version: Version): StoredFact {
    const place = this.#rows.length;
    const row: StoredFact = {
      _id: `trial.${place}`,
      batch: 0,
      row: place,
      end: null,
      key,
      ...version,
      fact: version.fact as Fact,
      ...findable(kind, version.fact),
    };
    this.#rows.push({ kind, row });
    return row;
  }

  flush(): Promise<void> {
    return Promise.resolve();
  }

  discard(): void {
    this.#rows.length = 0;
  }

  kinds(): ReadonlyMap<FactKind, KindDryRun> {
    const replaced = new Set(this.#rows.map(({ row }) => row.supersedes));
    const kinds = new Map<FactKind, { ended: Known[]; added: Fact[] }>();
    for (const { kind, row } of this.#rows) {
      const dryRun = kinds.get(kind) ?? { ended: [], added: [] };
      kinds.set(kind, dryRun);
      const ended = row.supersedes === null ? undefined : this.#stored.get(row.supersedes);
      if (ended) dryRun.ended.push(ended);
      if (!replaced.has(row._id)) dryRun.added.push(row.fact);
    }
    return kinds;
  }
}
