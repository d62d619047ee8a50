import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestHub } from '../support/hub.ts';
import type { TestHub } from '../support/hub.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.stop());

const page = async (path: string, language?: string): Promise<[number, string]> => {
  const headers: Record<string, string> =
    language === undefined ? {} : { 'accept-language': language };
  const response = await fetch(hub.url + path, { headers });
  return [response.status, await response.text()];
};

describe('the pages for people', () => {
  it.each([
    ['English, unless asked otherwise', '/', undefined, 'lang="en"'],
    ['the language that the browser prefers', '/', 'zh-CN, en;q=0.5', 'lang="zh'],
    ['the language that is named, before that', '/?lang=en', 'zh-CN', 'lang="en"'],
  ])('are in %s', async (_, path, language, expected) => {
    const [status, html] = await page(path, language);
    expect([status, html.includes(expected)]).toEqual([200, true]);
  });

  it('have one style sheet', async () => {
    const response = await fetch(`${hub.url}/portal.css`);
    expect(response.headers.get('content-type')).toContain('text/css');
    expect((await response.text()).length).toBeGreaterThan(100);
  });
});
