import { describe, expect, it } from '@jest/globals';
import { CERTIFICATE } from '../recognised.ts';
import { add, ask, type Change, edit, remove } from '../worlds.ts';
import { certificate, reasons } from '../altered.ts';

const OK = ['RECOGNISED_BY_BILATERAL'];

const without = <T extends object>(record: T, ...names: readonly (keyof T)[]): T =>
  Object.fromEntries(
    Object.entries(record).filter(([name]) => !names.includes(name as keyof T)),
  ) as T;

describe('the certificate', () => {
  it('counts from its first to its last good day', () => {
    expect(reasons(certificate({ validFrom: '2023-06-01', validUntil: '2023-06-01' }))).toEqual(OK);
  });

  it('an appeal that is allowed restores it, one that is dismissed does not', () => {
    const events = (outcome: 'ALLOWED' | 'DISMISSED'): Change =>
      certificate({
        events: [
          { type: 'WITHDRAWN', effectiveFrom: '2023-01-01' },
          { type: 'APPEAL_LODGED', effectiveFrom: '2023-01-02' },
          { type: 'APPEAL_STAY', effectiveFrom: '2023-01-03' },
          { type: 'APPEAL_DECIDED', effectiveFrom: '2023-01-04', outcome },
        ],
      });
    expect(reasons(events('ALLOWED'))).toEqual(['CERT_RESTORED', ...OK]);
    expect(reasons(events('DISMISSED'))).toEqual(['CERT_WITHDRAWN']);
  });

  it('an appeal that was allowed when nothing was wrong changes nothing', () => {
    expect(
      reasons(
        certificate({
          events: [{ type: 'APPEAL_DECIDED', effectiveFrom: '2023-01-04', outcome: 'ALLOWED' }],
        }),
      ),
    ).toEqual(OK);
  });

  it('passed to another body it is cancelled, and says so', () => {
    expect(
      reasons(certificate({ events: [{ type: 'TRANSFERRED', effectiveFrom: '2023-01-01' }] })),
    ).toEqual(['CERT_CANCELLED', 'CERT_TRANSFERRED']);
  });

  it('a renewal moves the expiry, the edition and the day of decision', () => {
    const editions = [
      { edition: '2015', transitionEndsOn: '2023-01-01' },
      { edition: '2022', lastIssueOn: '2022-12-01' },
    ];
    const renewed = (effectiveFrom: string): Change =>
      certificate({
        validUntil: '2023-01-15',
        events: [{ type: 'RENEWED', effectiveFrom, edition: '2022', validUntil: '2026-01-15' }],
      });
    expect(reasons(edit('standards', { editions }), renewed('2022-12-01'))).toEqual(OK);
    expect(reasons(edit('standards', { editions }), renewed('2022-12-02'))).toEqual([
      'EDITION_ISSUED_AFTER_CUTOFF',
    ]);
  });

  it('events of one day are folded in the order of their recording', () => {
    const on = '2023-01-01';
    const events = [
      { type: 'RESTORED', effectiveFrom: on, recordedAt: '2023-03-01' },
      { type: 'SUSPENDED', effectiveFrom: on },
    ] as const;
    expect(reasons(certificate({ events }))).toEqual(['CERT_RESTORED', ...OK]);
  });

  const C0 = { ...CERTIFICATE, number: 'C0', issued: '2018-01-15', validUntil: '2020-01-01' };

  const takenOver = (on: string): Change => certificate({ transferredFrom: { number: 'C0', on } });

  it.each([
    ['on its last day', '2020-01-01', {}, 'CERT_TRANSFERRED'],
    ['after its last day', '2020-01-02', {}, 'TRANSFER_OF_INVALID_CERT'],
    ['on its first day', '2018-01-15', {}, 'CERT_TRANSFERRED'],
    ['before its first day', '2018-01-14', {}, 'TRANSFER_OF_INVALID_CERT'],
    ['before it was valid', '2018-02-01', { validFrom: '2018-03-01' }, 'TRANSFER_OF_INVALID_CERT'],
  ])('taken over %s', (_, on, patch, code) => {
    expect(reasons(add('certificates', { ...C0, ...patch }), takenOver(on))).toContain(code);
  });

  it('taken over while stayed counts, while only pending does not', () => {
    const suspended = (stay: boolean): Change =>
      add('certificates', {
        ...C0,
        events: [
          { type: 'SUSPENDED', effectiveFrom: '2019-01-01' },
          { type: 'APPEAL_LODGED', effectiveFrom: '2019-01-02', stay },
        ],
      });
    expect(reasons(suspended(true), takenOver('2019-06-01'))).toEqual(['CERT_TRANSFERRED', ...OK]);
    expect(reasons(suspended(false), takenOver('2019-06-01'))).toEqual([
      'TRANSFER_OF_INVALID_CERT',
    ]);
  });

  it('taken over from a certificate that nobody knows', () => {
    const taken = takenOver('2020-01-01');
    expect(reasons(taken)).toEqual(['TRANSFER_OF_INVALID_CERT']);
    expect(reasons(taken, edit('registers', { coverage: 'PARTIAL' }))).toEqual([
      'CERT_NOT_FOUND',
      'REGISTER_COVERAGE_UNKNOWN',
    ]);
    const { register: _, ...unregistered } = CERTIFICATE;
    const transferredFrom = { number: 'C0', on: '2020-01-01' };
    expect(
      reasons(
        remove('certificates'),
        add('certificates', { ...unregistered, transferredFrom }),
        ask({ unavailable: ['registers'] }),
      ),
    ).toEqual(['SUBGRAPH_UNAVAILABLE']);
  });

  it('may be limited to some territories', () => {
    expect(reasons(certificate({ validIn: ['AA'] }))).toEqual(['TERRITORY_EXCLUDED']);
    expect(reasons(certificate({ validIn: ['AA', 'UNION'] }))).toEqual(OK);
    expect(reasons(certificate({ validIn: [] }))).toEqual(OK);
  });
});

describe('the certificate', () => {
  it('taken over is judged by every record of its predecessor', () => {
    const C0 = { ...CERTIFICATE, number: 'C0', issued: '2018-01-15', scope: {} };
    const taken = certificate({ transferredFrom: { number: 'C0', on: '2019-06-01' } });
    const endless = add('certificates', without(C0, 'validUntil'));
    const ended = add('certificates', { ...C0, validUntil: '2019-01-01' });
    expect(reasons(taken, endless)).toEqual(['CERT_TRANSFERRED', ...OK]);
    expect(reasons(taken, endless, ended)).toEqual(['TRANSFER_OF_INVALID_CERT']);
  });

  it('is folded by what was recorded first on one day, then by position', () => {
    const on = { effectiveFrom: '2023-01-01' } as const;
    const late = { type: 'SUSPENDED', ...on, recordedAt: '2023-03-01' } as const;
    const early = { type: 'RESTORED', ...on } as const;
    expect(reasons(certificate({ events: [late, early] }))).toEqual(['CERT_SUSPENDED']);
    expect(reasons(certificate({ events: [early, late] }))).toEqual(['CERT_SUSPENDED']);
    const suspended = { type: 'SUSPENDED', ...on } as const;
    expect(reasons(certificate({ events: [suspended, early] }))).toEqual(['CERT_RESTORED', ...OK]);
    expect(reasons(certificate({ events: [early, suspended] }))).toEqual(['CERT_SUSPENDED']);
  });

  it('says the same in any order of its properties, and something else without a level', () => {
    const { number, ...rest } = CERTIFICATE;
    const { hs, ...scope } = CERTIFICATE.scope ?? {};
    const turned = { ...rest, scope: { ...scope, ...(hs && { hs }) }, number, register: 'REG2' };
    expect(reasons(add('certificates', turned))).toEqual(OK);
    const unknown = certificate({ level: null });
    expect(reasons(unknown, add('certificates', turned))).toEqual(['EVIDENCE_CONFLICT']);
    expect(reasons(unknown, add('certificates', { ...turned, level: null }))).toEqual([
      'LEVEL_UNKNOWN',
    ]);
  });
});
