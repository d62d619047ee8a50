import { describe, expect, it } from '@jest/globals';
import type { Debarment } from '../../../../schema/generated/facts.ts';
import { annex, certificate, reasons } from './altered.ts';
import { add, all, ask, type Change, edit } from './worlds.ts';

const OK = ['RECOGNISED_BY_BILATERAL'];

const order = (events: Debarment['events'], more: Partial<Debarment> = {}): Change =>
  add('debarments', { body: 'CB1', from: '2019-01-01', ...more, ...(events && { events }) });

const LODGED = { type: 'APPEAL_LODGED', effectiveFrom: '2023-01-01' } as const;
const renewed = certificate({ events: [{ type: 'RENEWED', effectiveFrom: '2023-01-01' }] });

/** A branch, what the twin has, the one change that takes it, and what comes of each. */
const BRANCHES: readonly [string, Change, Change, readonly string[], readonly string[]][] = [
  ['an order is under appeal', all(), order([LODGED]), OK, ['APPEAL_PENDING', 'BODY_DEBARRED']],
  ['an order is stayed', all(), order([{ ...LODGED, stay: true }]), OK, ['APPEAL_STAY', ...OK]],
  [
    'an order is annulled',
    order([LODGED]),
    edit('debarments', {
      events: [LODGED, { type: 'APPEAL_DECIDED', outcome: 'ALLOWED', effectiveFrom: '2023-02-01' }],
    }),
    ['APPEAL_PENDING', 'BODY_DEBARRED'],
    OK,
  ],
  [
    'an order is lifted before the issue',
    order(undefined),
    edit('debarments', { events: [{ type: 'LIFTED', effectiveFrom: '2020-01-01' }] }),
    ['BODY_DEBARRED'],
    OK,
  ],
  [
    'a renewal by a debarred body',
    order(undefined, { from: '2022-01-01' }),
    renewed,
    OK,
    ['BODY_DEBARRED'],
  ],
  [
    'an approval for other sectors',
    all(),
    edit('approvals', { sectors: ['E9'] }, 1),
    OK,
    ['CAB_SCOPE_EXCEEDED'],
  ],
  [
    'an annex with parties of its own',
    all(),
    annex({ parties: [{ territory: 'AA' }] }),
    OK,
    ['ANNEX_NOT_OPERATIONAL'],
  ],
  [
    'another document than the one recorded',
    all(),
    ask({ presented: 'INSPECTION_REPORT' }),
    OK,
    ['OBJECT_NOT_ACCEPTED'],
  ],
  [
    'a domestic scheme with issuers of its own',
    edit('schemes', { territory: 'UNION' }),
    edit('schemes', { issuerTerritories: ['BB'] }),
    ['RECOGNISED_DOMESTIC'],
    OK,
  ],
  [
    'an agreement about something else',
    all(),
    annex({ schemes: ['S9'], norms: [] }),
    OK,
    ['NO_AGREEMENT'],
  ],
];

describe('a branch of the second edition', () => {
  it.each(BRANCHES)('%s', (_, twin, change, before, after) => {
    expect(reasons(twin)).toEqual(before);
    expect(reasons(twin, change)).toEqual(after);
  });
});
