import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startAttestedHub, symbolon } from './attested-hub.ts';
import type { AttestedHub } from './attested-hub.ts';

let hub: AttestedHub['hub'];
let folder: AttestedHub['folder'];
let env: AttestedHub['env'];
let stop: AttestedHub['stop'];

beforeAll(async () => {
  ({ hub, folder, env, stop } = await startAttestedHub());
});
afterAll(() => stop());

describe('export', () => {
  it('imports to the same facts', async () => {
    const [first, second] = [join(folder, 'facts.json'), join(folder, 'again.ndjson')];
    const other = env(join(folder, 'imported'));
    expect(await symbolon(['export', '-o', first], { env: env(hub.dataDir) })).toMatchObject({
      code: 0,
    });
    expect(await symbolon(['import', first], { env: other })).toMatchObject({ code: 0 });
    const third = join(folder, 'again.json');
    await symbolon(['export', '-o', third], { env: other });
    expect(readFileSync(third, 'utf8')).toEqual(readFileSync(first, 'utf8'));
    const lines = await symbolon(['export', '--format', 'ndjson', '-o', second], { env: other });
    expect(lines.code).toBe(0);
    const unchanged = await symbolon(['import', second, '--json'], { env: other });
    expect(unchanged.stdout).toContain('UNCHANGED');
  });
});
