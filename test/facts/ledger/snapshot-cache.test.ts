import { beforeEach, describe, expect, it } from '@jest/globals';
import { LRUCache } from 'lru-cache';
import { SnapshotCache } from '../../../facts/ledger/snapshot-cache.ts';

interface Found {
  readonly at: number;
}

let horizon: number;
let cache: SnapshotCache<Found>;

beforeEach(() => {
  horizon = 7;
  cache = new SnapshotCache(
    { current: () => horizon, snapshot: () => ({ horizon, voided: [] }) },
    new LRUCache({ max: 2 }),
  );
});

describe('a cache of what was found at one horizon', () => {
  it('keeps it for as long as nothing is committed', () => {
    const found = { at: 7 };
    cache.keeper()('a', found);
    expect(cache.get('a')).toBe(found);
    expect(cache.get('b')).toBeUndefined();
  });

  it('is empty once something is committed', () => {
    cache.keeper()('a', { at: 7 });
    horizon = 8;
    expect(cache.get('a')).toBeUndefined();
    horizon = 7;
    expect(cache.get('a')).toBeUndefined();
  });

  it('does not keep what a commit overtook while it was being found', () => {
    const keep = cache.keeper();
    horizon = 8;
    keep('a', { at: 7 });
    expect(cache.get('a')).toBeUndefined();
    cache.keeper()('a', { at: 8 });
    keep('a', { at: 7 });
    expect(cache.get('a')).toEqual({ at: 8 });
  });

  it('lets the least recently used go beyond its bounds', () => {
    const keep = cache.keeper();
    keep('a', { at: 7 });
    keep('b', { at: 7 });
    cache.get('a');
    keep('c', { at: 7 });
    expect(['a', 'b', 'c'].map((key) => cache.get(key) !== undefined)).toEqual([true, false, true]);
  });
});
