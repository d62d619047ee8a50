import { describe, expect, it } from '@jest/globals';
import { add, edit, remove } from '../worlds.ts';
import { answer, reasons } from '../altered.ts';

const OK = ['RECOGNISED_BY_BILATERAL'];

describe('debarment and mandatory schemes', () => {
  it('an order voids earlier certificates only if it says so, and only once it is in force', () => {
    const order = { body: 'CB1', from: '2023-06-01' };
    expect(reasons(add('debarments', order))).toEqual(OK);
    expect(reasons(add('debarments', { ...order, voidsEarlier: true }))).toEqual(['BODY_DEBARRED']);
    const later = { ...order, from: '2023-06-02', voidsEarlier: true };
    expect(answer(add('debarments', later))).toMatchObject({
      status: 'RECOGNISED',
      changesOn: '2023-06-02',
    });
    const ended = { body: 'CB1', from: '2019-01-01', until: '2020-01-15', voidsEarlier: true };
    expect(reasons(add('debarments', ended))).toEqual(OK);
  });

  it('the prohibition of another market, or of another day, does not count', () => {
    expect(reasons(add('debarments', { body: 'CB1', market: 'AA', from: '2010-01-01' }))).toEqual(
      OK,
    );
    expect(
      reasons(
        add('debarments', { body: 'CB1', market: 'BB', from: '2010-01-01', until: '2023-06-01' }),
      ),
    ).toEqual(OK);
    expect(reasons(add('debarments', { person: 'P1', market: 'AA', from: '2010-01-01' }))).toEqual(
      OK,
    );
    expect(reasons(add('debarments', { person: 'P1', market: 'BB', from: '2020-01-11' }))).toEqual(
      OK,
    );
  });

  it('a revoked approval at home does not count beside one in force, nor abroad', () => {
    const withdrawn = { events: [{ type: 'WITHDRAWN', effectiveFrom: '2019-01-01' }] } as const;
    const another = add('approvals', { body: 'CB1', territory: 'AA', schemes: ['S1'] });
    expect(reasons(edit('approvals', withdrawn), another)).toEqual(OK);
    const unfit = add('approvals', { body: 'CB1', territory: 'AA', schemes: ['S2'] });
    expect(reasons(edit('approvals', withdrawn), unfit)).toEqual(['BODY_APPROVAL_REVOKED']);
    expect(reasons(edit('approvals', withdrawn), remove('bodies'))).toEqual(OK);
    const debarred = add('debarments', { body: 'CB1', from: '2019-01-01' });
    expect(reasons(edit('approvals', withdrawn), debarred)).toEqual(['BODY_DEBARRED']);
  });
});
