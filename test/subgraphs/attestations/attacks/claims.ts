import { expect } from '@jest/globals';
import { ClockFault } from '../../../../subgraphs/attestations/issuance/issuance.ts';
import { sourceDigest } from '../../../../subgraphs/attestations/issuance/payload/credential.ts';
import { CASE, NOW, SECONDS, claimsOf } from '../support.ts';
import { openHub, OFFICER, REQUEST } from '../hub.ts';
import { expectRefused, expectVerdict, withClaims } from './arena.ts';
import type { Attack } from './arena.ts';

const at = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1000);

/** Claims that are signed well and must not be believed. */
export const CLAIMS: Readonly<Record<string, Attack>> = {
  async C01(arena) {
    await expectVerdict(arena, arena.token, 'invalid', { audience: 'did:web:customs.example.id' });
    await expectRefused(arena, [
      withClaims(arena, { aud: [] }),
      withClaims(arena, { aud: 'did:web:customs.example.cn' }),
      withClaims(arena, { aud: undefined }),
    ]);
  },
  C02: (arena) =>
    expectRefused(arena, [
      withClaims(arena, { issuer: { id: 'did:web:other.example.org', name: 'x' } }),
      withClaims(arena, { iss: 'did:web:other.example.org' }),
      withClaims(arena, { issuer: 'did:web:hub.example.org' }),
    ]),
  C03: (arena) =>
    expectRefused(arena, [withClaims(arena, { vc: claimsOf() }), withClaims(arena, { vp: {} })]),
  async C04(arena) {
    await expectVerdict(arena, arena.token, 'invalid', { now: at(8 * 86_400) });
    const long = SECONDS + 31 * 86_400;
    await expectRefused(arena, [
      withClaims(arena, { nbf: SECONDS + 3600, validFrom: '2026-11-23T09:11:28Z' }),
      withClaims(arena, { exp: undefined }),
      withClaims(arena, { exp: undefined, validUntil: undefined }),
      withClaims(arena, {
        exp: long,
        validUntil: new Date(long * 1000).toISOString().replace('.000Z', 'Z'),
      }),
    ]);
  },
  async C05(arena) {
    await expectVerdict(arena, arena.token, 'valid', { now: at(-59) });
    await expectVerdict(arena, arena.token, 'invalid', { now: at(-300) });
    await expectVerdict(arena, arena.token, 'invalid', { now: at(-86_400) });
    await expectVerdict(arena, arena.token, 'invalid', { now: new Date(0) });
    await expectVerdict(arena, arena.token, 'unknown', { now: null });
    const hub = await openHub();
    try {
      await hub.subgraph.service.issue(REQUEST, OFFICER);
      hub.now = at(-1);
      await expect(
        hub.subgraph.service.issue({ ...REQUEST, audience: 'did:web:b.example' }, OFFICER),
      ).rejects.toBeInstanceOf(ClockFault);
    } finally {
      await hub.close();
    }
  },
  C06: (arena) =>
    expectRefused(arena, [
      withClaims(arena, { validFrom: '2026-11-23T08:11:29Z' }),
      withClaims(arena, { validUntil: '2026-11-30T08:11:29Z' }),
      withClaims(arena, { validUntil: '2026-11-30T08:11:28.000Z' }),
      withClaims(arena, { validUntil: undefined }),
    ]),
  async C07(arena) {
    const [shown, other] = CASE.facts.certificates;
    if (!shown || !other) throw new Error('the case has certificates');
    await expectVerdict(arena, arena.token, 'valid', { sourceDigest: sourceDigest(shown) });
    await expectVerdict(arena, arena.token, 'invalid', { sourceDigest: sourceDigest(other) });
    await expectRefused(arena, [
      withClaims(arena, { sub: 'https://hub.example.org/certificates/OTHER' }),
    ]);
  },
  C08: (arena) => {
    const [vc, untp] = claimsOf()['@context'] as string[];
    return expectRefused(arena, [
      withClaims(arena, { extra: 1 }),
      withClaims(arena, { '@vocab': 'https://evil.example/' }),
      withClaims(arena, { '@context': [vc, untp, 'https://evil.example/ns/mra/v1'] }),
      withClaims(arena, { '@context': [vc, untp, { '@vocab': 'https://evil.example/' }] }),
      withClaims(arena, {
        '@context': [...(claimsOf()['@context'] as string[]), 'https://e.example'],
      }),
      withClaims(arena, {
        credentialSubject: { ...(claimsOf()['credentialSubject'] as object), x: 1 },
      }),
    ]);
  },
};
