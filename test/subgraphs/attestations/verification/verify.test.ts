import { beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { canonical } from '../../../../facts/model/canonical.ts';
import type { Signer } from '../../../../subgraphs/attestations/keys/index.ts';
import { verifyAttestation } from '../../../../subgraphs/attestations/verification/index.ts';
import type {
  KeySet,
  Verification,
  VerifyOptions,
} from '../../../../subgraphs/attestations/verification/index.ts';
import { openKeys } from '../../../../subgraphs/attestations/keys/index.ts';
import {
  AUDIENCE,
  CASE,
  GOOD_STATUS,
  NOW,
  claimsOf,
  goodToken,
  keySetOf,
  newFolder,
  newHub,
  newKeys,
  tokenOf,
} from '../support.ts';

let keys: KeySet;
let signer: Signer;
let token: string;

beforeAll(async () => {
  ({ keys, signer, token } = await newHub());
});

const verify = (text: string, options: Partial<VerifyOptions> = {}): Promise<Verification> =>
  verifyAttestation(text, {
    keys,
    now: NOW,
    audience: AUDIENCE,
    enquiries: [GOOD_STATUS],
    ...options,
  });

describe('verification of an attestation', () => {
  it('passes every check for one made by the hub', async () => {
    const { verdict, checks, claims } = await verify(token);
    expect(checks.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual([
      'format PASS',
      'header PASS',
      'signature PASS',
      'key PASS',
      'issuer PASS',
      'audience PASS',
      'time PASS',
      'lifetime PASS',
      'content PASS',
      'status PASS',
      'log NOT_CHECKED',
    ]);
    expect(verdict).toBe('valid');
    expect(claims).toEqual(claimsOf());
  });

  it('refuses times that no calendar has, and throws nothing', async () => {
    for (const iat of [8_640_000_000_001, Number.MAX_SAFE_INTEGER - 10]) {
      const claims = { ...claimsOf(), iat, nbf: iat, exp: iat + 5 };
      const { verdict, checks } = await verify(await tokenOf(signer, claims));
      expect(verdict).toBe('invalid');
      expect(checks.find(({ name }) => name === 'time')).toMatchObject({ code: 'BAD_TIME' });
    }
  });

  it('is invalid after a change of any one byte', async () => {
    const survivors: number[] = [];
    for (let index = 0; index < token.length; index++) {
      const other = token[index] === 'A' ? 'B' : 'A';
      const changed = `${token.slice(0, index)}${other}${token.slice(index + 1)}`;
      if ((await verify(changed)).verdict !== 'invalid') survivors.push(index);
    }
    expect(survivors).toEqual([]);
  });

  it('is invalid when a character is cut off or added anywhere', async () => {
    for (let index = 0; index <= token.length; index += 7) {
      const cut = token.slice(0, index) + token.slice(index + 1);
      const added = `${token.slice(0, index)}A${token.slice(index)}`;
      if (cut !== token) expect((await verify(cut)).verdict).toBe('invalid');
      expect((await verify(added)).verdict).toBe('invalid');
    }
  });

  it('knows no answer without a clock, though nothing is wrong', async () => {
    const { verdict, checks } = await verify(token, { now: null });
    expect(verdict).toBe('unknown');
    expect(checks.filter(({ outcome }) => outcome === 'UNKNOWN')).toMatchObject([{ name: 'time' }]);
  });

  it('knows no answer without a key of the issuer, and refuses other keys of it', async () => {
    const foreign = openKeys({
      dataDir: newFolder(),
      hubId: 'did:web:else.example',
      now: () => NOW,
    });
    const elsewhere = await verify(token, { keys: await keySetOf(foreign) });
    expect(elsewhere.verdict).toBe('unknown');
    expect(elsewhere.checks.at(-1)).toMatchObject({ name: 'signature', code: 'UNKNOWN_ISSUER' });
    const stranger = await verify(token, { keys: await keySetOf(newKeys()) });
    expect(stranger.verdict).toBe('invalid');
    expect(stranger.checks.at(-1)).toMatchObject({ name: 'signature', code: 'UNKNOWN_KEY' });
    const complete = { keys: await keySetOf(foreign), knowsEveryIssuer: true };
    expect((await verify(token, complete)).verdict).toBe('invalid');
  });

  it('knows no answer about the status without a list of it', async () => {
    const { verdict, checks } = await verifyAttestation(token, { keys, now: NOW });
    expect(verdict).toBe('unknown');
    expect(checks.at(-2)).toMatchObject({ name: 'status', code: 'NO_STATUS_LIST' });
  });

  it('names why each check did not pass, and nothing of those that did', async () => {
    const { checks } = await verify(token, { now: null, audience: 'did:web:other' });
    expect(
      checks.filter(({ outcome }) => outcome === 'PASS').every((one) => !('code' in one)),
    ).toBe(true);
    expect(checks.flatMap(({ code }) => code ?? [])).toEqual(['OTHER_AUDIENCE', 'NO_TRUSTED_TIME']);
  });

  it.each([
    [-61, 'invalid'],
    [-60, 'valid'],
    [7 * 86_400 + 59, 'valid'],
    [7 * 86_400 + 60, 'invalid'],
  ])('%d s after issue it is %s', async (seconds, verdict) => {
    const now = new Date(NOW.getTime() + seconds * 1000);
    expect((await verify(token, { now })).verdict).toBe(verdict);
  });

  it('never forgives more than five minutes, whatever is asked', async () => {
    const now = new Date(NOW.getTime() - 301_000);
    expect((await verify(token, { now, skewSeconds: 100_000 })).verdict).toBe('invalid');
  });

  it('compares the digest with the certificate record that is shown', async () => {
    const digest = (value: unknown): string =>
      `sha-256:${createHash('sha256').update(canonical(value)).digest('base64url')}`;
    const [shown, other] = CASE.facts.certificates;
    expect((await verify(token, { sourceDigest: digest(shown) })).verdict).toBe('valid');
    expect((await verify(token, { sourceDigest: digest(other) })).verdict).toBe('invalid');
  });

  it('tells a stranger the same of an unknown key and of a bad signature', async () => {
    const stranger = await goodToken(newKeys().signer('attestation'));
    const forged = token.slice(0, -4) + (token.endsWith('AAAA') ? 'BBBB' : 'AAAA');
    const told = async (text: string): Promise<unknown> =>
      (await verify(text)).checks.map(({ name, outcome, message }) => ({ name, outcome, message }));
    const [unknownKey, badSignature] = [await told(stranger), await told(forged)];
    expect(unknownKey).toEqual(badSignature);
  });
});
