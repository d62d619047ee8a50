import { expect } from '@jest/globals';
import type { Signer, KeyRing } from '../../../../subgraphs/attestations/keys/index.ts';
import { NODE_PLATFORM } from '../../../../subgraphs/attestations/self-verification/node-platform.ts';
import { verifyAttestation } from '../../../../subgraphs/attestations/verification/index.ts';
import type {
  KeySet,
  VerifyOptions,
} from '../../../../subgraphs/attestations/verification/index.ts';
import {
  AUDIENCE,
  GOOD_STATUS,
  NOW,
  claimsOf,
  goodToken,
  keySetOf,
  newKeys,
  tokenOf,
} from '../support.ts';

/** A hub's keys, a verifier that trusts them, and a good token to start from. */
export interface Arena {
  readonly ring: KeyRing;
  readonly keys: KeySet;
  readonly signer: Signer;
  readonly token: string;
}

/** One attack: throws when the hub or the verifier does not behave as expected. */
export type Attack = (arena: Arena) => Promise<void> | void;

export async function openArena(): Promise<Arena> {
  const ring = newKeys();
  const signer = ring.signer('attestation');
  return { ring, signer, keys: await keySetOf(ring), token: await goodToken(signer) };
}

export async function expectVerdict(
  arena: Arena,
  token: string,
  verdict: 'valid' | 'invalid' | 'unknown',
  options: Partial<VerifyOptions> = {},
): Promise<void> {
  const { keys } = arena;
  const enquiries = [GOOD_STATUS];
  const asked = { keys, now: NOW, audience: AUDIENCE, enquiries, ...options };
  const result = await verifyAttestation(token, asked);
  expect(await verifyAttestation(token, { ...asked, platform: NODE_PLATFORM })).toEqual(result);
  expect({ token: token.slice(-24), verdict: result.verdict }).toEqual({
    token: token.slice(-24),
    verdict,
  });
}

/** Every token of a list is refused. */
export async function expectRefused(
  arena: Arena,
  tokens: readonly (string | Promise<string>)[],
): Promise<void> {
  for (const token of tokens) await expectVerdict(arena, await token, 'invalid');
}

/** A correctly signed token with other claims. */
export const withClaims = (arena: Arena, changes: object): Promise<string> =>
  tokenOf(arena.signer, { ...claimsOf(), ...changes });

/** A correctly signed token with other header members. */
export const withHeader = (arena: Arena, changes: object): Promise<string> =>
  tokenOf(arena.signer, claimsOf(), {
    alg: 'ES256',
    kid: arena.signer.kid,
    typ: 'vc+jwt',
    cty: 'vc',
    ...changes,
  });

/** A correctly signed token whose header or payload is this text. */
export const withText = (
  arena: Arena,
  { header, payload }: { header?: string | Uint8Array; payload?: string | Uint8Array },
): Promise<string> =>
  tokenOf(
    arena.signer,
    payload ?? claimsOf(),
    header ?? { alg: 'ES256', kid: arena.signer.kid, typ: 'vc+jwt', cty: 'vc' },
  );
