import { hash } from 'node:crypto';
import { SignatureVerifier } from './signature-verifier.ts';
import type { Platform } from '../verification/index.ts';

const tests = new SignatureVerifier();

/** Verification with what Node has built in, for a process that does other things besides. */
export const NODE_PLATFORM: Platform = {
  testSignature: (jws, pinned) => tests.test(jws, pinned),
  sha256: (bytes) => hash('sha256', bytes, 'buffer'),
  // Node decodes leniently; what it does not write the same way was not canonical.
  decode: (text) => {
    const bytes = Buffer.allocUnsafe((text.length * 3) >> 2);
    const length = bytes.write(text, 'base64url');
    return bytes.toString('base64url', 0, length) === text ? bytes : null;
  },
};
