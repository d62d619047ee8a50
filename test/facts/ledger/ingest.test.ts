import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Agreement, Approval, FactsDocument } from '../../../schema/generated/facts.ts';
import { factChanges } from '../../../facts/ledger/feed.ts';
import type { FactChange } from '../../../facts/ledger/feed.ts';
import { digestOf, isFactKind } from '../../../facts/index.ts';
import { BAD_INPUTS, CERTIFICATE } from '../documents.ts';
import { testStore, type TestStore } from '../store.ts';

const CASES = new URL('../../fixtures/cases/', import.meta.url);
const factsOf = (name: string): FactsDocument =>
  (JSON.parse(readFileSync(new URL(name, CASES), 'utf8')) as { facts: FactsDocument }).facts;

const AGREEMENT: Agreement = {
  id: 'A',
  kind: 'BILATERAL',
  parties: [{ territory: 'CN' }, { territory: 'NZ' }],
  annexes: [{ id: 'X', schemes: ['CCC'] }],
};
const APPROVAL: Approval = { body: 'CB', territory: 'CN', from: '2020-01-01' };
const SUSPENDED = { type: 'SUSPENDED', effectiveFrom: '2024-05-01' } as const;

describe('bad documents', () => {
  let store: TestStore;
  beforeAll(async () => {
    store = await testStore();
    await store.load({ bodies: [{ id: 'KEPT', kind: 'LABORATORY', territory: 'DE' }] });
  });
  afterAll(() => store.close());

  it.each(BAD_INPUTS)('with $title change nothing', async ({ text, name, code }) => {
    const before = await store.sizes();
    const report = await store.load(text, name === undefined ? {} : { name });
    expect(report.outcome).toBe('REJECTED');
    expect(report.outcome === 'REJECTED' && report.faults[0]?.code).toBe(code);
    expect(await store.sizes()).toEqual(before);
  });

  it('change nothing when only the last of many records is bad', async () => {
    const before = await store.sizes();
    const certificates = Array.from({ length: 3000 }, (_, at) => ({
      ...CERTIFICATE,
      number: `N-${at}`,
      ...(at === 2999 ? { issued: '2023-02-30' } : {}),
    }));
    expect((await store.load({ certificates })).outcome).toBe('REJECTED');
    expect(await store.sizes()).toEqual(before);
  });
});

describe('a store of facts', () => {
  let store: TestStore;
  beforeEach(async () => {
    store = await testStore();
  });
  afterEach(() => store.close());

  it('gives back every case as it was stated, and takes it again without a change', async () => {
    for (const name of readdirSync(CASES).slice(0, 12)) {
      const single = await testStore();
      const facts = factsOf(name);
      const stated = Object.fromEntries(Object.entries(facts).filter(([kind]) => isFactKind(kind)));
      expect(await single.load(facts)).toMatchObject({ outcome: 'COMMITTED', unchanged: 0 });
      expect(await single.visible()).toEqual(stated);
      const before = await single.sizes();
      expect(await single.load(facts)).toMatchObject({ outcome: 'UNCHANGED', added: 0 });
      // The same facts in another file are the same facts.
      expect(await single.load(JSON.stringify(facts, null, 2))).toMatchObject({
        outcome: 'UNCHANGED',
        added: 0,
        batch: null,
      });
      expect(await single.sizes()).toEqual(before);
      await single.close();
    }
  });

  it('takes one world after another, each adding only what is new', async () => {
    expect(await store.load(factsOf('CN-01.json'))).toMatchObject({ outcome: 'COMMITTED' });
    const report = await store.load({
      ...factsOf('CN-01.json'),
      bodies: [{ id: 'NEW', kind: 'LABORATORY', territory: 'DE' }],
    });
    expect(report).toMatchObject({ outcome: 'COMMITTED', added: 1, batch: 2 });
  });

  it('adds an event as a new version of the certificate', async () => {
    await store.load({ certificates: [CERTIFICATE] });
    const report = await store.load({ certificates: [{ ...CERTIFICATE, events: [SUSPENDED] }] });
    expect(report).toMatchObject({ outcome: 'COMMITTED', added: 0, extended: 1 });
    expect(await store.visible()).toEqual({
      certificates: [{ ...CERTIFICATE, events: [SUSPENDED] }],
    });
    expect((await store.sizes())['certificates']).toBe(2);
  });

  it('takes the older version of a record for known', async () => {
    await store.load({ certificates: [{ ...CERTIFICATE, events: [SUSPENDED] }] });
    const report = await store.load({ certificates: [CERTIFICATE] });
    expect(report).toMatchObject({ outcome: 'UNCHANGED', unchanged: 1 });
  });

  it('corrects by retraction: the old record ends, the new one stands beside it', async () => {
    await store.load({ certificates: [CERTIFICATE] });
    const retracted = { ...CERTIFICATE, retractedAt: '2024-06-01T00:00:00Z' };
    const corrected = { ...CERTIFICATE, issued: '2023-02-11', recordedAt: '2024-06-01T00:00:00Z' };
    // The correction may come before what it corrects.
    const report = await store.load({ certificates: [corrected, retracted] });
    expect(report).toMatchObject({ outcome: 'COMMITTED', added: 1, retracted: 1 });
    expect((await store.visible()).certificates).toEqual([retracted, corrected]);
  });

  it('refuses other content under a known number, and says what differs', async () => {
    await store.load({ certificates: [CERTIFICATE] });
    const before = await store.sizes();
    const report = await store.load({
      certificates: [
        { ...CERTIFICATE, number: 'SYN-2' },
        { ...CERTIFICATE, issued: '2023-02-11' },
      ],
    });
    expect(report).toMatchObject({
      outcome: 'REJECTED',
      faultCount: 1,
      faults: [{ code: 'FACT_CONFLICT', path: '$.certificates[1]', line: 1 }],
    });
    expect(report.outcome === 'REJECTED' && report.faults[0]?.message).toMatch(
      /"SYN-1" is already known with other content \(issued\)\. State a correction/,
    );
    expect(await store.sizes()).toEqual(before);
  });

  it('refuses two certificates of one number in a document, but for two registers', async () => {
    const other = { ...CERTIFICATE, issued: '2023-02-11' };
    expect(await store.load({ certificates: [CERTIFICATE, other] })).toMatchObject({
      outcome: 'REJECTED',
      faults: [{ code: 'FACT_ID_DUPLICATE', path: '$.certificates[1]' }],
    });
    const registers = [
      { ...CERTIFICATE, register: 'R1' },
      { ...other, register: 'R2' },
    ];
    expect(await store.load({ certificates: registers })).toMatchObject({ added: 2 });
    expect((await store.visible()).certificates).toEqual(registers);
  });

  it('grows an agreement by parties, annexes and suspensions, and by nothing else', async () => {
    await store.load({ agreements: [AGREEMENT] });
    const grown: Agreement = {
      ...AGREEMENT,
      name: { en: 'Agreement' },
      parties: [
        { territory: 'NZ' },
        { territory: 'CN', retractedAt: '2024-01-01' },
        { territory: 'AU' },
      ],
      annexes: [{ id: 'X', schemes: ['CCC'], suspensions: [{ from: '2024-01-01' }] }, { id: 'Y' }],
    };
    expect(await store.load({ agreements: [grown] })).toMatchObject({ extended: 1 });
    expect(await store.visible()).toEqual({ agreements: [grown] });
    for (const contradiction of [
      { ...grown, kind: 'MULTILATERAL' as const },
      { ...grown, parties: [{ territory: 'AU', role: 'CONSUMING' as const }] },
      { ...grown, annexes: [{ id: 'X', schemes: ['OTHER'] }, { id: 'Y' }] },
      { ...grown, until: '2025-01-01' },
    ])
      expect(await store.load({ agreements: [contradiction] })).toMatchObject({
        outcome: 'REJECTED',
        faults: [{ code: 'FACT_CONFLICT' }],
      });
  });

  it('keeps records without identifier side by side, and adds events to them', async () => {
    const twins = [APPROVAL, { ...APPROVAL, events: [SUSPENDED] }];
    await store.load({ approvals: twins });
    expect((await store.visible()).approvals).toEqual(twins);
    const other = await testStore();
    await other.load({ approvals: [APPROVAL] });
    expect(await other.load({ approvals: twins.slice(1) })).toMatchObject({
      extended: 1,
      added: 0,
    });
    expect((await other.visible()).approvals).toEqual(twins.slice(1));
    await other.close();
  });

  it('stamps what is new with the time of import, when asked', async () => {
    const first = await store.load({ certificates: [CERTIFICATE] }, { stamp: true });
    expect(first).toMatchObject({ added: 1 });
    const [stored] = (await store.visible()).certificates ?? [];
    expect(stored?.recordedAt).toMatch(/^\d{4}-.*Z$/);
    const event = { certificates: [{ ...CERTIFICATE, events: [SUSPENDED] }] };
    expect(await store.load(event, { stamp: true })).toMatchObject({ extended: 1 });
    const [extended] = (await store.visible()).certificates ?? [];
    expect(extended?.recordedAt).toBe(stored?.recordedAt);
    expect(extended).toMatchObject({ events: [{ recordedAt: expect.stringMatching(/Z$/) }] });
    // The same facts again, and the older ones, are known.
    for (const document of [event, { certificates: [CERTIFICATE] }])
      expect(await store.load(JSON.stringify(document, null, 1), { stamp: true })).toMatchObject({
        outcome: 'UNCHANGED',
      });
  });

  it('knows the territories that earlier documents defined', async () => {
    const certificate = { ...CERTIFICATE, validIn: ['EAEU'] };
    expect(await store.load({ certificates: [certificate] })).toMatchObject({
      faults: [{ code: 'FACT_TERRITORY_UNKNOWN' }],
    });
    await store.load({ territories: [{ code: 'EAEU', kind: 'COMPOSITE' }] });
    expect(await store.load({ certificates: [certificate] })).toMatchObject({ added: 1 });
  });

  it('tells every change in the feed, in order and without gaps', async () => {
    await store.load(factsOf('CN-01.json'));
    await store.load({ certificates: [{ ...CERTIFICATE, number: 'F' }] });
    await store.load({ certificates: [{ ...CERTIFICATE, number: 'F', events: [SUSPENDED] }] });
    await store.load({
      certificates: [
        { ...CERTIFICATE, number: 'F', events: [SUSPENDED], retractedAt: '2025-01-01' },
      ],
    });
    const source = factChanges(store.facts);
    const changes = async (limit: number): Promise<FactChange[]> => {
      const read: FactChange[] = [];
      for (let range = await source.after(0); range; range = await source.after(range.last)) {
        const end = read.length + range.count;
        while (read.length < end) {
          const page = await source.read(range, read.length - (end - range.count), limit);
          expect(page.length).toBeGreaterThan(0);
          read.push(...page);
        }
      }
      return read;
    };
    const all = await changes(1000);
    expect(all.slice(-3).map(({ change, key, kind }) => [change, key, kind])).toEqual([
      ['ADDED', 'F', 'certificates'],
      ['EXTENDED', 'F', 'certificates'],
      ['RETRACTED', 'F', 'certificates'],
    ]);
    expect(await changes(7)).toEqual(all);
    const first = factsOf('CN-01.json').territories?.[0];
    expect(all[0]).toMatchObject({ kind: 'territories', digest: digestOf(first) });
  });
});
