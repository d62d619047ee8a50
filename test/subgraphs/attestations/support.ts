import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fixtureUrl } from '../../fixtures.ts';
import type { Certificate } from '../../../schema/generated/facts.ts';
import type { Answer, Question } from '../../../schema/generated/question.ts';
import { credentialOf } from '../../../subgraphs/attestations/issuance/payload/credential.ts';
import type { Statement } from '../../../subgraphs/attestations/issuance/payload/credential.ts';
import { keySetDocument, openKeys } from '../../../subgraphs/attestations/keys/index.ts';
import type { KeyRing, Signer } from '../../../subgraphs/attestations/keys/index.ts';
import { signCompact, signingInput } from '../../../subgraphs/attestations/keys/sign.ts';
import { isRecognised } from '../../../subgraphs/attestations/rules.ts';
import { compressedList, packStatuses } from '../../../subgraphs/attestations/status/bits.ts';
import { pass, readKeySet } from '../../../subgraphs/attestations/verification/index.ts';
import type { StatusCheck, KeySet } from '../../../subgraphs/attestations/verification/index.ts';

export const HUB_ID = 'did:web:hub.example.org';
export const PUBLIC_URL = 'https://hub.example.org';
export const AUDIENCE = 'did:web:customs.example.cn';
/** Where the status of the tests' attestations stands. */
export const PLACE = { list: 7, index: 412 } as const;
export const LIST_URI = `${PUBLIC_URL}/status/${PLACE.list}`;
/** The clock of the tests. */
export const NOW = new Date('2026-11-23T08:11:28Z');
export const SECONDS = NOW.getTime() / 1000;

export const fixture = (path: string): unknown =>
  JSON.parse(readFileSync(fixtureUrl(path), 'utf8'));

interface Case {
  readonly facts: { readonly certificates: readonly Certificate[] };
  readonly question: Question;
  readonly expected: Answer;
}

/** A real agreement's worked case: a New Zealand amplifier recognised in China. */
export const CASE = fixture('cases/CNNZ-01.json') as Case;

export function statement(changes: Partial<Statement> = {}): Statement {
  const [certificate] = CASE.facts.certificates;
  const { question, expected } = CASE;
  if (!certificate || !isRecognised(expected)) throw new Error('the case is one of recognition');
  return {
    id: 'FZuVxY3S0VQmYk1h1lqj6Q',
    question: { ...question, asOf: '2026-11-23' },
    answer: expected,
    certificate,
    knownAt: '2026-11-23T08:11:28.000Z',
    audience: AUDIENCE,
    issuedAt: SECONDS,
    expiresAt: SECONDS + 7 * 86_400,
    status: PLACE,
    ...changes,
  };
}

export const newFolder = (): string => mkdtempSync(join(tmpdir(), 'symbolon-keys-'));

export const newKeys = (now: () => Date = () => NOW, dataDir = newFolder()): KeyRing =>
  openKeys({ dataDir, hubId: HUB_ID, now });

export const claimsOf = (changes: Partial<Statement> = {}): Record<string, unknown> =>
  credentialOf(statement(changes), { hubId: HUB_ID, publicUrl: PUBLIC_URL }) as Record<
    string,
    unknown
  >;

/** Signs any claims under any header: what the hub never does, for the attacks that need it. */
export async function tokenOf(
  signer: Signer,
  claims: unknown = claimsOf(),
  header: unknown = { alg: 'ES256', kid: signer.kid, typ: 'vc+jwt', cty: 'vc' },
): Promise<string> {
  const encode = (value: unknown): string =>
    Buffer.from(
      value instanceof Uint8Array
        ? value
        : typeof value === 'string'
          ? value
          : JSON.stringify(value),
    ).toString('base64url');
  const text = `${encode(header)}.${encode(claims)}`;
  return signCompact(signer, { text });
}

/** A well-formed attestation, made as the hub makes it. */
export async function goodToken(signer: Signer): Promise<string> {
  const kind = { typ: 'vc+jwt', cty: 'vc' };
  return signCompact(signer, signingInput(signer, kind, claimsOf()));
}

/** A status list as the hub makes it, with other claims and statuses where a test wants them. */
export function listToken(
  signer: Signer,
  changes: object = {},
  marked: readonly (readonly [number, number])[] = [],
): Promise<string> {
  const claims = {
    iss: HUB_ID,
    sub: LIST_URI,
    iat: SECONDS,
    exp: SECONDS + 86_400,
    ttl: 3600,
    status_list: { bits: 2, lst: compressedList(packStatuses(marked, 4096)) },
    ...changes,
  };
  return signCompact(signer, signingInput(signer, { typ: 'statuslist+jwt' }, claims));
}

/** For verifications in which the status is another matter: it is asked, and good. */
export const GOOD_STATUS: StatusCheck = () => pass('status', 'not the matter of this test');

/** Whom a verifier trusts, who signs for it, and an attestation as the hub makes it. */
export async function newHub(): Promise<{ keys: KeySet; signer: Signer; token: string }> {
  const ring = newKeys();
  const signer = ring.signer('attestation');
  return { keys: await keySetOf(ring), signer, token: await goodToken(signer) };
}

export const keySetOf = (keys: KeyRing, now: Date = NOW): Promise<KeySet> =>
  readKeySet(JSON.parse(JSON.stringify(keySetDocument(keys, now))));
