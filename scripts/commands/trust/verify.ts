import { createReadStream } from 'node:fs';
import type { Command } from 'commander';
import {
  KeySetError,
  QR_PREFIX,
  parseCompact,
  parseObject,
  readKeySet,
  readQrText,
  readTrustedLog,
  statusListCheck,
  statusReference,
  verifyAttestation,
  verifyQr,
} from '../../../subgraphs/attestations/verification/index.ts';
import type {
  Check,
  JsonObject,
  KeySet,
  LogSource,
  Verification,
} from '../../../subgraphs/attestations/verification/index.ts';
import { savedMaterials } from './saved-trust.ts';
import type { Materials } from './saved-trust.ts';
import { CommandError, EXIT, emphasise, print, run } from '../terminal.ts';
import { isUrl, readTrusted } from './trusted-source.ts';

interface VerifyOptions {
  readonly jwks?: string;
  readonly bundle?: string;
  readonly root?: string;
  readonly status?: string;
  readonly log?: string;
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
    .argument('<file>', 'file with the JWS or the text of its QR code, or - for standard input')
    .option('--jwks <file-or-url>', 'keys that you trust, as a JWK set')
    .option('--bundle <file>', 'instead: what `symbolon trust export` saved')
    .option('--root <file>', 'public root key that must have signed the keys in --bundle')
    .option(
      '--status <file-or-url>',
      'status list of its issuer (default: at the origin of --jwks, if that is an address)',
    )
    .option('--log <file-or-url>', 'proof that it is in the log, or the address of the log')
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
  refuseAddressesOffline(options);
  const now = clockOf(options.at);
  const token = await tokenOf(file);
  const { keys, log, lists, enquiries } = await materialsOf(token, now, options);
  const verification = await verifierOf(token)(token, {
    keys,
    now,
    ...(options.audience === undefined ? {} : { audience: options.audience }),
    ...(log === undefined ? {} : { log }),
    enquiries: [...enquiries, statusListCheck(lists, { keys, now })],
  });
  await print(options.json === true ? JSON.stringify(verification) : told(verification));
  return { valid: EXIT.done, invalid: EXIT.no, unknown: EXIT.unavailable }[verification.verdict];
}

/** What to verify with: named piece by piece, or saved together. */
async function materialsOf(
  token: string,
  now: Date | null,
  options: VerifyOptions,
): Promise<Materials> {
  const { jwks, bundle, root } = options;
  if ((jwks === undefined) === (bundle === undefined))
    throw new CommandError('USAGE', 'Name the keys that you trust: --jwks, or --bundle.');
  if (bundle !== undefined) return savedMaterials(bundle, root, token, now);
  const document = parseObject(await readTrusted(jwks ?? '', '--jwks')) ?? {};
  const log = await logOf(document, token, options.log);
  return {
    keys: await keysOf(document, jwks ?? ''),
    lists: await listsOf(token, jwks ?? '', options),
    ...(log === undefined ? {} : { log }),
    enquiries: [],
  };
}

/** The text of a QR code is verified as such, anything else as an attestation. */
const verifierOf = (token: string): typeof verifyAttestation =>
  token.startsWith(QR_PREFIX) ? verifyQr : verifyAttestation;

function refuseAddressesOffline({ offline, jwks, bundle, status, log }: VerifyOptions): void {
  const address = [jwks, bundle, status, log].find((place) => place !== undefined && isUrl(place));
  if (offline === true && address !== undefined)
    throw new CommandError('USAGE', `With --offline, ${address} must be a file.`);
}

/** What a token says, before anything of it is believed: only to know what to look for. */
function unverifiedClaims(token: string): JsonObject {
  const jws = parseCompact(readQrText(token) ?? token);
  return (jws && parseObject(jws.payload)) ?? {};
}

/**
 * The status lists at hand. When the keys come from an address, the list is looked for there too:
 * at the origin that the caller named, under the number that the token gives, nowhere else.
 */
async function listsOf(
  token: string,
  jwks: string,
  { status, offline }: VerifyOptions,
): Promise<string[]> {
  if (status !== undefined)
    return [(await readTrusted(status, '--status')).toString('latin1').trim()];
  const reference = statusReference(unverifiedClaims(token));
  if (offline === true || !isUrl(jwks) || !reference) return [];
  const base = jwks.replace(/\/\.well-known\/[^/]*$/, '');
  const number = /\/status\/([1-9]\d{0,8})$/.exec(reference.uri)?.[1];
  if (number === undefined || base === jwks) return [];
  const list = await readTrusted(`${base}/status/${number}`, '--status').catch(() => null);
  return list ? [list.toString('latin1')] : [];
}

const ATTESTATION_ID = /\/attestations\/([A-Za-z0-9_-]{22})$/;

/** The log to trust, from beside the keys, and the proof: from a file, or from the log named. */
async function logOf(
  document: JsonObject,
  token: string,
  place: string | undefined,
): Promise<LogSource | undefined> {
  if (place === undefined) return undefined;
  const log = await readTrustedLog(document);
  if (!log) throw new CommandError('NO_LOG_KEY', '--jwks names no log to trust (mra_log).');
  const { jti } = unverifiedClaims(token);
  const id = typeof jti === 'string' ? ATTESTATION_ID.exec(jti)?.[1] : undefined;
  const isLog = isUrl(place) && !place.includes('/proof/');
  if (isLog && id === undefined) return { log, proof: null };
  const address = isLog ? `${place.replace(/\/$/, '')}/proof/${id ?? ''}` : place;
  return { log, proof: (await readTrusted(address, '--log')).toString('utf8') };
}

/**
 * The token exactly as it is: a line end too many makes it another text, and invalid. Only what a QR
 * reader prints may end with one.
 */
async function tokenOf(file: string): Promise<string> {
  const text = (await bytesOf(file)).toString('latin1');
  return text.startsWith(QR_PREFIX) ? text.replace(/\r?\n$/, '') : text;
}

/** Enough to tell that there is more than a token. */
const MOST_BYTES = 64 * 1024;

async function bytesOf(file: string): Promise<Buffer> {
  const source = file === '-' ? process.stdin : createReadStream(file);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > MOST_BYTES) break;
    }
  } catch {
    throw new CommandError('FILE_UNREADABLE', `${file} cannot be read.`);
  }
  return Buffer.concat(chunks);
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?(?:Z|[+-]\d\d:\d\d)$/;

function clockOf(at: string | undefined): Date | null {
  if (at === undefined) return Date.now() < EARLIEST_CLOCK ? null : new Date();
  const time = INSTANT.test(at) ? Date.parse(at) : NaN;
  if (Number.isNaN(time))
    throw new CommandError('USAGE', '--at is an instant such as 2026-06-30T12:00:00Z.');
  return new Date(time);
}

async function keysOf(document: JsonObject, place: string): Promise<KeySet> {
  try {
    return await readKeySet(document);
  } catch (error) {
    if (!(error instanceof KeySetError)) throw error;
    throw new CommandError(error.code, `--jwks ${place}: ${error.message}`);
  }
}

const COLOURS = { PASS: 'green', FAIL: 'red', UNKNOWN: 'yellow', NOT_CHECKED: 'dim' } as const;
const VERDICT_COLOURS = { valid: 'green', invalid: 'red', unknown: 'yellow' } as const;

const line = ({ name, outcome, message, code }: Check): string =>
  [
    emphasise(COLOURS[outcome], outcome.replace('_', ' ').padEnd(11)),
    name.padEnd(10),
    code === undefined ? message : `${message} (${code})`,
  ].join(' ');

const told = ({ verdict, checks }: Verification): string =>
  [...checks.map(line), emphasise(VERDICT_COLOURS[verdict], verdict)].join('\n');
