import { describe, expect, it } from '@jest/globals';
import { add, ask, edit } from '../worlds.ts';
import { reasons } from '../altered.ts';

const OK = ['RECOGNISED_BY_BILATERAL'];

/** Without a product that the annex could list. */
const LISTED = ['PRODUCT_LIST_APPLIES', ...OK];

describe('debarment and mandatory schemes', () => {
  it('a catalogue counts for its products in its market, for market access', () => {
    const other = edit('catalogues', { scheme: 'S2' });
    const refused = ['SCHEME_NOT_ACCEPTED_FOR_MANDATORY'];
    expect(reasons(other)).toEqual(refused);
    expect(reasons(other, edit('catalogues', { acceptsSchemes: ['S1'] }))).toEqual(OK);
    expect(reasons(other, edit('catalogues', { market: 'UNION' }))).toEqual(refused);
    expect(reasons(other, edit('catalogues', { market: 'AA' }))).toEqual(OK);
    expect(reasons(other, edit('catalogues', { from: '2023-06-02' }))).toEqual(OK);
    expect(reasons(other, edit('catalogues', { products: [{ hs: '8519' }] }))).toEqual(OK);
    expect(
      reasons(other, edit('catalogues', { products: [{ hs: '85', until: '2023-06-01' }] })),
    ).toEqual(OK);
    expect(reasons(other, ask({ purpose: 'VOLUNTARY' }))).toEqual(OK);
    expect(reasons(other, ask({ product: { origin: 'AA' } }))).toEqual(LISTED);
    expect(
      reasons(other, add('catalogues', { market: 'BB', scheme: 'S1', products: [{ key: 'K1' }] })),
    ).toEqual(OK);
  });
});
