import { expect } from '@jest/globals';
import { deflateSync, gzipSync } from 'node:zlib';
import { archiveModels } from '../../../../subgraphs/attestations/archive/model.ts';
import type { StoredBatch } from '../../../../subgraphs/attestations/archive/model.ts';
import { compressedList, packStatuses } from '../../../../subgraphs/attestations/status/bits.ts';
import type { Signer } from '../../../../subgraphs/attestations/keys/index.ts';
import {
  statusListCheck,
  verifyAttestation,
} from '../../../../subgraphs/attestations/verification/index.ts';
import type { SeenLists } from '../../../../subgraphs/attestations/verification/index.ts';
import { LIST_URI, NOW, SECONDS, claimsOf } from '../support.ts';
import { listToken as statusListToken, newKeys, tokenOf } from '../support.ts';
import { expectVerdict } from './arena.ts';
import type { Arena, Attack } from './arena.ts';
import { withHub } from './log.ts';

const listToken = (arena: Arena, changes: object = {}): Promise<string> =>
  statusListToken(arena.ring.signer('status'), { ttl: undefined, ...changes });

/** Outcome of the status check of a token at an index of the list. */
async function statusCheck(
  arena: Arena,
  lists: readonly string[],
  index: unknown = 1,
  seen?: SeenLists,
): Promise<string | undefined> {
  const claims = { ...claimsOf(), status: { status_list: { idx: index, uri: LIST_URI } } };
  const { checks } = await verifyAttestation(await tokenOf(arena.signer, claims), {
    keys: arena.keys,
    now: NOW,
    enquiries: [statusListCheck(lists, { keys: arena.keys, now: NOW }, seen)],
  });
  return checks.find(({ name }) => name === 'status')?.outcome;
}

/** Attacks on status lists. */
export const STATUS: Readonly<Record<string, Attack>> = {
  async T02(arena) {
    const seen: SeenLists = new Map();
    expect(await statusCheck(arena, [await listToken(arena)], 1, seen)).toBe('PASS');
    const older = await listToken(arena, { iat: SECONDS - 30 });
    expect(await statusCheck(arena, [older], 1, seen)).toBe('UNKNOWN');
  },
  async T03(arena) {
    const attestation = arena.ring.signer('attestation');
    const stranger = newKeys().signer('status');
    const claims = (await listToken(arena)).split('.')[1] ?? '';
    const forged = async (signer: Signer, header: object): Promise<string> =>
      tokenOf(signer, Buffer.from(claims, 'base64url'), {
        alg: 'ES256',
        kid: signer.kid,
        ...header,
      });
    const zip = (bytes: Buffer): object => ({
      status_list: { bits: 2, lst: bytes.toString('base64url') },
    });
    const status = arena.ring.signer('status');
    for (const list of [
      await listToken(arena, { sub: 'https://hub.example.org/status/8' }),
      await listToken(arena, { sub: `${LIST_URI}/` }),
      await listToken(arena, { sub: LIST_URI.replace('hub', 'hսb') }),
      await listToken(arena, { sub: undefined }),
      await listToken(arena, { iss: 'did:web:other.example' }),
      await listToken(arena, { iss: undefined }),
      await listToken(arena, { exp: undefined }),
      await listToken(arena, { iat: SECONDS + 3600 }),
      await listToken(arena, { exp: String(SECONDS + 86_400) }),
      await listToken(arena, { status_list: { bits: 3, lst: compressedList(Buffer.alloc(9)) } }),
      await listToken(arena, { status_list: { bits: '2', lst: compressedList(Buffer.alloc(9)) } }),
      await listToken(arena, { status_list: { bits: 2 } }),
      await listToken(arena, zip(Buffer.from('not zlib'))),
      await listToken(arena, zip(gzipSync(Buffer.alloc(1024)))),
      await listToken(arena, zip(deflateSync(Buffer.alloc(1024)).subarray(0, 9))),
      await forged(attestation, { typ: 'statuslist+jwt' }), // a good key of another purpose
      await forged(stranger, { typ: 'statuslist+jwt' }),
      await forged(status, { typ: 'JWT' }),
      await forged(status, { typ: 'statuslist+jwt', cty: 'vc' }),
      await forged(status, { typ: 'statuslist+jwt', jku: 'http://127.0.0.1/' }),
      `${await listToken(arena)}\n`,
      '',
    ])
      expect(await statusCheck(arena, [list])).toBe('UNKNOWN');
    expect(await statusCheck(arena, [await listToken(arena)])).toBe('PASS');
  },
  async T04(arena) {
    const list = await listToken(arena);
    for (const index of [4096, -1, '412', 4.5, null, 2 ** 53, true, [1], {}])
      expect(await statusCheck(arena, [list], index)).toBe('FAIL');
    // An index spelt in another way is another text: the whole payload is refused.
    const text = JSON.stringify({
      ...claimsOf(),
      status: { status_list: { idx: 9, uri: LIST_URI } },
    });
    for (const index of ['4.0e2', '412.0', '-0', '4e2', '0x19c']) {
      const token = await tokenOf(arena.signer, text.replace('"idx":9', `"idx":${index}`));
      await expectVerdict(arena, token, 'invalid', { enquiries: [] });
    }
    await withHub(async (hub, first) => {
      const { batches } = archiveModels(hub.store.mongoose);
      const own = await batches.findOne({ leaf: first.leaf }).lean<StoredBatch | null>();
      const twin = { ...own, _id: 'twin', requests: ['twin'] };
      await expect(batches.insertMany([twin])).rejects.toMatchObject({ code: 11000 });
    });
  },
  async T01(arena) {
    const week = 7 * 86_400;
    const old = { iat: SECONDS - week, exp: SECONDS + 60, ttl: 3600 };
    const options = { keys: arena.keys, now: NOW };
    const verify = async (list: string, refuseStale = false) => {
      const enquiries = [statusListCheck([list], { ...options, refuseStale })];
      const token = await tokenOf(arena.signer, claimsOf());
      const { verdict, checks } = await verifyAttestation(token, { ...options, enquiries });
      return { verdict, status: checks.find(({ name }) => name === 'status') };
    };
    expect(
      await verify(await listToken(arena, { ...old, exp: SECONDS - week + 60 })),
    ).toMatchObject({
      verdict: 'unknown',
      status: { code: 'STATUS_LIST_EXPIRED' },
    });
    const stale = await listToken(arena, old);
    expect(await verify(stale)).toMatchObject({
      verdict: 'valid',
      status: {
        outcome: 'PASS',
        age: week,
        message: expect.stringContaining('168 h old') as unknown,
      },
    });
    expect(await verify(stale, true)).toMatchObject({
      verdict: 'unknown',
      status: { code: 'STATUS_LIST_STALE', age: week },
    });
    const { status } = await verify(await listToken(arena, { ttl: 3600 }));
    expect(status).not.toHaveProperty('age');
    // A revocation does not grow old.
    const revoked = { bits: 2, lst: compressedList(packStatuses([[412, 1]], 4096)) };
    for (const list of [old, { ...old, exp: SECONDS - week + 60 }])
      expect(await verify(await listToken(arena, { ...list, status_list: revoked }))).toMatchObject(
        {
          verdict: 'invalid',
          status: { code: 'REVOKED' },
        },
      );
  },
  async T05(arena) {
    // Nothing is fetched: without a list in hand the status is unknown, and so is the verdict.
    expect(await statusCheck(arena, [])).toBe('UNKNOWN');
    const claims = {
      ...claimsOf(),
      credentialStatus: undefined,
      status: { status_list: { idx: 1, uri: 'http://127.0.0.1:1/' } },
    };
    await expectVerdict(arena, await tokenOf(arena.signer, claims), 'unknown', {
      enquiries: [statusListCheck([], { keys: arena.keys, now: NOW })],
    });
  },
  async T06() {
    await withHub(async (hub, { _id }) => {
      const { service } = hub.subgraph;
      await service.revoke(_id, 'misuse');
      expect(await service.change(_id, 'VALID', 'please')).toMatchObject({ status: 'REVOKED' });
      expect(await service.history(_id)).toHaveLength(1);
    });
  },
};
