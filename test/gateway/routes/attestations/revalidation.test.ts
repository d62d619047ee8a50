import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { COUNTRY_DAYS } from '../../../../facts/model/days.ts';
import { startFactsHub } from './facts-hub.ts';
import type { FactsHub, FeedEntry } from './facts-hub.ts';

let hub: FactsHub;
beforeAll(async () => {
  hub = await startFactsHub();
});
afterAll(() => hub.stop());

const today = new Date().toISOString().slice(0, 10);
/** In the market, China, where a day begins at 16:00 UTC of the day before. */
const tomorrow = COUNTRY_DAYS.on('CN', new Date(Date.now() + 86_400_000));
const itsBeginning = new Date(COUNTRY_DAYS.startOf('CN', tomorrow)).toISOString().slice(0, 16);
const recordedAt = (): string => new Date().toISOString();

/** A hub takes less than 5 s; a machine with much else to do may take some times as long. */
const WITHIN_MS = 30_000;

/** Milliseconds from the fact to the status. */
async function followed(
  document: object,
  attestation: { readonly id: string },
  status: string,
): Promise<number> {
  await hub.record(document);
  const start = performance.now();
  await hub.until(async () => (await hub.statusOf(attestation.id)) === status);
  return performance.now() - start;
}

describe('an attestation whose ground falls', () => {
  const designation = (events: readonly object[]) => ({
    designations: [{ body: 'B-1', agreement: 'AG-1', from: '2020-01-01', events }],
  });
  const suspended = { type: 'SUSPENDED', effectiveFrom: today, recordedAt: recordedAt() };

  it('is suspended within five seconds of the suspension of its body, and restored with it', async () => {
    const attestation = await hub.attest('C-1');
    expect(await hub.statusOf(attestation.id)).toBe('VALID');
    expect(await followed(designation([suspended]), attestation, 'SUSPENDED')).toBeLessThan(
      WITHIN_MS,
    );
    expect(await hub.bitsOf(attestation)).toBe(2);
    const restored = { type: 'RESTORED', effectiveFrom: today, recordedAt: recordedAt() };
    expect(await followed(designation([suspended, restored]), attestation, 'VALID')).toBeLessThan(
      WITHIN_MS,
    );
    expect(await hub.bitsOf(attestation)).toBe(0);
  });

  it('is revoked within five seconds of the withdrawal of its certificate', async () => {
    const attestation = await hub.attest('C-2');
    const withdrawn = { type: 'WITHDRAWN', effectiveFrom: today, recordedAt: recordedAt() };
    const document = { certificates: [hub.certificate('C-2', { events: [withdrawn] })] };
    expect(await followed(document, attestation, 'REVOKED')).toBeLessThan(WITHIN_MS);
    expect(await hub.bitsOf(attestation)).toBe(1);
  });

  it('is revoked within five seconds of the end of its agreement', async () => {
    const attestation = await hub.attest('C-3');
    const other = await hub.attest('C-4');
    const at = recordedAt();
    const document = {
      agreements: [
        hub.agreement('AG-2', 'AU', { retractedAt: at }),
        hub.agreement('AG-2', 'AU', { until: today, recordedAt: at }),
      ],
    };
    expect(await followed(document, attestation, 'REVOKED')).toBeLessThan(WITHIN_MS);
    expect(await hub.statusOf(other.id)).toBe('VALID');
  });

  it('is suspended when the record of its certificate is no longer believed', async () => {
    const attestation = await hub.attest('C-5');
    const document = { certificates: [hub.certificate('C-5', { retractedAt: recordedAt() })] };
    await followed(document, attestation, 'SUSPENDED');
  });

  it('stays valid until the day on which a coming event takes effect', async () => {
    const attestation = await hub.attest('C-6');
    const coming = { type: 'WITHDRAWN', effectiveFrom: tomorrow, recordedAt: recordedAt() };
    await hub.record({ certificates: [hub.certificate('C-6', { events: [coming] })] });
    await hub.until(async () => (await hub.recheckOf(attestation.id)) === itsBeginning);
    expect(await hub.statusOf(attestation.id)).toBe('VALID');
    hub.sleepUntilTomorrow();
    await hub.until(async () => (await hub.statusOf(attestation.id)) === 'REVOKED');
  });
});

describe('the public feed', () => {
  it('tells facts and statuses in one order, each cause before its effect', async () => {
    const entries = await hub.feed(0);
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
    const place = (test: (entry: FeedEntry) => boolean): number => entries.findIndex(test);
    const effect = place(({ change }) => change === 'REVOKED');
    const cause = place(
      ({ kind, key, change }) => kind === 'certificates' && key === 'C-2' && change === 'EXTENDED',
    );
    expect(cause).toBeGreaterThan(-1);
    expect(effect).toBeGreaterThan(cause);
  });

  it('tells statuses in the order of their leaves in the log, each checkable against its leaf', async () => {
    const changed = (await hub.feed(0)).filter(({ kind }) => kind === 'attestations');
    expect(changed.map(({ change }) => change)).toEqual([
      'SUSPENDED',
      'RESTORED',
      'REVOKED',
      'REVOKED',
      'SUSPENDED',
      'REVOKED',
    ]);
    const leaves = changed.map(({ leaf }) => leaf ?? -1);
    expect(leaves).toEqual([...leaves].sort((one, other) => one - other));
    for (const { leaf = -1, digest, status } of changed) {
      expect(await hub.entry(leaf)).toBe(digest);
      expect(hub.digestOf(status)).toBe(digest);
    }
    expect(changed.every(({ key, status }) => key === status?.digest)).toBe(true);
  });

  it('resumes from any number, page by page and as a stream', async () => {
    const entries = await hub.feed(0);
    const middle = Math.floor(entries.length / 2);
    expect(await hub.feed(middle)).toEqual(entries.slice(middle));
    expect(await hub.stream(middle, entries.length - middle)).toEqual(entries.slice(middle));
  });
});
