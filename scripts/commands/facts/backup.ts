import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import {
  chmod,
  copyFile,
  mkdir,
  readFile,
  readdir,
  rename,
  stat,
  writeFile,
} from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { createSubgraphs } from '../../../gateway/bootstrap/subgraphs.ts';
import { configOf, withData } from './open-data.ts';
import { CommandError, EXIT, print, run, tell } from '../terminal.ts';

interface BackupOptions {
  readonly json?: boolean;
}

/** Layout of a backup; a later one is refused rather than misread. */
const FORMAT = 1;
const MANIFEST = 'backup.json';
const DATABASE = 'store.db';
/** What belongs to a running store, and documents on their way in: nothing of it is kept. */
const LEFT_OUT = /^(?:store\.(?:db|db-wal|db-shm|db-journal|sock)|incoming)$/;
const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;

/** What a backup holds, and how far the hub was. */
interface Manifest {
  readonly format: number;
  readonly hubId: string;
  readonly at: string;
  /** Leaves of the log, and the root of their tree. */
  readonly log: { readonly size: number; readonly root: string };
  /** Number of the last document of facts. */
  readonly documents: number;
  /** SHA-256 of each file, in hexadecimal, by path. */
  readonly files: Readonly<Record<string, string>>;
}

/** `symbolon backup|restore`: a consistent copy of the data directory, while the hub runs. */
export function register(program: Command): void {
  program
    .command('backup')
    .description('copy the data of a hub, running or not, to a new folder: store, keys, witnesses')
    .argument('<folder>', 'folder to make')
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExit: 0 done, 2 the folder exists or MongoDB is used, 3 no store.')
    .action((folder: string, options: BackupOptions) =>
      run(options.json === true, () => backup(resolve(folder), options)),
    );
  program
    .command('restore')
    .description('put a backup where DATA_DIR says; the hub must not run')
    .argument('<folder>', 'folder that backup made')
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExit: 0 done, 1 the backup is damaged, 2 DATA_DIR already holds data.')
    .action((folder: string, options: BackupOptions) =>
      run(options.json === true, () => restore(resolve(folder), options)),
    );
}

async function backup(folder: string, { json }: BackupOptions): Promise<number> {
  return withData(async ({ config, store, facts, now, random }) => {
    const { copyTo } = store;
    if (!copyTo)
      throw new CommandError(
        'NOT_EMBEDDED',
        'MONGODB_URI is set: back the database up with its own tools, and copy DATA_DIR/keys.',
      );
    await mkdir(dirname(folder), { recursive: true });
    await mkdir(folder, { mode: FOLDER_MODE }).catch((error: unknown) => {
      const { code } = error as NodeJS.ErrnoException;
      throw new CommandError('OUTPUT_UNWRITABLE', `${folder} cannot be made (${code ?? ''}).`);
    });
    const { attestations: service } = await createSubgraphs({ config, store, facts, now, random });
    const size = await service.log.size();
    const root = (await (await service.log.tree(size)).root()).toString('base64');
    await copyTo(join(folder, DATABASE));
    // After the store: so the copy has every key that the store names.
    const files: Record<string, string> = { [DATABASE]: await digestOf(join(folder, DATABASE)) };
    for (const file of await filesOf(config.dataDir)) {
      const target = join(folder, file);
      await mkdir(dirname(target), { recursive: true, mode: FOLDER_MODE });
      await copyFile(join(config.dataDir, file), target);
      await chmod(target, FILE_MODE);
      files[file] = await digestOf(target);
    }
    const manifest: Manifest = {
      format: FORMAT,
      hubId: config.hubId,
      at: now().toISOString(),
      log: { size, root },
      documents: facts.horizon.current(),
      files,
    };
    // Last: a folder without it is no backup.
    const draft = join(folder, `.${MANIFEST}`);
    await writeFile(draft, `${JSON.stringify(manifest, null, 2)}\n`, { mode: FILE_MODE });
    await rename(draft, join(folder, MANIFEST));
    await print(
      json === true
        ? JSON.stringify({ folder, ...manifest })
        : `${folder}: ${Object.keys(files).length} files, log of ${size} leaves.`,
    );
    return EXIT.done;
  });
}

async function restore(folder: string, { json }: BackupOptions): Promise<number> {
  const { dataDir } = configOf();
  const manifest = await readManifest(folder);
  const there = await readdir(dataDir).catch(() => []);
  if (there.length > 0)
    throw new CommandError(
      'DATA_PRESENT',
      `${dataDir} is not empty. Move it away first; nothing was changed.`,
    );
  for (const [file, digest] of Object.entries(manifest.files))
    if ((await digestOf(join(folder, file)).catch(() => '')) !== digest)
      throw new CommandError(
        'BACKUP_DAMAGED',
        `${file} is missing or not as it was written. Nothing was changed.`,
        EXIT.no,
      );
  await mkdir(dataDir, { recursive: true, mode: FOLDER_MODE });
  // The database last: a hub that is started too early finds a folder without data.
  const files = Object.keys(manifest.files).filter((file) => file !== DATABASE);
  for (const file of [...files, DATABASE]) {
    const target = join(dataDir, file);
    await mkdir(dirname(target), { recursive: true, mode: FOLDER_MODE });
    await copyFile(join(folder, file), target);
    await chmod(target, FILE_MODE);
  }
  const { at, log } = manifest;
  tell(
    `The data are those of ${at}. If checkpoints of more than ${log.size} leaves are out, what was ` +
      'logged after the backup is lost: docs/operators.md says what then.',
  );
  await print(
    json === true
      ? JSON.stringify({ folder: dataDir, ...manifest })
      : `${dataDir}: restored, log of ${log.size} leaves.`,
  );
  return EXIT.done;
}

/** Paths below a folder, of plain files, without the store's own. */
async function filesOf(folder: string): Promise<string[]> {
  const found = await readdir(folder, { withFileTypes: true, recursive: true });
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(resolve(folder).length + 1))
    .filter((path) => !LEFT_OUT.test(path.split('/')[0] ?? '') && !path.endsWith('.tmp'))
    .sort();
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

async function readManifest(folder: string): Promise<Manifest> {
  const path = join(folder, MANIFEST);
  const found = await stat(path).catch(() => null);
  const text = found ? await readFile(path, 'utf8') : '';
  let manifest: Partial<Manifest> = {};
  try {
    manifest = JSON.parse(text) as Partial<Manifest>;
  } catch {
    // Told below.
  }
  const { format, files } = manifest;
  const isSafe = Object.keys(files ?? {}).every((file) =>
    /^(?!\/)(?!.*\.\.)[\w./@:+-]+$/.test(file),
  );
  if (format !== FORMAT || !files || !isSafe)
    throw new CommandError('BACKUP_UNKNOWN', `${folder} is no backup that this version reads.`);
  return manifest as Manifest;
}
