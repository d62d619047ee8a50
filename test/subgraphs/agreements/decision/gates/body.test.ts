import { describe, expect, it } from '@jest/globals';
import { compile, explain } from '../../../../../subgraphs/agreements/decision/index.ts';
import { FACTS, MRA, QUESTION } from '../recognised.ts';
import { add, all, ask, type Change, edit, remove } from '../worlds.ts';
import { annex, answer, reasons } from '../altered.ts';

const OK = ['RECOGNISED_BY_BILATERAL'];

describe('body, accreditation, origin and safeguards', () => {
  const withdrawn = (on: string) =>
    ({ events: [{ type: 'WITHDRAWN', effectiveFrom: on }] }) as const;

  it('a designation that ends after issue counts against it only where results are revoked', () => {
    const revoke = annex({ priorCertificates: 'REVOKE' });
    const suspended = { events: [{ type: 'SUSPENDED', effectiveFrom: '2021-01-01' }] } as const;
    expect(reasons(revoke, edit('designations', suspended))).toEqual(['CAB_DESIGNATION_SUSPENDED']);
    expect(reasons(revoke, edit('designations', withdrawn('2021-01-01')))).toEqual([
      'CAB_DESIGNATION_WITHDRAWN',
    ]);
    expect(reasons(revoke, edit('designations', { until: '2021-01-01' }))).toEqual(OK);
    const contested = [{ from: '2023-06-01' }];
    expect(reasons(revoke, edit('designations', { ...suspended, contested }))).toEqual([
      'CAB_DESIGNATION_SUSPENDED',
    ]);
    const second = add('designations', { body: 'CB1', agreement: 'MRA' });
    expect(reasons(revoke, second, edit('designations', suspended))).toEqual(OK);
    expect(reasons(second, edit('designations', { contested }))).toEqual(OK);
  });

  it('records under a predecessor count until they run out, or the successor has its own', () => {
    const old = (patch: object = {}): Change =>
      add('agreements', {
        ...MRA,
        id: 'OLD',
        until: '2019-01-01',
        successor: { agreement: 'MRA', ...patch },
      });
    const under = edit('designations', { agreement: 'OLD' });
    expect(reasons(old(), under)).toEqual(OK);
    expect(reasons(old({ recordsValidUntil: '2023-06-02' }), under)).toEqual(OK);
    expect(reasons(old({ recordsValidUntil: '2023-06-01' }), under)).toEqual([
      'CAB_NOT_DESIGNATED',
    ]);
    const own = (patch: object): Change =>
      add('designations', { body: 'CB1', agreement: 'MRA', ...patch });
    expect(reasons(old(), under, own({ until: '2019-06-01' }))).toEqual([
      'CAB_DESIGNATION_EXPIRED',
    ]);
    expect(reasons(old(), under, own({ from: '2021-01-01' }))).toEqual(OK);
  });
});

describe('body and accreditation', () => {
  it('is contested in one of several periods', () => {
    const contested = [{ from: '2021-01-01', until: '2022-01-01' }, { from: '2023-06-01' }];
    expect(reasons(edit('designations', { contested }))).toEqual(['CAB_CONTESTED']);
  });

  it('is not called contested once it has been revoked', () => {
    const { facts, question } = all(
      annex({ priorCertificates: 'REVOKE' }),
      edit('designations', {
        events: [{ type: 'SUSPENDED', effectiveFrom: '2021-01-01' }],
        contested: [{ from: '2023-06-01' }],
      }),
    )({ facts: FACTS, question: QUESTION });
    const body = explain(compile(facts), question).routes[0]?.miss;
    expect(body?.reasons.map(({ code }) => code)).toEqual(['CAB_DESIGNATION_SUSPENDED']);
  });

  it('is approved at home by an authority of the scheme, or of the issuer where it has no territory', () => {
    const atHome = (scheme: object): Change =>
      all(edit('schemes', { approvalRequired: true, ...scheme }), ask({ market: 'AA' }));
    const abroad = remove('approvals', 0);
    expect(answer(atHome({ domesticAtIssuer: true })).route).toBe('DOMESTIC');
    expect(reasons(atHome({ domesticAtIssuer: true }))).toEqual(['RECOGNISED_DOMESTIC']);
    expect(reasons(atHome({ domesticAtIssuer: true }), abroad)).toEqual([
      'CAB_NOT_APPROVED_DOMESTICALLY',
    ]);
    expect(reasons(atHome({ territory: 'UNION' }), abroad)).toEqual(['RECOGNISED_DOMESTIC']);
  });
});
