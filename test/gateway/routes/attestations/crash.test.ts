import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { inflateSync } from 'node:zlib';
import { issueToken, openTokenKey } from '../../../../gateway/identity/index.ts';
import {
  decodeBase64,
  parseObject,
  readCheckpoint,
  readProof,
  readTrustedLog,
  verifyConsistency,
  verifyProof,
} from '../../../../subgraphs/attestations/verification/index.ts';
import type {
  Checkpoint,
  JsonObject,
  TrustedLog,
} from '../../../../subgraphs/attestations/verification/index.ts';
import { identityOf } from '../../../../subgraphs/attestations/keys/sign.ts';
import { symbolon } from '../../../scripts/cli.ts';
import { freePort, WORLD } from './facts-hub.ts';
import { until } from '../../../until.ts';

/** Times that the hub is killed; `npm run test:crash` asks for 50. */
const ROUNDS = Number(process.env['CRASH_ROUNDS'] ?? 2);
/** Requests under way at once. */
const ISSUERS = 4;

const CLI = fileURLToPath(new URL('../../../../dist/scripts/symbolon.js', import.meta.url));

let dataDir: string;
let url: string;
let env: Record<string, string>;
let token: string;
let child: ChildProcess | undefined;

/** What a client has been given, by id: the token, and the status it was last told. */
const given = new Map<string, { jws: string; status: string }>();
let asked = 0;

async function start(): Promise<void> {
  child = spawn(process.execPath, [CLI, 'serve', '--requests-per-minute', '0'], {
    env: { ...process.env, NODE_OPTIONS: '', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (!child.stdout) throw new Error('no output');
  for await (const line of createInterface({ input: child.stdout }))
    if (line.startsWith('symbolon ready')) return;
  throw new Error('The hub did not start.');
}

async function kill(): Promise<void> {
  const victim = child;
  child = undefined;
  if (!victim) return;
  const gone = once(victim, 'exit');
  victim.kill('SIGKILL');
  await gone;
}

async function mutate(query: string, input: object): Promise<Record<string, string> | undefined> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables: { input } }),
  });
  const { data } = (await response.json()) as { data?: Record<string, Record<string, string>> };
  return data && Object.values(data)[0];
}

const ISSUE = `mutation ($input: IssueAttestationInput!) {
  issueAttestation(input: $input) { ... on Attestation { id jws status } }
}`;
const SUSPEND = `mutation ($input: SuspendAttestationInput!) {
  suspendAttestation(input: $input) { ... on Attestation { id status } }
}`;

/** Has attestations issued, and every third suspended, until the hub is gone. */
async function issueOnAndOn(): Promise<void> {
  try {
    for (;;) {
      const audience = `did:web:authority-${asked++}.example`;
      const issued = await mutate(ISSUE, {
        question: { certificate: `C-${1 + (asked % 6)}`, market: 'CN' },
        audience,
      });
      if (!issued) continue;
      const { id = '', jws = '', status = '' } = issued;
      given.set(id, { jws, status });
      if (asked % 3 !== 0) continue;
      const changed = await mutate(SUSPEND, { id, reason: 'tried' });
      if (changed) given.set(id, { jws, status: changed['status'] ?? '' });
    }
  } catch {
    // The hub is dead: what was under way was never given to anyone.
  }
}

const text = async (path: string): Promise<string> => {
  const response = await fetch(url + path);
  expect(response.status).toBe(200);
  return response.text();
};

const payloadOf = (jws: string): JsonObject =>
  parseObject(Buffer.from(jws.split('.')[1] ?? '', 'base64url')) ?? {};

async function trustedLog(): Promise<TrustedLog> {
  const log = await readTrustedLog(JSON.parse(await text('/.well-known/jwks.json')) as JsonObject);
  if (!log) throw new Error('the key set names the log');
  return log;
}

async function statusList(): Promise<(index: number) => number> {
  const { status_list: list } = payloadOf(await text('/status/1')) as {
    status_list: { lst: string };
  };
  const bytes = inflateSync(Buffer.from(list.lst, 'base64url'));
  return (index) => ((bytes[index >> 2] ?? 0) >> ((index & 3) * 2)) & 3;
}

const BITS: Readonly<Record<string, number>> = { VALID: 0, REVOKED: 1, SUSPENDED: 2 };

/** Ids given out that are missing, or other than given, in store, log or status list. */
async function lostOf(ids: readonly string[], log: TrustedLog): Promise<string[]> {
  if (ids.length === 0) return [];
  const bitsAt = await statusList();
  const lost: string[] = [];
  for (const id of ids) {
    const { jws = '', status = '' } = given.get(id) ?? {};
    const { status: claim } = payloadOf(jws) as { status: { status_list: { idx: number } } };
    const isStored = (await text(`/attestations/${id}`)) === jws;
    const proof = readProof(await text(`/log/proof/${id}`));
    const entry = Buffer.from(identityOf(jws), 'base64url');
    const isLogged = proof !== null && (await verifyProof(proof, entry, log)) !== null;
    const bits = bitsAt(claim.status_list.idx);
    // A suspension under way when the hub died may have been made, though nobody was told.
    const isListed = bits === BITS[status] || (status === 'VALID' && bits === BITS['SUSPENDED']);
    if (!isStored || !isLogged || !isListed) lost.push(id);
  }
  return lost;
}

/** True when the tree of the earlier checkpoint begins the tree of the later one. */
async function isExtended(earlier: Checkpoint, later: Checkpoint): Promise<boolean> {
  if (earlier.size === 0 || earlier.size === later.size) return true;
  const found = JSON.parse(
    await text(`/log/consistency?from=${earlier.size}&to=${later.size}`),
  ) as { hashes: string[] };
  const proof = found.hashes.map((hash) => decodeBase64(hash) ?? new Uint8Array());
  return verifyConsistency({
    size1: earlier.size,
    size2: later.size,
    root1: earlier.root,
    root2: later.root,
    proof,
  });
}

const checkpoint = async (): Promise<Checkpoint> => {
  const note = await text('/log/checkpoint');
  const read = readCheckpoint(`${note.split('\n\n')[0] ?? ''}\n`);
  if (!read) throw new Error('a checkpoint');
  return read;
};

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'symbolon-crash-'));
  const port = String(await freePort());
  url = `http://127.0.0.1:${port}`;
  env = { DATA_DIR: dataDir, PORT: port, PUBLIC_URL: url, SEED: 'none', LOG_LEVEL: 'fatal' };
  const document = join(dataDir, 'world.json');
  await writeFile(document, JSON.stringify(WORLD));
  expect(await symbolon(['import', document], { env })).toMatchObject({ exit: 0 });
  await rm(document);
  const request = { role: 'hub:admin', subject: 'officer' };
  token = await issueToken(await openTokenKey(dataDir), url, request, new Date());
});
afterAll(async () => {
  await kill();
  await rm(dataDir, { recursive: true, force: true });
});

describe(`a hub killed ${ROUNDS} times while it issues`, () => {
  it(
    'loses nothing it has handed out, and its log never forks',
    async () => {
      let last: Checkpoint | undefined;
      for (let round = 0; round < ROUNDS; round++) {
        await start();
        const log = await trustedLog();
        const now = await checkpoint();
        if (last) expect(await isExtended(last, now)).toBe(true);
        last = now;
        const known = [...given.keys()].slice(-200);
        expect(await lostOf(known, log)).toEqual([]);
        const issuers = Array.from({ length: ISSUERS }, issueOnAndOn);
        const enough = given.size + ISSUERS;
        await until(() => given.size >= enough, 20);
        // Then anywhere in the cycle of an issue, which takes some milliseconds.
        await delay(Math.random() * 300);
        await kill();
        await Promise.all(issuers);
      }
      await start();
      const end = await checkpoint();
      if (last) expect(await isExtended(last, end)).toBe(true);
      expect(await lostOf([...given.keys()], await trustedLog())).toEqual([]);
      expect(given.size).toBeGreaterThan(ROUNDS * ISSUERS - 1);
      await kill();
      const { exit, stdout } = await symbolon(['fsck', '--json'], { env });
      expect(JSON.parse(stdout)).toMatchObject({ sound: true, findings: [] });
      expect(exit).toBe(0);
    },
    60_000 + ROUNDS * 60_000,
  );
});
