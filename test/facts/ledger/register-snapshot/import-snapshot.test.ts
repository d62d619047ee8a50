import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  importSnapshot,
  type SnapshotOptions,
} from '../../../../facts/ledger/register-snapshot/import-snapshot.ts';
import type { SnapshotReport } from '../../../../facts/ledger/register-snapshot/report.ts';
import { textSource } from '../../../../facts/document/source.ts';
import { tableOptions } from '../../../../facts/document/table/options.ts';
import type { Certificate, Register } from '../../../../schema/generated/facts.ts';
import { testStore, type TestStore } from '../../store.ts';

let store: TestStore;
beforeEach(async () => {
  store = await testStore();
  await store.load({
    schemes: [{ id: 'H2S', kind: 'VOLUNTARY_PRODUCT', domesticAtIssuer: true }],
    bodies: [{ id: 'H2-CB', kind: 'CERTIFICATION_BODY', territory: 'DE' }],
    registers: [{ id: 'H2-REG', coverage: 'COMPLETE', schemes: ['H2S'] }],
  });
});
afterEach(() => store.close());

const HEADER = 'number,issuer,issuerTerritory,scheme,issued,validUntil,status,statusFrom';
const row = (number: string, rest = '2026-12-31,,'): string =>
  `${number},H2-CB,DE,H2S,2024-01-15,${rest}`;
const table = (...rows: readonly string[]): string => [HEADER, ...rows].join('\r\n');

const take = (
  text: string,
  asAt: string,
  options: Partial<SnapshotOptions> = {},
): Promise<SnapshotReport> =>
  importSnapshot(store.facts, textSource(text, 'export.csv', 'csv'), {
    register: 'H2-REG',
    asAt,
    dataDir: store.dataDir,
    ...options,
  });

/** What is believed now, and what was. */
async function records(): Promise<{ now: Certificate[]; before: Certificate[] }> {
  const all = ((await store.visible()).certificates ?? []) as readonly Certificate[];
  return {
    now: all.filter(({ retractedAt }) => retractedAt === undefined),
    before: all.filter(({ retractedAt }) => retractedAt !== undefined),
  };
}

const found = (month: number): string =>
  readFileSync(
    new URL(`../../../fixtures/found/09-register-reexport-month${month}.csv`, import.meta.url),
    'utf8',
  );

describe('the export of a register, month after month', () => {
  it('renews what has a later last day, on which an earlier hub failed', async () => {
    expect(await take(found(1), '2024-02-01')).toMatchObject({ outcome: 'COMMITTED', added: 1 });
    const report = await take(found(2), '2024-03-01');
    expect(report).toMatchObject({
      outcome: 'COMMITTED',
      differences: { counts: { ADDED: 0, EVENT: 1, CORRECTED: 0 } },
    });
    const { now, before } = await records();
    expect(before).toEqual([]);
    expect(now).toMatchObject([
      {
        number: 'H2-REN-1',
        validUntil: '2024-02-29',
        register: 'H2-REG',
        events: [{ type: 'RENEWED', effectiveFrom: '2024-03-01', validUntil: '2027-02-28' }],
      },
    ]);
    const sizes = await store.sizes();
    expect(await take(found(2), '2024-03-01')).toMatchObject({ outcome: 'UNCHANGED', added: 0 });
    expect(await store.sizes()).toEqual(sizes);
  });

  it('records the day of each snapshot, and refuses an older one', async () => {
    await take(table(row('A')), '2024-02-01');
    expect(await take(table(row('A')), '2024-03-01')).toMatchObject({ outcome: 'COMMITTED' });
    const [register] = ((await store.visible()).registers ?? []) as readonly Register[];
    expect(register?.snapshots?.map(({ asAt }) => asAt)).toEqual(['2024-02-01', '2024-03-01']);
    expect(await take(table(row('A')), '2024-02-15')).toMatchObject({
      outcome: 'REJECTED',
      faults: [{ code: 'SNAPSHOT_DAY' }],
    });
    expect(await take(table(row('A')), '2999-01-01')).toMatchObject({
      faults: [{ code: 'SNAPSHOT_DAY' }],
    });
  });

  it('makes events of another status: on the day given, or on that of the snapshot, with a mark', async () => {
    await take(table(row('A'), row('B'), row('C')), '2024-02-01');
    await take(
      table(
        row('A', '2026-12-31,Suspended,2024-02-20'),
        row('B', '2026-12-31,撤销,'),
        row('C', '2026-12-31,valid,'),
      ),
      '2024-03-01',
    );
    const events = (await records()).now.map(({ number, events: some }) => [
      number,
      (some ?? []).map(({ type, effectiveFrom, note }) => [
        type,
        effectiveFrom,
        note !== undefined,
      ]),
    ]);
    expect(Object.fromEntries(events)).toEqual({
      A: [['SUSPENDED', '2024-02-20', false]],
      B: [['WITHDRAWN', '2024-03-01', true]],
      C: [],
    });
    await take(
      table(row('A', '2026-12-31,active,'), row('B', '2026-12-31,revoked,'), row('C')),
      '2024-04-01',
    );
    const [a, b] = (await records()).now.toSorted((x, y) => (x.number < y.number ? -1 : 1));
    expect(a?.events?.map(({ type }) => type)).toEqual(['SUSPENDED', 'RESTORED']);
    expect(b?.events).toHaveLength(1);
  });

  it('corrects anything else, and keeps what was believed', async () => {
    await take(table(row('A')), '2024-02-01');
    await take(table(row('A').replace('2024-01-15', '2024-01-16')), '2024-03-01');
    const { now, before } = await records();
    expect(now).toMatchObject([{ number: 'A', issued: '2024-01-16' }]);
    expect(before).toMatchObject([{ number: 'A', issued: '2024-01-15' }]);
    expect(before[0]?.retractedAt).toBe(now[0]?.recordedAt);
    // A last day that comes earlier is no renewal.
    await take(table(row('A', '2025-12-31,,').replace('2024-01-15', '2024-01-16')), '2024-04-01');
    expect((await records()).now).toMatchObject([{ validUntil: '2025-12-31' }]);
  });

  it('knows a number in another spelling', async () => {
    await take(table(row('H2/a-1')), '2024-02-01');
    expect(await take(table(row('H2/A–1')), '2024-03-01')).toMatchObject({
      differences: { counts: { ADDED: 0, MISSING: 0 } },
    });
  });

  it('reports what is missing, and ends it only when asked to', async () => {
    await take(table(row('A'), row('B')), '2024-02-01');
    expect(await take(table(row('A')), '2024-03-01')).toMatchObject({
      differences: { counts: { MISSING: 1, ENDED: 0 }, listed: [{ number: 'B', kind: 'MISSING' }] },
    });
    expect((await records()).now.flatMap(({ events = [] }) => events)).toEqual([]);
    await take(table(row('A')), '2024-04-01', { endMissing: 'CANCELLED' });
    expect((await records()).now.flatMap(({ events = [] }) => events)).toMatchObject([
      { type: 'CANCELLED', effectiveFrom: '2024-04-01' },
    ]);
    expect(await take(table(row('A')), '2024-05-01')).toMatchObject({
      differences: { counts: { MISSING: 0 } },
    });
  });

  it('stops where too many would change, unless it is told how many may', async () => {
    const many = (rest?: string): string =>
      table(...Array.from({ length: 100 }, (_, at) => row(`N-${at}`, rest)));
    await take(many(), '2024-02-01');
    const stopped = await take(many('2028-12-31,,'), '2024-03-01');
    expect(stopped).toMatchObject({
      outcome: 'REJECTED',
      faults: [{ code: 'SNAPSHOT_CHANGES' }],
      differences: { changedPercent: 100, counts: { EVENT: 100 } },
    });
    expect((await records()).now.flatMap(({ events = [] }) => events)).toEqual([]);
    const cut = await take(table(row('N-1')), '2024-03-01');
    expect(cut).toMatchObject({ outcome: 'REJECTED', differences: { counts: { MISSING: 99 } } });
    expect(
      await take(many('2028-12-31,,'), '2024-03-01', { maxChangesPercent: 100 }),
    ).toMatchObject({
      outcome: 'COMMITTED',
      extended: 101,
    });
  });

  it('only tells the differences in a dry run', async () => {
    await take(table(row('A')), '2024-02-01');
    const sizes = await store.sizes();
    expect(await take(table(row('A'), row('B')), '2024-03-01', { isDryRun: true })).toMatchObject({
      outcome: 'DRY_RUN',
      differences: { counts: { ADDED: 1 }, unchanged: 1, listed: [{ number: 'B', kind: 'ADDED' }] },
    });
    expect(await store.sizes()).toEqual(sizes);
  });

  it.each([
    ['a faulty cell', table(row('A'), row('B', '31/12/2026,,')), 'FACT_DATE_INVALID', 3],
    ['a status that is none', table(row('A', '2026-12-31,maybe,')), 'SNAPSHOT_STATUS', 2],
    ['a certificate twice', table(row('A'), row('a')), 'SNAPSHOT_TWICE', 3],
    [
      'another register',
      `number,issuer,issuerTerritory,scheme,issued,register\nA,H2-CB,DE,H2S,2024-01-15,X`,
      'SNAPSHOT_REGISTER',
      2,
    ],
  ])('stores nothing of a file with %s', async (_, text, code, line) => {
    expect(await take(text, '2024-02-01')).toMatchObject({
      outcome: 'REJECTED',
      faults: [{ code, line }],
    });
    expect((await records()).now).toEqual([]);
  });

  it('is of a register that is known', async () => {
    expect(await take(table(row('A')), '2024-02-01', { register: 'X' })).toMatchObject({
      outcome: 'REJECTED',
      faults: [{ code: 'SNAPSHOT_REGISTER' }],
    });
  });

  it('reads days as it is told', async () => {
    const dmy = tableOptions({ dates: 'dmy' });
    const source = { ...textSource(table(row('A', '31/12/2026,,')), 'x.csv', 'csv'), table: dmy };
    const report = await importSnapshot(store.facts, source, {
      register: 'H2-REG',
      asAt: '2024-02-01',
      dataDir: store.dataDir,
    });
    expect(report).toMatchObject({ outcome: 'COMMITTED' });
    expect((await records()).now).toMatchObject([{ validUntil: '2026-12-31' }]);
  });
});
