import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const BIN = fileURLToPath(new URL('../../../scripts/bin', import.meta.url));

/** Instead of npm: notes what was there when it was called, and installs what the lockfile says. */
const NPM = `#!${process.execPath}
const fs = require('node:fs');
const { resolve } = require('node:path');
const clone = process.env.CLONE;
const there = (path) => (fs.existsSync(resolve(clone, path)) ? fs.readFileSync(resolve(clone, path), 'utf8') : null);
fs.appendFileSync(resolve(clone, 'calls.ndjson'), JSON.stringify({ args: process.argv.slice(2), before: there('node_modules/libsql/index.js'), built: there('dist/scripts/symbolon.js') }) + '\\n');
if (fs.existsSync(resolve(clone, 'npm-fails'))) process.exit(7);
const { packages } = JSON.parse(fs.readFileSync('package-lock.json', 'utf8'));
fs.mkdirSync('node_modules/libsql', { recursive: true });
fs.writeFileSync('node_modules/libsql/package.json', '{"name":"libsql","main":"index.js"}');
fs.writeFileSync('node_modules/libsql/index.js', '// ' + packages['node_modules/libsql'].version);
fs.mkdirSync('node_modules/typescript/bin', { recursive: true });
fs.writeFileSync('node_modules/typescript/bin/tsc', ${JSON.stringify(tsc())});
delete packages[''];
fs.writeFileSync('node_modules/.package-lock.json', JSON.stringify({ packages }));
`;

/** Instead of the compiler: a program that says which packages it runs with. */
function tsc(): string {
  return `
const fs = require('node:fs');
const out = process.argv[process.argv.indexOf('--outDir') + 1];
fs.appendFileSync(process.env.CLONE + '/compiled', '.');
for (const folder of ['/scripts/generate', '/facts/model']) fs.mkdirSync(out + folder, { recursive: true });
fs.writeFileSync(out + '/scripts/generate/validators.js', "require('node:fs').writeFileSync(process.argv[2], '')");
fs.writeFileSync(out + '/scripts/symbolon.js', "const { readFileSync } = require('node:fs'); console.log(process.argv.slice(2).join(' '), readFileSync(__dirname + '/../../node_modules/libsql/index.js', 'utf8'))");
`;
}

export interface Ended {
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A clone of little more than the scripts that set it up, with an npm and a compiler of its own. */
export class Clone {
  readonly folder = fs.mkdtempSync(join(tmpdir(), 'symbolon-clone-'));

  constructor() {
    fs.mkdirSync(this.path('scripts'));
    fs.cpSync(BIN, this.path('scripts/bin'), { recursive: true });
    fs.mkdirSync(this.path('npm'));
    fs.writeFileSync(this.path('npm/npm'), NPM, { mode: 0o755 });
    for (const file of ['package.json', 'tsconfig.json']) this.write(file, '{}');
    this.lock('1.0.0');
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  write(name: string, text: string): void {
    fs.writeFileSync(this.path(name), text);
  }

  read(name: string): string | undefined {
    return fs.existsSync(this.path(name)) ? fs.readFileSync(this.path(name), 'utf8') : undefined;
  }

  /** Makes the lockfile ask for this version. */
  lock(version: string): void {
    const packages = {
      '': {},
      'node_modules/libsql': { version },
      'node_modules/other-machine': { version, optional: true },
      'node_modules/typescript': { version: '6.0.0' },
    };
    this.write('package-lock.json', JSON.stringify({ packages }));
  }

  /** What npm was asked to do, and what it found. */
  calls(): { args: string[]; before: string | null; built: string | null }[] {
    const lines = this.read('calls.ndjson')?.trim().split('\n') ?? [];
    return lines.map((line) => JSON.parse(line) as ReturnType<Clone['calls']>[number]);
  }

  async run(script: string, ...args: string[]): Promise<Ended> {
    const env = {
      ...process.env,
      CLONE: this.folder,
      PATH: `${this.path('npm')}${delimiter}${process.env['PATH'] ?? ''}`,
    };
    const child = spawn(process.execPath, [this.path(`scripts/bin/${script}.mjs`), ...args], {
      env,
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const [exit] = (await once(child, 'close')) as [number | null];
    return { exit, stdout, stderr };
  }

  /** npm as a person runs it. */
  async install(): Promise<void> {
    const npm = spawn(this.path('npm/npm'), ['ci'], {
      cwd: this.folder,
      env: { ...process.env, CLONE: this.folder },
    });
    await once(npm, 'close');
  }

  /** What is left beside what a set-up clone has. */
  left(): string[] {
    return fs.readdirSync(this.folder).filter((name) => name.startsWith('.'));
  }

  remove(): void {
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}
