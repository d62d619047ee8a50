import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '../../../../store/index.ts';
import type { Store } from '../../../../store/index.ts';
import { Allocator } from '../../../../subgraphs/attestations/status/allocation.ts';
import { LIST_SIZE } from '../../../../subgraphs/attestations/status/bits.ts';
import { statusModels } from '../../../../subgraphs/attestations/status/model.ts';
import { indexPermutation } from '../../../../subgraphs/attestations/status/index-permutation.ts';
import { NOW } from '../support.ts';

describe('the order in which the places of a list are given out', () => {
  it('meets every place once', () => {
    const place = indexPermutation('a key');
    const met = new Uint8Array(LIST_SIZE);
    for (let n = 0; n < LIST_SIZE; n++) met[place(n)] = 1;
    expect(met.every((one) => one === 1)).toBe(true);
  });

  it('is another one with another key, and the same with the same', () => {
    const first = (key: string): number[] =>
      Array.from({ length: 50 }, (_, n) => indexPermutation(key)(n));
    expect(first('a')).toEqual(first('a'));
    const other = new Set(first('b'));
    expect(first('a').filter((place) => other.has(place)).length).toBeLessThan(5);
  });

  it('tells nothing of what comes next: steps are as large and as often up as down as by chance', () => {
    const place = indexPermutation('a key');
    const places = Array.from({ length: 20_000 }, (_, n) => place(n));
    const steps = places.slice(1).map((one, at) => one - (places[at] ?? 0));
    expect(steps.filter((step) => step > 0).length / steps.length).toBeCloseTo(0.5, 1);
    // Two independent places are a third of the list apart on average.
    const distance = steps.reduce((sum, step) => sum + Math.abs(step), 0) / steps.length;
    expect(distance / LIST_SIZE).toBeCloseTo(1 / 3, 1);
    for (const bit of Array.from({ length: 20 }, (_, at) => at)) {
      const ones = places.filter((one) => (one >> bit) & 1).length;
      expect(Math.abs(ones / places.length - 0.5)).toBeLessThan(0.03);
    }
  });
});

describe('the places of attestations', () => {
  let dataDir: string;
  let store: Store;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'symbolon-places-'));
    store = await connect({ dataDir });
  });
  afterAll(async () => {
    await store.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('are never given twice, whoever asks at the same time, and are in one list each time', async () => {
    const { lists } = statusModels(store.mongoose);
    const openedAt = NOW.toISOString();
    await lists.create({ _id: 1, allocated: LIST_SIZE - 1200, openedAt, key: 'k' });
    const options = { lists, now: () => NOW, random: (size: number) => randomBytes(size) };
    const [one, other] = [new Allocator(options), new Allocator(options)];
    const given = await Promise.all(
      [300, 1, 500, 999, 7, 600].map((count, at) => (at % 2 === 0 ? one : other).allocate(count)),
    );
    const places = given.flatMap(({ list, indexes }) => indexes.map((index) => `${list}/${index}`));
    expect(places).toHaveLength(2407);
    expect(new Set(places).size).toBe(2407);
    const first = places.filter((place) => place.startsWith('1/'));
    expect(first.length).toBeGreaterThan(0);
    expect(first.length).toBeLessThanOrEqual(1200);
    expect(await lists.findById(2).lean()).toMatchObject({ _id: 2 });
  });
});
