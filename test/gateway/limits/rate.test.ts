import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { buildSchema, Kind, parse } from 'graphql';
import type { FragmentDefinitionNode } from 'graphql';
import { lookupsOf } from '../../../gateway/graphql/lookups.ts';
import { peerOf } from '../../../gateway/limits/caller.ts';
import { SharedCounts } from '../../../gateway/limits/share.ts';
import type { Channel } from '../../../gateway/limits/share.ts';
import { RecentQuestions } from '../../../gateway/limits/seen.ts';
import { shortKey, WindowCounter } from '../../../gateway/limits/window.ts';
import { readSchemaFile } from '../../../lib/installation.ts';
import { startTestHub } from '../support/hub.ts';
import type { TestHub } from '../support/hub.ts';

describe('RAT-001: a caller over its quota', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await startTestHub({
      quota: { points: 5, perSeconds: 3_600 },
      env: { TRUSTED_PROXIES: '127.0.0.1' },
    });
  });
  afterAll(() => hub.stop());
  const from = (ip: string, headers: Record<string, string> = {}) =>
    fetch(`${hub.url}/openapi.json`, { headers: { 'x-forwarded-for': ip, ...headers } });
  const statuses = async (times: number, ask: (index: number) => Promise<Response>) => {
    const found: number[] = [];
    for (let index = 0; index < times; index += 1) found.push((await ask(index)).status);
    return found;
  };

  it('is answered 429 with when to come back, and everyone sees what is left', async () => {
    const first = await from('192.0.2.1');
    expect(first.headers.get('ratelimit-policy')).toBe('"default";q=5;w=3600');
    expect(first.headers.get('ratelimit')).toMatch(/^"default";r=4;t=\d+$/);
    expect(await statuses(6, () => from('192.0.2.1'))).toEqual([200, 200, 200, 200, 429, 429]);
    const refused = await from('192.0.2.1');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.headers.get('ratelimit')).toMatch(/^"default";r=0;t=\d+$/);
    expect(await refused.json()).toMatchObject({ code: 'RATE_LIMITED', status: 429 });
  });

  it('does not keep others from being answered', async () => {
    expect((await from('192.0.2.2')).status).toBe(200);
  });

  it('is one caller at all addresses of an IPv6 site', async () => {
    const answers = await statuses(6, (index) => from(`2001:db8:1:2::${index + 1}`));
    expect(answers).toEqual([200, 200, 200, 200, 200, 429]);
    expect((await from('2001:db8:1:3::1')).status).toBe(200);
  });

  it('is one caller wherever its token comes from, and no other at the same address', async () => {
    const token = (subject: string) => hub.token({ role: 'books:lend', subject });
    const one = `Bearer ${await token('one')}`;
    const answers = await statuses(6, (index) =>
      from(`198.51.100.${index}`, { authorization: one }),
    );
    expect(answers).toEqual([200, 200, 200, 200, 200, 429]);
    const two = `Bearer ${await token('two')}`;
    expect((await from('198.51.100.0', { authorization: two })).status).toBe(200);
    expect((await from('198.51.100.0')).status).toBe(200);
  });

  it('cannot escape by tokens that are not accepted', async () => {
    const answers = await statuses(6, (index) =>
      from('203.0.113.9', { authorization: `Bearer a${index}.b.c` }),
    );
    expect(answers.at(-1)).toBe(429);
  });

  it('does not keep operations from looking', async () => {
    expect((await fetch(`${hub.url}/health/ready`)).status).toBe(200);
    expect(await (await fetch(`${hub.url}/metrics`)).text()).toContain(
      'symbolon_limit_hits_total{limit="rate"}',
    );
  });
});

describe('RAT-002: whoever looks up many things, or one thing too often', () => {
  let hub: TestHub | undefined;
  afterEach(async () => {
    await hub?.stop();
    hub = undefined;
  });
  const lookUp = async (from: string, number: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${hub?.url ?? ''}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': from, ...headers },
      body: JSON.stringify({
        query: 'query ($n: String!) { certificate(number: $n) { id } }',
        variables: { n: number },
      }),
    });
    return { response, text: await response.text() };
  };
  const start = async (quotas: object) =>
    (hub = await startTestHub({ quotas, env: { TRUSTED_PROXIES: '127.0.0.1' } }));

  it('is slowed down when it walks through numbers', async () => {
    await start({ lookups: { points: 3, perSeconds: 3_600 } });
    for (const number of ['1', '2', '3'])
      expect((await lookUp('192.0.2.1', number)).response.status).toBe(200);
    const { response, text } = await lookUp('192.0.2.1', '4');
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(response.headers.get('ratelimit')).toMatch(/"lookups";r=0;t=\d+$/);
    expect(text).toContain('RATE_LIMITED');
    expect((await lookUp('192.0.2.2', '4')).response.status).toBe(200);
  });

  it('may ask the same as often as it likes, which counts once, however the number is typed', async () => {
    await start({
      lookups: { points: 2, perSeconds: 3_600 },
      object: { points: 1, perSeconds: 3_600 },
    });
    for (const number of ['A-1', 'A-1', ' a-1 ', 'A\u20111', '\uff21-1', 'A-1'])
      expect((await lookUp('192.0.2.1', number)).response.status).toBe(200);
    const { response } = await lookUp('192.0.2.1', 'B');
    expect(response.headers.get('ratelimit')).toMatch(/"lookups";r=0;t=\d+$/);
    expect((await lookUp('192.0.2.1', 'C')).response.status).toBe(429);
  });

  /** One request with many questions about a certificate. */
  const askAbout = async (from: string, questions: readonly object[], token?: string) => {
    const response = await fetch(`${hub?.url ?? ''}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-forwarded-for': from,
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({
        query:
          'query ($questions: [RecognitionQuestion!]!) { recognitions(questions: $questions) { status } }',
        variables: { questions },
      }),
    });
    await response.text();
    return response.status;
  };
  const days = (count: number, certificate = 'A') =>
    Array.from({ length: count }, (_, day) => ({
      certificate,
      market: 'NZ',
      asOf: new Date(day * 86_400_000).toISOString().slice(0, 10),
    }));

  it('keeps nobody else from an object, however much it asks about it', async () => {
    const running = await start({ object: { points: 50, perSeconds: 3_600 } });
    const same = Array.from({ length: 1_000 }, () => days(1)[0] ?? {});
    for (let request = 0; request < 8; request += 1)
      expect(await askAbout('192.0.2.1', same)).toBe(200);
    expect(await askAbout('192.0.2.1', days(50))).toBe(200);
    expect(await askAbout('192.0.2.1', days(51, ' a '))).toBe(429);
    expect(await askAbout('192.0.2.1', days(1, 'B'))).toBe(200);
    expect(await askAbout('192.0.2.2', days(50))).toBe(200);
    const token = await running.token({ role: 'books:lend' });
    expect(await askAbout('192.0.2.1', days(60), token)).toBe(200);
  });
});

describe('what an operation looks up', () => {
  const api = buildSchema(readSchemaFile('api.graphql'));
  const read = (source: string, variables: Record<string, unknown> = {}): readonly string[] => {
    const document = parse(source);
    const fragments = new Map<string, FragmentDefinitionNode>();
    for (const definition of document.definitions)
      if (definition.kind === Kind.FRAGMENT_DEFINITION)
        fragments.set(definition.name.value, definition);
    const [operation] = document.definitions;
    if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
    return lookupsOf(operation, fragments)(variables).map(({ object }) => object);
  };

  it.each<[string, string, Record<string, unknown> | undefined, string[]]>([
    ['a literal', '{ certificate(number: "1") { number } }', undefined, ['certificate 1']],
    [
      'a variable',
      'query ($n: String!) { certificate(number: $n) { number } }',
      { n: '2' },
      ['certificate 2'],
    ],
    [
      'the default of a variable',
      'query ($n: String! = "3") { certificate(number: $n) { number } }',
      {},
      ['certificate 3'],
    ],
    [
      'aliases and fragments',
      '{ a: body(id: "X") { id } ...F } fragment F on Query { b: body(id: "Y") { id } ... { certificate(number: "Z") { number } } }',
      undefined,
      ['body X', 'body Y', 'certificate z'],
    ],
    [
      'a list of questions',
      'query ($q: [RecognitionQuestion!]!) { recognitions(questions: $q) { status } }',
      {
        q: [
          { certificate: '1', market: 'NZ' },
          { certificate: '2', market: 'NZ' },
        ],
      },
      ['certificate 1', 'certificate 2'],
    ],
    [
      'one question where a list may stand',
      'query ($c: String!) { recognitions(questions: { certificate: $c, market: "NZ" }) { status } }',
      { c: '9' },
      ['certificate 9'],
    ],
    ['nothing in a search', '{ certificates(first: 5) { totalCount } }', undefined, []],
    ['nothing in nonsense', '{ certificate(number: 5) { number } }', undefined, []],
  ])('is found in %s', (_what, source, variables, expected) => {
    expect(api.getQueryType()?.getFields()).toHaveProperty('certificate');
    expect(read(source, variables)).toEqual(expected);
  });
});

describe('a window', () => {
  it('counts anew when the next one begins', () => {
    let now = 0;
    const counter = new WindowCounter({ points: 2, perSeconds: 10 }, () => now);
    expect(counter.add('a', 2)).toEqual({ used: 2, remaining: 0, seconds: 10, isOver: false });
    now = 9_001;
    expect(counter.add('a', 1)).toMatchObject({ isOver: true, seconds: 1 });
    expect(counter.add('b', 1).isOver).toBe(false);
    now = 10_000;
    expect(counter.add('a', 0)).toEqual({ used: 0, remaining: 2, seconds: 10, isOver: false });
  });
});

describe('what is remembered of callers', () => {
  it('is bounded in number and in length', () => {
    const seen = new RecentQuestions(60, () => 0);
    const long = 'x'.repeat(30_000);
    expect(seen.fresh('caller', [long, long, `${long}y`])).toEqual([long, `${long}y`]);
    expect(shortKey(long).length).toBeLessThan(129);
    for (let one = 0; one < 60_000; one += 1) seen.fresh('caller', [String(one)]);
    expect(seen.size).toBe(50_000);
  });

  it('begins anew with the next window', () => {
    let now = 0;
    const seen = new RecentQuestions(60, () => now);
    expect(seen.fresh('caller', ['a'])).toEqual(['a']);
    expect(seen.fresh('caller', ['a'])).toEqual([]);
    expect(seen.fresh('other', ['a'])).toEqual(['a']);
    now = 60_000;
    expect(seen.fresh('caller', ['a'])).toEqual(['a']);
  });
});

describe('several workers', () => {
  it('count together, late by one report at most', () => {
    const listeners: ((message: unknown) => void)[] = [];
    const channel = (own: number): Channel => ({
      send: (message) => {
        const arrived: unknown = JSON.parse(JSON.stringify(message)); // as between processes
        listeners.forEach((listen, index) => {
          if (index !== own) listen(arrived);
        });
      },
      onMessage: (listener) => (listeners[own] = listener),
    });
    const counters = [0, 1].map(() => new WindowCounter({ points: 10, perSeconds: 3_600 }));
    const shares = counters.map(
      (counter, own) =>
        new SharedCounts(channel(own), (_policy, key, points) => counter.add(key, points)),
    );
    for (let index = 0; index < 6; index += 1) {
      counters[0]?.add('caller', 1);
      shares[0]?.note('default', 'caller', 1);
    }
    expect(counters[1]?.add('caller', 0).used).toBe(0);
    shares[0]?.report();
    expect(counters[1]?.add('caller', 0).used).toBe(6);
    expect(counters[0]?.add('caller', 0).used).toBe(6);
    for (const share of shares) share.close();
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
