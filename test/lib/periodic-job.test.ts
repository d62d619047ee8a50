import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { PeriodicJob } from '../../lib/periodic-job.ts';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

const pass = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms);

describe('a periodic job', () => {
  it('runs once in each period, until it is stopped', async () => {
    const work = jest.fn<() => void>();
    const job = new PeriodicJob(work, { periodMs: 100 });
    await pass(99);
    expect(work).not.toHaveBeenCalled();
    await pass(201);
    expect(work).toHaveBeenCalledTimes(3);
    await job.stop();
    await pass(500);
    expect(work).toHaveBeenCalledTimes(3);
  });

  it('is never at work twice, and once more when it was woken meanwhile', async () => {
    let release: () => void = () => undefined;
    const work = jest.fn(
      () =>
        new Promise<void>((resolve) => {
          release = resolve;
        }),
    );
    const job = new PeriodicJob(work, { periodMs: 100 });
    job.wake();
    await pass(300);
    expect(work).toHaveBeenCalledTimes(1);
    job.wake();
    job.wake();
    release();
    await pass(0);
    expect(work).toHaveBeenCalledTimes(2);
    const stopped = job.stop();
    job.wake();
    release();
    await stopped;
    expect(work).toHaveBeenCalledTimes(2);
  });

  it('goes on after failures, of which each is told', async () => {
    const onFault = jest.fn();
    const error = new Error('no');
    const job = new PeriodicJob(() => Promise.reject(error), { periodMs: 100, onFault });
    await pass(200);
    expect(onFault.mock.calls).toEqual([[error], [error]]);
    await job.stop();
  });

  it('slows down while it fails, told once, until somebody wakes it', async () => {
    const listener = { failing: jest.fn(), recovered: jest.fn() };
    let isFailing = true;
    const work = jest.fn(() => (isFailing ? Promise.reject(new Error('no')) : undefined));
    const job = new PeriodicJob(work, { periodMs: 100, listener });
    await pass(900);
    expect(work).toHaveBeenCalledTimes(1);
    expect(listener.failing).toHaveBeenCalledTimes(1);
    isFailing = false;
    job.wake();
    await pass(0);
    expect(work).toHaveBeenCalledTimes(2);
    expect(listener.recovered).toHaveBeenCalledWith(1);
    await job.stop();
  });
});
