import { spawnSync } from 'node:child_process';
import { hostname } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Clone } from './clone.ts';

let clone: Clone;

beforeEach(() => {
  clone = new Clone();
});
afterEach(() => {
  clone.remove();
});

describe('npm start', () => {
  it('installs aside, compiles and serves', async () => {
    expect(await clone.run('start', '--more')).toMatchObject({
      exit: 0,
      stdout: 'serve --more // 1.0.0\n',
    });
    expect(await clone.run('start')).toMatchObject({ exit: 0, stderr: '' });
    expect([clone.calls().length, clone.read('compiled')]).toEqual([1, '.']);
    expect(clone.left()).toEqual([]);
  });

  it('installs and compiles once when two begin together', async () => {
    const ends = await Promise.all([clone.run('start'), clone.run('start'), clone.run('start')]);
    expect(ends.map(({ exit }) => exit)).toEqual([0, 0, 0]);
    expect([clone.calls().length, clone.read('compiled')]).toEqual([1, '.']);
  });

  it('leaves the packages there are whole while it installs others, and when that fails', async () => {
    await clone.run('start');
    clone.lock('2.0.0');
    clone.write('npm-fails', '');
    expect((await clone.run('start')).exit).toBe(7);
    expect(clone.read('node_modules/libsql/index.js')).toBe('// 1.0.0');
    spawnSync('rm', [clone.path('npm-fails')]);
    expect((await clone.run('start')).stdout).toBe('serve // 2.0.0\n');
    expect(clone.calls().map(({ before }) => before)).toEqual([null, '// 1.0.0', '// 1.0.0']);
    expect(clone.left()).toEqual([]);
  });

  it('takes over from a process that ended while it set up', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    clone.write('.setup.lock', `${pid}@${hostname()} 1`);
    expect((await clone.run('start')).exit).toBe(0);
    expect(clone.left()).toEqual([]);
  });
});

describe('a command', () => {
  const ask = async () => clone.run('symbolon', 'ask');

  it('says what to do where nothing is installed, and installs nothing', async () => {
    const { exit, stdout, stderr } = await ask();
    expect([exit, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(/not installed\.\nRun `npm start` or `npm ci` in .* first\.\n$/);
    expect(clone.calls()).toEqual([]);
  });

  it('runs with what a person has installed, and compiles once for several', async () => {
    await clone.install();
    const ends = await Promise.all([ask(), ask(), ask()]);
    expect(ends.map(({ stdout }) => stdout)).toEqual(new Array(3).fill('ask // 1.0.0\n'));
    expect([clone.calls().length, clone.read('compiled')]).toEqual([1, '.']);
  });

  it('says so when the packages are not those of the lockfile', async () => {
    await clone.run('start');
    clone.lock('2.0.0');
    const { exit, stderr } = await ask();
    expect([exit, stderr]).toEqual([3, expect.stringContaining('(node_modules/libsql)')]);
    expect(clone.calls()).toHaveLength(1);
  });

  it('says so when they do not load under this Node', async () => {
    await clone.install();
    clone.write('node_modules/libsql/index.js', "throw new Error('another ABI')");
    const { exit, stderr } = await ask();
    expect(exit).toBe(3);
    expect(stderr).toContain(`do not load under Node ${process.version} (`);
    expect(stderr).toContain('another ABI');
  });
});
