import { describe, expect, it } from '@jest/globals';
import type { AgreementAnnex } from '../../../../../schema/generated/facts.ts';
import { ANNEX, CERTIFICATE, MRA } from '../recognised.ts';
import { add, all, type Change, edit, remove } from '../worlds.ts';
import { annex, certificate, reasons } from '../altered.ts';

const OK = ['RECOGNISED_BY_BILATERAL'];

/** The annex without some of its properties. */
const annexWithout = (...names: readonly (keyof AgreementAnnex)[]): Change =>
  edit('agreements', { annexes: [without(ANNEX, ...names)] });

const without = <T extends object>(record: T, ...names: readonly (keyof T)[]): T =>
  Object.fromEntries(
    Object.entries(record).filter(([name]) => !names.includes(name as keyof T)),
  ) as T;

describe('body, accreditation, origin and safeguards', () => {
  const withdrawn = (on: string) =>
    ({ events: [{ type: 'WITHDRAWN', effectiveFrom: on }] }) as const;

  it('an accreditation of another body, of the future, or of an unknown body at home', () => {
    expect(reasons(edit('accreditations', { body: 'CB2' }))).toEqual(['ACCREDITATION_REQUIRED']);
    expect(reasons(edit('accreditations', { from: '2020-01-16' }))).toEqual([
      'ACCREDITATION_REQUIRED',
    ]);
    const { accreditation: _, ...without } = CERTIFICATE;
    expect(reasons(remove('certificates'), add('certificates', without))).toEqual([
      'ACCREDITATION_REQUIRED',
    ]);
    const listed = (bodies: string[]): Change =>
      edit('territories', { accreditationBodies: bodies });
    expect(reasons(listed(['AB2']))).toEqual(['ACCREDITATION_REQUIRED']);
    expect(reasons(listed(['AB1']))).toEqual(OK);
    expect(reasons(listed(['AB2']), remove('bodies', 1))).toEqual(OK);
  });

  it('an accreditation that was suspended at issue, or has lost its scope since', () => {
    expect(
      reasons(
        edit('accreditations', {
          events: [
            { type: 'SUSPENDED', effectiveFrom: '2020-01-01' },
            { type: 'RESTORED', effectiveFrom: '2020-02-01' },
          ],
        }),
      ),
    ).toEqual(['CAB_ACCREDITATION_SUSPENDED']);
    const scope = [{ norm: 'N1', until: '2023-06-01' }];
    expect(reasons(edit('accreditations', { scope }))).toEqual(['ACCREDITATION_SCOPE_MISMATCH']);
    for (const item of [{ standard: 'ST2' }, { scheme: 'S2' }, { sectors: ['E2'] }])
      expect(reasons(edit('accreditations', { scope: [{ norm: 'N1', ...item }] }))).toEqual([
        'ACCREDITATION_SCOPE_MISMATCH',
      ]);
  });

  it('the transfer window runs from the withdrawal, and only where there is one', () => {
    expect(reasons(edit('accreditations', withdrawn('2022-12-02')))).toEqual([
      'TRANSFER_WINDOW_OPEN',
      ...OK,
    ]);
    expect(reasons(edit('accreditations', withdrawn('2022-12-01')))).toEqual([
      'CAB_ACCREDITATION_WITHDRAWN',
      'TRANSFER_WINDOW_CLOSED',
    ]);
    const { transferWindowMonths: _, ...windowless } = MRA;
    expect(
      reasons(
        remove('agreements'),
        add('agreements', windowless),
        edit('accreditations', withdrawn('2022-12-02')),
      ),
    ).toEqual(['CAB_ACCREDITATION_WITHDRAWN']);
  });
});

describe('body and accreditation', () => {
  it('stops at the accreditation that had ended at issue, whatever became of it since', () => {
    expect(reasons(edit('accreditations', { until: '2020-01-15' }))).toEqual([
      'CAB_ACCREDITATION_WITHDRAWN',
    ]);
    const suspended = { events: [{ type: 'SUSPENDED', effectiveFrom: '2023-06-01' }] } as const;
    expect(reasons(edit('accreditations', suspended), remove('signatories'))).toEqual([
      'CAB_ACCREDITATION_SUSPENDED',
    ]);
  });

  const MISMATCH = ['ACCREDITATION_SCOPE_MISMATCH'];

  it('covers a certificate if it covers its norm and each of its sectors', () => {
    expect(reasons(edit('accreditations', { scope: [{ norm: 'N2' }] }))).toEqual(MISMATCH);
    const two = all(certificate({ sectors: ['E1', 'E2'] }), annex({ sectors: ['E1'] }));
    expect(reasons(two)).toEqual(MISMATCH);
    expect(reasons(two, edit('accreditations', { scope: [{ norm: 'N1' }] }))).toEqual(OK);
    const bare = annexWithout('norms', 'levelCap');
    expect(reasons(remove('schemes'), bare)).toEqual(MISMATCH);
  });

  it('limited to sectors covers a certificate without any', () => {
    const unsorted = all(
      remove('certificates'),
      add('certificates', without(CERTIFICATE, 'sectors')),
      annex({ sectors: [] }),
    );
    expect(reasons(unsorted)).toEqual(OK);
    expect(reasons(unsorted, edit('accreditations', { scope: [{ norm: 'N1' }] }))).toEqual(OK);
  });
});
