import { describe, expect, it } from '@jest/globals';
import { Mongoose } from 'mongoose';
import { jobListener } from '../../../gateway/bootstrap/job-listener.ts';
import { createLog } from '../../../gateway/observability/log.ts';
import { Backoff } from '../../../lib/backoff.ts';

/** The lines that a log gets of work that ends each time as told. */
async function linesOf(work: readonly (() => Promise<void>)[]): Promise<object[]> {
  const lines: object[] = [];
  const write = (line: string): number => lines.push(JSON.parse(line) as object);
  const backoff = new Backoff(jobListener(createLog({ logLevel: 'info' }, { write }), 'housework'));
  for (const round of work) await backoff.attempt(round);
  return lines;
}

describe('the log of work beside requests', () => {
  it('has one line, without a stack, while the store is gone, and one when it is back', async () => {
    const mongoose = new Mongoose();
    const gone = async (): Promise<void> => {
      await mongoose.connect('mongodb://127.0.0.1:1/', { serverSelectionTimeoutMS: 20 });
    };
    const lines = await linesOf([gone, gone, gone, () => Promise.resolve()]);
    expect(lines).toMatchObject([
      { level: 40, code: 'STORE_UNREACHABLE' },
      { level: 30, failures: 3 },
    ]);
    expect(JSON.stringify(lines)).not.toMatch(/stack|127\.0\.0\.1|file:/);
    await mongoose.disconnect();
  });

  it('tells the code of a failure that has one, and the stack of one that nobody foresaw', async () => {
    const fail = (error: Error) => () => Promise.reject(error);
    const lines = await linesOf([
      fail(Object.assign(new Error('behind'), { code: 'CLOCK_BEHIND' })),
      fail(new TypeError('x is not a function')),
    ]);
    expect(lines).toMatchObject([
      { level: 40, code: 'CLOCK_BEHIND' },
      { level: 50, code: 'INTERNAL_ERROR', err: { stack: expect.any(String) } },
    ]);
  });
});
