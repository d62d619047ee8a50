import { describe, expect, it } from '@jest/globals';
import type { AgreementAnnex } from '../../../../schema/generated/facts.ts';
import { ANNEX, MRA } from './recognised.ts';
import { add, type Change, edit, remove } from './worlds.ts';
import { annex, answer, certificate, reasons } from './altered.ts';

describe('routes', () => {
  it('the best route: in full before in part, the higher part, the certificate before its report', () => {
    const route = (id: string, patch: Partial<AgreementAnnex>): Change =>
      add('agreements', { ...MRA, id, annexes: [{ ...ANNEX, aboveCap: 'PARTIAL', ...patch }] });
    const level3 = certificate({ level: 'L3' });
    const withdrawn = remove('designations');
    const open = { designationRequired: false };
    expect(
      answer(
        level3,
        withdrawn,
        route('A-LOW', { ...open, levelCap: 'L1' }),
        route('B-HIGH', { ...open, levelCap: 'L2' }),
      ),
    ).toMatchObject({
      route: 'B-HIGH',
      accepts: { object: 'CERTIFICATE', upToLevel: 'L2' },
    });
    const marked = [{ code: 'MARKING_REQUIRED' }] as const;
    expect(
      answer(
        level3,
        withdrawn,
        route('A-PART', open),
        route('B-WHOLE', { ...open, levelCap: 'L3', conditions: marked }),
        route('C-REPORT', { ...open, levelCap: 'L3', accepts: ['TEST_REPORT'] }),
      ),
    ).toMatchObject({
      route: 'B-WHOLE',
      alternatives: [{ route: 'A-PART' }, { route: 'C-REPORT' }, { route: 'MRA' }],
    });
    const second = [...marked, { code: 'LOCAL_REPRESENTATIVE_REQUIRED' }] as const;
    expect(
      answer(
        withdrawn,
        route('A-TWO', { ...open, conditions: second }),
        route('B-ONE', { ...open, conditions: marked }),
      ).route,
    ).toBe('B-ONE');
  });

  it('the nearest miss: with an annex before without, the later gate first', () => {
    const early = add('agreements', { ...MRA, id: 'A-EARLY', until: '2021-01-01' });
    const bare = add('agreements', {
      ...MRA,
      id: 'A-BARE',
      annexes: [{ ...ANNEX, sectors: ['E9'] }],
    });
    expect(answer(remove('designations'), early, bare)).toMatchObject({
      route: 'MRA',
      reasons: ['CAB_NOT_DESIGNATED'],
      alternatives: [{ route: 'A-EARLY' }, { route: 'A-BARE', annex: null }],
    });
  });

  it('what is not known for sure is better the fewer unknowns there are', () => {
    const contested = edit('designations', { contested: [{}] });
    const less = {
      ...MRA,
      id: 'Z-LESS',
      annexes: [{ ...ANNEX, rulesUnknown: true, designationRequired: false }],
    };
    expect(answer(annex({ rulesUnknown: true }), contested, add('agreements', less))).toMatchObject(
      {
        status: 'INDETERMINATE',
        route: 'Z-LESS',
      },
    );
  });

  it('the mode of the annex goes before that of the agreement', () => {
    expect(reasons(annex({ mode: 'EQUIVALENCE', requirements: [{ set: 'BB-ACT' }] }))).toEqual([
      'RECOGNISED_BY_EQUIVALENCE',
    ]);
    expect(reasons(annex({ requirements: [{ set: 'BB-ACT' }] }))).toEqual([
      'REQUIREMENT_SET_MISMATCH',
    ]);
    const multilateral = edit('agreements', { kind: 'MULTILATERAL', mode: 'EQUIVALENCE' });
    expect(reasons(multilateral)).toEqual(['RECOGNISED_BY_EQUIVALENCE']);
  });
});
