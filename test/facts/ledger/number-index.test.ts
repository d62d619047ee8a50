import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testStore, type TestStore } from '../store.ts';

const LATIN = 'ABC-1';
/** The same to the eye, with a Cyrillic letter in place of each C. */
const MIXED = 'AB\u0421-1';

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

const certificate = (number: string, issuer = 'CB') => ({
  ...{ number, issuer, issuerTerritory: 'DE', scheme: 'S', issued: '2024-01-01' },
});
const codes = async (...certificates: ReturnType<typeof certificate>[]) => {
  const report = await store.load({ certificates });
  return report.outcome === 'REJECTED' ? report.faults.map(({ code }) => code) : report.outcome;
};

describe('a number that looks the same as another one of its issuer', () => {
  it('is refused with the letters named, whichever came first, also in one document', async () => {
    expect(await codes(certificate(LATIN), certificate('X\u0421-2'))).toBe('COMMITTED');
    expect(await codes(certificate(MIXED))).toEqual(['FACT_NUMBER_RESEMBLES']);
    expect(await codes(certificate('XC-2'))).toEqual(['FACT_NUMBER_RESEMBLES']);
    expect(await codes(certificate('T-1'), certificate('\u0422-1'))).toEqual([
      'FACT_NUMBER_RESEMBLES',
    ]);
    const report = await store.load({ certificates: [certificate(MIXED)] });
    expect(report.outcome === 'REJECTED' && report.faults[0]?.message).toContain('U+0421');
  });

  it('is another matter for another issuer, and what only resembles it in one script is stored', async () => {
    expect(await codes(certificate(MIXED, 'OTHER'))).toBe('COMMITTED');
    expect(await codes(certificate('ABC/1'), certificate('AB-C1'))).toBe('COMMITTED');
  });

  it('may be corrected and retracted as any other', async () => {
    const retracted = { ...certificate('X\u0421-2'), retractedAt: '2024-05-01' };
    expect(await codes(retracted)).toBe('COMMITTED');
  });
});
