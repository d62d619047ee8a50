import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestHub } from '../support/hub.ts';
import type { TestHub } from '../support/hub.ts';

let hub: TestHub;
let storeAnswers = true;
beforeAll(async () => {
  hub = await startTestHub({
    checks: {
      store: () => storeAnswers,
      broken: () => (storeAnswers ? true : Promise.reject(new Error('no store'))),
    },
  });
});
afterAll(() => hub.stop());

const health = async (path: string): Promise<[number, unknown, string | null]> => {
  const response = await fetch(`${hub.url}/health/${path}`);
  return [response.status, await response.json(), response.headers.get('cache-control')];
};

describe('GET /health', () => {
  it('says that the process lives, and is never cached', async () => {
    expect(await health('live')).toEqual([200, { live: true }, 'no-store']);
  });

  it('names each check, and is 503 while one of them fails or throws', async () => {
    expect(await health('ready')).toMatchObject([
      200,
      { ready: true, checks: { store: true } },
      'no-store',
    ]);
    storeAnswers = false;
    const checks = { store: false, broken: false };
    expect(await health('ready')).toMatchObject([503, { ready: false, checks }, 'no-store']);
    expect(await health('live')).toMatchObject([200, { live: true }, 'no-store']);
    storeAnswers = true;
  });
});
