import { beforeAll, describe, expect, it } from '@jest/globals';
import { deflateRawSync, deflateSync } from 'node:zlib';
import type { Signer } from '../../../../subgraphs/attestations/keys/index.ts';
import {
  compressedList,
  encodedBitstring,
  packStatuses,
} from '../../../../subgraphs/attestations/status/bits.ts';
import { signCompact, signingInput } from '../../../../subgraphs/attestations/keys/sign.ts';
import {
  decodeBase64url,
  inflate,
  verifyStatusList,
  statusAt,
  statusCheck,
  statusListCheck,
  verifyAttestation,
} from '../../../../subgraphs/attestations/verification/index.ts';
import type { KeySet, SeenLists } from '../../../../subgraphs/attestations/verification/index.ts';
import { NOW, SECONDS, claimsOf, fixture, keySetOf, newKeys, tokenOf } from '../support.ts';

interface Vector {
  readonly bits: 1 | 2 | 4 | 8;
  readonly size: number;
  readonly status: Readonly<Record<string, number>>;
  readonly status_list: { readonly lst: string };
}

const URI = 'https://hub.example.org/status/7';
let keys: KeySet;
let status: Signer;
let attestation: Signer;

beforeAll(async () => {
  const ring = newKeys();
  [status, attestation] = [ring.signer('status'), ring.signer('attestation')];
  keys = await keySetOf(ring);
});

/** A status list token that says what the test wants. */
function listToken(
  changes: object = {},
  marked: [number, number][] = [],
  signer = status,
): Promise<string> {
  const claims = {
    iss: 'did:web:hub.example.org',
    sub: URI,
    iat: SECONDS,
    exp: SECONDS + 86_400,
    ttl: 3600,
    status_list: { bits: 2, lst: compressedList(packStatuses(marked, 4096)) },
    ...changes,
  };
  return signCompact(signer, signingInput(signer, { typ: 'statuslist+jwt' }, claims));
}

async function statusOf(lists: string[], index: unknown = 412, seen?: SeenLists): Promise<string> {
  const claims = { ...claimsOf(), status: { status_list: { idx: index, uri: URI } } };
  const { checks } = await verifyAttestation(await tokenOf(attestation, claims), {
    keys,
    now: NOW,
    enquiries: [statusListCheck(lists, { keys, now: NOW }, seen)],
  });
  return checks.find(({ name }) => name === 'status')?.outcome ?? 'none';
}

describe('Token Status List vectors of the draft', () => {
  const { vectors } = fixture('vectors/ietf-token-status-list/vectors.json') as {
    readonly vectors: readonly Vector[];
  };

  it.each(vectors)(
    '$bits bits: every entry reads as listed',
    async ({ bits, status, status_list }) => {
      const bytes = await inflate(decodeBase64url(status_list.lst) ?? new Uint8Array(), 'deflate');
      expect(bytes).not.toBeNull();
      if (!bytes) return;
      for (const [index, value] of Object.entries(status))
        expect(statusAt({ bits, bytes }, Number(index))).toBe(value);
      const set = new Set(Object.keys(status).map(Number));
      for (let index = 0; index < 100_000; index += 997)
        if (!set.has(index)) expect(statusAt({ bits, bytes }, index)).toBe(0);
    },
  );

  it('2 bits: we write the same bytes', async () => {
    const vector = vectors.find(({ bits }) => bits === 2);
    const marked = Object.entries(vector?.status ?? {}).map(([i, v]) => [Number(i), v] as const);
    const theirs = await inflate(
      decodeBase64url(vector?.status_list.lst ?? '') ?? new Uint8Array(),
      'deflate',
    );
    expect(Buffer.from(theirs ?? []).equals(packStatuses(marked, vector?.size))).toBe(true);
  });
});

describe('the status of an attestation', () => {
  it('is read at its index of the list at its address', async () => {
    expect(await statusOf([await listToken()])).toBe('PASS');
    expect(await statusOf([await listToken({}, [[412, 1]])])).toBe('FAIL');
    expect(await statusOf([await listToken({}, [[412, 2]])])).toBe('FAIL');
    expect(
      await statusOf([
        await listToken({}, [
          [411, 1],
          [413, 2],
        ]),
      ]),
    ).toBe('PASS');
  });

  it('is unknown without the list, with an old one or with one of another address', async () => {
    expect(await statusOf([])).toBe('UNKNOWN');
    expect(await statusOf([await listToken({ exp: SECONDS - 61 })])).toBe('UNKNOWN');
    expect(await statusOf([await listToken({ sub: `${URI}8` })])).toBe('UNKNOWN');
    expect(await statusOf(['x', await listToken({ bits: 3 }, [], attestation)])).toBe('UNKNOWN');
  });

  it('is read from the newest of several, in whichever order they come', async () => {
    const old = await listToken({ iat: SECONDS - 60 });
    const revoked = await listToken({}, [[412, 1]]);
    for (const lists of [
      [old, revoked],
      [revoked, old],
    ])
      expect(await statusOf(lists)).toBe('FAIL');
    // Of one second, the one that speaks against it; past its end, only what it revoked still counts.
    expect(await statusOf([await listToken(), revoked])).toBe('FAIL');
    const ended = { exp: SECONDS - 61, iat: SECONDS - 99 };
    expect(await statusOf([await listToken({ ...ended }, [[412, 1]])])).toBe('FAIL');
    expect(await statusOf([await listToken({ ...ended }, [[412, 2]])])).toBe('UNKNOWN');
  });

  it('is unknown where its value has a meaning that is not known here', async () => {
    expect(await statusOf([await listToken({}, [[412, 3]])])).toBe('UNKNOWN');
    expect(statusCheck(3)).toMatchObject({ code: 'UNKNOWN_STATUS_VALUE' });
    expect(statusCheck(null)).toMatchObject({ code: 'OUTSIDE_STATUS_LIST' });
  });

  it('is not read from an older list after a newer one', async () => {
    const seen: SeenLists = new Map();
    expect(await statusOf([await listToken({ iat: SECONDS })], 412, seen)).toBe('PASS');
    expect(await statusOf([await listToken({ iat: SECONDS - 60 })], 412, seen)).toBe('UNKNOWN');
  });

  it.each([4096, -1, '412', 1.5, null])('at index %s is refused', async (index) => {
    expect(await statusOf([await listToken()], index)).toBe('FAIL');
  });

  it('is never read from a list that would inflate without end', async () => {
    const bomb = deflateSync(Buffer.alloc(64 * 1024 * 1024), { level: 9 });
    expect(await inflate(bomb, 'deflate')).toBeNull();
    expect(await inflate(deflateRawSync(Buffer.from('x')), 'deflate')).toBeNull();
    const token = await listToken({ status_list: { bits: 2, lst: bomb.toString('base64url') } });
    expect(await verifyStatusList(token, { keys, now: NOW })).toBeNull();
  });
});

describe('the W3C form', () => {
  it('is the same entries, a bit each, the most significant first', async () => {
    const encoded = encodedBitstring(
      [
        [0, 1],
        [9, 1],
        [10, 2],
      ],
      1,
      131_072,
    );
    const bytes = await inflate(decodeBase64url(encoded.slice(1)) ?? new Uint8Array(), 'gzip');
    expect(encoded[0]).toBe('u');
    expect([bytes?.length, bytes?.[0], bytes?.[1]]).toEqual([16_384, 0x80, 0x40]);
  });
});
