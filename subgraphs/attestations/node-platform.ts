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

/** Verification with what Node has built in: synchronous, twice as fast as WebCrypto through jose. */
export const NODE_PLATFORM: Platform = {
  testSignature: ({ signingInput, signature }, pinned) =>
    verify(
      'sha256',
      Buffer.from(signingInput, 'latin1'),
      { key: keyObjectOf(pinned), dsaEncoding: 'ieee-p1363' },
      signature,
    ),
  // Node decodes leniently; what it does not write the same way was not canonical.
  decode: (text) => {
    const bytes = Buffer.from(text, 'base64url');
    return bytes.toString('base64url') === text ? bytes : null;
  },
};
