import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readConfig } from '../../../gateway/config/config.ts';
import { startHub } from '../../../gateway/bootstrap/hub.ts';
import type { RunningHub } from '../../../gateway/bootstrap/hub.ts';
import { issueToken, openTokenKey } from '../../../gateway/identity/index.ts';
import { createLog } from '../../../gateway/observability/log.ts';
import { textSource } from '../../../facts/document/source.ts';
import { ingest } from '../../../facts/ledger/ingest.ts';
import { freePort } from '../support/ports.ts';
import { databaseOf } from '../../database.ts';

interface Found {
  readonly facts: { readonly certificates: readonly object[] };
  readonly question: object;
}

const FOUND = JSON.parse(
  readFileSync(new URL('../../fixtures/found/05-today-is-utc.json', import.meta.url), 'utf8'),
) as Found;

/** The issuer and the scheme of the bundled data that the found input names, and one of New Zealand. */
const WORLD = {
  territories: [{ code: 'CN', kind: 'COUNTRY' }],
  schemes: [
    { id: 'CCC', kind: 'MANDATORY_PRODUCT', territory: 'CN', domesticAtIssuer: true },
    { id: 'S', kind: 'VOLUNTARY_PRODUCT', domesticAtIssuer: true },
  ],
  bodies: [
    { id: 'SYN-CB-CN', kind: 'CERTIFICATION_BODY', territory: 'CN' },
    { id: 'NZ-B', kind: 'CERTIFICATION_BODY', territory: 'NZ' },
    { id: 'US-B', kind: 'CERTIFICATION_BODY', territory: 'US' },
  ],
  certificates: [
    ...FOUND.facts.certificates,
    ...['NZ', 'US'].map((code) => ({
      number: `${code}-1`,
      issuer: `${code}-B`,
      issuerTerritory: code,
      scheme: 'S',
      issued: '2021-12-01',
      validUntil: '2026-11-30',
    })),
  ],
};

let folder: string;
let hub: RunningHub;
let now = new Date('2026-11-30T12:00:00Z');
let authorize: () => Promise<string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'symbolon-today-'));
  const port = await freePort();
  const config = readConfig({
    PORT: String(port),
    DATA_DIR: folder,
    SEED: 'demo',
    ...databaseOf(folder),
  });
  hub = await startHub({
    config,
    log: createLog({ logLevel: 'silent' }),
    now: () => now,
    seed: async (facts) => {
      await ingest(facts, textSource(JSON.stringify(WORLD), 'world'));
    },
    drain: { noticeMs: 0, lingerMs: 0, graceMs: 3_000 },
  });
  const key = await openTokenKey(folder);
  const officer = { role: 'hub:admin', subject: 'officer' } as const;
  authorize = async () => `Bearer ${await issueToken(key, config.publicUrl, officer, now)}`;
});
afterAll(async () => {
  await hub.stop();
  await rm(folder, { recursive: true, force: true });
});

async function graphql(query: string, variables: object): Promise<Record<string, unknown>> {
  const response = await fetch(`${hub.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: await authorize() },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as {
    data: Record<string, unknown>;
    errors?: unknown;
  };
  expect(errors).toBeUndefined();
  return data;
}

const RECOGNITION = `query ($question: RecognitionQuestion!) {
  recognition(question: $question) { asOf status reasons { code } }
}`;

const ISSUE = `mutation ($input: IssueAttestationInput!) {
  issueAttestation(input: $input) {
    __typename
    ... on Attestation { expiresAt recognition { asOf } }
    ... on NotRecognised { reasons { code } }
    ... on InvalidInput { faults { code message } }
  }
}`;

const issue = (question: object) =>
  graphql(ISSUE, { input: { question, audience: 'did:web:customs.example.cn' } });

/** What is asked about no day, at an instant. */
const inTime = async (code: string, at: string, asOf: string, status: string): Promise<void> => {
  now = new Date(at);
  const question = { certificate: `${code}-1`, market: code };
  expect(await graphql(RECOGNITION, { question })).toMatchObject({
    recognition: { asOf, status },
  });
  const shown = `query ($number: String!) { certificate(number: $number) { statusOn } }`;
  expect(await graphql(shown, { number: `${code}-1` })).toEqual({
    certificate: { statusOn: status === 'RECOGNISED' ? 'VALID' : 'EXPIRED' },
  });
  const manifest = await fetch(`${hub.url}/recognitions`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv', accept: 'application/x-ndjson' },
    body: `certificate,market\n${code}-1,${code}\n`,
  });
  const [, row = ''] = (await manifest.text()).split('\n');
  expect(JSON.parse(row)).toMatchObject({ row: 1, status, asOf });
  expect(await issue({ ...question, asOf })).toMatchObject({
    issueAttestation: { __typename: status === 'RECOGNISED' ? 'Attestation' : 'NotRecognised' },
  });
};

// The clock of a hub that signs never goes back: what follows is in the order of time.
describe('today, asked about no day', () => {
  it.each([
    ['NZ', '2026-11-30T10:59:59Z', '2026-11-30', 'RECOGNISED'],
    ['NZ', '2026-11-30T11:00:00Z', '2026-12-01', 'NOT_RECOGNISED'],
  ])('in %s at %s it is %s', inTime);

  it('an attestation ends when the last day ends in its market', async () => {
    now = new Date('2026-11-30T15:59:30Z');
    expect(await issue(FOUND.question)).toEqual({
      issueAttestation: {
        __typename: 'Attestation',
        expiresAt: '2026-11-30T16:00:00.000Z',
        recognition: { asOf: '2026-11-30' },
      },
    });
  });

  it('statistics are of the day at the home of the hub', async () => {
    now = new Date('2026-11-30T16:00:00Z');
    const { statistics } = await graphql('{ statistics(by: [STATUS]) { asOf } }', {});
    expect(statistics).toEqual({ asOf: '2026-12-01' });
  });

  it('a certificate that ended yesterday in Beijing is ended at 05:14 there', async () => {
    now = new Date('2026-11-30T21:14:00Z');
    const { recognition } = await graphql(RECOGNITION, { question: FOUND.question });
    expect(recognition).toEqual({
      asOf: '2026-12-01',
      status: 'NOT_RECOGNISED',
      reasons: [{ code: 'CERT_EXPIRED' }],
    });
    expect(await issue(FOUND.question)).toMatchObject({
      issueAttestation: { __typename: 'NotRecognised' },
    });
  });

  it('a day that is given stays as it is given', async () => {
    now = new Date('2026-11-30T21:14:00Z');
    const question = { ...FOUND.question, asOf: '2026-11-30' };
    expect(await graphql(RECOGNITION, { question })).toMatchObject({
      recognition: { asOf: '2026-11-30', status: 'RECOGNISED' },
    });
    expect(await issue(question)).toMatchObject({
      issueAttestation: { __typename: 'InvalidInput', faults: [{ code: 'NOT_TODAY' }] },
    });
  });

  it.each([
    ['US', '2026-12-01T08:30:00Z', '2026-11-30', 'RECOGNISED'],
    ['US', '2026-12-01T10:00:00Z', '2026-12-01', 'NOT_RECOGNISED'],
  ])('in %s at %s it is %s', inTime);
});
