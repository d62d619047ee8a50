import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
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

describe('backup and restore', () => {
  const modesOf = (dir: string): Record<string, string> =>
    Object.fromEntries(
      readdirSync(dir, { recursive: true, encoding: 'utf8' }).map((name) => [
        name,
        (statSync(join(dir, name)).mode & 0o777).toString(8),
      ]),
    );

  it('give, of a running hub, a hub of which nothing is wrong, with secrets readable by nobody else', async () => {
    const copy = join(folder, 'copy');
    const made = await symbolon(['backup', copy, '--json'], { env: env(hub.dataDir) });
    expect(made).toMatchObject({ code: 0 });
    expect(JSON.parse(made.stdout)).toMatchObject({ log: { size: 4 }, documents: 2 });
    const modes = modesOf(copy);
    expect(modes['store.db']).toBe('600');
    expect(modes['keys']).toBe('700');
    for (const [name, mode] of Object.entries(modes))
      expect([name, /^[67]00$/.test(mode)]).toEqual([name, true]);
    const target = join(folder, 'restored');
    expect(await symbolon(['restore', copy], { env: env(target) })).toMatchObject({ code: 0 });
    expect(Object.values(modesOf(target)).every((mode) => /^[67]00$/.test(mode))).toBe(true);
    const checked = await symbolon(['fsck', '--json'], { env: env(target) });
    expect(JSON.parse(checked.stdout)).toMatchObject({
      sound: true,
      checked: { attestations: 2, leaves: 4 },
      findings: [],
    });
    expect(checked.code).toBe(0);
  });

  it('refuse a folder that holds data, and a copy that was changed', async () => {
    const copy = join(folder, 'copy');
    expect(await symbolon(['restore', copy], { env: env(join(folder, 'restored')) })).toMatchObject(
      {
        code: 2,
      },
    );
    expect(await symbolon(['backup', copy], { env: env(hub.dataDir) })).toMatchObject({ code: 2 });
    writeFileSync(join(copy, 'store.db'), 'x');
    const { code, stderr } = await symbolon(['restore', copy], { env: env(join(folder, 'other')) });
    expect([code, stderr]).toEqual([1, expect.stringContaining('BACKUP_DAMAGED')]);
  });
});
