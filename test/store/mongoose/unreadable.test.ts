import { describe, expect, it } from '@jest/globals';
import { createLog } from '../../../gateway/observability/log.ts';
import { createMetrics } from '../../../gateway/observability/metrics.ts';
import { watchUnreadable } from '../../../gateway/observability/unreadable.ts';
import { DeadlineError } from '../../../lib/deadline.ts';
import type { FactModel } from '../../../facts/kinds/stored.ts';
import { CertificateRepository } from '../../../subgraphs/certificates/loaders.ts';
import { CommitWatermark } from '../../../facts/ledger/commit-watermark.ts';
import { FactCache } from '../../../facts/ledger/fact-cache.ts';

const named = (name: string, more: object = {}): Error =>
  Object.assign(new Error('it failed'), { name, ...more });

const OUTAGES: readonly Error[] = [
  new DeadlineError('late'),
  named('MongoNetworkError'),
  named('MongoNetworkTimeoutError'),
  named('MongoNotConnectedError'),
  named('MongoServerError', { codeName: 'MaxTimeMSExpired' }),
  named('MongoServerError', { codeName: 'InternalError' }),
  named('MongooseServerSelectionError'),
  named('StoreError'),
];
const MISTAKES: readonly Error[] = [
  new TypeError('x is undefined'),
  new RangeError('too deep'),
  named('CastError'),
  named('StrictModeError'),
  named('MongoInvalidArgumentError'),
  named('MongoServerError', { codeName: 'BadValue' }),
];

const horizon = { current: () => 1, snapshot: () => ({ horizon: 1, voided: [] }) };
/** A model of which every read ends so. */
const failing = (error: Error): FactModel<'registers'> & FactModel<'certificates'> => {
  const query = {
    sort: () => query,
    lean: () => query,
    maxTimeMS: () => query,
    exec: () => Promise.reject(error),
  };
  return { find: () => query } as unknown as FactModel<'registers'> & FactModel<'certificates'>;
};
const readers = {
  'held facts': async (error: Error) =>
    (await new FactCache({ registers: failing(error) }, horizon).read()).unavailable,
  certificates: async (error: Error) => {
    const registers = failing(new DeadlineError('late'));
    const shelf = new CertificateRepository({
      models: { certificates: failing(error), registers },
      horizon,
    });
    return (await shelf.evidenceFor(['A']))[0]?.unavailable;
  },
};

describe.each(Object.entries(readers))('a failed read of %s', (_, read) => {
  it.each(OUTAGES)('leaves them unavailable after %s, which is counted', async (error) => {
    const metrics = createMetrics();
    let failures = 0;
    const stop = watchUnreadable(createLog({ logLevel: 'silent' }), metrics, () => (failures += 1));
    expect(await read(error)).not.toHaveLength(0);
    stop();
    expect(failures).toBeGreaterThan(0);
    expect(await metrics.registry.metrics()).toMatch(
      /symbolon_facts_unreadable_total\{kind=.* [12]/,
    );
    metrics.close();
  });

  it.each(MISTAKES)('is an error after %s', async (error) => {
    await expect(read(error)).rejects.toBe(error);
  });
});

describe('the log', () => {
  it('holds a line for each outage, not for each read', async () => {
    const lines: unknown[] = [];
    const log = { error: (line: unknown) => lines.push(line) } as unknown as ReturnType<
      typeof createLog
    >;
    const metrics = createMetrics();
    const stop = watchUnreadable(log, metrics, () => undefined);
    for (let again = 0; again < 5; again += 1)
      await readers['held facts'](named('MongoNetworkError'));
    stop();
    metrics.close();
    expect(lines).toHaveLength(1);
  });
});

describe('a background look at the ledger that fails', () => {
  it.each([named('MongoNetworkError'), new TypeError('x is undefined')])(
    'is logged and counted, whatever it was: %s',
    async (error) => {
      const lines: unknown[] = [];
      const log = { error: (line: unknown) => lines.push(line) } as unknown as ReturnType<
        typeof createLog
      >;
      const metrics = createMetrics();
      const told = new Promise<void>((resolve) => {
        const stop = watchUnreadable(log, metrics, () => {
          resolve();
          stop();
        });
      });
      const find = (): never => {
        throw error;
      };
      const watermark = new CommitWatermark({ find } as never, 1);
      await told;
      watermark.close();
      expect(lines).toEqual([expect.objectContaining({ err: expect.any(Error) })]);
      expect(await metrics.registry.metrics()).toContain(
        'facts_unreadable_total{kind="commits"} 1',
      );
      metrics.close();
    },
  );
});
