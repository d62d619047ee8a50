import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { FactsDocument } from '../../../schema/generated/facts.ts';
import type { Question } from '../../../schema/generated/question.ts';
import { connect, type Store } from '../../../store/index.ts';
import { decide } from '../../../subgraphs/agreements/decision/index.ts';
import { RuleRepository } from '../../../subgraphs/agreements/loaders.ts';
import { openFacts, type FactsStore } from '../../../facts/ledger/facts-store.ts';
import { symbolon } from '../../scripts/cli.ts';
import { until } from '../../until.ts';

const agreement = (id: string, one: string, other: string) => ({
  id,
  kind: 'BILATERAL' as const,
  parties: [{ territory: one }, { territory: other }],
  annexes: [{ id: 'ALL' }],
});
const KEPT = agreement('CL-PE', 'CL', 'PE');
const ADDED = agreement('CL-UY', 'CL', 'UY');

const CERTIFICATE = {
  number: 'C1',
  issuer: 'CB1',
  issuerTerritory: 'CL',
  scheme: 'S1',
  issued: '2020-01-01',
};
const QUESTION: Question = {
  certificate: 'C1',
  market: 'UY',
  asOf: '2021-01-01',
  purpose: 'REGULATORY',
};

let dataDir: string;
let store: Store;
let facts: FactsStore;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'symbolon-fresh-'));
  store = await connect({ dataDir });
  facts = await openFacts(store.mongoose);
});
afterAll(async () => {
  facts.close();
  await store.close();
  rmSync(dataDir, { recursive: true });
});

async function importElsewhere(name: string, document: FactsDocument): Promise<void> {
  const file = join(dataDir, name);
  writeFileSync(file, JSON.stringify(document));
  const { exit, stderr } = await symbolon(['import', file], { env: { DATA_DIR: dataDir } });
  expect({ exit, stderr: exit === 0 ? '' : stderr }).toEqual({ exit: 0, stderr: '' });
}

it('an agreement that another process writes decides soon, and it alone is compiled', async () => {
  await importElsewhere('kept.json', { agreements: [KEPT] });
  await facts.horizon.refresh();
  const shelf = new RuleRepository(facts);
  const answer = async () => {
    const { compiled } = await shelf.read();
    const given = { certificates: [CERTIFICATE] };
    return { compiled, status: decide(compiled, QUESTION, given).status };
  };
  const before = await answer();
  expect(before.status).toBe('NOT_RECOGNISED');
  const prepared = before.compiled.agreements.at('CL-PE', '2030-01-01T00:00:00.000Z')[0];
  expect(prepared).toBeDefined();

  await importElsewhere('added.json', { agreements: [ADDED] });
  let after = before;
  await until(async () => (after = await answer()).status === 'RECOGNISED');
  expect(after.compiled).not.toBe(before.compiled);
  expect(after.compiled.agreements.at('CL-PE', '2030-01-01T00:00:00.000Z')[0]).toBe(prepared);
});
