import { existsSync, realpathSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import type { Command } from 'commander';
import { readConfig } from '../../../gateway/config/config.ts';
import { RootError, makeRoot, signBundle } from '../../../subgraphs/attestations/trust/index.ts';
import type { BundleDraft } from '../../../subgraphs/attestations/trust/index.ts';
import { isExposed } from '../../../lib/key-file.ts';
import { output, readJson } from '../named-file.ts';
import { CommandError, EXIT, print, run, tell } from '../terminal.ts';
import { draftOfHub } from './trust-draft.ts';

interface InitOptions {
  readonly out: string;
  readonly hubId?: string;
  readonly json?: boolean;
}

interface SignOptions {
  readonly root: string;
  readonly draft?: string;
  readonly days: string;
  readonly output?: string;
  readonly json?: boolean;
}

const OWNER_ONLY = 0o600;
const DAY_S = 86_400;
const MAX_DAYS = 90;

/** `symbolon keys init-root` and `sign-bundle`: what happens away from the hub. */
export function registerRoot(keys: Command): void {
  keys
    .command('init-root')
    .description('make the offline root key; its secret goes to the file named and nowhere else')
    .requiredOption('--out <file>', 'where the secret goes: a medium that is then locked away')
    .option('--hub-id <did>', 'the hub it is for (default: HUB_ID)')
    .option('--json', 'print the public key as JSON only')
    .action((options: InitOptions) => run(options.json === true, () => initRoot(options)));
  keys
    .command('sign-bundle')
    .description('sign a trust bundle with the root key; needs neither network nor store')
    .requiredOption('--root <file>', 'the root key with its secret')
    .option('--draft <file>', 'what `symbolon trust draft` made (default: of the hub in DATA_DIR)')
    .option('--days <n>', `days for which it holds, 1 to ${MAX_DAYS}`, '30')
    .option('-o, --output <file>', 'where to write the bundle (default: standard output)')
    .option('--json', 'print errors as JSON')
    .action((options: SignOptions) => run(options.json === true, () => sign(options)));
}

async function initRoot({ out, hubId, json }: InitOptions): Promise<number> {
  const config = readConfig();
  const file = resolve(out);
  refuseInside(config.dataDir, file);
  const root = makeRoot(hubId ?? config.hubId, new Date());
  write(file, root.secret);
  const publicFile = `${file}.pub`;
  write(publicFile, root.public);
  const text = JSON.stringify(root.public);
  await print(json === true ? text : String((root.public as { kid?: string }).kid));
  if (json !== true) {
    tell(`The secret is in ${file}: take it off this machine.`);
    tell(`The public key is in ${publicFile}: give it to everyone who should trust this hub.`);
  }
  return EXIT.done;
}

/** The root signs who is trusted: on the machine that it vouches for it would vouch for nothing. */
function refuseInside(dataDir: string, file: string): void {
  const real = (path: string): string => {
    try {
      return realpathSync(path);
    } catch {
      return resolve(path);
    }
  };
  const place = join(real(dirname(file)), basename(file));
  if (place.startsWith(`${real(dataDir)}${sep}`))
    throw new CommandError(
      'ROOT_IN_DATA_DIR',
      'The root key is never kept in DATA_DIR: name a removable medium.',
    );
}

function write(file: string, value: object): void {
  try {
    writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`, { flag: 'wx', mode: OWNER_ONLY });
  } catch (error) {
    const exists = (error as NodeJS.ErrnoException).code === 'EEXIST';
    throw exists
      ? new CommandError('FILE_EXISTS', `${file} exists: a root key is never overwritten.`)
      : new CommandError('FILE_UNWRITABLE', `${file} cannot be written.`, EXIT.unavailable);
  }
}

async function sign({ root, draft, days, output: file }: SignOptions): Promise<number> {
  const count = /^\d{1,2}$/.test(days) ? Number(days) : 0;
  if (count < 1 || count > MAX_DAYS)
    throw new CommandError('USAGE', `--days is a whole number from 1 to ${MAX_DAYS}.`);
  if (existsSync(root) && isExposed(root))
    throw new CommandError(
      'ROOT_EXPOSED',
      `Others can read ${root}: chmod 600, or make a new root.`,
    );
  const secret = await readJson(root, '--root');
  const content =
    draft === undefined
      ? await draftOfHub()
      : ((await readJson(draft, '--draft')) as unknown as BundleDraft);
  try {
    const token = await signBundle(content, secret, { now: new Date(), seconds: count * DAY_S });
    await output(file, token);
  } catch (error) {
    if (error instanceof RootError) throw new CommandError(error.code, error.message);
    throw error;
  }
  return EXIT.done;
}
