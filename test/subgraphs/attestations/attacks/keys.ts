import { expect } from '@jest/globals';
import { scopeCheck } from '../../../../subgraphs/attestations/trust/index.ts';
import type { Scope } from '../../../../subgraphs/attestations/trust/index.ts';
import { verifyAttestation } from '../../../../subgraphs/attestations/verification/index.ts';
import { GOOD_STATUS, NOW, claimsOf, tokenOf } from '../support.ts';
import { changed } from '../verification/disagreements.ts';
import type { Attack } from './arena.ts';

/** Attacks with keys; what a hub does with a partner's is in `partners/one-reading.test.ts`. */
export const KEYS: Readonly<Record<string, Attack>> = {
  async K07(arena) {
    const codes = async (claims: object, scope: Scope | undefined): Promise<unknown> => {
      const token = await tokenOf(arena.signer, claims);
      const { checks } = await verifyAttestation(token, {
        keys: arena.keys,
        now: NOW,
        enquiries: [({ reading }) => scopeCheck(scope, reading), GOOD_STATUS],
      });
      return checks.flatMap(({ code }) => code ?? []);
    };
    const honest = claimsOf();
    expect(await codes(honest, { territory: 'NZ', schemes: ['CCC'] })).toEqual([]);
    for (const scope of [
      undefined,
      { territory: 'FR' },
      { territory: 'N' },
      { territory: 'NZ-AUK' },
      { territory: 'NZ', schemes: ['CC-2014'] },
      { territory: 'NZ', from: '2026-11-24' },
      { territory: 'NZ', until: '2026-11-23' },
    ])
      expect(await codes(honest, scope)).toEqual(['OUT_OF_SCOPE']);
    // What was looked at is in scope, what is recorded is not.
    const foreign = changed(honest, 'mra.certificate', {
      ...(honest['mra'] as { certificate: object }).certificate,
      issuer: 'ANSSI',
      issuerTerritory: 'FR',
      scheme: 'CC-2014',
    });
    expect(await codes(foreign, { territory: 'NZ', schemes: ['CCC'] })).toEqual([
      'CLAIMS_DISAGREE',
      'OUT_OF_SCOPE',
    ]);
  },
};
