import { once } from 'node:events';
import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Pace, pacedAnswer, pacedBody, TooSlow } from '../../../gateway/limits/pace.ts';
import { startFactsHub, type FactsHub } from '../routes/attestations/facts-hub.ts';
import { until } from '../../until.ts';

const GRACE_MS = 1_500;
const NDJSON = { 'content-type': 'application/x-ndjson' };
const ROW = '{"certificate":"C-1","market":"CN"}\n';

let hub: FactsHub;
beforeAll(async () => {
  hub = await startFactsHub({
    TRUSTED_PROXIES: '127.0.0.1',
    LIMIT_MANIFESTS: '6',
    LIMIT_MANIFESTS_PER_CALLER: '2',
    LIMIT_UPLOADS: '4',
    LIMIT_UPLOADS_PER_CALLER: '2',
    LIMIT_FEED_STREAMS: '6',
    LIMIT_FEED_STREAMS_PER_CALLER: '2',
    LIMIT_STREAM_GRACE_MS: String(GRACE_MS),
  });
});
afterAll(() => hub.stop());

const opened: ClientRequest[] = [];
afterEach(() => {
  for (const one of opened.splice(0)) one.destroy();
});

interface Asking {
  readonly sending: ClientRequest;
  readonly answering: Promise<IncomingMessage>;
}

/** A request that has sent a first line and goes on for as long as the test. */
function open(path: string, headers: Record<string, string>, method = 'POST'): Asking {
  const sending = request(`${hub.url}${path}`, { method, headers, agent: false });
  opened.push(sending);
  sending.on('error', () => undefined);
  const answering = once(sending, 'response').then(([response]) => response as IncomingMessage);
  if (method === 'POST') sending.write(ROW);
  else sending.end();
  return { sending, answering };
}

const from = (ip: string): Record<string, string> => ({ 'x-forwarded-for': ip });

async function textOf(response: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of response) text += String(chunk);
  return text;
}

const statusesOf = async (asking: readonly Asking[]): Promise<(number | undefined)[]> =>
  (await Promise.all(asking.map(({ answering }) => answering))).map(({ statusCode }) => statusCode);

describe('manifests that are sent slowly', () => {
  const manifest = (headers: Record<string, string>) =>
    fetch(`${hub.url}/recognitions`, {
      method: 'POST',
      headers: { ...NDJSON, ...headers },
      body: ROW.repeat(3),
    });

  it('take the places of their sender, and end when they are too slow', async () => {
    const slow = ['', '', '', '', '', ''].map(() =>
      open('/recognitions', { ...NDJSON, ...from('192.0.2.1') }),
    );
    expect((await statusesOf(slow)).sort()).toEqual([200, 200, 429, 429, 429, 429]);
    const refused = await manifest(from('192.0.2.1'));
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('30');
    expect(await refused.json()).toMatchObject({ code: 'RATE_LIMITED' });

    expect(await (await manifest(from('192.0.2.2'))).text()).toContain('"complete":true');

    const answers = await Promise.all(
      slow.map(async ({ answering }) => textOf(await answering).catch(() => '')),
    );
    const ends = answers.filter((text) => text.includes('"done"'));
    expect(ends).toHaveLength(2);
    for (const end of ends) {
      expect(end).toContain('"row":1');
      expect(end).toMatch(/REQUEST_TIMEOUT.*after=1/);
    }
    await hub.until(async () => (await manifest(from('192.0.2.1'))).status === 200);
  });

  it('of all strangers together leave places to callers with a token', async () => {
    const strangers = ['1', '1', '2', '2'].map((last) =>
      open('/recognitions', { ...NDJSON, ...from(`198.51.100.${last}`) }),
    );
    expect(await statusesOf(strangers)).toEqual([200, 200, 200, 200]);
    const refused = await manifest(from('198.51.100.3'));
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe('30');
    const authorization = `Bearer ${await hub.tokenFor('facts:write')}`;
    const known = await manifest({ ...from('198.51.100.3'), authorization });
    expect(await known.text()).toContain('"complete":true');
  });
});

describe('facts documents that are sent slowly', () => {
  it('take the places of their sender, and end when they are too slow', async () => {
    const one = `Bearer ${await hub.tokenFor('hub:admin', 'one')}`;
    const slow = ['', '', ''].map(() => open('/facts', { ...NDJSON, authorization: one }));
    const answers = await Promise.all(slow.map(({ answering }) => answering));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([408, 408, 429]);
    const other = await fetch(`${hub.url}/facts`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${await hub.tokenFor('hub:admin', 'other')}`,
      },
      body: '{"territories":[]}',
    });
    expect(other.status).not.toBe(429);
    expect(other.status).not.toBe(503);
  });
});

describe('streams of the feed', () => {
  it('are so many for each caller, and leave the others theirs', async () => {
    const stream = (ip: string) => open('/feed/stream', from(ip), 'GET');
    expect(await statusesOf([stream('192.0.2.7'), stream('192.0.2.7')])).toEqual([200, 200]);
    const third = await stream('192.0.2.7').answering;
    expect(third.statusCode).toBe(429);
    expect(third.headers['retry-after']).toBe('30');
    expect(await statusesOf([stream('192.0.2.8'), stream('192.0.2.8')])).toEqual([200, 200]);
    expect(await statusesOf([stream('192.0.2.9')])).toEqual([503]);
    const authorization = `Bearer ${await hub.tokenFor('facts:write')}`;
    const known = open('/feed/stream', { ...from('192.0.2.9'), authorization }, 'GET');
    expect(await statusesOf([known])).toEqual([200]);
    for (const leaving of opened.splice(0)) leaving.destroy();
    await hub.until(async () => {
      const again = await stream('192.0.2.7').answering;
      return again.statusCode === 200;
    });
  });
});

describe('a pace', () => {
  const limits = { graceMs: 20, bytesPerSecond: 1_000 };
  const never = new Promise<IteratorResult<Uint8Array>>(() => undefined);

  it('ends the reading of a body that stops, without ending the body itself', async () => {
    let ended = false;
    const body = {
      [Symbol.asyncIterator]: () => ({
        next: () => never,
        return: () => {
          ended = true;
          return never;
        },
      }),
    };
    await expect(pacedBody(body, limits).next()).rejects.toThrow(TooSlow);
    expect(ended).toBe(false);
  });

  it('cuts off who does not read', async () => {
    async function* parts(): AsyncGenerator<string> {
      yield 'a part';
      await never;
    }
    const cut = new Promise<void>((resolve) => {
      void pacedAnswer(parts(), limits, resolve).next();
    });
    await cut;
  });

  it('is kept by many bytes, however long they took, and not by the time of our own work', async () => {
    let now = 0;
    const pace = new Pace(limits, () => now);
    const late = { ness: 0 };
    const lateness = (): void => void (late.ness += 1);
    pace.moved(100_000);
    const arrived = pace.wait(lateness);
    now = 90_000;
    arrived();
    now = 900_000; // our own work
    const again = pace.wait(lateness);
    await new Promise((resolve) => setTimeout(resolve, 50));
    again();
    expect(late.ness).toBe(0);
    now += 90_000;
    pace.wait(lateness)();
    const last = pace.wait(lateness);
    now += 10_000;
    last();
    pace.wait(lateness);
    await until(() => late.ness > 0, 5);
    expect(late.ness).toBe(1);
  });
});
