import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK } from 'jose';
import type { CryptoKey, JWK } from 'jose';
import { assertOwnerOnly, KeyFileError } from '../../lib/key-file.ts';

/**
 * Algorithm of development tokens: Ed25519 (RFC 8037). Attestations are ES256, so a key of one
 * purpose cannot even be tried for the other.
 */
export const TOKEN_ALGORITHM = 'EdDSA';

const TOKEN_KEY = 'token-key.json';
/** The key with which the gateway speaks to subgraph services; see `services/credentials.ts`. */
export const SERVICE_KEY = 'service-key.json';
const OWNER_ONLY = 0o600;

/** The key that signs the hub's own development tokens, and only them. */
export interface TokenKey {
  readonly id: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}

/**
 * Opens the token key of a data directory, making it on first use. When two processes race to make
 * it, the first complete file wins and both use it.
 * @throws {@link KeyFileError} when others can read the file, or it is not a private Ed25519 key
 */
export async function openTokenKey(dataDir: string, name = TOKEN_KEY): Promise<TokenKey> {
  const file = join(dataDir, name);
  const text = (await readIfPresent(file)) ?? (await create(dataDir, file));
  assertOwnerOnly(file);
  // Whatever is wrong with it, what it holds is quoted nowhere.
  const key = await read(text).catch(() => null);
  if (key) return key;
  throw new KeyFileError(
    'KEY_FILE_UNREADABLE',
    `${file} is not a private Ed25519 key; move it away to have a new one made`,
  );
}

async function read(text: string): Promise<TokenKey | null> {
  const jwk = JSON.parse(text) as JWK;
  if (jwk.kty !== 'OKP' || jwk.crv !== 'Ed25519' || jwk.d === undefined) return null;
  const { kty, crv, x } = jwk;
  const publicJwk = { kty, crv, ...(x === undefined ? {} : { x }) };
  return {
    id: await calculateJwkThumbprint(jwk),
    privateKey: (await importJWK(jwk, TOKEN_ALGORITHM)) as CryptoKey,
    publicKey: (await importJWK(publicJwk, TOKEN_ALGORITHM)) as CryptoKey,
  };
}

async function readIfPresent(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function create(dataDir: string, file: string): Promise<string> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const { privateKey } = await generateKeyPair(TOKEN_ALGORITHM, { extractable: true });
  const temporary = `${file}.${randomUUID()}`;
  const handle = await open(temporary, 'wx', OWNER_ONLY);
  try {
    await handle.writeFile(JSON.stringify(await exportJWK(privateKey)));
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    await link(temporary, file); // fails when another process was first; its key then counts
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await unlink(temporary);
  }
  return readFile(file, 'utf8');
}
