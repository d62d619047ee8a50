import { describe, expect, it } from '@jest/globals';
import { compile, history } from '../../../../subgraphs/agreements/decision/index.ts';
import { ANNEX, FACTS, MRA, QUESTION } from './recognised.ts';
import { add, all, type Change, edit, remove } from './worlds.ts';
import { annex, answer, certificate, reasons } from './altered.ts';

const OK = ['RECOGNISED_BY_BILATERAL'];

describe('the route', () => {
  it('prefers the annex, and the party, that comes first by name, wherever it stands', () => {
    const annexes = [{ ...ANNEX, id: 'X2' }, ANNEX];
    expect(answer(edit('agreements', { annexes }))).toMatchObject({ reasons: OK, annex: 'X1' });
    const parties = [
      { territory: 'AA', role: 'CONSUMING' },
      { territory: 'AA' },
      { territory: 'BB' },
    ] as const;
    expect(reasons(edit('agreements', { parties }))).toEqual(OK);
  });
});

describe('a candidate', () => {
  it('without agreement, tells of a withdrawal only if both sides shared the scheme at issue', () => {
    const shared = (members: readonly { territory: string; until?: string }[]): Change =>
      all(
        remove('agreements'),
        edit('schemes', { territory: 'UNION' }),
        edit('territories', { members }, 2),
      );
    const [home, market] = [
      { territory: 'AA', until: '2021-01-01' },
      { territory: 'BB', until: '2021-01-01' },
    ];
    expect(reasons(shared([home, market]))).toEqual(['NO_AGREEMENT', 'PARTY_WITHDREW']);
    expect(reasons(shared([home]))).toEqual(['NO_AGREEMENT']);
    expect(reasons(shared([market]))).toEqual(['NO_AGREEMENT']);
    expect(reasons(remove('agreements'), remove('schemes'))).toEqual(['NO_AGREEMENT']);
  });

  it('governed by the day of issue does not look at the day of acceptance', () => {
    const accepted = certificate({ acceptedIntoProcess: '2019-01-01' });
    const since = { from: '2020-01-15', governingDate: 'ISSUED' } as const;
    expect(reasons(accepted, edit('agreements', since))).toEqual(OK);
    expect(
      reasons(accepted, edit('agreements', { ...since, governingDate: 'ACCEPTED_INTO_PROCESS' })),
    ).toEqual(['AGREEMENT_NOT_IN_FORCE']);
  });

  it('in its sunset keeps only what was issued before', () => {
    const sunset = (issuedBefore: string): Change =>
      edit('agreements', { until: '2023-06-01', sunset: { issuedBefore, until: '2024-01-01' } });
    expect(reasons(sunset('2020-01-16'))).toEqual(['AGREEMENT_SUNSET', ...OK]);
    expect(reasons(sunset('2020-01-15'))).toEqual(['AGREEMENT_TERMINATED']);
  });

  it('needs a party for each side on the day, or at issue', () => {
    const joins = (territory: string): Change =>
      all(
        edit('territories', { members: [{ territory, from: '2030-01-01' }] }, 2),
        edit('agreements', {
          parties: [{ territory: 'UNION' }, { territory: territory === 'AA' ? 'BB' : 'AA' }],
        }),
      );
    expect(reasons(joins('AA'))).toEqual(['NO_AGREEMENT']);
    expect(reasons(joins('BB'))).toEqual(['NO_AGREEMENT']);
  });

  it('stops at the first thing that is wrong with it', () => {
    const parties = [{ territory: 'AA' }, { territory: 'BB', until: '2023-01-01' }];
    expect(reasons(edit('agreements', { until: '2023-06-01', parties }))).toEqual([
      'AGREEMENT_TERMINATED',
    ]);
  });
});

describe('the day of change', () => {
  const LATER = '2023-06-10';

  const twice = edit('agreements', { until: LATER });

  it('is the day on which another agreement carries the same answer', () => {
    const second = add('agreements', { ...MRA, id: 'MRB', from: LATER });
    expect(answer(twice, second)).toMatchObject({ route: 'MRA', changesOn: LATER });
  });

  it('is the day on which another annex carries it', () => {
    const annexes = [
      { ...ANNEX, until: LATER },
      { ...ANNEX, id: 'X2', from: LATER },
    ];
    expect(answer(edit('agreements', { annexes }))).toMatchObject({
      annex: 'X1',
      changesOn: LATER,
    });
  });

  it('is the day on which it reaches to another level', () => {
    const domains = [
      { domain: 'CARDS', issuers: ['EARLY'], levelCap: 'L2' },
      { domain: 'CARDS', levelCap: 'L1' },
    ];
    const early = {
      code: 'EARLY',
      kind: 'COMPOSITE',
      members: [{ territory: 'AA', until: LATER }],
    } as const;
    expect(
      answer(
        certificate({ level: 'L3' }),
        add('territories', early),
        annex({ domains, aboveCap: 'PARTIAL' }),
      ),
    ).toMatchObject({
      reasons: ['LEVEL_PARTIAL', ...OK],
      accepts: { object: 'CERTIFICATE', upToLevel: 'L2' },
      changesOn: LATER,
    });
  });
});

describe('an answer', () => {
  it('names a level only where one limits it', () => {
    expect(answer().accepts).toStrictEqual({ object: 'CERTIFICATE' });
  });

  it('orders the other routes by the level that they reach', () => {
    const route = (id: string, levelCap: string): Change =>
      add('agreements', { ...MRA, id, annexes: [{ ...ANNEX, aboveCap: 'PARTIAL', levelCap }] });
    const { alternatives } = answer(
      certificate({ level: 'L3' }),
      edit('agreements', { annexes: [{ ...ANNEX, levelCap: 'L3' }] }),
      edit('designations', { agreement: 'OLD' }),
      ...['MRA', 'A-LOW', 'B-HIGH'].map((agreement) =>
        add('designations', { body: 'CB1', agreement }),
      ),
      route('A-LOW', 'L1'),
      route('B-HIGH', 'L2'),
    );
    expect(alternatives.map(({ route: id }) => id)).toEqual(['B-HIGH', 'A-LOW']);
  });
});

describe('a status through time', () => {
  const life = (...events: readonly ['SUSPENDED' | 'RESTORED' | 'WITHDRAWN', string][]) => ({
    events: events.map(([type, effectiveFrom]) => ({ type, effectiveFrom })),
  });

  it('that was restored counts again', () => {
    const restored = life(['SUSPENDED', '2018-01-01'], ['RESTORED', '2019-01-01']);
    expect(reasons(edit('approvals', restored, 1))).toEqual(OK);
    expect(reasons(edit('approvals', life(['SUSPENDED', '2018-01-01']), 1))).toEqual([
      'CAB_NOT_APPROVED_DOMESTICALLY',
    ]);
  });

  it('that was withdrawn does not expire any more', () => {
    const withdrawn = { ...life(['WITHDRAWN', '2018-01-01']), until: '2019-01-01' };
    expect(reasons(edit('designations', withdrawn))).toEqual(['CAB_DESIGNATION_WITHDRAWN']);
  });

  it('of a certificate is stayed by an order, also when the appeal did not ask for it', () => {
    const happened = (type: 'SUSPENDED' | 'APPEAL_LODGED' | 'APPEAL_STAY', effectiveFrom: string) =>
      ({ type, effectiveFrom }) as const;
    const lodged = [happened('SUSPENDED', '2023-01-01'), happened('APPEAL_LODGED', '2023-01-02')];
    expect(reasons(certificate({ events: lodged }))).toEqual(['CERT_SUSPENDED', 'APPEAL_PENDING']);
    const stayed = [...lodged, happened('APPEAL_STAY', '2023-01-03')];
    expect(reasons(certificate({ events: stayed }))).toEqual(['APPEAL_STAY', ...OK]);
  });
});

describe('the history of an answer', () => {
  const stretches = (from: string, to: string): string[] =>
    history(compile(FACTS), { ...QUESTION, asOf: from }, to).map(
      ({ from: first, to: last, verdict }) => `${first} ${last} ${verdict.reasons.join()}`,
    );

  it('goes from the day asked about to the last day without gap, and says why it changes', () => {
    expect(stretches('2020-01-14', '2026-01-16')).toEqual([
      '2020-01-14 2020-01-14 CERT_NOT_YET_VALID',
      '2020-01-15 2023-06-19 RECOGNISED_BY_BILATERAL',
      '2023-06-20 2026-01-16 STATUS_STALE',
    ]);
  });

  it('does not go beyond the last day, but reaches a change on it', () => {
    expect(stretches('2023-06-01', '2023-06-19')).toHaveLength(1);
    expect(stretches('2023-06-01', '2023-06-20')[1]).toBe('2023-06-20 2023-06-20 STATUS_STALE');
  });
});
