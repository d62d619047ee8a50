import { Option, type Command } from 'commander';
import { readConfig } from '../../../gateway/config/config.ts';
import { PUBLISHED_BEFORE_USE_DAYS } from '../../../subgraphs/attestations/keys/index.ts';
import type { KeyRing, PublicKey, Purpose } from '../../../subgraphs/attestations/keys/index.ts';
import { openHubKeys } from '../hub-store.ts';
import { registerProve } from './keys-prove.ts';
import { registerRoot } from './keys-root.ts';
import { CommandError, EXIT, print, run } from '../terminal.ts';

interface KeysOptions {
  readonly purpose: Purpose;
  readonly now?: boolean;
  readonly json?: boolean;
}

interface RevokeOptions {
  readonly reason: string;
  readonly compromisedAt?: string;
  readonly json?: boolean;
}

const MAX_REASON_LENGTH = 500;
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
  keys
    .command('revoke')
    .description('believe a key no more, for good; its successor signs from now on')
    .argument('<kid>', 'identifier of the key, as listed')
    .requiredOption('--reason <text>', 'ground, for the public record')
    .option(
      '--compromised-at <time>',
      'since when the secret may have been in other hands (default: ever; nothing it signed counts)',
    )
    .option('--json', 'print as JSON')
    .action((kid: string, options: RevokeOptions) =>
      run(options.json === true, () => revoke(kid, options)),
    );
  registerProve(keys);
  registerRoot(keys);
}

const open = (): KeyRing => openHubKeys(readConfig());

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
  compromisedAt,
  reason,
}: PublicKey) => ({
  kid,
  purpose,
  alg,
  state,
  createdAt,
  activatedAt,
  retiredAt,
  revokedAt,
  compromisedAt,
  reason,
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

async function revoke(kid: string, options: RevokeOptions): Promise<number> {
  const { reason, compromisedAt, json } = options;
  const since = compromisedAt === undefined ? undefined : readInstant(compromisedAt);
  if (since === null)
    throw new CommandError('USAGE', '--compromised-at is an instant such as 2026-06-30T12:00:00Z.');
  if (reason.trim() === '' || reason.length > MAX_REASON_LENGTH)
    throw new CommandError('USAGE', `Say why, in 1 to ${MAX_REASON_LENGTH} characters.`);
  if (since && since > new Date())
    throw new CommandError('USAGE', '--compromised-at lies in the future: leave it out.');
  const keys = open();
  if (!keys.find(kid))
    throw new CommandError('KEY_UNKNOWN', 'There is no key with this identifier.');
  const key = keys.revoke(kid, reason, since);
  keys.signer(key.purpose);
  await print(
    json === true
      ? JSON.stringify({ key: shown(key) })
      : `${key.kid} is revoked; nothing it signed from ${key.compromisedAt ?? 'ever'} on counts.`,
  );
  return EXIT.done;
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?(?:Z|[+-]\d\d:\d\d)$/;

/** An instant as written on the command line (RFC 3339); null when it is none. */
function readInstant(text: string): Date | null {
  const time = INSTANT.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(time) ? null : new Date(time);
}
