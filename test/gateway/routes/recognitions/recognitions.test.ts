import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fastify, { type FastifyInstance } from 'fastify';
import type { Hub } from '../../../../gateway/routes/context.ts';
import { handleErrors } from '../../../../gateway/http/errors.ts';
import { limitNothing } from '../../../../gateway/limits/rate.ts';
import { readRows } from '../../../../gateway/routes/recognitions/read.ts';
import { BusyError } from '../../../../lib/deadline.ts';
import { answerRows, MAX_ROWS } from '../../../../gateway/routes/recognitions/run.ts';
import { registerRecognitionsRoute } from '../../../../gateway/routes/recognitions/recognitions.ts';
import type { Question } from '../../../../schema/generated/question.ts';
import { symbolon } from '../../../scripts/cli.ts';
import { testGraph, type TestGraph } from '../../../subgraphs/graph.ts';

const data = (name: string): string =>
  readFileSync(new URL(`../../../../scripts/seed/data/${name}.json`, import.meta.url), 'utf8');
const NUMBERS = (
  JSON.parse(data('china')) as { certificates: { number: string }[] }
).certificates.map(({ number }) => number);
const DAY = '2024-01-10';

interface Line {
  readonly run?: { readonly asOf: string; readonly knownAt: string };
  readonly row?: number;
  readonly status?: string;
  readonly error?: { readonly code: string; readonly message: string };
  readonly done?: { readonly complete: boolean; readonly counts: object };
}

let graph: TestGraph;
let app: FastifyInstance;
let url: string;
let folder: string;
const ends: (() => void)[] = [];
beforeAll(async () => {
  graph = await testGraph();
  for (const name of ['agreements', 'china'])
    expect(await graph.load(data(name))).toMatchObject({ outcome: 'COMMITTED' });
  await listen();
  folder = mkdtempSync(join(tmpdir(), 'manifest-'));
});
afterAll(async () => {
  await app.close();
  await graph.close();
  rmSync(folder, { recursive: true });
});

async function listen(): Promise<void> {
  app = fastify();
  handleErrors(app, { error: () => undefined, warn: () => undefined } as unknown as Hub['log']);
  const hub = {
    identify: () => Promise.resolve(null),
    now: () => graph.now,
    onDrain: (end: () => void) => ends.push(end),
  } as unknown as Hub;
  app.decorateRequest('caller', null);
  limitNothing(app);
  registerRecognitionsRoute(app, hub, { recognise: graph.recognise, rules: graph.rules });
  await app.listen({ port: 0, host: '127.0.0.1' });
  url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
}

const question = (at: number): object => ({
  certificate: NUMBERS[at % NUMBERS.length],
  market: ['CN', 'NZ', 'DE'][at % 3],
  asOf: DAY,
});
const manifest = (rows: number): string =>
  Array.from({ length: rows }, (_, at) => `${JSON.stringify(question(at))}\n`).join('');

const post = (body: string, query = '', headers: Record<string, string> = {}) =>
  fetch(`${url}/recognitions${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson', ...headers },
    body,
  });
const linesOf = (text: string): Line[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
const answersTo = async (body: string, query = ''): Promise<Line[]> =>
  linesOf(await (await post(body, query)).text());
const rowsOf = (lines: readonly Line[]): Line[] => lines.filter(({ row }) => row !== undefined);

describe('POST /recognitions', () => {
  it('answers every row in order as a single question is answered, then counts', async () => {
    const lines = await answersTo(manifest(1_200));
    const { knownAt = '' } = lines[0]?.run ?? {};
    expect(lines[0]).toEqual({ run: { asOf: '2026-11-23', knownAt: graph.now.toISOString() } });
    const questions = Array.from(
      { length: 1_200 },
      (_, at) => ({ ...question(at), purpose: 'REGULATORY', knownAt }) as Question,
    );
    const single = await graph.recognise(questions);
    expect(rowsOf(lines)).toEqual(
      single.map(
        ({ question: { certificate, market }, answer }, at) =>
          JSON.parse(
            JSON.stringify({ row: at + 1, certificate, market, ...answer, asOf: DAY, knownAt }),
          ) as Line,
      ),
    );
    const counts = {
      RECOGNISED: 0,
      RECOGNISED_WITH_CONDITIONS: 0,
      NOT_RECOGNISED: 0,
      INDETERMINATE: 0,
    };
    for (const { answer } of single) counts[answer.status] += 1;
    expect(lines.at(-1)).toEqual({
      done: {
        rows: 1_200,
        after: 0,
        answered: 1_200,
        faults: 0,
        counts,
        asOf: '2026-11-23',
        knownAt,
        complete: true,
      },
    });
  });

  it('answers rows while later ones have not been sent', async () => {
    const [sending, answering] = open();
    sending.write(manifest(500));
    const response = await answering;
    let text = '';
    const seen = new Promise<void>((resolve) => {
      response.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        if (text.includes('"row":500,')) resolve();
      });
    });
    await seen;
    sending.end(manifest(1));
    await once(response, 'end');
    expect(linesOf(text).at(-1)).toMatchObject({ done: { rows: 501, complete: true } });
  });

  it('gives a bad row its fault and goes on', async () => {
    const rows = [
      '{"certificate":"SYN-DOM","market":"CN"}',
      '{"certificate":"SYN-DOM"',
      '',
      '{"certificate":"SYN-DOM"}',
      '{"certificate":"SYN-DOM","market":"ZZ"}',
      '{"certificate":"SYN-DOM","market":"CN","asOf":"2024-02-30"}',
      '{"certificate":"SYN-DOM","market":"CN","unavailable":["bodies"]}',
      '{"question":{"certificate":"SYN-DOM","market":"CN"}}',
    ];
    const lines = await answersTo(rows.join('\n'));
    expect(rowsOf(lines).map(({ row, status, error }) => [row, error?.code ?? status])).toEqual([
      [1, 'RECOGNISED'],
      [2, 'DOC_MALFORMED'],
      [3, 'FACT_MISSING_FIELD'],
      [4, 'QUESTION_INVALID'],
      [5, 'FACT_DATE_INVALID'],
      [6, 'QUESTION_INVALID'],
      [7, 'RECOGNISED'],
    ]);
    expect(rowsOf(lines)[2]?.error).toMatchObject({
      line: 4,
      message: expect.stringContaining('market'),
    });
    expect(lines.at(-1)?.done).toMatchObject({ answered: 2, faults: 5, complete: true });
  });

  it('ends where rows cannot be told apart any more, and says where', async () => {
    const csv = 'certificate,market\nSYN-DOM,CN\n"SYN-DOM,CN\n';
    const response = await post(csv, '', { 'content-type': 'text/csv' });
    const lines = linesOf(await response.text());
    expect(rowsOf(lines)).toHaveLength(1);
    expect(lines.at(-1)).toMatchObject({
      done: {
        rows: 1,
        complete: false,
        error: { code: 'CSV_QUOTE', message: expect.stringContaining('line 3') },
      },
    });
  });

  it('takes CSV and gives CSV, safe to open in a spreadsheet', async () => {
    const csv = 'certificate,market,asOf,product.hs\r\nSYN-DOM,CN,2024-01-10,\r\n=1+1,CN,,8518\r\n';
    const headers = { 'content-type': 'text/csv', accept: 'text/csv' };
    const response = await post(csv, '', headers);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const rows = (await response.text()).split('\r\n');
    expect(rows[0]).toMatch(/^row,certificate,market,status,reasons,/);
    expect(rows[1]).toMatch(/^1,SYN-DOM,CN,RECOGNISED,RECOGNISED_DOMESTIC,DOMESTIC,,CERTIFICATE,/);
    expect(rows[2]).toMatch(/^2,'=1\+1,CN,INDETERMINATE,CERT_NOT_FOUND;/);
    expect(rows[3]).toMatch(/^total,.*,DONE,/);
  });

  it('goes on after a row with the same answers, whatever was recorded meanwhile', async () => {
    const whole = await answersTo(manifest(60));
    const { asOf = '', knownAt = '' } = whole[0]?.run ?? {};
    const later = new Date(graph.now.getTime() + 60_000).toISOString();
    expect(
      await graph.load({
        debarments: [{ body: 'SYN-CB-CN', from: '2000-01-01', recordedAt: later }],
      }),
    ).toMatchObject({ outcome: 'COMMITTED' });
    const query = `?after=25&asOf=${asOf}&knownAt=${knownAt}`;
    const rest = await answersTo(manifest(60), query);
    expect(rowsOf(rest)).toEqual(rowsOf(whole).slice(25));
    expect(rest.at(-1)?.done).toMatchObject({ after: 25, rows: 60, answered: 35 });
    expect(rowsOf(await answersTo(manifest(60), `?knownAt=${later}`))).not.toEqual(rowsOf(whole));
  });

  it.each([
    ['?after=-1', 'after must be'],
    ['?after=100001', 'after must be'],
    ['?asOf=2024-02-30', 'asOf must be'],
    ['?knownAt=yesterday', 'knownAt must be'],
  ])('refuses %s', async (query, message) => {
    const response = await post('', query);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      code: 'BAD_USER_INPUT',
      detail: expect.stringContaining(message),
    });
  });

  it('takes and gives only what it knows', async () => {
    expect((await post('{}', '', { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await post('{}', '', { accept: 'image/png' })).status).toBe(406);
  });
});

describe('a run', () => {
  it('reads no further than its answers are taken', async () => {
    let sent = 0;
    async function* body(): AsyncGenerator<Buffer> {
      for (;;) {
        sent += 1;
        yield Buffer.from(manifest(100));
        await new Promise(setImmediate);
      }
    }
    const settings = {
      after: 0,
      asOf: DAY,
      dayIn: () => DAY,
      knownAt: '2026-01-01T00:00:00.000Z',
    };
    const run = answerRows(readRows(body(), 'ndjson', 0, settings), {
      ...settings,
      recognise: graph.recognise,
      isTerritory: () => Promise.resolve(true),
      isEnding: () => false,
    });
    await run.next();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(sent).toBeLessThan(12);
    await run.return(undefined as never);
  });

  it('that meets a busy store says where to go on, and loses nothing', async () => {
    const settings = {
      after: 0,
      asOf: DAY,
      dayIn: () => DAY,
      knownAt: '2026-01-01T00:00:00.000Z',
    };
    let batches = 0;
    const body = Readable.from([Buffer.from(manifest(1_200))], { objectMode: false });
    const run = answerRows(readRows(body, 'ndjson', 0, settings), {
      ...settings,
      recognise: async (questions) => {
        batches += 1;
        if (batches === 2) throw new BusyError();
        return graph.recognise(questions);
      },
      isTerritory: () => Promise.resolve(true),
      isEnding: () => false,
    });
    expect((await run.next()).value).toHaveLength(500);
    expect((await run.next()).value).toMatchObject({
      rows: 500,
      complete: false,
      error: { code: 'UNAVAILABLE', message: expect.stringContaining('after=500') },
    });
  });

  it('has so many rows at most, and says so', async () => {
    function* chunks(): Generator<Buffer> {
      for (let at = 0; at <= MAX_ROWS / 1_000; at += 1) yield Buffer.from('x\n'.repeat(1_000));
    }
    const body = Readable.from(chunks(), { objectMode: false });
    const settings = {
      after: MAX_ROWS - 2,
      asOf: DAY,
      dayIn: () => DAY,
      knownAt: '2026-01-01T00:00:00.000Z',
    };
    const run = answerRows(readRows(body, 'ndjson', settings.after, settings), {
      ...settings,
      recognise: graph.recognise,
      isTerritory: () => Promise.resolve(true),
      isEnding: () => false,
    });
    expect((await run.next()).value).toHaveLength(2);
    expect((await run.next()).value).toMatchObject({
      rows: MAX_ROWS,
      complete: false,
      error: { code: 'TOO_MANY_ROWS' },
    });
  });
});

describe('symbolon ask --questions --hub', () => {
  const write = (name: string, text: string): string => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return file;
  };

  it('prints the answers, one a line, and the counts beside them', async () => {
    const file = write('questions.ndjson', manifest(30));
    const { exit, stdout, stderr } = await symbolon(['ask', '--questions', file, '--hub', url]);
    expect(exit).toBe(0);
    expect(linesOf(stdout).map(({ row }) => row)).toEqual(
      Array.from({ length: 30 }, (_, at) => at + 1),
    );
    expect(stderr).toMatch(/^30 answered: RECOGNISED \d+, /);
  });

  it('goes on with a file of answers that was cut short', async () => {
    const file = write('more.ndjson', manifest(40));
    const output = join(folder, 'answers.ndjson');
    const args = ['ask', '--questions', file, '--hub', url, '-o', output];
    expect((await symbolon(args)).exit).toBe(0);
    const whole = readFileSync(output, 'utf8');
    const cut = whole.split('\n').slice(0, 20).join('\n');
    writeFileSync(output, cut.slice(0, -30));
    expect((await symbolon([...args, '--resume'])).exit).toBe(0);
    const rows = (text: string) => rowsOf(linesOf(text));
    expect(rows(readFileSync(output, 'utf8'))).toEqual(rows(whole));
  });

  it('tells bad rows and a hub that is not there', async () => {
    const file = write('bad.csv', 'certificate,market\nSYN-DOM,ZZ\n');
    const bad = await symbolon(['ask', '--questions', file, '--hub', url]);
    expect(bad.exit).toBe(2);
    expect(bad.stdout).toContain('QUESTION_INVALID');
    const gone = await symbolon(['ask', '--questions', file, '--hub', 'http://127.0.0.1:9']);
    expect(gone.exit).toBe(3);
    expect(gone.stderr).toMatch(/does not answer/);
  });
});

describe('a hub that stops', () => {
  it('ends the run after the rows in hand and says where to go on', async () => {
    for (const end of ends) end();
    expect((await answersTo(manifest(700))).at(-1)).toMatchObject({
      done: {
        rows: 500,
        complete: false,
        error: { code: 'UNAVAILABLE', message: expect.stringContaining('after=500') },
      },
    });
  });
});

/** A manifest sent piece by piece. */
function open(): [ReturnType<typeof request>, Promise<IncomingMessage>] {
  const sending = request(`${url}/recognitions`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson' },
  });
  const answering = once(sending, 'response').then(([response]) => response as IncomingMessage);
  return [sending, answering];
}
