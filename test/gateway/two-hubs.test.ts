import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../gateway/config/config.ts';
import { startHub } from '../../gateway/bootstrap/hub.ts';
import type { RunningHub } from '../../gateway/bootstrap/hub.ts';
import { issueToken, openTokenKey } from '../../gateway/identity/index.ts';
import { createLog } from '../../gateway/observability/log.ts';
import { register as keysCommand } from '../../scripts/commands/keys/keys.ts';
import { register as partnersCommand } from '../../scripts/commands/trust/partners.ts';
import { register as trustCommand } from '../../scripts/commands/trust/trust.ts';
import { register as verifyCommand } from '../../scripts/commands/trust/verify.ts';
import type { Question } from '../../schema/generated/question.ts';
import { runCommand } from '../scripts/commands/command.ts';
import { AMPLIFIER, NUMBER, factsWith } from '../subgraphs/attestations/partners/sides.ts';
import { freePort } from './support/ports.ts';
import { until } from '../until.ts';

const MINUTE_MS = 60_000;
const CHINESE = 'SYN-CN-CCC-2';

/** The clock of both hubs, which the test moves on. */
let ahead = 0;
const now = (): Date => new Date(Date.now() + ahead);

interface Node {
  readonly territory: string;
  readonly url: string;
  readonly id: string;
  readonly dataDir: string;
  readonly env: Readonly<Record<string, string>>;
  readonly hub: RunningHub;
  readonly token: string;
}

const offline = mkdtempSync(join(tmpdir(), 'symbolon-roots-'));
const file = (name: string): string => join(offline, name);
const before = { ...process.env };
let cn: Node;
let nz: Node;

async function start(territory: string): Promise<Node> {
  const dataDir = mkdtempSync(join(tmpdir(), `symbolon-${territory}-`));
  const port = String(await freePort());
  const env = { PORT: port, DATA_DIR: dataDir, SEED: 'none', HOME_TERRITORY: territory };
  const config = readConfig(env);
  const hub = await startHub({
    config,
    now,
    log: createLog({ logLevel: 'silent' }),
    drain: { noticeMs: 0, lingerMs: 0, graceMs: 3_000 },
  });
  const key = await openTokenKey(dataDir);
  const request = {
    role: 'hub:admin',
    subject: 'officer',
    territory: undefined,
    holder: undefined,
  };
  const token = await issueToken(key, config.publicUrl, request, now());
  return { territory, url: config.publicUrl, id: config.hubId, dataDir, env, hub, token };
}

/** Runs a command of the tool at one of the hubs, beside the running hub. */
async function at(node: Node, register: typeof keysCommand, ...args: string[]): Promise<string> {
  process.env = { ...before, ...node.env };
  const { code, stdout, stderr } = await runCommand(register, ...args);
  process.env = before;
  if (code !== 0) throw new Error(`${args.join(' ')}: ${stderr}`);
  return stdout.trim();
}

async function query<T>(node: Node, text: string, variables: object, token?: string): Promise<T> {
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const response = await fetch(`${node.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...authorization },
    body: JSON.stringify({ query: text, variables }),
  });
  const { data, errors } = (await response.json()) as { data: T; errors?: unknown };
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
}

async function record(node: Node, facts: object): Promise<void> {
  const response = await fetch(`${node.url}/facts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${node.token}` },
    body: JSON.stringify(facts),
  });
  if (!response.ok) throw new Error(await response.text());
}

type Asked = Pick<Question, 'certificate' | 'market' | 'product'>;
interface Answered {
  readonly status: string;
  readonly reasons: readonly { readonly code: string }[];
}

async function ask(node: Node, question: Asked): Promise<Answered> {
  const text = `query ($question: RecognitionQuestion!) {
    recognition(question: $question) { status reasons { code } }
  }`;
  return (await query<{ recognition: Answered }>(node, text, { question })).recognition;
}

async function attest(
  node: Node,
  question: Asked,
  audience: string,
): Promise<{ jws: string; id: string }> {
  const text = `mutation ($input: IssueAttestationInput!) {
    issueAttestation(input: $input) { __typename ... on Attestation { jws id } ... on NotRecognised { reasons { code } } }
  }`;
  const input = { question, audience };
  const { issueAttestation } = await query<{ issueAttestation: { jws: string; id: string } }>(
    node,
    text,
    { input },
    node.token,
  );
  if (!('jws' in issueAttestation)) throw new Error(JSON.stringify(issueAttestation));
  return issueAttestation;
}

interface Presented {
  readonly verification: { readonly verdict: string };
  readonly evidence: string;
  readonly recognition: Answered;
}

async function present(node: Node, jws: string): Promise<Presented> {
  const text = `mutation ($input: PresentAttestationInput!) {
    presentAttestation(input: $input) {
      ... on PresentedAttestation { verification { verdict } evidence recognition { status reasons { code } } }
      ... on InvalidInput { faults { code } }
    }
  }`;
  const { presentAttestation } = await query<{ presentAttestation: Presented }>(
    node,
    text,
    { input: { jws } },
    node.token,
  );
  return presentAttestation;
}

/** Makes `partner` one of `node`: challenge, proof, terms; then a new bundle that names it. */
async function befriend(node: Node, partner: Node): Promise<void> {
  const name = `${node.territory}-${partner.territory}.json`;
  const challenge = await at(node, partnersCommand, 'partners', 'challenge', partner.id);
  const root = file(`${partner.territory}.root.pub`);
  await at(
    partner,
    keysCommand,
    'keys',
    'prove',
    '--to',
    node.id,
    '--challenge',
    challenge,
    '--root',
    root,
    '-o',
    file(name),
  );
  await at(node, partnersCommand, 'partners', 'add', file(name), '--territory', partner.territory);
}

async function publishBundle(node: Node): Promise<void> {
  const { territory } = node;
  await at(
    node,
    keysCommand,
    'keys',
    'sign-bundle',
    '--root',
    file(`${territory}.root`),
    '-o',
    file(`${territory}.jws`),
  );
  await at(
    node,
    trustCommand,
    'trust',
    'publish',
    file(`${territory}.jws`),
    '--root',
    file(`${territory}.root.pub`),
  );
}

async function verdictAt(node: Node, jws: string): Promise<string> {
  const headers = { 'content-type': 'application/vc+jwt' };
  const response = await fetch(`${node.url}/verify`, { method: 'POST', headers, body: jws });
  return ((await response.json()) as { verdict: string }).verdict;
}

const amplifier: Asked = {
  certificate: NUMBER,
  market: 'CN',
  ...(AMPLIFIER.product && { product: AMPLIFIER.product }),
};
const lamp: Asked = {
  certificate: CHINESE,
  market: 'NZ',
  product: { keys: ['A.1'], hs: '8518', origin: 'CN', assembledIn: 'CN', shippedDirect: true },
};

beforeAll(async () => {
  [cn, nz] = [await start('CN'), await start('NZ')];
  await record(cn, factsWith(CHINESE));
  await record(nz, factsWith(NUMBER));
});
afterAll(async () => {
  process.env = before;
  await cn.hub.stop();
  await nz.hub.stop();
  for (const path of [cn.dataDir, nz.dataDir, offline])
    rmSync(path, { recursive: true, force: true });
});

describe('two hubs', () => {
  let carried: { jws: string; id: string };

  it('register each other and publish whom they trust', async () => {
    for (const node of [cn, nz])
      await at(node, keysCommand, 'keys', 'init-root', '--out', file(`${node.territory}.root`));
    await befriend(cn, nz);
    await befriend(nz, cn);
    for (const node of [cn, nz]) await publishBundle(node);
    const response = await fetch(`${cn.url}/.well-known/trust-bundle.jws`);
    expect(response.headers.get('content-type')).toBe('application/trust-bundle+jwt');
    writeFileSync(file('fetched.jws'), await response.text());
    const shown = await at(
      nz,
      trustCommand,
      'trust',
      'show',
      file('fetched.jws'),
      '--root',
      file('CN.root.pub'),
    );
    expect(shown).toMatch(/^TRUSTED: bundle 1 of /);
    expect(shown).toContain(nz.id);
  });

  it('know nothing of each other’s certificates', async () => {
    expect(await ask(cn, amplifier)).toMatchObject({ status: 'INDETERMINATE' });
    expect(await ask(nz, lamp)).toMatchObject({ status: 'INDETERMINATE' });
  });

  it('carry a certificate from New Zealand to a decision in China, and one back', async () => {
    carried = await attest(nz, amplifier, cn.id);
    const presented = await present(cn, carried.jws);
    expect(presented).toMatchObject({
      verification: { verdict: 'VALID' },
      evidence: 'RECORDED',
      recognition: { status: 'RECOGNISED', reasons: [{ code: 'RECOGNISED_BY_BILATERAL' }] },
    });
    expect(await ask(cn, amplifier)).toEqual(presented.recognition);
    const back = await present(nz, (await attest(cn, lamp, nz.id)).jws);
    expect(back).toMatchObject({
      evidence: 'RECORDED',
      recognition: { status: 'RECOGNISED_WITH_CONDITIONS' },
    });
  });

  it('are verified without a network by what was saved before', async () => {
    const saved = file('saved.json');
    const save = ['trust', 'export', '--hub', nz.url, '--proof', carried.id, '-o', saved];
    await at(nz, trustCommand, ...save);
    writeFileSync(file('carried.jws'), carried.jws);
    const verify = (root: string, ...more: string[]) =>
      runCommand(
        verifyCommand,
        ...['verify', file('carried.jws'), '--offline', '--bundle', saved, '--root', file(root)],
        ...['--audience', cn.id, ...more],
      );
    const { code, stdout } = await verify('NZ.root.pub');
    expect(stdout).toMatch(/PASS +scope [^]*PASS +status [^]*PASS +log [^]*valid\n$/);
    expect(code).toBe(0);
    const stranger = await verify('CN.root.pub');
    expect([stranger.code, stranger.stderr]).toEqual([
      2,
      expect.stringMatching(/^BUNDLE_WRONG_ROOT: /),
    ]);
    const later = new Date(now().getTime() + 3 * 24 * 60 * MINUTE_MS).toISOString();
    const stale = await verify('NZ.root.pub', '--at', later);
    expect([stale.code, stale.stdout]).toEqual([3, expect.stringContaining('STATUS_LIST_EXPIRED')]);
  });

  it('take nothing from an attestation that was changed on the way', async () => {
    const { jws } = await attest(nz, amplifier, cn.id);
    expect(await present(cn, `${jws.slice(0, -6)}AAAAAA`)).toMatchObject({
      verification: { verdict: 'INVALID' },
      evidence: 'NONE',
      recognition: { status: 'NOT_RECOGNISED', reasons: [{ code: 'SIGNATURE_INVALID' }] },
    });
  });

  it('follow a withdrawal on the other side within the ttl of its status list', async () => {
    const today = now().toISOString().slice(0, 10);
    const { certificates } = factsWith(NUMBER) as { certificates: object[] };
    const events = [{ type: 'WITHDRAWN', effectiveFrom: today, reason: 'recall' }];
    await record(nz, { certificates: certificates.map((one) => ({ ...one, events })) });
    const { status: there } = await ask(nz, amplifier);
    expect(there).toBe('NOT_RECOGNISED');
    await until(async () => (await verdictAt(nz, carried.jws)) === 'invalid');
    expect((await ask(cn, amplifier)).status).toBe('RECOGNISED');
    ahead += 61 * MINUTE_MS; // the ttl of a list is an hour
    await until(async () => (await ask(cn, amplifier)).status !== 'RECOGNISED');
    expect(await ask(cn, amplifier)).toMatchObject({
      status: 'NOT_RECOGNISED',
      reasons: [{ code: 'CERT_WITHDRAWN' }],
    });
    expect((await ask(nz, lamp)).status).toBe('RECOGNISED_WITH_CONDITIONS');
  });
});
