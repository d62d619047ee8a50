import { describe, expect, it } from '@jest/globals';
import { generateKeyPairSync, hash, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import {
  checkedSigner,
  digestsOf,
  localSigner,
  verifyRaw,
} from '../../../../subgraphs/attestations/keys/index.ts';
import { SigningInputs } from '../../../../subgraphs/attestations/archive/signing-inputs.ts';

const pair = (): { privateKey: KeyObject; publicKey: KeyObject } =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' });
/** Payloads of tokens, and the signing inputs that they make. */
const payloadsOf = (count: number): SigningInputs => {
  const inputs = new SigningInputs('e30', count);
  for (let at = 0; at < count; at++) inputs.add([`input ${at}`, Buffer.from(' 认证')]);
  return inputs;
};
const textOf = (at: number): Buffer =>
  Buffer.from(`e30.${Buffer.from(`input ${at} 认证`).toString('base64url')}`);
const COUNT = 130;

describe('a signer', () => {
  it.each([1, 7, 8, COUNT])(
    'signs %i tokens in order, each with a signature that verifies, and gives their digests',
    async (count) => {
      const { privateKey, publicKey } = pair();
      const signer = localSigner('ES256', 'k', privateKey.export({ format: 'jwk' }));
      const inputs = payloadsOf(count);
      const [signatures, digests] = [await signer.signMany(inputs), digestsOf(inputs)];
      expect([signatures.length, digests.length]).toEqual([count * 64, count * 32]);
      for (let at = 0; at < count; at++) {
        const signature = signatures.subarray(at * 64, at * 64 + 64);
        expect(verifyRaw('ES256', publicKey, textOf(at), signature)).toBe(true);
        expect(hash('sha256', textOf(at), 'hex')).toBe(
          Buffer.from(digests.subarray(at * 32, at * 32 + 32)).toString('hex'),
        );
      }
    },
  );

  it('signs on after its thread was lost', async () => {
    const signer = localSigner('ES256', 'k', pair().privateKey.export({ format: 'jwk' }));
    const broken = { bytes: null as never, ends: payloadsOf(9).ends };
    await expect(signer.signMany(broken)).rejects.toThrow('thread');
    await expect(signer.signMany(payloadsOf(COUNT))).resolves.toBeDefined();
  });

  it.each([1, 64, 130])(
    'whose secret does not fit its public half hands out nothing of %i',
    async (count) => {
      const { d } = pair().privateKey.export({ format: 'jwk' });
      if (d === undefined) throw new Error('a private key');
      // As in a key file that was damaged or put together: node does not look whether its halves fit.
      const signer = localSigner('ES256', 'k', {
        ...pair().privateKey.export({ format: 'jwk' }),
        d,
      });
      await expect(signer.signMany(payloadsOf(count))).rejects.toThrow('withheld');
      expect(() => signer.sign(Buffer.from('one'))).toThrow('withheld');
    },
  );

  it('outside this process has every signature verified, one wrong among many included', async () => {
    const { privateKey, publicKey } = pair();
    let calls = 0;
    const faulty = checkedSigner('ES256', 'k', publicKey, (bytes) =>
      Promise.resolve(
        sign('sha256', ++calls === 10 ? Buffer.from('another text') : bytes, {
          key: privateKey,
          dsaEncoding: 'ieee-p1363',
        }),
      ),
    );
    await expect(faulty.signMany(payloadsOf(COUNT))).rejects.toMatchObject({
      code: 'SIGNATURE_NOT_VERIFIED',
    });
    expect(calls).toBe(10);
  });
});
