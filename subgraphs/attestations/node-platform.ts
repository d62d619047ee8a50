import { createPublicKey, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { PinnedKey, Platform } from './verification/index.ts';

const keyObjects = new WeakMap<PinnedKey, KeyObject>();

function keyObjectOf(pinned: PinnedKey): KeyObject {
  const known = keyObjects.get(pinned);
  if (known) return known;
  const key = createPublicKey({ key: { ...pinned.jwk }, format: 'jwk' });
  keyObjects.set(pinned, key);
  return key;
}

/**
 * Verification with what Node has built in. The signature is tested in libuv's threads, at half the
 * cost of WebCrypto through jose, while this one goes on: several tokens at once use several cores.
 */
export const NODE_PLATFORM: Platform = {
  testSignature: ({ signingInput, signature }, pinned) =>
    new Promise((resolve, reject) => {
      verify(
        'sha256',
        Buffer.from(signingInput, 'latin1'),
        { key: keyObjectOf(pinned), dsaEncoding: 'ieee-p1363' },
        signature,
        (error, isValid) => {
          if (error) reject(error);
          else resolve(isValid);
        },
      );
    }),
  // Node decodes leniently; what it does not write the same way was not canonical.
  decode: (text) => {
    const bytes = Buffer.from(text, 'base64url');
    return bytes.toString('base64url') === text ? bytes : null;
  },
};
