import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const servers = fileURLToPath(new URL('../../../dist/scripts/bench/servers.js', import.meta.url));
const run = promisify(execFile);
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'symbolon-servers-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

describe('a server under measurement', () => {
  it('sends the bytes it was given, and may be stopped twice', async () => {
    const bytes = join(folder, 'answer.json');
    await writeFile(bytes, '{"data":{"answer":1}}');
    const script = `
      const { startBare } = await import(${JSON.stringify(servers)});
      const server = await startBare(${JSON.stringify(bytes)});
      const answer = await fetch(server.url, { method: 'POST', body: '{}' });
      console.log(await answer.text());
      await server.stop();
      await server.stop();
      console.log('stopped');
    `;
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script]);
    expect(stdout).toBe('{"data":{"answer":1}}\nstopped\n');
  });
});
