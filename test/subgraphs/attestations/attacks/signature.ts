import { expect } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import type { JsonWebKey } from 'node:crypto';
import { identityOf, signingInput } from '../../../../subgraphs/attestations/keys/sign.ts';
import { checkedSigner, thumbprint } from '../../../../subgraphs/attestations/keys/index.ts';
import { readKeySet } from '../../../../subgraphs/attestations/verification/index.ts';
import { HUB_ID, claimsOf, goodToken, newKeys } from '../support.ts';
import { expectRefused, expectVerdict } from './arena.ts';
import type { Attack } from './arena.ts';

const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** The other signature that anyone can make of one: (r, n − s). */
export function malleate(token: string): string {
  const dot = token.lastIndexOf('.');
  const raw = Buffer.from(token.slice(dot + 1), 'base64url');
  const s = ORDER - BigInt(`0x${raw.subarray(32).toString('hex')}`);
  const other = Buffer.from(s.toString(16).padStart(64, '0'), 'hex');
  return `${token.slice(0, dot)}.${Buffer.concat([raw.subarray(0, 32), other]).toString('base64url')}`;
}

const refusedKey = (jwk: object): Promise<void> =>
  expect(readKeySet({ keys: [jwk] })).rejects.toMatchObject({ name: 'KeySetError' });

/** Signatures and keys that are not what they seem. */
export const SIGNATURE: Readonly<Record<string, Attack>> = {
  async S03(arena) {
    const other = malleate(arena.token);
    expect(other).not.toBe(arena.token);
    await expectVerdict(arena, other, 'valid');
    expect(identityOf(other)).toBe(identityOf(arena.token));
  },
  async S04() {
    const x = Buffer.from([1, ...Buffer.alloc(31)]).toString('base64url');
    const jwk = { kty: 'OKP', crv: 'Ed25519', x };
    await refusedKey({ ...jwk, kid: `${HUB_ID}#${thumbprint(jwk)}` });
  },
  async S05() {
    const zero = Buffer.alloc(32).toString('base64url');
    const one = Buffer.from([...Buffer.alloc(31), 1]).toString('base64url');
    for (const [x, y] of [
      [zero, zero],
      [one, one],
    ]) {
      const jwk = { kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '' };
      await refusedKey({ ...jwk, kid: `${HUB_ID}#${thumbprint(jwk)}` });
    }
  },
  async S06(arena) {
    const named = (jwk: JsonWebKey, did = HUB_ID): object => ({
      ...jwk,
      kid: `${did}#${thumbprint(jwk)}`,
    });
    for (const modulusLength of [512, 1024, 2048]) {
      const { publicKey } = generateKeyPairSync('rsa', { modulusLength });
      await refusedKey(named(publicKey.export({ format: 'jwk' })));
    }
    const modulus = Buffer.alloc(256, 0xff).toString('base64url');
    await refusedKey({ kty: 'RSA', n: modulus, e: 'AQ', kid: `${HUB_ID}#${'A'.repeat(43)}` }); // e = 1
    for (const namedCurve of ['P-384', 'P-521', 'secp256k1'])
      await refusedKey(
        named(generateKeyPairSync('ec', { namedCurve }).publicKey.export({ format: 'jwk' })),
      );
    await refusedKey({ kty: 'oct', k: 'AAAA', kid: `${HUB_ID}#${'A'.repeat(43)}` });
    // One key of two parties: each could speak for the other.
    const { jwk } = arena.ring.find(arena.signer.kid) ?? {};
    const shared = [named(jwk ?? {}), named(jwk ?? {}, 'did:web:partner.example')];
    await expect(readKeySet({ keys: shared })).rejects.toMatchObject({ code: 'DUPLICATE_KEY' });
  },
  async S07(arena) {
    // Whatever key an attacker crafts for a signature, it is not in the verifier's list.
    const attacker = newKeys();
    await expectRefused(arena, [goodToken(attacker.signer('attestation'))]);
    await expectRefused({ ...arena, keys: await readKeySet({ keys: [publicKeyOf(attacker)] }) }, [
      arena.token,
    ]);
  },
  async S08(arena) {
    const [attestation, status, log] = (['attestation', 'status', 'log'] as const).map((purpose) =>
      arena.ring.signer(purpose),
    );
    expect(new Set([attestation?.kid, status?.kid, log?.kid]).size).toBe(3);
    // What is signed always begins with a header that the hub has serialised itself.
    const input = signingInput(
      arena.signer,
      { typ: 'vc+jwt', cty: 'vc' },
      {
        note: 'hub.example.org/log\n1000\nAAAA\n',
      },
    );
    expect(
      input.text.startsWith(Buffer.from('{"alg":"ES256"').toString('base64url').slice(0, 16)),
    ).toBe(true);
    await expectRefused(arena, [`${input.text}.${arena.token.split('.')[2] ?? ''}`]);
  },
  async S09(arena) {
    const seen = new Set<string>();
    for (let count = 0; count < 200; count++) {
      const raw = Buffer.from(await arena.signer.sign(Buffer.from('the same bytes')));
      seen.add(raw.subarray(0, 32).toString('hex'));
    }
    expect(seen.size).toBe(200);
    // A signer that returns a bad signature hands out nothing.
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const faulty = checkedSigner('ES256', 'k', publicKey, () => Buffer.alloc(64, 1));
    expect(() => faulty.sign(Buffer.from(JSON.stringify(claimsOf())))).toThrow('withheld');
  },
};

const publicKeyOf = (ring: ReturnType<typeof newKeys>): object => {
  const key = ring.find(ring.signer('attestation').kid);
  return { ...key?.jwk, kid: key?.kid };
};
