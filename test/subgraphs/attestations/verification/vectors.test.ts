import { describe, expect, it } from '@jest/globals';
import { createHmac, createPublicKey } from 'node:crypto';
import type { JsonWebKey } from 'node:crypto';
import type { JWK } from 'jose';
import { verifyRaw } from '../../../../subgraphs/attestations/keys/index.ts';
import {
  hasValidSignature,
  parseCompact,
} from '../../../../subgraphs/attestations/verification/index.ts';
import { fixture } from '../support.ts';

interface Group {
  readonly comment: string;
  readonly public?: JWK;
  readonly private?: JWK;
  readonly tests: readonly {
    readonly tcId: number;
    readonly comment: string;
    readonly jws: unknown;
    readonly result: 'valid' | 'invalid';
  }[];
}

const ALGORITHMS = /^(?:HS256|ES256|ES512|RS256|RS384|RS512|PS256|PS384|PS512)$/;

/** The wrapper with an unlimited choice of header members, as the vectors need. */
async function accepts(jws: unknown, key: JWK): Promise<boolean> {
  const parsed = typeof jws === 'string' ? parseCompact(jws) : null;
  const alg = parsed?.header['alg'];
  if (!parsed || typeof alg !== 'string' || !ALGORITHMS.test(alg)) return false;
  if ('jwk' in parsed.header || 'crit' in parsed.header) return false;
  return hasValidSignature(parsed, key, [alg]);
}

/** Marked invalid, yet byte for byte the valid vector 357: no verifier can tell them apart. */
const REPEATED = new Set([367, 370]);
/** Marked valid, yet with a "?" inside: not base64url, and the MAC is not over that text. */
const NOT_BASE64URL = new Set([372, 373]);

describe('Wycheproof JWS vectors through the strict wrapper', () => {
  const { testGroups } = fixture('vectors/wycheproof/json_web_signature_test.json') as {
    readonly testGroups: readonly Group[];
  };
  const cases = testGroups.flatMap((group) => {
    // "ES521" is no algorithm, and figure 20 is PS384 under a key labelled PS256: labels dropped.
    const { alg, ...key } = group.public ?? group.private ?? { kty: '' };
    const labelled =
      group.comment.startsWith('rfc7520') || alg === undefined ? key : { ...key, alg };
    return group.tests.map((test) => ({ ...test, group: group.comment, key: labelled }));
  });

  it('holds all 401 vectors', () => {
    expect(cases).toHaveLength(401);
  });

  it.each(cases.filter(({ tcId }) => !REPEATED.has(tcId) && !NOT_BASE64URL.has(tcId)))(
    '$group $tcId $comment is $result',
    async ({ jws, key, result }) => {
      expect(await accepts(jws, key)).toBe(result === 'valid');
    },
  );

  it('cannot tell the two defective vectors from the valid one they repeat', () => {
    const repeated = cases.find(({ tcId }) => tcId === 357)?.jws;
    for (const { jws } of cases.filter(({ tcId }) => REPEATED.has(tcId)))
      expect(jws).toBe(repeated);
  });

  it('refuses the two whose MAC was made over another text than they carry', async () => {
    for (const { jws, key } of cases.filter(({ tcId }) => NOT_BASE64URL.has(tcId))) {
      const [header, payload, mac] = String(jws).split('.');
      const made = createHmac('sha256', Buffer.from(key.k ?? '', 'base64url'))
        .update(`${header}.${payload}`)
        .digest('base64url');
      expect(made).not.toBe(mac);
      expect(await accepts(jws, key)).toBe(false);
    }
  });
});

describe('Wycheproof ECDSA P-256 vectors in raw form', () => {
  const { testGroups } = fixture('vectors/wycheproof/ecdsa_secp256r1_sha256_p1363_test.json') as {
    readonly testGroups: readonly {
      readonly publicKeyJwk?: JsonWebKey;
      readonly publicKey: { readonly wx: string; readonly wy: string };
      readonly tests: readonly {
        readonly tcId: number;
        readonly msg: string;
        readonly sig: string;
        readonly result: string;
      }[];
    }[];
  };

  it('decides every vector as marked', () => {
    const wrong: number[] = [];
    let count = 0;
    for (const { publicKeyJwk, tests } of testGroups) {
      if (!publicKeyJwk) continue;
      const key = createPublicKey({ key: publicKeyJwk, format: 'jwk' });
      for (const { tcId, msg, sig, result } of tests) {
        count++;
        const [bytes, signature] = [Buffer.from(msg, 'hex'), Buffer.from(sig, 'hex')];
        if (verifyRaw('ES256', key, bytes, signature) !== (result === 'valid')) wrong.push(tcId);
      }
    }
    expect(wrong).toEqual([]);
    expect(count).toBeGreaterThan(200);
  });
});

describe('RFC 7520 examples', () => {
  interface Example {
    readonly input: { readonly key: JWK };
    readonly output: { readonly compact: string };
  }
  /** The examples give private keys; a verifier has the public part. */
  const publicPart = ({ kty, n, e, crv, x, y, k }: JWK): JWK =>
    JSON.parse(JSON.stringify({ kty, n, e, crv, x, y, k })) as JWK;
  const example = (name: string): Example => {
    const { input, output } = fixture(`vectors/rfc7520-cookbook/${name}.json`) as Example;
    return { input: { key: publicPart(input.key) }, output };
  };

  it.each([
    ['4_1.rsa_v15_signature', true],
    ['4_2.rsa-pss_signature', true],
    ['4_3.ecdsa_signature', true],
    ['4_4.hmac-sha2_integrity_protection', true],
    ['4_6.protecting_specific_header_fields', false],
    ['4_7.protecting_content_only', false],
    ['4_8.multiple_signatures', false],
  ])('%s: a compact form exists and verifies: %s', async (name, compact) => {
    const { input, output } = example(`jws/${name}`);
    expect(await accepts(output.compact, input.key)).toBe(compact);
  });

  it.each(['4.2.hmac-sha2_b64_false', 'hmac-sha2_b64_false'])(
    'RFC 7797 %s, an unencoded payload, is refused',
    async (name) => {
      const { input, output } = example(`rfc7797/${name}`);
      expect(await accepts(output.compact, input.key)).toBe(false);
    },
  );
});
