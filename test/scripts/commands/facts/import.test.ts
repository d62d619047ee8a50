import { readdirSync, statSync } from 'node:fs';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { FactsDocument } from '../../../../schema/generated/facts.ts';
import { digestOf } from '../../../../facts/index.ts';
import { testStore } from '../../../facts/store.ts';
import { CERTIFICATE, withCertificate } from '../../../facts/documents.ts';
import { symbolon } from '../../cli.ts';
import { itEmbedded } from '../../../database.ts';

const MANY = 8_000;

/** A document of many certificates, each with its own number. */
const many = (prefix: string, count = MANY): string =>
  `{"certificates":[\n${Array.from({ length: count }, (_, at) =>
    JSON.stringify({ ...CERTIFICATE, number: `${prefix}-${at}`, note: 'x'.repeat(100) }),
  ).join(',\n')}\n]}`;

describe('symbolon import', () => {
  let dataDir: string;
  const file = async (name: string, text: string): Promise<string> => {
    const path = join(dataDir, '..', `${dataDir.split('/').at(-1) ?? ''}-${name}`);
    await writeFile(path, text);
    return path;
  };
  const load = (args: readonly string[], options: Parameters<typeof symbolon>[1] = {}) =>
    symbolon(['import', ...args], { ...options, env: { DATA_DIR: dataDir } });

  /** Whether the store has grown by this much: an import is in the middle of writing. */
  const grown = (bytes: number): (() => boolean) => {
    const size = (): number =>
      readdirSync(dataDir).reduce(
        (sum, name) => sum + (statSync(join(dataDir, name), { throwIfNoEntry: false })?.size ?? 0),
        0,
      );
    const start = size();
    return () => size() > start + bytes;
  };

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'import-'));
  });
  afterEach(async () => {
    await rm(dataDir, { recursive: true });
    const folder = join(dataDir, '..');
    const prefix = `${dataDir.split('/').at(-1) ?? ''}-`;
    for (const name of await readdir(folder))
      if (name.startsWith(prefix)) await rm(join(folder, name));
  });

  it('stores several files, says what it did, and adds nothing the second time', async () => {
    const files = [
      await file('a.json', withCertificate({})),
      await file(
        'b.ndjson',
        `{"kind":"certificates","fact":${JSON.stringify({ ...CERTIFICATE, number: 'B' })}}\n`,
      ),
      await file(
        'c.csv',
        'number,issuer,issuerTerritory,scheme,issued\nC,CB-1,DE,ISO_9001,2023-02-01\n',
      ),
    ];
    const first = await load([...files, '--json']);
    expect(first.exit).toBe(0);
    expect(JSON.parse(first.stdout)).toMatchObject({
      documents: [
        { added: 1, batch: 1 },
        { added: 1, batch: 2 },
        { added: 1, batch: 3 },
      ],
    });
    expect(first.stderr).toContain(
      `${files[0] ?? ''}: added 1, extended 0, retracted 0, unchanged 0`,
    );
    expect(first.stderr).not.toContain('\u001b');
    const second = await load([...files, '--json']);
    expect(second.exit).toBe(0);
    expect(JSON.parse(second.stdout)).toMatchObject({
      documents: files.map(() => ({ outcome: 'UNCHANGED', added: 0, unchanged: 1 })),
    });
  });

  it('reports each bad row with file, line, path and code, and stores nothing of the file', async () => {
    const bad = await file(
      'bad.csv',
      'number,issuer,issuerTerritory,scheme,issued\nA,CB,DE,S,2023-02-01\nB,CB,XX,S,2023-02-30\n',
    );
    const good = await file('good.json', withCertificate({}));
    const { exit, stderr, stdout } = await load([bad, good, '--json']);
    expect(exit).toBe(2);
    expect(stderr).toContain(`${bad}:3: $.certificates[1].issued: FACT_DATE_INVALID: "2023-02-30"`);
    expect(stderr).toContain(`${bad}:3: $.certificates[1].issuerTerritory: FACT_TERRITORY_UNKNOWN`);
    expect(stderr).toContain(`${bad}: 2 faults; nothing was stored`);
    expect(JSON.parse(stdout)).toMatchObject({
      documents: [
        { outcome: 'REJECTED', faultCount: 2 },
        { outcome: 'COMMITTED', added: 1 },
      ],
    });
    const store = await testStore(dataDir);
    expect((await store.visible()).certificates).toEqual([CERTIFICATE]);
    await store.close();
  });

  it('reads standard input by way of a private file that it removes', async () => {
    const { exit, stderr } = await load(['-'], { input: withCertificate({}) });
    expect(stderr).toContain('stdin: added 1');
    expect(exit).toBe(0);
    expect(await readdir(join(dataDir, 'incoming'))).toEqual([]);
    expect((await stat(join(dataDir, 'incoming'))).mode & 0o777).toBe(0o700);
  });

  it.each([
    { title: 'a missing file', args: ['/nowhere.json'], message: /ENOENT/, exit: 2 },
    { title: 'a folder', args: ['/'], message: /EISDIR/, exit: 2 },
    { title: 'no file', args: [], message: /missing required argument/, exit: 2 },
    {
      title: 'an unknown format',
      args: ['x', '--format', 'xml'],
      message: /json, ndjson/,
      exit: 2,
    },
    {
      title: 'a hub that does not answer',
      args: ['-', '--hub', 'http://127.0.0.1:9'],
      message: /UNAVAILABLE: The hub at http:\/\/127\.0\.0\.1:9 does not answer/,
      exit: 3,
    },
  ])('says why it cannot, given $title', async ({ args, message, exit }) => {
    const ran = await load(args);
    expect(ran.stderr).toMatch(message);
    expect(ran.stderr).not.toMatch(/\n {4}at /);
    expect(ran.exit).toBe(exit);
  });

  itEmbedded(
    'IMP-002: killed at any moment, leaves nothing half visible, and completes when run again',
    async () => {
      const document = await file('many.json', many('K'));
      // A first document, so that what makes the store grow from here on is the import itself.
      await load([await file('first.json', withCertificate({}))]);
      for (const bytes of [1e6, 2e6]) {
        const killed = await load([document], { kill: { signal: 'SIGKILL', when: grown(bytes) } });
        expect(killed.exit).toBeNull();
        const store = await testStore(dataDir);
        expect((await store.visible()).certificates).toEqual([CERTIFICATE]);
        expect((await store.sizes())['certificates']).toBeGreaterThan(1);
        await store.close();
      }
      const { exit, stdout } = await load([document, '--json']);
      expect(exit).toBe(0);
      const report = JSON.parse(stdout) as { documents: { added: number; resumed: number }[] };
      expect(report.documents[0]?.added).toBe(MANY);
      expect(report.documents[0]?.resumed).toBeGreaterThan(0);
      const store = await testStore(dataDir);
      const { certificates } = JSON.parse(many('K')) as FactsDocument;
      const stored = (await store.visible()).certificates;
      expect(digestOf(stored)).toBe(digestOf([CERTIFICATE, ...(certificates ?? [])]));
      expect((await store.sizes())['certificates']).toBe(MANY + 1);
      await store.close();
    },
    300_000,
  );

  itEmbedded(
    'CLI-001: stopped by Ctrl-C, says how to go on; another document is not held up by it',
    async () => {
      const document = await file('many.json', many('C', 6000));
      await load([await file('first.json', withCertificate({ number: 'FIRST' }))]);
      const stopped = await load([document], { kill: { signal: 'SIGINT', when: grown(1e6) } });
      expect(stopped.stderr).toContain('run the same command to go on');
      expect(stopped.exit).toBe(130);
      const other = await load([await file('other.json', withCertificate({}))]);
      expect(other.stderr).toContain('added 1');
      const store = await testStore(dataDir);
      expect((await store.visible()).certificates).toEqual([
        { ...CERTIFICATE, number: 'FIRST' },
        CERTIFICATE,
      ]);
      // What the stopped import had written is gone: its number was taken away.
      expect((await store.sizes())['certificates']).toBe(2);
      await store.close();
      expect((await load([document])).exit).toBe(0);
    },
    120_000,
  );

  it('lets two run at once, one after the other, while readers see whole documents only', async () => {
    const store = await testStore(dataDir);
    const files = [await file('1.json', many('A', 2000)), await file('2.json', many('B', 2000))];
    const seen = new Set<number>();
    const running = new AbortController();
    const watching = (async () => {
      while (!running.signal.aborted) {
        seen.add((await store.visible()).certificates?.length ?? 0);
        await sleep(20);
      }
    })();
    const runs = await Promise.all(files.map((path) => load([path])));
    running.abort();
    await watching;
    expect(runs.map(({ exit }) => exit)).toEqual([0, 0]);
    expect([...seen].filter((count) => count % 2000 !== 0)).toEqual([]);
    expect((await store.visible()).certificates).toHaveLength(4_000);
    await store.close();
  });
});
