import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { faultLine } from '../../facts/model/fault.ts';
import type { FactsStore } from '../../facts/ledger/facts-store.ts';
import { ingest } from '../../facts/ledger/ingest.ts';
import type { IngestReport, Stored } from '../../facts/ledger/report.ts';
import type { Source } from '../../facts/document/source.ts';
import { inRepository } from './convert/files.ts';
import { BUNDLED } from './documents.ts';

/** Where the bundled documents go. */
export interface SeedPort {
  /** Names of the documents that are stored already. */
  stored(): Promise<readonly string[]>;
  load(source: Source): Promise<IngestReport>;
}

export interface SeedReport {
  readonly documents: readonly Stored[];
  /** Records added, of all kinds. */
  readonly added: number;
}

const nameOf = (path: string): string => `bundled/${basename(path)}`;

/** The facts of a hub as the place for the bundled documents. */
export const seedPort = (facts: FactsStore): SeedPort => ({
  stored: async () => {
    const entries = await facts.ledger
      .find({ void: false }, { source: 1 })
      .lean<{ source: string }[]>();
    return entries.map(({ source }) => source);
  },
  load: (source) => ingest(facts, source),
});

/**
 * Loads the bundled documents into a store that holds nothing else, in order. A start that was
 * interrupted is completed by the next one. Null: there was nothing to do.
 * @throws when a document is refused, which means that the bundle itself is broken
 */
export async function seed(port: SeedPort): Promise<SeedReport | null> {
  const stored = new Set(await port.stored());
  const names = BUNDLED.map(nameOf);
  const isOurs = [...stored].every((name) => names.includes(name));
  const open = BUNDLED.filter((path) => !stored.has(nameOf(path)));
  if (!isOurs || open.length === 0) return null;
  const documents: Stored[] = [];
  for (const path of open) {
    const file = fileURLToPath(inRepository(path));
    const report = await port.load({ name: nameOf(path), file, format: 'json' });
    if (report.outcome === 'REJECTED')
      throw new Error(`The bundled data are refused: ${report.faults.map(faultLine).join('; ')}`);
    documents.push(report);
  }
  return { documents, added: documents.reduce((sum, { added }) => sum + added, 0) };
}
