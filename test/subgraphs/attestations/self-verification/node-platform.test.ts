import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { NODE_PLATFORM } from '../../../../subgraphs/attestations/self-verification/node-platform.ts';
import type { Signer } from '../../../../subgraphs/attestations/keys/index.ts';
import {
  decodeBase64url,
  verifyAttestation,
} from '../../../../subgraphs/attestations/verification/index.ts';
import type {
  KeySet,
  Platform,
  Verification,
} from '../../../../subgraphs/attestations/verification/index.ts';
import { malleate } from '../attacks/signature.ts';
import { GOOD_STATUS, AUDIENCE, NOW, claimsOf, newHub, tokenOf } from '../support.ts';

let keys: KeySet;
let signer: Signer;
let token: string;

beforeAll(async () => {
  ({ keys, signer, token } = await newHub());
});

const verify = (text: string, platform: Platform = NODE_PLATFORM): Promise<Verification> =>
  verifyAttestation(text, {
    keys,
    now: NOW,
    audience: AUDIENCE,
    enquiries: [GOOD_STATUS],
    platform,
  });

/** The token with other bytes as its signature. */
const signedBy = (bytes: Uint8Array): string =>
  `${token.slice(0, token.lastIndexOf('.'))}.${Buffer.from(bytes).toString('base64url')}`;

describe('verification with what Node has built in', () => {
  it('decodes what the portable decoder decodes, and nothing else', () => {
    const character = fc.constantFrom(
      ...'A Z a z 0 9 - _ + / = . é Ł － \u{1f600}'.split(' '),
      ' ',
      '\n',
    );
    const canonical = fc
      .uint8Array({ maxLength: 40 })
      .map((b) => Buffer.from(b).toString('base64url'));
    const text = fc.oneof(
      canonical,
      fc.array(character, { maxLength: 12 }).map((all) => all.join('')),
      fc.tuple(canonical, character, canonical).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(text, (given) => {
        const [decoded, expected] = [NODE_PLATFORM.decode?.(given), decodeBase64url(given)];
        expect(decoded && Uint8Array.from(decoded)).toEqual(expected);
      }),
    );
  });

  it('takes and refuses the signatures that jose does', async () => {
    const signature = Buffer.from(token.slice(token.lastIndexOf('.') + 1), 'base64url');
    const [r, s] = [signature.subarray(0, 32), signature.subarray(32)];
    const [zero, ones] = [Buffer.alloc(32), Buffer.alloc(32, 0xff)];
    const der = Buffer.concat([Buffer.of(0x30, 0x44, 2, 0x20), r, Buffer.of(2, 0x20), s]);
    const signatures = [
      ...[signature, der, Buffer.concat([s, r]), Buffer.concat([r, s, zero])],
      ...[
        [zero, s],
        [r, zero],
        [zero, zero],
        [ones, s],
        [r, ones],
      ].map((parts) => Buffer.concat(parts)),
      ...[1, 31, 32, 63].map((length) => signature.subarray(0, length)),
    ];
    const tokens = [
      ...signatures.map(signedBy),
      malleate(token),
      await tokenOf(signer, '{"a":1,"a":2}'),
    ];
    for (const text of tokens) expect(await verify(text)).toEqual(await verify(text, {}));
    expect((await verify(token)).verdict).toBe('valid');
  });

  it('gives each of many that are asked for at once its own answer', async () => {
    const tokens = await Promise.all(
      Array.from({ length: 48 }, async (_, index) => {
        const text = await tokenOf(signer, { ...claimsOf(), name: `Attestation ${index}` });
        return index % 3 === 0 ? text.slice(0, -8) + 'AAAAAAAA' : text;
      }),
    );
    const answers = await Promise.all(tokens.map((text) => verify(text)));
    expect(answers.map(({ claims }) => claims?.['name'])).toEqual(
      tokens.map((_, index) => (index % 3 === 0 ? undefined : `Attestation ${index}`)),
    );
  });

  it('lets others have their turn while one token after another is verified', async () => {
    let turns = 0;
    const count = (): void => {
      turns += 1;
      timer = setImmediate(count);
    };
    let timer = setImmediate(count);
    for (let index = 0; index < 32; index++) await verify(token);
    clearImmediate(timer);
    expect(turns).toBeGreaterThanOrEqual(8);
  });
});
