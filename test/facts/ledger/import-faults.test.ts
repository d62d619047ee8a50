import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Certificate } from '../../../schema/generated/facts.ts';
import { CERTIFICATE, withCertificate } from '../documents.ts';
import { testStore, type TestStore } from '../store.ts';

let store: TestStore;
beforeEach(async () => {
  store = await testStore();
});
afterEach(() => store.close());

const HEADER = 'number,issuer,issuerTerritory,scheme,issued';
const row = (number: string): string => `${number},CB-1,DE,ISO_9001,2023-02-01`;
const stored = async (): Promise<readonly string[]> =>
  (((await store.visible()).certificates as readonly Certificate[] | undefined) ?? []).map(
    ({ number }) => number,
  );

describe('IMP-001: a CSV file', () => {
  const lines = (last: string): string =>
    `\ufeff${[HEADER, ...Array.from({ length: 69_999 }, (_, at) => row(`N-${at}`)), last].join('\r\n')}`;

  it('of 70,001 lines is refused at the quote in its last one that is never closed, and nothing is stored', async () => {
    const report = await store.load(lines('"N,CB-1,DE,ISO_9001,2023-02-01'), { name: 'many.csv' });
    expect(report).toMatchObject({
      outcome: 'REJECTED',
      faults: [{ code: 'CSV_QUOTE', line: 70_001 }],
    });
    expect(await stored()).toEqual([]);
  });

  it.each([
    ['a NUL', row('N\0'), 'DOC_CONTROL_CHARACTER'],
    ['a field too few', 'N,CB-1', 'CSV_COLUMNS'],
    ['ISO 8859-1', Buffer.from('soci\xe9t\xe9', 'latin1'), 'DOC_ENCODING'],
  ])('with %s in its third line is refused there', async (_, last, code) => {
    const text = Buffer.concat([Buffer.from(`${HEADER}\r\n${row('A')}\n`), Buffer.from(last)]);
    const report = await store.load(text, { name: 'bad.csv' });
    expect(report).toMatchObject({ outcome: 'REJECTED', faults: [{ code, line: 3 }] });
    expect(await stored()).toEqual([]);
  });
});

describe('IMP-003: what was imported before', () => {
  it('changes nothing the second time, and other content under its number is refused', async () => {
    expect(await store.load(withCertificate({}))).toMatchObject({ added: 1 });
    expect(await store.load(withCertificate({}))).toMatchObject({
      ...{ outcome: 'UNCHANGED', added: 0, unchanged: 1 },
    });
    const report = await store.load(withCertificate({ issued: '2024-01-01' }));
    expect(report).toMatchObject({ outcome: 'REJECTED', faultCount: 1 });
    expect(report.outcome === 'REJECTED' && report.faults[0]?.code).toMatch(/CONFLICT/);
    expect((await store.visible()).certificates).toEqual([CERTIFICATE]);
  });
});

describe('DB-002: an answer that is lost after the commit', () => {
  it('makes no second record when the same is sent again', async () => {
    const { collection } = store.facts.ledger;
    const insert = collection.insertOne.bind(collection);
    collection.insertOne = async (...given: Parameters<typeof insert>) => {
      await insert(...given);
      collection.insertOne = insert;
      throw Object.assign(new Error('the connection was closed'), { name: 'MongoNetworkError' });
    };
    await expect(store.load(withCertificate({}))).rejects.toThrow('the connection was closed');
    expect(await store.load(withCertificate({}))).toMatchObject({ outcome: 'UNCHANGED' });
    expect(await stored()).toEqual([CERTIFICATE.number]);
    expect((await store.sizes())['certificates']).toBe(1);
  });
});

describe('SIG-009: spellings that look like one number', () => {
  it.each([
    ['full-width digits', 'SYN-\uff11'],
    ['a zero-width joiner', 'SYN\u200d-1'],
    ['a space at the end', 'SYN-1 '],
  ])('%s: refused, and never a second record', async (_, number) => {
    await store.load(withCertificate({}));
    expect(await store.load(withCertificate({ number }))).toMatchObject({ outcome: 'REJECTED' });
    expect(await stored()).toEqual([CERTIFICATE.number]);
  });
});
