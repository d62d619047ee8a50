import { expect, it } from '@jest/globals';
import { Histogram, Registry } from 'prom-client';
import { FastHistogram } from '../../../gateway/observability/fast-histogram.ts';

const SHAPE = { name: 'taken_seconds', help: 'Time taken.', buckets: [0.001, 0.01, 1] };

it.each([
  ['nothing', []],
  ['values on, between and beyond the bounds', [0, 0.001, 0.0011, 0.01, 0.5, 1, 1.5, 90]],
  ['one value many times', Array.from({ length: 1_000 }, () => 0.004)],
])("reads as the library's histogram does after %s", async (_, values) => {
  const [ours, theirs] = [new Registry(), new Registry()];
  const fast = new FastHistogram({ ...SHAPE, registers: [ours] });
  const stock = new Histogram({ ...SHAPE, registers: [theirs] });
  for (const value of values) {
    fast.observe(value);
    stock.observe(value);
  }
  expect(await ours.metrics()).toBe(await theirs.metrics());
  expect(await ours.metrics()).toContain(`taken_seconds_count ${values.length}\n`);
});

it("reads as the library's histogram does with labels", async () => {
  const [ours, theirs] = [new Registry(), new Registry()];
  const labelNames = ['route', 'status'] as const;
  const fast = new FastHistogram({ ...SHAPE, labelNames, registers: [ours] });
  const stock = new Histogram({ ...SHAPE, labelNames, registers: [theirs] });
  expect(await ours.metrics()).toBe(await theirs.metrics());
  for (const [route, status, value] of [
    ['/a', '200', 0.0005],
    ['/b', '200', 3],
    ['/a', '404', 0.01],
    ['/a', '200', 0.02],
  ] as const) {
    fast.observe(value, route, status);
    stock.observe({ route, status }, value);
  }
  expect(await ours.metrics()).toBe(await theirs.metrics());
  expect(await ours.getMetricsAsJSON()).toEqual(await theirs.getMetricsAsJSON());
});
