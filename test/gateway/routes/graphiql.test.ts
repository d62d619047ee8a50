import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { startTestHub } from '../support/hub.ts';
import type { TestHub } from '../support/hub.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.stop());

const explorer = (headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${hub.url}/graphiql`, { headers });

describe('GET /graphiql', () => {
  it('permits exactly the scripts that it contains, and none from elsewhere', async () => {
    const response = await explorer({ 'accept-encoding': 'identity' });
    expect(response.status).toBe(200);
    const policy = String(response.headers.get('content-security-policy'));
    const html = await response.text();
    const scripts = [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)];
    expect(scripts.length).toBeGreaterThan(0);
    for (const [, script = ''] of scripts)
      expect(policy).toContain(createHash('sha256').update(script).digest('base64'));
    expect(policy).toContain("default-src 'none'");
    expect(html).not.toMatch(/<script[^>]+src=/);
  });

  it('has one strong ETag for each coding', async () => {
    const [plain, coded] = await Promise.all(
      ['identity', 'gzip'].map((coding) => explorer({ 'accept-encoding': coding })),
    );
    const tags = [plain, coded].map((response) => response?.headers.get('etag'));
    expect(tags).toEqual([expect.stringMatching(/^"/), expect.stringMatching(/^"/)]);
    expect(tags[0]).not.toBe(tags[1]);
    for (const response of [plain, coded]) await response?.arrayBuffer();
  });
});
