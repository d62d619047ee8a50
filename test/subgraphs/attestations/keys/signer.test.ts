import { describe, expect, it } from '@jest/globals';
import { generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import {
  checkedSigner,
  localSigner,
  verifyRaw,
} from '../../../../subgraphs/attestations/keys/index.ts';

const pair = (): { privateKey: KeyObject; publicKey: KeyObject } =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' });
const inputs = Array.from({ length: 130 }, (_, at) => Buffer.from(`input ${at}`));

describe('a signer', () => {
  it('signs many in order, each with a signature that verifies', async () => {
    const { privateKey, publicKey } = pair();
    const signer = localSigner('ES256', 'k', privateKey.export({ format: 'jwk' }));
    const signatures = await signer.signMany(inputs);
    expect(signatures).toHaveLength(inputs.length);
    for (const [at, bytes] of inputs.entries())
      expect(verifyRaw('ES256', publicKey, bytes, signatures[at] ?? Buffer.alloc(64))).toBe(true);
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
      await expect(signer.signMany(inputs.slice(0, count))).rejects.toThrow('withheld');
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
    await expect(faulty.signMany(inputs)).rejects.toMatchObject({ code: 'SIGNATURE_NOT_VERIFIED' });
    expect(calls).toBe(10);
  });
});
