import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '../../../store/index.ts';
import type { Store } from '../../../store/index.ts';
import { openFacts } from '../../../facts/ledger/facts-store.ts';
import type { FactsStore } from '../../../facts/ledger/facts-store.ts';
import { ingest } from '../../../facts/ledger/ingest.ts';
import { seed, seedPort } from '../../../scripts/seed/index.ts';
import type { SeedPort } from '../../../scripts/seed/index.ts';

let dataDir: string;
let store: Store;
let facts: FactsStore;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'symbolon-seed-'));
  store = await connect({ dataDir });
  facts = await openFacts(store.mongoose);
});

afterEach(async () => {
  facts.close();
  await store.close();
  await rm(dataDir, { recursive: true });
});

const certificates = (): Promise<number> => facts.models.certificates.countDocuments({ end: null });

describe('seeding', () => {
  it('loads every bundled document into an empty store, once', async () => {
    const report = await seed(seedPort(facts));
    expect(report?.documents.map(({ source }) => source)).toEqual([
      'bundled/agreements.json',
      'bundled/china.json',
      'bundled/uk-bodies.json',
      'bundled/common-criteria.json',
    ]);
    expect(await certificates()).toBe(719 + 3 + 13);
    expect(await seed(seedPort(facts))).toBeNull();
    expect(await certificates()).toBe(719 + 3 + 13);
  });

  it('leaves a store alone that holds documents of others', async () => {
    const file = join(dataDir, 'register.json');
    await writeFile(file, '{"bodies":[{"id":"B1","kind":"LABORATORY","territory":"CL"}]}');
    await ingest(facts, { name: 'register.json', file, format: 'json' });
    expect(await seed(seedPort(facts))).toBeNull();
    expect(await certificates()).toBe(0);
  });

  it('completes a first start that was interrupted', async () => {
    const port = seedPort(facts);
    const interrupted: SeedPort = {
      ...port,
      load: (source) =>
        source.name === 'bundled/uk-bodies.json'
          ? Promise.reject(new Error('power cut'))
          : port.load(source),
    };
    await expect(seed(interrupted)).rejects.toThrow('power cut');
    const report = await seed(port);
    expect(report?.documents.map(({ source }) => source)).toEqual([
      'bundled/uk-bodies.json',
      'bundled/common-criteria.json',
    ]);
    expect(await certificates()).toBe(719 + 3 + 13);
  });
});
