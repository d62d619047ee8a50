import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { qrPng } from '../../../gateway/routes/attestations/qr-symbol.ts';
import type { Signer } from '../../../subgraphs/attestations/keys/index.ts';
import { qrClaimsOf } from '../../../subgraphs/attestations/issuance/payload/qr-token.ts';
import {
  QR_PREFIX,
  numericOf,
  readQrText,
  verifyAttestation,
  verifyQr,
} from '../../../subgraphs/attestations/verification/index.ts';
import type { KeySet, VerifyOptions } from '../../../subgraphs/attestations/verification/index.ts';
import { compressedList, packStatuses } from '../../../subgraphs/attestations/status/bits.ts';
import { statusListCheck } from '../../../subgraphs/attestations/verification/index.ts';
import { missing } from '../../../scripts/bin/tools.mjs';
import { GOOD_STATUS, AUDIENCE, CASE, HUB_ID, NOW, PUBLIC_URL, SECONDS } from './support.ts';
import { goodToken, keySetOf, newKeys, tokenOf } from './support.ts';

const URI = `${PUBLIC_URL}/status/7`;
const CLAIMS = qrClaimsOf(
  {
    _id: 'FZuVxY3S0VQmYk1h1lqj6Q',
    certificate: 'SYN-NZ-CCC-1',
    question: { ...CASE.question, asOf: '2026-11-23' },
    answer: CASE.expected,
    audience: AUDIENCE,
    issuedAt: SECONDS,
    expiresAt: SECONDS + 7 * 86_400,
    digest: 'A'.repeat(43),
    list: 7,
    index: 412,
  },
  { hubId: HUB_ID, publicUrl: PUBLIC_URL },
) as Record<string, unknown>;

let keys: KeySet;
let signer: Signer;
let list: string;
let text: string;

const signed = (changes: object = {}, header: object = {}): Promise<string> =>
  tokenOf(
    signer,
    { ...CLAIMS, ...changes },
    { alg: 'ES256', kid: signer.kid, typ: 'mra-qr+jwt', ...header },
  );
const written = async (changes: object = {}, header: object = {}): Promise<string> =>
  QR_PREFIX + numericOf(await signed(changes, header));

beforeAll(async () => {
  const ring = newKeys();
  signer = ring.signer('attestation');
  keys = await keySetOf(ring);
  const status = ring.signer('status');
  list = await tokenOf(
    status,
    {
      iss: HUB_ID,
      sub: URI,
      iat: SECONDS,
      exp: SECONDS + 86_400,
      status_list: { bits: 2, lst: compressedList(packStatuses([[413, 1]], 4096)) },
    },
    { alg: 'ES256', kid: status.kid, typ: 'statuslist+jwt' },
  );
  text = await written();
});

const verify = (given: string, options: Partial<VerifyOptions> = {}) =>
  verifyQr(given, {
    keys,
    now: NOW,
    audience: AUDIENCE,
    enquiries: [statusListCheck([list], { keys, now: NOW })],
    ...options,
  });

describe('the numeric form of a JWS', () => {
  it('is two digits a character, 00 for "-" to 77 for "z", and reads back as it was', () => {
    expect(numericOf('-.0Az')).toBe('0001032077');
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.';
    const character = fc.nat(alphabet.length - 1).map((index) => alphabet.charAt(index));
    fc.assert(
      fc.property(fc.string({ unit: character, minLength: 1, maxLength: 500 }), (jws) => {
        expect(readQrText(QR_PREFIX + numericOf(jws))).toBe(jws);
      }),
    );
  });

  it.each([
    ['another scheme', 'javascript:alert(1)'],
    ['a web address', 'https://hub.example.org/#0001'],
    ['the scheme in capitals', 'MRA:/0001'],
    ['a part of several', 'mra:/1/2/0001'],
    ['nothing', 'mra:/'],
    ['half a character', 'mra:/000'],
    ['a number beyond 77', 'mra:/0078'],
    ['99', 'mra:/9999'],
    ['a character that is none of base64url', 'mra:/0002'],
    ['digits of another script', 'mra:/００'],
    ['white space', 'mra:/00 01'],
    ['a line end', 'mra:/0001\n'],
    ['more than a symbol holds', `mra:/${'00'.repeat(3545)}`],
  ])('is refused when it is %s', (_, given) => {
    expect(readQrText(given)).toBeNull();
  });
});

describe('the short form of an attestation', () => {
  it('verifies with every check, and says what is needed to decide', async () => {
    const { verdict, checks, claims } = await verify(text);
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
    expect(claims).toMatchObject({
      sub: 'SYN-NZ-CCC-1',
      mra: { decision: 'recognised', agreement: 'CN-NZ-EEE', market: 'CN', asOf: '2026-11-23' },
    });
  });

  it('is unknown without a fresh status list or a clock', async () => {
    expect((await verify(text, { enquiries: [GOOD_STATUS] })).verdict).toBe('valid');
    expect((await verify(text, { enquiries: [] })).verdict).toBe('unknown');
    expect(
      (await verify(text, { enquiries: [statusListCheck([], { keys, now: NOW })] })).verdict,
    ).toBe('unknown');
    expect((await verify(text, { now: null })).verdict).toBe('unknown');
  });

  it.each([
    ['revoked', { status: { status_list: { idx: 413, uri: URI } } }, 'REVOKED'],
    ['without a place of its status', { status: {} }, 'BAD_STATUS_REFERENCE'],
    ['of another issuer', { iss: 'did:web:other.example' }, 'ISSUER_MISMATCH'],
    ['for another audience', { aud: ['did:web:other'] }, 'OTHER_AUDIENCE'],
    ['over', { iat: SECONDS - 999, nbf: SECONDS - 999, exp: SECONDS - 99 }, 'EXPIRED'],
    ['without an end', { exp: undefined }, 'BAD_TIME'],
    ['valid for a year', { exp: SECONDS + 365 * 86_400 }, 'BAD_PERIOD'],
    ['no recognition', { mra: { decision: 'not-recognised' } }, 'NO_RECOGNITION'],
    ['with more in it', { extra: 1 }, 'UNKNOWN_MEMBER'],
    ['without a certificate', { sub: undefined }, 'NO_RECOGNITION'],
  ])('is invalid when %s', async (_, changes, code) => {
    const { verdict, checks } = await verify(await written(changes));
    expect(verdict).toBe('invalid');
    expect(checks.map((check) => check.code)).toContain(code);
  });

  it('is never taken for the full form, nor the full form for it', async () => {
    const full = await goodToken(signer);
    expect((await verifyAttestation(await signed(), { keys, now: NOW })).verdict).toBe('invalid');
    expect((await verify(QR_PREFIX + numericOf(full))).verdict).toBe('invalid');
    expect((await verify(await written({}, { typ: 'vc+jwt', cty: 'vc' }))).verdict).toBe('invalid');
    expect((await verify(await signed())).verdict).toBe('invalid');
    expect((await verify(full)).verdict).toBe('invalid');
  });

  it('is invalid after any change of a digit', async () => {
    for (let index = QR_PREFIX.length; index < text.length; index += 37) {
      const digit = text[index] === '0' ? '1' : '0';
      const changed = text.slice(0, index) + digit + text.slice(index + 1);
      expect((await verify(changed)).verdict).toBe('invalid');
    }
  });
});

const withScanner = missing('scanner').length === 0 ? describe : describe.skip;

withScanner('the symbol on paper', () => {
  const folder = mkdtempSync(join(tmpdir(), 'symbolon-qr-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('is read back by a scanner, byte for byte', async () => {
    const file = join(folder, 'qr.png');
    writeFileSync(file, await qrPng(await signed()));
    const read = execFileSync('zbarimg', ['--quiet', '--raw', file], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [line = ''] = read.toString().split('\n');
    expect(line.startsWith(QR_PREFIX)).toBe(true);
    expect((await verify(line)).verdict).toBe('valid');
  });
});
