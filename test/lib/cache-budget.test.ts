import { afterEach, describe, expect, it } from '@jest/globals';
import { boundedCache, CacheBudget, memoryOf, setCacheBudget } from '../../lib/cache-budget.ts';

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

  it('counts texts, lists and bytes inside a value', () => {
    const small = memoryOf({ a: ['x'] });
    expect(memoryOf({ a: ['x'.repeat(1_000)] }) - small).toBe(2 * 999);
    expect(memoryOf(new Uint8Array(500))).toBeGreaterThanOrEqual(500);
  });
});
