import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { peerOf } from '../../../gateway/limits/rate.ts';
import { startTestHub } from '../support/hub.ts';
import type { TestHub } from '../support/hub.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub({ quota: { points: 5, perSeconds: 60 } });
});
afterAll(() => hub.stop());

describe('RAT-001: a caller over its quota', () => {
  it('is answered 429 with when to come back, and everyone sees what is left', async () => {
    const answers = [];
    for (let index = 0; index < 7; index += 1) answers.push(await fetch(`${hub.url}/openapi.json`));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429, 429]);
    expect(answers[0]?.headers.get('ratelimit-policy')).toBe('"default";q=5;w=60');
    expect(answers[0]?.headers.get('ratelimit')).toMatch(/^"default";r=4;t=\d+$/);
    const refused = answers[6];
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused?.json()).toMatchObject({ code: 'RATE_LIMITED', status: 429 });
  });

  it('does not keep operations from looking', async () => {
    expect((await fetch(`${hub.url}/health/ready`)).status).toBe(200);
    expect(await (await fetch(`${hub.url}/metrics`)).text()).toContain(
      'symbolon_limit_hits_total{limit="rate"}',
    );
  });
});

describe('whom a request is counted under', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002:ffff::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('%s under %s', (ip, peer) => {
    expect(peerOf({ ip })).toBe(peer);
  });
});
