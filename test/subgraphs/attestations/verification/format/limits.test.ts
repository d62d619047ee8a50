import { beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import { fixtureUrl } from '../../../../fixtures.ts';
import { verifyTrustBundle } from '../../../../../subgraphs/attestations/trust/index.ts';
import type { Signer } from '../../../../../subgraphs/attestations/keys/index.ts';
import {
  MAX_DOCUMENT_LENGTH,
  MAX_LIST_BYTES,
  MAX_TOKEN_LENGTH,
  inflate,
  parseCompact,
  parseObject,
  readProof,
  readStatusList,
  verifyAttestation,
  verifyQr,
} from '../../../../../subgraphs/attestations/verification/index.ts';
import type { KeySet } from '../../../../../subgraphs/attestations/verification/index.ts';
import { NOW, claimsOf, keySetOf, listToken, newKeys, tokenOf } from '../../support.ts';

const DEEP = readFileSync(fixtureUrl('found/E06-deep-header.jws'), 'latin1');
let keys: KeySet;
let signer: Signer;
let status: Signer;

beforeAll(async () => {
  const ring = newKeys();
  [signer, status] = [ring.signer('attestation'), ring.signer('status')];
  keys = await keySetOf(ring);
});

const nested = (depth: number): unknown =>
  JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`) as unknown;
const codeOf = async (token: string): Promise<string | undefined> => {
  const { verdict, checks } = await verifyAttestation(token, { keys, now: NOW });
  expect(verdict).toBe('invalid');
  return checks.find(({ outcome }) => outcome === 'FAIL')?.code;
};
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('sizes are held before anything is read', () => {
  it('of a header of thousands of nested arrays', async () => {
    expect(await codeOf(DEEP)).toBe('NOT_COMPACT_JWS');
    expect(await codeOf(DEEP.slice(0, MAX_TOKEN_LENGTH - 100) + '.e30.AAAA')).toBe(
      'NOT_COMPACT_JWS',
    );
    expect((await verifyQr(DEEP, { keys, now: NOW })).verdict).toBe('invalid');
    expect(await readStatusList(DEEP, { keys, now: NOW })).toBeNull();
    expect((await verifyTrustBundle(DEEP, { roots: keys, now: NOW })).outcome).toBe('REFUSED');
  });

  it('of 1 KiB for a header', async () => {
    const header = (length: number): string =>
      Buffer.from(`{"a":"${'x'.repeat(length - 8)}"}`).toString('base64url');
    expect(parseCompact(`${header(1024)}.e30.AAAA`)).not.toBeNull();
    expect(parseCompact(`${header(1025)}.e30.AAAA`)).toBeNull();
    const large = { alg: 'ES256', kid: signer.kid, typ: 'vc+jwt', cty: 'vc', x: 'x'.repeat(1024) };
    expect(await codeOf(await tokenOf(signer, claimsOf(), large))).toBe('NOT_COMPACT_JWS');
  });

  it('of 16 KiB for an attestation or a proof, and 4 MiB for a status list', async () => {
    const long = await tokenOf(signer, { ...claimsOf(), name: 'x'.repeat(MAX_TOKEN_LENGTH) });
    expect(await codeOf(long)).toBe('NOT_COMPACT_JWS');
    expect(parseCompact(`e30.${'A'.repeat(MAX_TOKEN_LENGTH - 12)}.AAAA`)).not.toBeNull();
    expect(readProof(`c2sp.org/tlog-proof@v1\n${'x'.repeat(MAX_TOKEN_LENGTH)}`)).toBeNull();
    const filler = (length: number) => listToken(status, { filler: 'x'.repeat(length) });
    const fits = await filler(20_000);
    expect(await readStatusList(fits, { keys, now: NOW })).not.toBeNull();
    const over = await filler(MAX_DOCUMENT_LENGTH);
    expect(await readStatusList(over, { keys, now: NOW })).toBeNull();
  });

  it('of 16 levels of nesting', async () => {
    const object = (depth: number): Uint8Array => bytes(JSON.stringify({ a: nested(depth - 1) }));
    expect(parseObject(object(16))).not.toBeNull();
    expect(parseObject(object(17))).toBeNull();
    expect(parseObject(bytes(`{"a":"${'['.repeat(100)}\\"${'{'.repeat(100)}"}`))).not.toBeNull();
    expect(parseObject(bytes(`{"a":${'['.repeat(1_000_000)}`))).toBeNull();
    const deep = `{"mra":${'['.repeat(5000)}${']'.repeat(5000)}}`;
    expect(await codeOf(await tokenOf(signer, deep))).toBe('PAYLOAD_NOT_JSON');
  });

  it('of 16 MiB for a list that is inflated, and nothing may follow it', async () => {
    const whole = deflateSync(Buffer.alloc(MAX_LIST_BYTES));
    expect((await inflate(whole, 'deflate'))?.length).toBe(MAX_LIST_BYTES);
    expect(await inflate(deflateSync(Buffer.alloc(MAX_LIST_BYTES + 1)), 'deflate')).toBeNull();
    const small = deflateSync(Buffer.alloc(512));
    for (const tail of ['\0', 'x', 'more than one byte', small.toString('latin1')]) {
      const followed = Buffer.concat([small, Buffer.from(tail, 'latin1')]);
      expect(await inflate(followed, 'deflate')).toBeNull();
      // Not even where what follows ends like the list itself.
      expect(await inflate(Buffer.concat([followed, small.subarray(-4)]), 'deflate')).toBeNull();
      const list = { bits: 2, lst: followed.toString('base64url') };
      const token = await listToken(status, { status_list: list });
      expect(await readStatusList(token, { keys, now: NOW })).toBeNull();
    }
    expect((await inflate(small, 'deflate'))?.length).toBe(512);
  });
});
