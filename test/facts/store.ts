import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FactsDocument } from '../../schema/generated/facts.ts';
import { connect } from '../../store/index.ts';
import { openFacts, type FactsStore } from '../../facts/ledger/facts-store.ts';
import { visibleIn } from '../../facts/ledger/commit-watermark.ts';
import { FACT_KINDS, fileSource, type Fact, type FactKind } from '../../facts/index.ts';
import { ingest, type IngestOptions } from '../../facts/ledger/ingest.ts';
import { type IngestReport } from '../../facts/ledger/report.ts';
import type { FactModel } from '../../facts/kinds/stored.ts';
import { databaseOf } from '../database.ts';

const isBytes = (document: object): document is Uint8Array => ArrayBuffer.isView(document);

export interface TestStore {
  readonly facts: FactsStore;
  readonly dataDir: string;
  /** Imports a document given as an object or as the text of a file. */
  load(
    document: FactsDocument | string | Uint8Array,
    options?: IngestOptions & { name?: string },
  ): Promise<IngestReport>;
  /** What a reader sees now, by kind. */
  visible(): Promise<Partial<Record<FactKind, readonly Fact[]>>>;
  /** How many documents every collection holds, visible or not. */
  sizes(): Promise<Record<string, number>>;
  close(): Promise<void>;
}

/** A store of its own in a new folder, on the embedded engine or on MONGODB_URI. */
export async function testStore(dataDir?: string): Promise<TestStore> {
  const folder = dataDir ?? (await mkdtemp(join(tmpdir(), 'facts-store-')));
  const { MONGODB_URI: uri } = databaseOf(folder);
  const store = await connect({ dataDir: folder, uri });
  const facts = await openFacts(store.mongoose, { pollInterval: 50 });
  const models = FACT_KINDS.map(
    (kind) => [kind, facts.models[kind] as unknown as FactModel] as const,
  );
  let files = 0;
  return {
    facts,
    dataDir: folder,
    load: async (document, { name, ...options } = {}) => {
      const file = join(folder, name ?? `document-${files++}.json`);
      await writeFile(
        file,
        typeof document === 'string' || isBytes(document) ? document : JSON.stringify(document),
      );
      return ingest(facts, await fileSource(file), options);
    },
    visible: async () => {
      await facts.horizon.refresh();
      const filter = visibleIn(facts.horizon.snapshot());
      const found = await Promise.all(
        models.map(async ([kind, model]) => {
          const rows = await model.find(filter).sort({ batch: 1, row: 1 }).lean<{ fact: Fact }[]>();
          return [kind, rows.map(({ fact }) => fact)] as const;
        }),
      );
      return Object.fromEntries(found.filter(([, records]) => records.length > 0));
    },
    sizes: async () => ({
      ...Object.fromEntries(
        await Promise.all(
          models.map(async ([kind, model]) => [kind, await model.countDocuments()] as const),
        ),
      ),
      ledger: await facts.ledger.countDocuments(),
    }),
    close: async () => {
      facts.close();
      await store.close();
      if (dataDir === undefined) await rm(folder, { recursive: true });
    },
  };
}
