import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startFactsHub } from '../attestations/facts-hub.ts';
import type { FactsHub } from '../attestations/facts-hub.ts';

let hub: FactsHub;
beforeAll(async () => {
  hub = await startFactsHub();
});
afterAll(() => hub.stop());

const page = async (query: string): Promise<[number, { next: number; entries: object[] }]> => {
  const response = await fetch(`${hub.url}/feed${query}`);
  return [response.status, (await response.json()) as { next: number; entries: object[] }];
};

describe('GET /feed', () => {
  it('is read page by page, each from where the last one ended', async () => {
    const [status, first] = await page('?limit=2');
    expect([status, first.entries.length]).toEqual([200, 2]);
    const [, second] = await page(`?after=${first.next}&limit=1`);
    expect(second.entries).toMatchObject([{ seq: first.next + 1 }]);
  });

  it('stays where it is at the end', async () => {
    expect(await page('?after=100000')).toEqual([200, { entries: [], next: 100_000 }]);
  });

  it.each(['?after=-1', '?after=x', '?after=1.5', '?limit=1001', '?limit=', '?after=1e3'])(
    'refuses %s',
    async (query) => {
      expect((await page(query))[0]).toBe(400);
    },
  );
});

describe('GET /feed/stream', () => {
  it('gives the same entries as the pages', async () => {
    const [, { entries }] = await page('?after=1&limit=3');
    expect((await hub.stream(1, 3)).slice(0, 3)).toEqual(entries);
  });

  it('refuses a number that is none', async () => {
    const response = await fetch(`${hub.url}/feed/stream`, { headers: { 'last-event-id': 'x' } });
    expect(response.status).toBe(400);
    await response.text();
  });
});
