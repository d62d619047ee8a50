import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import type { Command } from 'commander';
import {
  KeySetError,
  parseObject,
  readKeySet,
  verifyAttestation,
} from '../../subgraphs/attestations/verification/index.ts';
import type {
  Check,
  KeySet,
  Verification,
} from '../../subgraphs/attestations/verification/index.ts';
import { CommandError, EXIT, emphasise, print, run } from './terminal.ts';
import { isUrl, readTrusted } from './trusted-source.ts';

interface VerifyOptions {
  readonly jwks: string;
  readonly audience?: string;
  readonly at?: string;
  readonly offline?: boolean;
  readonly json?: boolean;
}

/** A clock before this was never set: it tells no time. */
const EARLIEST_CLOCK = Date.parse('2026-01-01T00:00:00Z');

/** `symbolon verify`: checks an attestation against keys that the caller names, and nothing else. */
export function register(program: Command): void {
  program
    .command('verify')
    .description('verify an attestation, naming each check')
    .argument('<file>', 'file with the JWS, or - for standard input')
    .requiredOption('--jwks <file-or-url>', 'keys that you trust, as a JWK set')
    .option('--audience <uri>', 'who you are: must be among the audiences')
    .option('--at <time>', 'instant to verify at (default: the clock of this machine)')
    .option('--offline', 'make no request at all')
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExit: 0 valid, 1 invalid, 2 bad input, 3 unknown.')
    .action((file: string, options: VerifyOptions) =>
      run(options.json === true, () => verify(file, options)),
    );
}

async function verify(file: string, options: VerifyOptions): Promise<number> {
  const now = clockOf(options.at);
  const keys = await keysOf(options);
  const token = await tokenOf(file);
  const verification = await verifyAttestation(token, {
    keys,
    now,
    ...(options.audience === undefined ? {} : { audience: options.audience }),
  });
  await print(options.json === true ? JSON.stringify(verification) : told(verification));
  return { valid: EXIT.done, invalid: EXIT.no, unknown: EXIT.unavailable }[verification.verdict];
}

/** The token exactly as it is: a line end too many makes it another text, and invalid. */
async function tokenOf(file: string): Promise<string> {
  if (file === '-') return (await buffer(process.stdin)).toString('latin1');
  const bytes = await readFile(file).catch(() => {
    throw new CommandError('FILE_UNREADABLE', `${file} cannot be read.`);
  });
  return bytes.toString('latin1');
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?(?:Z|[+-]\d\d:\d\d)$/;

function clockOf(at: string | undefined): Date | null {
  if (at === undefined) return Date.now() < EARLIEST_CLOCK ? null : new Date();
  const time = INSTANT.test(at) ? Date.parse(at) : NaN;
  if (Number.isNaN(time))
    throw new CommandError('USAGE', '--at is an instant such as 2026-06-30T12:00:00Z.');
  return new Date(time);
}

async function keysOf({ jwks, offline }: VerifyOptions): Promise<KeySet> {
  if (offline === true && isUrl(jwks))
    throw new CommandError('USAGE', 'With --offline, --jwks is a file.');
  const document = parseObject(await readTrusted(jwks, '--jwks'));
  try {
    return await readKeySet(document);
  } catch (error) {
    if (!(error instanceof KeySetError)) throw error;
    throw new CommandError(error.code, `--jwks ${jwks}: ${error.message}`);
  }
}

const COLOURS = { PASS: 'green', FAIL: 'red', UNKNOWN: 'yellow' } as const;
const VERDICT_COLOURS = { valid: 'green', invalid: 'red', unknown: 'yellow' } as const;

const line = ({ name, outcome, message, cause }: Check): string =>
  [
    emphasise(COLOURS[outcome], outcome.padEnd(7)),
    name.padEnd(10),
    cause === undefined ? message : `${message} (${cause})`,
  ].join(' ');

const told = ({ verdict, checks }: Verification): string =>
  [...checks.map(line), emphasise(VERDICT_COLOURS[verdict], verdict)].join('\n');
