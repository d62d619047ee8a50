import { describe, expect, it } from '@jest/globals';
import type { Answer } from '../../../../schema/generated/question.ts';
import { descriptionOf } from '../../../../facts/kinds/kinds.ts';
import { mayBecome } from '../../../../subgraphs/attestations/rules.ts';
import type { RecordedStatus, CausedStatus } from '../../../../subgraphs/attestations/rules.ts';
import { withTied } from '../../../../subgraphs/attestations/revalidation/dependencies.ts';
import { judge } from '../../../../subgraphs/attestations/revalidation/judgement.ts';

const SIGNED: Answer = {
  status: 'RECOGNISED_WITH_CONDITIONS',
  reasons: ['MARKING_REQUIRED', 'RECOGNISED_BY_BILATERAL'],
  route: 'AG-1',
  annex: 'A',
  accepts: { object: 'CERTIFICATE' },
};

const refused = (...reasons: Answer['reasons'][number][]): Answer => ({
  status: 'NOT_RECOGNISED',
  reasons,
  route: 'AG-1',
  annex: 'A',
});

/** A recognition by another route, with what has become of the one that was signed. */
const elsewhere = (alternatives: Answer['alternatives']): Answer => ({
  ...SIGNED,
  route: 'AG-2',
  alternatives: alternatives ?? [],
});

const OUTCOMES: readonly (readonly [what: string, today: Answer, status: RecordedStatus])[] = [
  ['the same answer', SIGNED, 'VALID'],
  ['fewer conditions', { ...SIGNED, reasons: ['RECOGNISED_BY_BILATERAL'] }, 'VALID'],
  [
    'a condition that was not signed',
    { ...SIGNED, reasons: ['APPEAL_STAY', 'MARKING_REQUIRED'] },
    'SUSPENDED',
  ],
  ['less accepted', { ...SIGNED, accepts: { object: 'TEST_REPORT' } }, 'SUSPENDED'],
  [
    'only up to a level',
    { ...SIGNED, accepts: { object: 'CERTIFICATE', upToLevel: 'EAL2' } },
    'SUSPENDED',
  ],
  ['no answer', { status: 'INDETERMINATE', reasons: ['EVIDENCE_CONFLICT'] }, 'SUSPENDED'],
  ['a suspension', refused('CAB_DESIGNATION_SUSPENDED'), 'SUSPENDED'],
  ['a measure', refused('SAFEGUARD_MEASURE'), 'SUSPENDED'],
  ['a withdrawal', refused('CERT_WITHDRAWN'), 'REVOKED'],
  ['a suspension beside a withdrawal', refused('CERT_SUSPENDED', 'BODY_DEBARRED'), 'REVOKED'],
  [
    'a suspension of the certificate, which no route survives',
    { status: 'NOT_RECOGNISED', reasons: ['CERT_SUSPENDED'], route: null, annex: null },
    'SUSPENDED',
  ],
  [
    'a better route beside the one signed',
    elsewhere([{ route: 'AG-1', annex: 'A', status: 'RECOGNISED', reasons: [] }]),
    'VALID',
  ],
  [
    'another route while the one signed is suspended',
    elsewhere([
      { route: 'AG-1', annex: 'A', status: 'NOT_RECOGNISED', reasons: ['ANNEX_SUSPENDED'] },
    ]),
    'SUSPENDED',
  ],
  [
    'another route while the one signed has ended',
    elsewhere([
      { route: 'AG-1', annex: 'A', status: 'NOT_RECOGNISED', reasons: ['AGREEMENT_TERMINATED'] },
    ]),
    'REVOKED',
  ],
  ['another route while the one signed is gone', elsewhere([]), 'REVOKED'],
];

describe('an attestation, judged by the answer of today', () => {
  it.each(OUTCOMES)('%s', (_what, today, status) => {
    expect(judge(SIGNED, today).status).toBe(status);
  });
});

describe('a status', () => {
  const VALID: CausedStatus = { status: 'VALID' };
  const byFacts: Required<CausedStatus> = { status: 'SUSPENDED', cause: 'FACTS' };
  const byOfficer: Required<CausedStatus> = { status: 'SUSPENDED', cause: 'AUTHORITY' };
  const restored = (cause: 'FACTS' | 'AUTHORITY') => ({ status: 'VALID', cause }) as const;
  const revoked: Required<CausedStatus> = { status: 'REVOKED', cause: 'FACTS' };

  it.each<readonly [string, CausedStatus, Required<CausedStatus>, boolean]>([
    ['is suspended by the facts', VALID, byFacts, true],
    ['is restored by the facts that suspended it', byFacts, restored('FACTS'), true],
    [
      'is not restored by the facts when an officer suspended it',
      byOfficer,
      restored('FACTS'),
      false,
    ],
    ['is restored by an officer', byOfficer, restored('AUTHORITY'), true],
    ['is taken over by an officer', byFacts, byOfficer, true],
    ['is not suspended twice', byFacts, byFacts, false],
    ['is revoked whoever suspended it', byOfficer, revoked, true],
    ['never leaves revoked', revoked, restored('AUTHORITY'), false],
  ])('%s', (_what, from, to, allowed) => {
    expect(mayBecome(from, to)).toBe(allowed);
  });
});

describe('a recorded fact', () => {
  it('concerns those that stand on what it is about', () => {
    expect(
      descriptionOf('designations').dependencies({ body: 'B', agreement: 'A', from: '2020-01-01' }),
    ).toEqual(['bodies:B']);
    expect(descriptionOf('measures').dependencies({ market: 'CN', hs: '8518' })).toBe('ALL');
    expect(descriptionOf('measures').dependencies({ market: 'CN', certificate: 'C' })).toEqual([
      'certificates:C',
      'certificates:c',
    ]);
    expect(
      descriptionOf('signatories').dependencies({
        accreditationBody: 'X',
        agreement: 'A',
        level: 3,
        norm: 'N',
      }),
    ).toBe('ALL');
  });

  it('about an agreement concerns those tied to it by succession or accreditation', () => {
    const agreements = [
      { id: 'A', annexes: [], successor: { agreement: 'B' } },
      { id: 'B', annexes: [{ id: 'x', accreditationThrough: 'ILAC' }] },
      { id: 'C', annexes: [] },
    ];
    expect(withTied(new Set(['A']), agreements)).toEqual(new Set(['A', 'B', 'ILAC']));
    expect(withTied(new Set(['C']), agreements)).toEqual(new Set(['C']));
  });
});
