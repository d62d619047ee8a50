import { afterEach, describe, expect, it } from '@jest/globals';
import { createMetrics } from '../../gateway/observability/metrics.ts';
import {
  boundedCache,
  CacheBudget,
  cacheSizes,
  memoryOf,
  setCacheBudget,
} from '../../lib/cache-budget.ts';

afterEach(() => {
  setCacheBudget(new CacheBudget());
});

describe('the budget of the caches', () => {
  it('bounds a cache in bytes, whatever the number of its entries', () => {
    setCacheBudget(new CacheBudget(16));
    const cache = boundedCache<string>('questions', { sizeOf: memoryOf });
    for (let number = 0; number < 5_000; number += 1) cache.set(`key ${number}`, 'x'.repeat(1_000));
    expect(cache.calculatedSize).toBeLessThanOrEqual(new CacheBudget(16).share('questions'));
    expect(cache.has('key 4999')).toBe(true);
    expect(cache.has('key 0')).toBe(false);
  });

  it('keeps nothing that is larger than a share', () => {
    setCacheBudget(new CacheBudget(1));
    const cache = boundedCache<string>('questions', { sizeOf: memoryOf });
    cache.set('large', 'x'.repeat(1_000_000));
    expect(cache.size).toBe(0);
  });

  it('says what caches of one name hold, all of them together', async () => {
    const held = () => cacheSizes().find(({ name }) => name === 'log tiles');
    const before = held() ?? { bytes: 0, entries: 0 };
    const caches = [1, 2].map(() => boundedCache<string>('log tiles', { sizeOf: memoryOf }));
    for (const cache of caches) cache.set('a', 'x'.repeat(1_000));
    expect(held()?.entries).toBe(before.entries + 2);
    expect(held()?.bytes).toBeGreaterThan(before.bytes + 4_000);
    const metrics = createMetrics();
    const text = await metrics.registry.metrics();
    metrics.close();
    expect(text).toMatch(/^symbolon_cache_bytes\{cache="log tiles"\} \d{4,}$/m);
    expect(text).toMatch(/^symbolon_cache_entries\{cache="log tiles"\} \d+$/m);
    caches.forEach((cache) => {
      cache.clear();
    });
  });

  it('counts texts, lists and bytes inside a value', () => {
    const small = memoryOf({ a: ['x'] });
    expect(memoryOf({ a: ['x'.repeat(1_000)] }) - small).toBe(2 * 999);
    expect(memoryOf(new Uint8Array(500))).toBeGreaterThanOrEqual(500);
  });
});
