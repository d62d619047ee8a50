import { describe, expect, it } from '@jest/globals';
import { writeLikenesses } from '../../../facts/ledger/likeness.ts';
import { testStore } from '../store.ts';

describe('a store of an earlier version', () => {
  it('has written beside its certificates what their numbers look like', async () => {
    const store = await testStore();
    try {
      const common = { issuer: 'CB', issuerTerritory: 'DE', scheme: 'S', issued: '2024-01-01' };
      await store.load({
        certificates: [
          { number: 'ANSSI-1', ...common },
          { number: 'No. 7', ...common },
        ],
      });
      const { certificates } = store.facts.models;
      await certificates.updateMany({}, { $unset: { likeness: 1, grams: 1 } });
      await writeLikenesses(certificates);
      const rows = await certificates.find().sort({ key: 1 }).lean();
      expect(rows.map(({ key, likeness }) => [key, likeness])).toEqual([
        ['ANSSI-1', 'ANSS11'],
        ['No. 7', 'N07'],
      ]);
      expect(rows[1]?.grams).toEqual(['^', '^N', '^N0', 'N07', '~CB', '~S']);
    } finally {
      await store.close();
    }
  });
});
