import { deflateSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Signer } from '../../../../subgraphs/attestations/keys/index.ts';
import {
  statusListCheck,
  verifyAttestation,
} from '../../../../subgraphs/attestations/verification/index.ts';
import type {
  KeySet,
  Verification,
} from '../../../../subgraphs/attestations/verification/index.ts';
import {
  AUDIENCE,
  GOOD_STATUS,
  NOW,
  SECONDS,
  claimsOf,
  goodToken,
  keySetOf,
  listToken,
  newKeys,
  tokenOf,
} from '../support.ts';

/** A hub knows the keys of every issuer it trusts; who knows fewer says unknown of a stranger. */
const OF_A_HUB = { knowsEveryIssuer: true };

let keys: KeySet;
let signer: Signer;
let status: Signer;
let token: string;
beforeAll(async () => {
  const ring = newKeys();
  [signer, status] = [ring.signer('attestation'), ring.signer('status')];
  keys = await keySetOf(ring);
  token = await goodToken(signer);
});

const verify = (text: string): Promise<Verification> =>
  verifyAttestation(text, {
    keys,
    now: NOW,
    audience: AUDIENCE,
    enquiries: [GOOD_STATUS],
    ...OF_A_HUB,
  });

describe('SIG-001: an attestation', () => {
  it.each(['header', 'payload', 'signature'])(
    'is invalid after a flip of any bit of its %s',
    async (name) => {
      const at = ['header', 'payload', 'signature'].indexOf(name);
      const parts = token.split('.').map((part) => Buffer.from(part, 'base64url'));
      const bytes = parts[at] ?? Buffer.alloc(0);
      const survivors: number[] = [];
      for (let bit = 0; bit < bytes.length * 8; bit += 1) {
        const flipped = Buffer.from(bytes);
        flipped.writeUInt8((flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7)), bit >> 3);
        const text = parts.map((part, index) =>
          (index === at ? flipped : part).toString('base64url'),
        );
        if ((await verify(text.join('.'))).verdict !== 'invalid') survivors.push(bit);
      }
      expect(bytes.length).toBeGreaterThan(60);
      expect(survivors).toEqual([]);
    },
  );
});

describe('SIG-002: another text of the same bytes', () => {
  const last = (text: string): string => text.slice(0, -1);
  it.each<[string, (good: string) => string]>([
    [
      'unused bits that are set',
      (good) => last(good) + String.fromCharCode(good.charCodeAt(good.length - 1) + 1),
    ],
    ['padding', (good) => `${good}==`],
    ['a line break', (good) => `${good}\n`],
    ['a line break within', (good) => good.replace('.', '.\n')],
    ['a space', (good) => ` ${good}`],
  ])('by %s is refused', async (_, change) => {
    const { verdict, checks } = await verify(change(token));
    expect(verdict).toBe('invalid');
    expect(checks[0]).toMatchObject({ name: 'format', outcome: 'FAIL' });
  });
});

describe('SIG-006: the status by', () => {
  const bomb = deflateSync(Buffer.alloc(32 * 1024 * 1024), { level: 9 }).toString('base64url');
  const LISTS: readonly (readonly [string, () => Promise<readonly string[]>])[] = [
    [
      'a list too short',
      async () => [
        await listToken(status, {
          status_list: { bits: 2, lst: deflateSync(Buffer.alloc(8)).toString('base64url') },
        }),
      ],
    ],
    [
      'a list that has ended',
      async () => [await listToken(status, { iat: SECONDS - 9_000, exp: SECONDS - 61 })],
    ],
    ['no list', () => Promise.resolve([])],
    ['a list of another issuer', async () => [await listToken(newKeys().signer('status'))]],
    [
      'a list that inflates without end',
      async () => [await listToken(status, { status_list: { bits: 2, lst: bomb } })],
    ],
  ];
  it.each(LISTS)('%s is never valid, with a reason', async (_, lists) => {
    const enquiries = [statusListCheck(await lists(), { keys, now: NOW })];
    const { verdict, checks } = await verifyAttestation(token, {
      keys,
      now: NOW,
      audience: AUDIENCE,
      enquiries,
    });
    expect(verdict).not.toBe('valid');
    expect(checks.find(({ name }) => name === 'status')).toMatchObject({
      outcome: expect.stringMatching(/UNKNOWN|FAIL/),
      code: expect.any(String),
    });
  });
});

describe('IMP-004: a credential with a good signature', () => {
  const good = claimsOf();
  const CONTEXT = good['@context'] as readonly string[];
  const without = (member: string): object =>
    Object.fromEntries(Object.entries(good).filter(([name]) => name !== member));
  it.each<[string, object, string]>([
    [
      'of an unknown version',
      { ...good, '@context': CONTEXT.map((url) => url.replace(/\d/, '9')) },
      'UNKNOWN_CONTEXT',
    ],
    ['without @context', without('@context'), 'UNKNOWN_CONTEXT'],
    ['with a further term', { ...good, extra: true }, 'UNKNOWN_MEMBER'],
    ['of another type', { ...good, type: ['VerifiableCredential'] }, 'WRONG_TYPE'],
    [
      'with another digest of its source',
      { ...good, mra: { ...(good['mra'] as object), sourceDigest: 'sha-256:AAAA' } },
      'DIGEST_MISMATCH',
    ],
  ])('%s is refused with a code of its own', async (_, claims, code) => {
    const { verdict, checks } = await verify(await tokenOf(signer, claims));
    expect(verdict).toBe('invalid');
    expect(checks.find(({ outcome }) => outcome === 'FAIL')?.code).toBe(code);
  });
});
