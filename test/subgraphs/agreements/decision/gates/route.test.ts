import { describe, expect, it } from '@jest/globals';
import { MRA } from '../recognised.ts';
import { add, all, ask, type Change, edit, remove } from '../worlds.ts';
import { answer, certificate, reasons } from '../altered.ts';

const OK = ['RECOGNISED_BY_BILATERAL'];

/** Without a product that the annex could list. */
const LISTED = ['PRODUCT_LIST_APPLIES', ...OK];

describe('routes', () => {
  const AT_HOME: Change = all(edit('schemes', { territory: 'UNION', approvalRequired: true }));

  it('the domestic route needs an approval inside the territory of the scheme', () => {
    expect(answer(AT_HOME)).toMatchObject({ route: 'DOMESTIC', status: 'RECOGNISED' });
    const without = all(AT_HOME, remove('approvals', 1), remove('approvals'));
    expect(answer(without)).toMatchObject({
      status: 'NOT_RECOGNISED',
      route: 'DOMESTIC',
      reasons: ['CAB_NOT_APPROVED_DOMESTICALLY'],
    });
    const issuerRuns = edit('schemes', { domesticAtIssuer: true, approvalRequired: true });
    expect(answer(issuerRuns, ask({ market: 'AA' }))).toMatchObject({ route: 'DOMESTIC' });
  });

  it('an agreement that ended gives way to its successor, if that is known', () => {
    const ended = edit('agreements', { until: '2023-01-01', successor: { agreement: 'NEW' } });
    expect(reasons(ended)).toEqual(['AGREEMENT_TERMINATED']);
    expect(answer(ended, add('agreements', { ...MRA, id: 'NEW' }))).toMatchObject({
      route: 'NEW',
      alternatives: [],
    });
  });

  it('the governing date may be another than the day asked about', () => {
    const by = (governingDate: 'ISSUED' | 'ACCEPTED_INTO_PROCESS' | 'PLACED_ON_MARKET'): Change =>
      edit('agreements', { governingDate, until: '2021-01-01' });
    expect(reasons(by('ISSUED'))).toEqual(OK);
    expect(reasons(by('ACCEPTED_INTO_PROCESS'))).toEqual(OK);
    expect(
      reasons(by('ACCEPTED_INTO_PROCESS'), certificate({ acceptedIntoProcess: '2021-01-01' })),
    ).toEqual(['AGREEMENT_TERMINATED']);
    expect(reasons(by('PLACED_ON_MARKET'))).toEqual(['AGREEMENT_TERMINATED']);
    const placedOnMarket = '2020-12-31';
    expect(
      reasons(by('PLACED_ON_MARKET'), ask({ product: { origin: 'AA', placedOnMarket } })),
    ).toEqual(LISTED);
  });

  it('who only issues takes nothing in, and one party does not face itself', () => {
    const parties = [{ territory: 'AA' }, { territory: 'BB', role: 'ORIGINATING' }] as const;
    expect(reasons(edit('agreements', { parties }))).toEqual(['NO_AGREEMENT']);
    expect(reasons(edit('agreements', { parties: [{ territory: 'UNION' }] }))).toEqual([
      'NO_AGREEMENT',
    ]);
  });

  it('a territory that has left its union has left the agreement', () => {
    const members = [{ territory: 'CC' }, { territory: 'AA', until: '2023-01-01' }];
    const world = all(
      edit('territories', { members }, 2),
      edit('agreements', { parties: [{ territory: 'UNION' }, { territory: 'BB' }] }),
    );
    expect(reasons(world)).toEqual(['PARTY_WITHDREW']);
    const sunset = { issuedBefore: '2021-01-01', until: '2024-01-01' };
    expect(answer(world, edit('agreements', { sunset }))).toMatchObject({
      reasons: ['AGREEMENT_SUNSET', ...OK],
    });
  });

  it('without any agreement, a territory that shared the scheme at issue has withdrawn', () => {
    const members = [{ territory: 'AA' }, { territory: 'BB', until: '2023-01-01' }];
    expect(
      reasons(
        remove('agreements'),
        edit('territories', { members }, 2),
        edit('schemes', { territory: 'UNION' }),
      ),
    ).toEqual(['NO_AGREEMENT', 'PARTY_WITHDREW']);
  });
});

describe('the route', () => {
  const party = (issuer: object, market: object): Change =>
    edit('agreements', {
      parties: [
        { territory: 'AA', ...issuer },
        { territory: 'BB', ...market },
      ],
    });

  it('ends where either party is outside its scope, but not where the other one would be', () => {
    const EXCLUDED = ['TERRITORY_EXCLUDED'];
    expect(reasons(party({}, { excludes: ['AA', 'BB'] }))).toEqual(EXCLUDED);
    expect(reasons(party({ excludes: ['BB', 'AA'] }, {}))).toEqual(EXCLUDED);
    expect(reasons(party({ excludes: ['BB'] }, { excludes: ['AA'] }))).toEqual(OK);
    expect(reasons(party({ excludes: [] }, { excludes: [] }))).toEqual(OK);
  });

  it('tells of a predecessor only to certificates of its time', () => {
    const before = (until: object): Change =>
      add('agreements', { ...MRA, id: 'OLD', ...until, successor: { agreement: 'MRA' } });
    const told = (change: Change): boolean => reasons(change).includes('AGREEMENT_SUCCEEDED');
    expect(told(before({ until: '2020-01-16' }))).toBe(true);
    expect(told(before({ until: '2020-01-15' }))).toBe(false);
    expect(told(before({}))).toBe(false);
    const ofItself = { until: '2030-01-01', successor: { agreement: 'MRA' } };
    expect(reasons(edit('agreements', ofItself))).toEqual(OK);
  });
});
