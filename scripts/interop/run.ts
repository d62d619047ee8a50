import { execFile } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import type { JsonWebKey } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Command, Input, Places, Verifier } from './verifiers.ts';

const TIMEOUT_MS = 60_000;
const run = promisify(execFile);

/** Where the programs of the verifiers are, whether this runs compiled or not. */
export const SOURCES = fileURLToPath(
  new URL(
    import.meta.url.includes('/dist/') ? '../../../scripts/interop/verifiers' : './verifiers',
    import.meta.url,
  ),
);

/** What a tool said: verified, refused, or not asked. */
export interface Result {
  readonly name: string;
  readonly verified: boolean;
  /** Tampered tokens that it took nevertheless. */
  readonly taken: readonly string[];
  /** Why it could not be asked. */
  readonly missing?: string;
}

/** The output of a command, or null when it did not end with 0. */
export async function output(
  [program, ...args]: Command,
  env: Readonly<Record<string, string>> = {},
): Promise<string | null> {
  const options = { timeout: TIMEOUT_MS, env: { ...process.env, NODE_OPTIONS: '', ...env } };
  return run(program, args, options).then(
    ({ stdout }) => stdout,
    () => null,
  );
}

/** True where the tool is installed. */
export const isPresent = async ({ probe, env }: Verifier): Promise<boolean> =>
  (await output(probe, env)) !== null;

export interface KeySet {
  readonly keys: readonly (JsonWebKey & { readonly kid: string })[];
}

/** Writes the keys as a verifier may need them, and names the file its token will be in. */
async function writeKeys(folder: string, token: string, { keys }: KeySet): Promise<Input> {
  const [header = ''] = token.split('.');
  const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString()) as { kid: string };
  const jwk = keys.find((key) => key.kid === kid);
  if (!jwk) throw new Error('The key set has no key of the token.');
  const pem = createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
  const input = {
    token: join(folder, 'token.jws'),
    jwks: join(folder, 'jwks.json'),
    pem: join(folder, 'key.pem'),
  };
  await writeFile(input.jwks, JSON.stringify({ keys }));
  await writeFile(input.pem, pem);
  return input;
}

/** Copies of a token that nobody may take: one thing of each changed. */
export function tampered(token: string): Readonly<Record<string, string>> {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const swap = (text: string, at: number): string =>
    text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
  const longer = Buffer.from(JSON.stringify({ ...claims, sub: 'another' })).toString('base64url');
  const none = Buffer.from('{"alg":"none"}').toString('base64url');
  return {
    'another payload': `${header}.${longer}.${signature}`,
    'a changed signature': `${header}.${payload}.${swap(signature, 20)}`,
    'a zero signature': `${header}.${payload}.${Buffer.alloc(64).toString('base64url')}`,
    'no signature': `${none}.${payload}.`,
  };
}

/** Asks one verifier about a token and about tampered copies of it, named by what was changed. */
export async function ask(
  { name, env, build, verify }: Verifier,
  folder: string,
  token: string,
  keys: KeySet,
  copies: Readonly<Record<string, string>> = tampered(token),
): Promise<Result> {
  const places: Places = { sources: SOURCES, work: join(folder, name.replace(/\W+/g, '-')) };
  await mkdir(places.work, { recursive: true });
  if (build && (await output(build(places), env)) === null)
    return { name, verified: false, taken: [], missing: 'does not compile' };
  const input = await writeKeys(places.work, token, keys);
  const takes = async (text: string): Promise<boolean> => {
    await writeFile(input.token, text);
    const printed = await output(verify(input, places), env);
    return printed?.includes('"iss"') === true;
  };
  const verified = await takes(token);
  const taken: string[] = [];
  for (const [what, text] of Object.entries(copies)) if (await takes(text)) taken.push(what);
  return { name, verified, taken };
}
