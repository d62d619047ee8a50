import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Signer } from '../../../../subgraphs/attestations/keys/index.ts';
import { NODE_PLATFORM } from '../../../../subgraphs/attestations/self-verification/node-platform.ts';
import { verifyAttestation } from '../../../../subgraphs/attestations/verification/index.ts';
import type {
  KeySet,
  Verification,
} from '../../../../subgraphs/attestations/verification/index.ts';
import { GOOD_STATUS, NOW, claimsOf, newHub, tokenOf } from '../support.ts';
import { DISAGREEMENTS, changed } from './disagreements.ts';

let keys: KeySet;
let signer: Signer;
let token: string;

beforeAll(async () => {
  ({ keys, signer, token } = await newHub());
});

const verify = (text: string): Promise<Verification> =>
  verifyAttestation(text, { keys, now: NOW, enquiries: [GOOD_STATUS], platform: NODE_PLATFORM });

describe('what an attestation says twice', () => {
  it.each(DISAGREEMENTS)('must be one: %s', async (path, value) => {
    const { verdict, reading } = await verify(
      await tokenOf(signer, changed(claimsOf(), path, value)),
    );
    expect([verdict, reading]).toEqual(['invalid', undefined]);
  });

  it('is read once, and nobody changes it afterwards', async () => {
    const { reading } = await verify(token);
    expect(reading).toMatchObject({
      territory: 'NZ',
      scheme: 'CCC',
      certificate: { number: 'SYN-NZ-CCC-1', issuerTerritory: 'NZ', scheme: 'CCC' },
      question: { certificate: 'SYN-NZ-CCC-1', market: 'CN', asOf: '2026-11-23' },
      status: { index: 412, uri: 'https://hub.example.org/status/7' },
    });
    const isFrozen = (value: unknown): boolean =>
      typeof value !== 'object' ||
      value === null ||
      (Object.isFrozen(value) && Object.values(value).every(isFrozen));
    expect(isFrozen(reading)).toBe(true);
  });

  it('is the same whether the platform digests or the library', async () => {
    const options = { keys, now: NOW, enquiries: [GOOD_STATUS] };
    expect(await verifyAttestation(token, options)).toEqual(await verify(token));
  });

  it.each([
    ['mra.certificate', 'SYN-NZ-CCC-1'],
    ['mra.certificate.number', { $ne: '' }],
    ['mra.certificate.issuer', ['A']],
    ['mra.question', []],
    ['mra.question.asOf', 'today'],
    ['mra.question.market', 7],
    ['mra.reasons', [7]],
    ['mra.reasons', 'RECOGNISED_BY_BILATERAL'],
    ['mra.agreement', 7],
    ['mra.changesOn', {}],
    ['mra.knownAt', false],
  ])('is refused where it is of another kind: %s', async (path, value) => {
    const token = await tokenOf(signer, changed(claimsOf(), path, value));
    expect((await verify(token)).verdict).toBe('invalid');
  });
});
