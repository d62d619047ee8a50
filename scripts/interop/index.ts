import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { publish } from './hub.ts';
import { SOURCES, ask, isPresent, output } from './run.ts';
import type { Result } from './run.ts';
import { SUMDB, VERIFIERS } from './verifiers.ts';
import type { Verifier } from './verifiers.ts';

/**
 * `npm run test:interop -- [--json] [--no-install]`: a real hub's attestation against every verifier
 * that can be had here. Ends with 1 when one refuses it, takes a tampered copy, or is missing.
 */
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    'no-install': { type: 'boolean', default: false },
  },
});

const tell = (text: string): void => void process.stderr.write(`${text}\n`);

/** Installs what is missing, where this machine lets us: as root, from its Debian archive. */
async function install(verifiers: readonly Verifier[]): Promise<void> {
  const missing = [];
  for (const verifier of verifiers) if (!(await isPresent(verifier))) missing.push(verifier);
  const packages = [...new Set(missing.flatMap((verifier) => verifier.packages))];
  if (packages.length === 0 || values['no-install'] || process.getuid?.() !== 0) return;
  tell(`Installing ${packages.join(' ')}…`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args: string[]): number | null =>
    spawnSync('apt-get', ['-qq', ...args], { stdio: ['ignore', 2, 2], env }).status;
  apt('update');
  // One by one: an archive that lacks one still has the others.
  for (const name of packages) apt('install', '-y', '--no-install-recommends', name);
}

const NOT_INSTALLED = 'not installed';

async function matrix(folder: string): Promise<readonly Result[]> {
  const { token, keys, log } = await publish();
  const results: Result[] = [];
  for (const verifier of VERIFIERS) {
    const { name } = verifier;
    results.push(
      (await isPresent(verifier))
        ? await ask(verifier, folder, token, keys)
        : { name, verified: false, taken: [], missing: NOT_INSTALLED },
    );
  }
  results.push(await askLog(folder, log as LogInput));
  return results;
}

interface LogInput {
  readonly entry: string;
  readonly consistency: readonly string[];
}

/** Go's checksum database on the checkpoints and proofs; tampered: another entry, another history. */
async function askLog(folder: string, log: LogInput): Promise<Result> {
  const { name, env, build, verify } = SUMDB;
  const places = { sources: SOURCES, work: folder };
  const compiled = (await isPresent(SUMDB)) && build ? await output(build(places), env) : null;
  if (compiled === null) return { name, verified: false, taken: [], missing: NOT_INSTALLED };
  const file = join(folder, 'log.json');
  const takes = async (input: LogInput): Promise<boolean> => {
    await writeFile(file, JSON.stringify(input));
    const command = verify({ token: file, jwks: '', pem: '' }, places);
    return (await output(command))?.trim() === 'verified';
  };
  const verified = await takes(log);
  const other = Buffer.alloc(32, 7).toString('base64');
  const taken = [];
  if (await takes({ ...log, entry: other })) taken.push('another entry');
  if (await takes({ ...log, consistency: log.consistency.map(() => other) }))
    taken.push('another history');
  return { name, verified, taken };
}

const told = ({ name, verified, taken, missing }: Result): string =>
  [
    name.padEnd(26),
    (missing ?? (verified ? 'verified' : 'REFUSED')).padEnd(14),
    missing === undefined && (taken.length === 0 ? 'all refused' : `TOOK ${taken.join(', ')}`),
  ]
    .filter((cell) => cell !== false)
    .join('  ');

const folder = await mkdtemp(join(tmpdir(), 'symbolon-interop-'));
try {
  await install([...VERIFIERS, SUMDB]);
  const results = await matrix(folder);
  const good = results.filter(({ verified, taken }) => verified && taken.length === 0).length;
  const lines = [
    `${'verifier'.padEnd(26)}  ${'attestation'.padEnd(14)}  tampered`,
    ...results.map(told),
    `${good} of ${results.length}`,
  ];
  process.stdout.write(`${values.json ? JSON.stringify(results, null, 2) : lines.join('\n')}\n`);
  process.exitCode = good === results.length ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
