import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { start } from '../servers.ts';
import { syntheticFacts } from './operations.ts';

const root = new URL('../../../../', import.meta.url);

/** What the filled store depends on: other facts or another format make another one. */
const INGREDIENTS = [
  'schema/facts.schema.json',
  'scripts/bench/gateway/operations.ts',
  'scripts/seed/data/common-criteria.json',
  'scripts/seed/data/agreements.json',
  'facts/kinds/stored.ts',
  'subgraphs/attestations/model.ts',
];

/**
 * The data directory with the bundled data and 100,000 synthetic certificates. It is filled once and kept
 * between runs, in the system's folder for temporary files.
 */
export async function openDataset(
  env: Readonly<Record<string, string>>,
  tell: (text: string) => void,
): Promise<string> {
  const hash = createHash('sha256');
  for (const file of INGREDIENTS) hash.update(await readFile(new URL(file, root)));
  const kept = join(tmpdir(), `symbolon-bench-${hash.digest('hex').slice(0, 12)}`);
  if (existsSync(kept)) return kept;

  const filling = `${kept}.filling`;
  await rm(filling, { recursive: true, force: true });
  await mkdir(filling, { recursive: true });
  tell('loading the bundled data…');
  const hub = await start('seeding hub', './hub.js', [], { ...env, DATA_DIR: filling });
  await hub.stop();
  const file = join(filling, 'synthetic.ndjson');
  await pipeline(syntheticFacts(), createWriteStream(file));
  tell('importing 100,000 certificates, once…');
  const cli = fileURLToPath(new URL('dist/scripts/symbolon.js', root));
  const { status } = spawnSync(process.execPath, [cli, 'import', file], {
    env: { ...process.env, ...env, DATA_DIR: filling },
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) throw new Error('The synthetic certificates cannot be imported');
  await rm(file);
  await rename(filling, kept);
  return kept;
}
