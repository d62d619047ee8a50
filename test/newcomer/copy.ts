import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Change } from './changes.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Copies what git knows of the project into a folder, with the build that is there and the packages. */
export function copyProject(to: string): void {
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  for (const file of files.split('\n')) {
    if (file === '' || file.startsWith('test/') || !existsSync(join(ROOT, file))) continue;
    mkdirSync(dirname(join(to, file)), { recursive: true });
    cpSync(join(ROOT, file), join(to, file));
  }
  cpSync(join(ROOT, 'dist'), join(to, 'dist'), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(to, 'node_modules'));
}

/** Makes a change by hand, as a newcomer would. @throws when what it replaces is not there */
export function apply(change: Change, to: string): void {
  for (const edit of change.edits) {
    const path = join(to, edit.file);
    mkdirSync(dirname(path), { recursive: true });
    if ('write' in edit) {
      writeFileSync(path, edit.write);
      continue;
    }
    const [from, into] = edit.replace;
    const text = readFileSync(path, 'utf8');
    if (!text.includes(from)) throw new Error(`${edit.file} has no ${JSON.stringify(from)}`);
    writeFileSync(path, text.replaceAll(from, into));
  }
}

/** Generates and compiles the copy. @throws with what the compiler says */
export function build(copy: string): void {
  const node = (...args: readonly string[]): string =>
    execFileSync(process.execPath, args, { cwd: copy, encoding: 'utf8', stdio: 'pipe' });
  node('dist/scripts/generate/index.js');
  node('node_modules/typescript/bin/tsc', '-p', '.');
}
