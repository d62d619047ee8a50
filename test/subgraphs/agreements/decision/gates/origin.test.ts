import { describe, expect, it } from '@jest/globals';
import { ask, type Change } from '../worlds.ts';
import { annex, reasons } from '../altered.ts';

const OK = ['RECOGNISED_BY_BILATERAL'];

describe('body, accreditation, origin and safeguards', () => {
  it('origin and place of assembly are tested where the annex asks for them', () => {
    const origin = (patch: object): Change =>
      annex({ origin: { territories: ['AA'], basis: ['ORIGIN', 'ASSEMBLY'], ...patch } });
    expect(reasons(origin({}))).toEqual(['ORIGIN_NOT_MET']);
    const made = (patch: object): Change =>
      ask({ product: { hs: '8518', origin: 'AA', ...patch } });
    expect(reasons(origin({}), made({ assembledIn: 'AA' }))).toEqual(OK);
    expect(reasons(origin({}), made({ assembledIn: 'BB' }))).toEqual(['ORIGIN_NOT_MET']);
    expect(
      reasons(origin({ basis: ['ASSEMBLY'], territories: ['UNION'] }), made({ assembledIn: 'BB' })),
    ).toEqual(OK);
    expect(
      reasons(annex({ origin: { directShipment: true } }), made({ shippedDirect: true })),
    ).toEqual(OK);
  });
});
