import { describe, expect, it } from '@jest/globals';
import type { Scheme, Standard } from '../../../schema/generated/facts.ts';
import { counterpartsOf, equivalentsOf } from '../../../subgraphs/agreements/correspondence.ts';

const NATIONAL: Standard = {
  id: 'XX 1',
  editions: [{ edition: '2001' }],
  equivalents: [
    {
      edition: '2001',
      standard: 'ISO 1',
      ofEdition: '2000',
      degree: 'MOD',
      differences: [{ clause: '4.2', territory: 'XX', text: 'Warm climate.' }],
      from: '2001-07-01',
    },
  ],
};
const INTERNATIONAL: Standard = { id: 'ISO 1', editions: [{ edition: '2000' }] };

describe('a correspondence of standards', () => {
  it('is seen from the adoption', () => {
    expect(equivalentsOf('XX 1', [INTERNATIONAL, NATIONAL])).toEqual([
      {
        edition: '2001',
        standard: { id: 'ISO 1' },
        otherEdition: '2000',
        degree: 'MOD',
        adopts: true,
        differences: [{ clause: '4.2', territory: 'XX', text: 'Warm climate.' }],
        from: '2001-07-01',
      },
    ]);
  });

  it('is seen from the adopted standard, the editions changing places', () => {
    expect(equivalentsOf('ISO 1', [INTERNATIONAL, NATIONAL])).toMatchObject([
      { edition: '2000', standard: { id: 'XX 1' }, otherEdition: '2001', adopts: false },
    ]);
  });

  it('of every edition names none', () => {
    const every: Standard = {
      id: 'XX 2',
      editions: [],
      equivalents: [{ standard: 'ISO 1', degree: 'IDT' }],
    };
    expect(equivalentsOf('ISO 1', [every])).toEqual([
      { standard: { id: 'XX 2' }, otherEdition: undefined, degree: 'IDT', adopts: false },
    ]);
  });

  it('does not pass from one adoption to another', () => {
    const other: Standard = { ...NATIONAL, id: 'YY 1' };
    const seen = equivalentsOf('XX 1', [NATIONAL, other]).map(({ standard }) => standard.id);
    expect(seen).toEqual(['ISO 1']);
  });
});

describe('a counterpart of a scheme', () => {
  const HERE: Scheme = {
    id: 'HERE',
    kind: 'VOLUNTARY_PRODUCT',
    levels: ['BASIC', 'HIGH'],
    counterparts: [{ scheme: 'THERE', levels: [{ level: 'HIGH', counterpart: '3' }] }],
  };
  const THERE: Scheme = { id: 'THERE', kind: 'VOLUNTARY_PRODUCT', levels: ['1', '2', '3'] };

  it('is seen from either side, the levels changing places', () => {
    expect(counterpartsOf('HERE', [HERE, THERE])).toEqual([
      { scheme: { id: 'THERE' }, levels: [{ level: 'HIGH', counterpart: '3' }] },
    ]);
    expect(counterpartsOf('THERE', [HERE, THERE])).toEqual([
      { scheme: { id: 'HERE' }, levels: [{ level: '3', counterpart: 'HIGH' }] },
    ]);
  });

  it('without levels says nothing of them', () => {
    const plain: Scheme = { ...HERE, counterparts: [{ scheme: 'THERE' }] };
    expect(counterpartsOf('THERE', [plain])).toEqual([{ scheme: { id: 'HERE' } }]);
  });
});
