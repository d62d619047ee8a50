import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readProof } from '../../subgraphs/attestations/verification/index.ts';
import { startHub } from '../bench/servers.ts';
import { output } from './run.ts';
import type { KeySet } from './run.ts';

/** Whom the attestation is for. */
export const AUDIENCE = 'https://authority.example';
/** A certificate of the bundled data and a market that recognises it. */
const QUESTION = ['--certificate', 'ANSSI-CC-2023/42', '--market', 'US'] as const;

/** What a real hub has issued and published. */
export interface Published {
  readonly token: string;
  readonly keys: KeySet & { readonly mra_log: { readonly key: string } };
  /** What the log says, in the form of `verifiers/sumdb.go`. */
  readonly log: object;
}

/** Starts a hub with the bundled data, has it issue attestations, and takes what it publishes. */
export async function publish(): Promise<Published> {
  const dataDir = await mkdtemp(join(tmpdir(), 'symbolon-interop-'));
  const hub = await startHub('hub', dataDir, 'compiled');
  const origin = hub.url.replace(/\/graphql$/, '');
  const env = { DATA_DIR: dataDir, PUBLIC_URL: origin, LOG_LEVEL: 'silent' };
  const symbolon = async (...args: string[]): Promise<string> => {
    const program = fileURLToPath(new URL('../symbolon.js', import.meta.url));
    const printed = await output([process.execPath, program, ...args], env);
    if (printed === null) throw new Error(`symbolon ${args[0] ?? ''} failed`);
    return printed.trim();
  };
  const get = async (path: string): Promise<string> => (await fetch(`${origin}${path}`)).text();
  try {
    const access = await symbolon('token', '--role', 'attestation:issue');
    const attest = async (audience: string): Promise<string> => {
      const file = join(dataDir, 'att.jws');
      const asked = [...QUESTION, '--audience', audience, '--hub', origin, '--token', access];
      await symbolon('attest', ...asked, '-o', file);
      return readFile(file, 'utf8');
    };
    const token = await attest(AUDIENCE);
    await attest(`${AUDIENCE}/2`);
    const older = await get('/log/checkpoint');
    for (const number of [3, 4, 5]) await attest(`${AUDIENCE}/${number}`);
    const last = await attest(`${AUDIENCE}/6`);
    const keys = JSON.parse(await get('/.well-known/jwks.json')) as Published['keys'];
    return { token, keys, log: await logOf(last, keys.mra_log.key, older, get) };
  } finally {
    await hub.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** A proof that a token is in the log, and that the log has only grown since an older checkpoint. */
async function logOf(
  token: string,
  key: string,
  older: string,
  get: (path: string) => Promise<string>,
): Promise<object> {
  const input = token.slice(0, token.lastIndexOf('.'));
  const { jti } = JSON.parse(Buffer.from(input.split('.')[1] ?? '', 'base64url').toString()) as {
    jti: string;
  };
  const proof = readProof(await get(`/log/proof/${jti.split('/').at(-1) ?? ''}`));
  if (!proof) throw new Error('The hub gives no proof of what it has issued.');
  const [from, to] = [older, proof.checkpoint].map((note) => note.split('\n')[1] ?? '');
  const { hashes } = JSON.parse(
    await get(`/log/consistency?from=${from ?? ''}&to=${to ?? ''}`),
  ) as {
    hashes: string[];
  };
  return {
    key,
    older,
    newer: proof.checkpoint,
    index: proof.index,
    entry: createHash('sha256').update(input).digest('base64'),
    inclusion: proof.hashes.map((hash) => Buffer.from(hash).toString('base64')),
    consistency: hashes,
  };
}
