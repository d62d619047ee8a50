import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { registerAttestationRoutes } from '../../../gateway/routes/attestations/index.ts';
import type { IssuedAttestation } from '../../../subgraphs/attestations/index.ts';
import * as library from '../../../subgraphs/attestations/verification/index.ts';
import { OFFICER, REQUEST, openHub } from '../../subgraphs/attestations/hub.ts';
import type { TestHub as Attestations } from '../../subgraphs/attestations/hub.ts';
import { AUDIENCE } from '../../subgraphs/attestations/support.ts';
import { missing } from '../../../scripts/bin/tools.mjs';
import { startTestHub } from '../support/hub.ts';
import type { TestHub } from '../support/hub.ts';

const CHROMIUM = '/usr/bin/chromium';
const DAY_MS = 86_400_000;
/** Milliseconds in which a page with a network has to see a revocation. */
const REVOKED_WITHIN_MS = 10_000;

let attestations: Attestations;
let hub: TestHub;
let issued: IssuedAttestation;
let tampered: string;
let qr: string;

beforeAll(async () => {
  attestations = await openHub();
  attestations.now = new Date(); // the browser has a clock of its own
  const { service } = attestations.subgraph;
  hub = await startTestHub({
    routes: [
      (app) => {
        registerAttestationRoutes(app, service);
      },
    ],
  });
  const outcome = await service.issue(REQUEST, OFFICER);
  if (outcome.kind !== 'issued') throw new Error('the worked case is one of recognition');
  issued = outcome.attestation;
  const [header = '', payload = '', signature = ''] = issued.jws.split('.');
  const claims = Buffer.from(payload, 'base64url').toString().replace('"CN"', '"NZ"');
  tampered = [header, Buffer.from(claims).toString('base64url'), signature].join('.');
  qr = library.QR_PREFIX + library.numericOf(await service.qr(issued));
});
afterAll(async () => {
  await hub.stop();
  await attestations.close();
});

const modulesIn = (text: string): string[] =>
  [...text.matchAll(/rel="modulepreload" href="([^"]+)"/g)].map(([, path = '']) => path);

describe('GET /verify', () => {
  it('permits its own modules and import map, and nothing inline or from elsewhere', async () => {
    const response = await fetch(`${hub.url}/verify`);
    const text = await response.text();
    const policy = String(response.headers.get('content-security-policy'));
    expect(policy).toMatch(/script-src 'self' 'sha256-[A-Za-z0-9+/]{43}=';/);
    expect(policy).not.toContain('unsafe');
    expect(text).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    expect(text).toMatch(/<noscript>.*symbolon verify/s);
  });

  it('serves every module it names, for ever, and no other file', async () => {
    const paths = modulesIn(await (await fetch(`${hub.url}/verify`)).text());
    expect(paths.length).toBeGreaterThan(20);
    for (const path of paths) {
      const response = await fetch(hub.url + path);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toMatch(/^text\/javascript/);
      expect(response.headers.get('cache-control')).toContain('immutable');
      expect(await response.text()).not.toMatch(/(?:from|import) ['"]node:/);
    }
    const [first = ''] = paths;
    const [, , version = ''] = first.split('/');
    for (const path of ['gateway/hub.js', '../package.json', '%2e%2e/package.json'])
      expect((await fetch(`${hub.url}/verify/${version}/${path}`)).status).toBe(404);
    expect((await fetch(hub.url + first.replace(version, 'A'.repeat(22)))).status).toBe(404);
  });

  it('leaves POST /verify as it is', async () => {
    const response = await fetch(`${hub.url}/verify`, {
      method: 'POST',
      headers: { 'content-type': 'application/vc+jwt' },
      body: issued.jws,
    });
    expect(await response.json()).toMatchObject({ verdict: 'valid' });
  });
});

const hasBrowser = missing('browser').length === 0;

(hasBrowser ? describe : describe.skip)('in a browser', () => {
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
    context = await browser.newContext({ locale: 'en' });
    page = await context.newPage();
    page.on('pageerror', ({ message }) => complaints.push(message));
    await page.goto(`${hub.url}/verify?lang=en`);
    await page.locator('#verify').waitFor();
  });
  afterAll(() => browser.close());

  /** Gives the page a token, and tells the verdict and the checks that did not pass. */
  async function shown(token: string, audience = ''): Promise<{ verdict: string; open: string[] }> {
    await page.locator('#result').evaluate('(result) => result.replaceChildren()');
    await page.locator('#token').fill(token);
    await page.locator('#audience').fill(audience);
    await page.locator('#verify button').click();
    const verdict = (await page.locator('#result .answer').getAttribute('class')) ?? '';
    const rows = await page.locator('#result tbody tr').allInnerTexts();
    return {
      verdict: verdict.replace('answer ', ''),
      open: rows.filter((row) => !row.includes('Passed')).map((row) => row.split('\t').join(' ')),
    };
  }

  it('the library, unbundled, finds what it finds in Node, check by check', async () => {
    const keySet: unknown = await (await fetch(`${hub.url}/.well-known/jwks.json`)).json();
    const list = (await attestations.subgraph.service.lists.token(issued.list)) ?? '';
    const index = modulesIn(await page.content()).find((path) =>
      path.endsWith('/verification/index.js'),
    );
    const cases = [
      { token: issued.jws, lists: [list], audience: AUDIENCE, verdict: 'valid' },
      { token: issued.jws, lists: [list], audience: 'did:web:else.example', verdict: 'invalid' },
      { token: issued.jws, lists: [], audience: AUDIENCE, verdict: 'unknown' },
      { token: tampered, lists: [list], audience: AUDIENCE, verdict: 'invalid' },
      { token: qr, lists: [list], audience: AUDIENCE, verdict: 'valid' },
      { token: qr, lists: [tampered], audience: AUDIENCE, verdict: 'unknown' },
    ];
    const time = Date.now();
    await context.setOffline(true);
    const inBrowser = await page.evaluate(
      async ({ index: address, keySet: document, cases: all, time: at }) => {
        const { readKeySet, statusListCheck, verifyAttestation, verifyQr } = (await import(
          String(address)
        )) as typeof library;
        const [keys, now] = [await readKeySet(document), new Date(at)];
        return Promise.all(
          all.map(({ token, lists, audience }) =>
            (token.startsWith('mra:') ? verifyQr : verifyAttestation)(token, {
              keys,
              now,
              audience,
              enquiries: [statusListCheck(lists, { keys, now })],
            }),
          ),
        );
      },
      { index, keySet, cases, time },
    );
    await context.setOffline(false);
    const [keys, now] = [await library.readKeySet(keySet), new Date(time)];
    for (const [place, { token, lists, audience, verdict }] of cases.entries()) {
      const verify = token === qr ? library.verifyQr : library.verifyAttestation;
      const enquiries = [library.statusListCheck(lists, { keys, now })];
      const inNode = await verify(token, { keys, now, audience, enquiries });
      const told: unknown = JSON.parse(JSON.stringify(inNode));
      expect(inBrowser[place]).toEqual(told);
      expect(inBrowser[place]?.verdict).toBe(verdict);
    }
  });

  it('the page verifies, and goes on without a network until the status list has expired', async () => {
    const notAsked = (...names: string[]) => ({
      verdict: 'valid',
      open: names.map((name) => expect.stringMatching(`^${name} Not checked `) as unknown),
    });
    expect(await shown(issued.jws)).toEqual(notAsked('Audience', 'Log'));
    await context.setOffline(true);
    expect(await shown(`${issued.jws}\n`, AUDIENCE)).toEqual(notAsked('Log'));
    expect(await shown(qr)).toEqual(notAsked('Audience', 'Log'));
    expect(await shown(tampered)).toMatchObject({
      verdict: 'invalid',
      open: [expect.stringMatching(/^Signature Failed .*BAD_SIGNATURE/)],
    });
    await page.clock.setFixedTime(Date.now() + 1.1 * DAY_MS);
    expect(await shown(issued.jws)).toMatchObject({
      verdict: 'unknown',
      open: expect.arrayContaining([
        expect.stringMatching(/^Status Unknown .*STATUS_LIST_EXPIRED/),
      ]) as unknown,
    });
    await page.clock.setFixedTime(Date.now());
    await context.setOffline(false);
  });

  it('asks for the keys again when it could not have them at its start', async () => {
    const late = await context.newPage();
    const verdict = late.locator('#result .answer');
    await late.route('**/.well-known/jwks.json', (route) => route.abort());
    await late.goto(`${hub.url}/verify?lang=en`);
    await late.locator('#token').fill(issued.jws);
    await late.locator('#verify button').click();
    await late.locator('#state', { hasText: 'could not be loaded' }).waitFor();
    expect(await verdict.count()).toBe(0);
    await late.unroute('**/.well-known/jwks.json');
    await late.locator('#verify button').click();
    expect(await verdict.innerText()).toBe('Valid');
    expect(await late.locator('#state').innerText()).toMatch(/^Ready/);
    await late.close();
  });

  it('takes a file', async () => {
    const buffer = Buffer.from(issued.jws);
    await page.locator('#file').setInputFiles({ name: 'att.jws', mimeType: 'text/plain', buffer });
    await expect(
      page.waitForFunction(
        `document.getElementById('token').value.length === ${String(buffer.length)}`,
      ),
    ).resolves.toBeDefined();
  });

  it('shows what is in a token as text, whatever it is', async () => {
    const { verdict } = await shown('<img src=x onerror=alert(1)>.e30.AA');
    expect(verdict).toBe('invalid');
    expect(await page.locator('#result img').count()).toBe(0);
  });

  it.each(['en', 'zh'])('is accessible in %s, form and verdict', async (lang) => {
    await page.goto(`${hub.url}/verify?lang=${lang}`);
    await page.locator('#verify').waitFor();
    await shown(qr, 'did:web:else.example');
    const { violations, passes } = await new AxeBuilder({ page }).analyze();
    expect(violations).toEqual([]);
    expect(passes.map(({ id }) => id)).toContain('color-contrast');
    const explanations = page.locator(`#result tbody td:last-child[lang=${lang}]`);
    expect(await explanations.count()).toBe(await page.locator('#result tbody tr').count());
  });

  it('sees a revocation where there is a network', async () => {
    expect((await shown(issued.jws)).verdict).toBe('valid');
    await attestations.subgraph.service.revoke(issued._id, 'mark misused');
    // A busy browser may fail to fetch the list once, and then goes by the one it has.
    const end = performance.now() + REVOKED_WITHIN_MS;
    let verdict = 'valid';
    while (verdict === 'valid' && performance.now() < end) ({ verdict } = await shown(issued.jws));
    expect(verdict).toBe('invalid');
    expect(await page.locator('#result tbody').innerText()).toContain('REVOKED');
    if (process.env['SCREENSHOTS'])
      await page.screenshot({ path: `${process.env['SCREENSHOTS']}/revoked.png`, fullPage: true });
  });

  it('has caused no error in the page', () => {
    expect(complaints).toEqual([]);
  });

  it.each([
    ['/', 'max-width'],
    ['/ask?certificate=NONE&market=CN', 'max-width'],
    ['/ask', 'max-width'],
    ['/verify', 'max-width'],
    ['/attestations', 'max-width'],
    ['/graphiql', null],
  ])('UI-002: %s keeps its own policy, asks nobody else, and is styled', async (path, styled) => {
    const url = `${hub.url}${path === '/attestations' ? `${path}/${issued._id}` : path}`;
    const own = await browser.newContext({ extraHTTPHeaders: { accept: 'text/html' } });
    const seen = await own.newPage();
    const found: string[] = [];
    seen.on('console', (message) => {
      if (/Content.Security.Policy/i.test(message.text())) found.push(message.text());
    });
    seen.on('request', (request) => {
      const asked = new URL(request.url());
      if (asked.origin !== hub.url && asked.protocol.startsWith('http')) found.push(request.url());
    });
    await seen.goto(url, { waitUntil: 'load' });
    const widths = await seen
      .locator('body, body > *')
      .evaluateAll((elements) => elements.map((one) => getComputedStyle(one).maxWidth));
    expect(found).toEqual([]);
    if (styled !== null) expect(widths.some((width) => width !== 'none')).toBe(true);
    await own.close();
  });
});
