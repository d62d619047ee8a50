import { describe, expect, it } from '@jest/globals';
import { ANNEX } from '../recognised.ts';
import { add, ask, type Change, edit } from '../worlds.ts';
import { reasons } from '../altered.ts';

const OK = ['RECOGNISED_BY_BILATERAL'];

describe('body, accreditation, origin and safeguards', () => {
  const withdrawn = (on: string) =>
    ({ events: [{ type: 'WITHDRAWN', effectiveFrom: on }] }) as const;

  it('accreditation through no agreement asks for no signatory', () => {
    const { accreditationThrough: _, ...rest } = ANNEX;
    expect(
      reasons(edit('agreements', { annexes: [rest] }), ask({ unavailable: ['signatories'] })),
    ).toEqual(OK);
  });

  it('a signatory of the norm through one region carries on when another has ended', () => {
    const regional = (patch: object): Change => edit('signatories', { region: 'R1', ...patch });
    expect(reasons(regional(withdrawn('2023-01-01')))).toEqual(['AB_SIGNATORY_WITHDRAWN']);
    expect(reasons(regional({ from: '2023-07-01' }))).toEqual(['AB_NOT_SIGNATORY']);
    expect(reasons(edit('signatories', { standard: 'ST2' }, 1))).toEqual([
      'MLA_MAIN_SCOPE_ONLY',
      ...OK,
    ]);
    expect(reasons(edit('signatories', { until: '2023-06-01' }, 1))).toContain(
      'MLA_MAIN_SCOPE_ONLY',
    );
  });
});

describe('body and accreditation', () => {
  const MAIN = { accreditationBody: 'AB1', agreement: 'MLA', norm: 'N1', level: 3 } as const;

  it('by a signatory of one region has not lost another that is in force, nor one without region', () => {
    expect(reasons(add('signatories', { ...MAIN, region: 'R1' }))).toEqual(OK);
    expect(reasons(add('signatories', { ...MAIN, until: '2020-01-01' }))).toEqual(OK);
  });

  it.each([
    ['another standard', { standard: 'ST2' }],
    ['another norm', { norm: 'N2' }],
    ['the main level', { level: 3 }],
    ['another day', { until: '2023-06-01' }],
  ])('has no sub-scope by a record of %s', (_, patch) => {
    expect(reasons(edit('signatories', patch, 1))).toEqual(['MLA_MAIN_SCOPE_ONLY', ...OK]);
  });
});
