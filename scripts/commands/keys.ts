import { Option, type Command } from 'commander';
import { readConfig } from '../../gateway/config.ts';
import { openKeys, PUBLISHED_BEFORE_USE_DAYS } from '../../subgraphs/attestations/keys/index.ts';
import type { KeyRing, PublicKey, Purpose } from '../../subgraphs/attestations/keys/index.ts';
import { EXIT, print, run } from './terminal.ts';

interface KeysOptions {
  readonly purpose: Purpose;
  readonly now?: boolean;
  readonly json?: boolean;
}

const PURPOSES: readonly Purpose[] = ['attestation', 'status', 'log', 'witness'];

/** `symbolon keys`: the hub's signing keys, their states and their rotation. */
export function register(program: Command): void {
  const keys = program.command('keys').description("the hub's signing keys");
  keys
    .command('list')
    .description('every key with its purpose, state and dates; never a secret')
    .option('--json', 'print as JSON')
    .action((options: KeysOptions) => run(options.json === true, () => list(options)));
  keys
    .command('rotate')
    .description(
      `publish the next key; ${PUBLISHED_BEFORE_USE_DAYS} days later, make it the active one`,
    )
    .addOption(
      new Option('--purpose <purpose>', 'what the key signs')
        .choices(PURPOSES)
        .default('attestation'),
    )
    .option('--now', 'make it active at once (after a leak): verifiers may not have it yet')
    .option('--json', 'print as JSON')
    .action((options: KeysOptions) => run(options.json === true, () => rotate(options)));
}

function open(): KeyRing {
  const { dataDir, hubId } = readConfig();
  const keys = openKeys({ dataDir, hubId, now: () => new Date() });
  keys.signer('attestation');
  return keys;
}

/** A key as it is shown: what everyone may know. */
const shown = ({
  kid,
  purpose,
  alg,
  state,
  createdAt,
  activatedAt,
  retiredAt,
  revokedAt,
}: PublicKey) => ({
  kid,
  purpose,
  alg,
  state,
  createdAt,
  activatedAt,
  retiredAt,
  revokedAt,
});

async function list({ json }: KeysOptions): Promise<number> {
  const keys = open().keys().map(shown);
  await print(
    json === true
      ? JSON.stringify({ keys })
      : keys
          .map(({ state, purpose, alg, createdAt, kid }) =>
            [state.padEnd(8), purpose.padEnd(12), alg.padEnd(8), createdAt, kid].join('  '),
          )
          .join('\n'),
  );
  return EXIT.done;
}

const TOLD = {
  PUBLISHED: 'is published and becomes usable on',
  WAITING: 'has been published and becomes usable on',
  ACTIVATED: 'is the active key; it was to become usable on',
} as const;

async function rotate({ purpose, now, json }: KeysOptions): Promise<number> {
  const { step, key, from } = open().rotate(purpose, { immediately: now === true });
  const day = from.toISOString().slice(0, 10);
  await print(
    json === true
      ? JSON.stringify({ step, from: from.toISOString(), key: shown(key) })
      : `${key.kid} ${TOLD[step]} ${day}.`,
  );
  return EXIT.done;
}
