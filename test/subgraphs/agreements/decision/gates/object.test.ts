import { describe, expect, it } from '@jest/globals';
import { MRA } from '../recognised.ts';
import { add, all, ask, type Change, edit, remove } from '../worlds.ts';
import { annex, certificate, reasons } from '../altered.ts';

const OK = ['RECOGNISED_BY_BILATERAL'];

const without = <T extends object>(record: T, ...names: readonly (keyof T)[]): T =>
  Object.fromEntries(
    Object.entries(record).filter(([name]) => !names.includes(name as keyof T)),
  ) as T;

describe('routes', () => {
  it('an exchange opens some annexes and some objects', () => {
    const exchange = (patch: object): Change =>
      edit('agreements', { exchanges: [{ issuer: 'AA', market: 'BB', ...patch }] });
    expect(reasons(exchange({ annexes: ['X1'] }))).toEqual(OK);
    expect(reasons(exchange({ annexes: ['X2'] }))).toEqual(['NO_IMPLEMENTING_EXCHANGE']);
    expect(reasons(exchange({ until: '2023-06-01' }))).toEqual(['NO_IMPLEMENTING_EXCHANGE']);
    expect(reasons(exchange({ issuer: 'BB', market: 'AA' }))).toEqual(['NO_IMPLEMENTING_EXCHANGE']);
    expect(reasons(exchange({ accepts: ['TEST_REPORT'] }))).toEqual(['OBJECT_NOT_ACCEPTED']);
    const { exchanges: _, ...none } = MRA;
    expect(reasons(remove('agreements'), add('agreements', none))).toEqual([
      'NO_IMPLEMENTING_EXCHANGE',
    ]);
  });
});

describe('the object', () => {
  const plain = edit('agreements', without(MRA, 'mode'));

  const unsuited = certificate({ requirementSet: 'AA-ACT' });

  const MISMATCH = ['REQUIREMENT_SET_MISMATCH'];

  it('needs a requirement set only where results or equivalence count', () => {
    const common = edit('agreements', { mode: 'COMMON' });
    expect(reasons(unsuited, common)).toEqual(OK);
    const unsaid = all(remove('agreements'), add('agreements', without(MRA, 'mode')));
    expect(reasons(unsuited, plain, unsaid)).toEqual(OK);
    expect(reasons(unsuited, annex({ requirements: [] }))).toEqual(OK);
  });

  it("by its results counts under the market's own set alone", () => {
    expect(reasons(annex({ requirements: [{ set: 'BB-ACT' }] }))).toEqual(MISMATCH);
    const foreign = { set: 'BB-ACT', territory: 'AA' };
    expect(reasons(annex({ requirements: [foreign] }))).toEqual(MISMATCH);
    expect(reasons(annex({ requirements: [foreign], mode: 'EQUIVALENCE' }))).toEqual([
      'RECOGNISED_BY_EQUIVALENCE',
    ]);
  });

  it('is accepted if one of several exchanges opens it', () => {
    const pair = { issuer: 'AA', market: 'BB' };
    const exchanges = [
      { ...pair, accepts: ['TEST_REPORT'] },
      { ...pair, accepts: ['CERTIFICATE'] },
    ] as const;
    expect(reasons(edit('agreements', { exchanges }))).toEqual(OK);
  });

  it('that is no certificate is not replaced by the test report behind it', () => {
    const reports = annex({ accepts: ['TEST_REPORT'] });
    expect(reasons(reports, ask({ presented: 'INSPECTION_REPORT' }))).toEqual([
      'OBJECT_NOT_ACCEPTED',
    ]);
  });
});
