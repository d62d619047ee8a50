import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { readConfig } from '../../../../gateway/config/config.ts';
import { startHub } from '../../../../gateway/bootstrap/hub.ts';
import { issueToken, openTokenKey, type Role } from '../../../../gateway/identity/index.ts';
import { createLog } from '../../../../gateway/observability/log.ts';
import { connect } from '../../../../store/index.ts';
import { batchIdOf } from '../../../../subgraphs/attestations/archive/batch.ts';
import { statusModels } from '../../../../subgraphs/attestations/status/model.ts';
import { canonical } from '../../../../facts/model/canonical.ts';
import { databaseOf } from '../../../database.ts';
import { until } from '../../../until.ts';

/** An entry of the feed, as a stranger reads it. */
export interface FeedEntry {
  readonly seq: number;
  readonly kind: string;
  readonly key: string;
  readonly change: string;
  readonly digest: string;
  readonly leaf?: number;
  readonly status?: { readonly digest: string };
}

export interface Attested {
  readonly id: string;
  readonly jws: string;
}

/** A hub over a small world of facts, reached as anyone reaches it. */
export interface FactsHub {
  readonly url: string;
  readonly dataDir: string;
  /** A token with this role, of an officer or of whoever is named. */
  tokenFor(role: Role, subject?: string, territory?: string): Promise<string>;
  attest(certificate: string): Promise<Attested>;
  record(document: object): Promise<void>;
  statusOf(id: string): Promise<string>;
  /** The two bits of the attestation in its status list. */
  bitsOf(attestation: Attested): Promise<number>;
  recheckOf(id: string): Promise<string | undefined>;
  feed(after: number): Promise<FeedEntry[]>;
  /** The first entries of the stream after a number. */
  stream(after: number, count: number): Promise<FeedEntry[]>;
  /** The entry of a leaf of the log, in hexadecimal. */
  entry(leaf: number): Promise<string>;
  digestOf(value: unknown): string;
  until(condition: () => Promise<boolean>): Promise<void>;
  /** Sets the hub's clock a day ahead. */
  sleepUntilTomorrow(): void;
  certificate(number: string, changes?: object): object;
  agreement(id: string, party: string, changes?: object): object;
  /** Asks as an officer who may do everything, or as whoever has the token. */
  graphql(query: string, variables: object, token?: string): Promise<unknown>;
  stop(): Promise<void>;
}

const ISSUERS: Readonly<Record<string, string>> = { 'C-1': 'B-1', 'C-3': 'B-3', 'C-4': 'B-2' };

const certificate = (number: string, changes: object = {}): object => ({
  number,
  scheme: ISSUERS[number] === 'B-3' ? 'S-AU' : 'S-NZ',
  issuer: ISSUERS[number] ?? 'B-2',
  issuerTerritory: ISSUERS[number] === 'B-3' ? 'AU' : 'NZ',
  issued: '2024-05-01',
  ...changes,
});

const agreement = (id: string, party: string, changes: object = {}): object => ({
  id,
  kind: 'BILATERAL',
  from: '2010-01-01',
  parties: [{ territory: 'CN' }, { territory: party }],
  annexes: [
    { id: 'A', schemes: [`S-${party}`], designationRequired: true, priorCertificates: 'REVOKE' },
  ],
  ...changes,
});

/** Two agreements, three designated bodies and six certificates. */
export const WORLD = {
  territories: ['CN', 'NZ', 'AU'].map((code) => ({ code, kind: 'COUNTRY' })),
  schemes: ['NZ', 'AU'].map((territory) => ({
    id: `S-${territory}`,
    kind: 'VOLUNTARY_PRODUCT',
    norm: 'ISO/IEC 17065',
    territory,
  })),
  bodies: ['NZ', 'NZ', 'AU'].map((territory, index) => ({
    id: `B-${index + 1}`,
    kind: 'CERTIFICATION_BODY',
    territory,
  })),
  agreements: [agreement('AG-1', 'NZ'), agreement('AG-2', 'AU')],
  designations: [
    { body: 'B-1', agreement: 'AG-1', from: '2020-01-01' },
    { body: 'B-2', agreement: 'AG-1', from: '2020-01-01' },
    { body: 'B-3', agreement: 'AG-2', from: '2020-01-01' },
  ],
  certificates: ['C-1', 'C-2', 'C-3', 'C-4', 'C-5', 'C-6'].map((number) => certificate(number)),
};

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}

export async function startFactsHub(env: Record<string, string> = {}): Promise<FactsHub> {
  const dataDir = await mkdtemp(join(tmpdir(), 'symbolon-upholding-'));
  const port = await freePort();
  const config = readConfig({
    PORT: String(port),
    DATA_DIR: dataDir,
    SEED: 'none',
    ...databaseOf(dataDir),
    ...env,
  });
  let ahead = 0;
  const running = await startHub({
    config,
    log: createLog({ logLevel: 'silent' }),
    now: () => new Date(Date.now() + ahead),
    quota: null,
    drain: { noticeMs: 0, lingerMs: 0, graceMs: 2000 },
  });
  const { url } = running;
  const key = await openTokenKey(dataDir);
  const tokenFor = (role: Role, subject = 'officer', territory?: string): Promise<string> =>
    issueToken(key, config.publicUrl, { role, subject, territory }, new Date());
  const store = await connect({ dataDir });
  const { batchStatuses } = statusModels(store.mongoose);
  const authorization = `Bearer ${await tokenFor('hub:admin')}`;

  const graphql = async (query: string, variables: object, token?: string): Promise<unknown> => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: token === undefined ? authorization : `Bearer ${token}`,
      },
      body: JSON.stringify({ query, variables }),
    });
    return response.json();
  };
  const feed = async (after: number): Promise<FeedEntry[]> => {
    const response = await fetch(`${url}/feed?limit=1000&after=${after}`);
    return ((await response.json()) as { entries: FeedEntry[] }).entries;
  };

  const hub: FactsHub = {
    url,
    dataDir,
    tokenFor,
    certificate,
    agreement,
    graphql,
    feed,
    async attest(number) {
      const { data } = (await graphql(
        `
          mutation ($input: IssueAttestationInput!) {
            issueAttestation(input: $input) {
              __typename
              ... on Attestation {
                id
                jws
              }
              ... on NotRecognised {
                reasons {
                  code
                }
              }
            }
          }
        `,
        {
          input: {
            question: { certificate: number, market: 'CN' },
            audience: 'did:web:customs.example.cn',
          },
        },
      )) as { data: { issueAttestation: Attested & { __typename: string } } };
      if (data.issueAttestation.__typename !== 'Attestation')
        throw new Error(JSON.stringify(data.issueAttestation));
      return data.issueAttestation;
    },
    async record(document) {
      const response = await fetch(`${url}/facts`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization },
        body: JSON.stringify(document),
      });
      if (!response.ok) throw new Error(await response.text());
    },
    async statusOf(id) {
      const query = 'query ($id: ID!) { attestation(id: $id) { status } }';
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables: { id } }),
      });
      const { data } = (await response.json()) as { data: { attestation: { status: string } } };
      return data.attestation.status;
    },
    async bitsOf({ jws }) {
      const { status } = payloadOf(jws) as {
        status: { status_list: { idx: number; uri: string } };
      };
      const { idx, uri } = status.status_list;
      const list = payloadOf(await (await fetch(uri)).text()) as { status_list: { lst: string } };
      const bytes = inflateSync(Buffer.from(list.status_list.lst, 'base64url'));
      return ((bytes[idx >> 2] ?? 0) >> ((idx & 3) * 2)) & 3;
    },
    async recheckOf(id) {
      return (await batchStatuses.findById(batchIdOf(id)).lean())?.recheckOn;
    },
    async stream(after, count) {
      const stop = new AbortController();
      const response = await fetch(`${url}/feed/stream?after=${after}`, { signal: stop.signal });
      const entries: FeedEntry[] = [];
      let text = '';
      for await (const chunk of response.body ?? []) {
        text += Buffer.from(chunk as Uint8Array).toString();
        const events = text.split('\n\n');
        text = events.pop() ?? '';
        for (const event of events) {
          const data = /^data: (.*)$/m.exec(event)?.[1];
          if (data !== undefined) entries.push(JSON.parse(data) as FeedEntry);
        }
        if (entries.length >= count) break;
      }
      stop.abort();
      return entries;
    },
    async entry(leaf) {
      const response = await fetch(`${url}/log/tile/entries/000.p/${leaf + 1}`);
      const bytes = Buffer.from(await response.arrayBuffer());
      return bytes.subarray(leaf * 34 + 2, leaf * 34 + 34).toString('hex');
    },
    digestOf: (value) => createHash('sha256').update(canonical(value)).digest('hex'),
    until,
    sleepUntilTomorrow: () => {
      ahead = 86_400_000;
    },
    async stop() {
      await running.stop();
      await store.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  await hub.record(WORLD);
  return hub;
}

const payloadOf = (jws: string): unknown =>
  JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString());
