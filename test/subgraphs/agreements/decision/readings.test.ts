import { describe, expect, it } from '@jest/globals';
import type { Agreement, FactsDocument } from '../../../../schema/generated/facts.ts';
import type { Answer, Question } from '../../../../schema/generated/question.ts';
import { compile, decide } from '../../../../subgraphs/agreements/decision/index.ts';

/** The sentences of docs/decisions/0001-readings-of-the-rule.md, each on the least facts that show it. */
const CERTIFICATE = {
  number: 'C1',
  issuer: 'CB1',
  issuerTerritory: 'AA',
  scheme: 'S1',
  issued: '2020-01-01',
} as const;

const QUESTION: Question = {
  certificate: 'C1',
  market: 'BB',
  asOf: '2021-01-01',
  purpose: 'VOLUNTARY',
};

const OPEN: Agreement = { id: 'G1', kind: 'BILATERAL', annexes: [{ id: 'X1' }] };

function reasons(facts: FactsDocument, question: Partial<Question> = {}): Answer['reasons'] {
  const known = { certificates: [CERTIFICATE], agreements: [OPEN], ...facts };
  return decide(compile(known), { ...QUESTION, ...question }).reasons;
}

describe('readings of the rule', () => {
  it('§4: an order that voids earlier certificates keeps its effect after its end', () => {
    expect(
      reasons({
        debarments: [{ body: 'CB1', voidsEarlier: true, from: '2020-03-01', until: '2020-04-01' }],
      }),
    ).toEqual(['BODY_DEBARRED']);
  });

  it('§1.4: an event recorded on another day is another event', () => {
    const withEvent = (recordedAt: string): (typeof CERTIFICATE & object)[] => [
      {
        ...CERTIFICATE,
        ...{ events: [{ type: 'RENEWED', effectiveFrom: '2020-06-01', recordedAt }] },
      },
    ];
    const conflicting = [...withEvent('2020-06-01'), ...withEvent('2020-06-02')];
    expect(reasons({ certificates: conflicting })).toEqual(['EVIDENCE_CONFLICT']);
    const same = [...withEvent('2020-06-01'), ...withEvent('2020-06-01')];
    expect(reasons({ certificates: same })).toEqual(['RECOGNISED_BY_BILATERAL']);
  });

  it('§1.4: to whom it was issued is no ground of the answer, but two holders are a conflict', () => {
    const heldBy = (id: string) => ({ ...CERTIFICATE, holder: { id } });
    expect(reasons({ certificates: [heldBy('H-1')] })).toEqual(['RECOGNISED_BY_BILATERAL']);
    expect(reasons({ certificates: [heldBy('H-1'), heldBy('H-2')] })).toEqual([
      'EVIDENCE_CONFLICT',
    ]);
  });

  it('§2: a reduction in a dimension without scope at issue leaves nothing in scope', () => {
    const certificates = [
      {
        ...CERTIFICATE,
        events: [
          { type: 'SCOPE_REDUCED', effectiveFrom: '2020-06-01', scope: { hs: ['94'] } } as const,
        ],
      },
    ];
    expect(reasons({ certificates }, { product: { hs: '8516' } })).toEqual(['CERT_SCOPE_MISMATCH']);
  });

  it('§5: the first of two parties with the same territory and role in the document counts', () => {
    const excluding = { territory: 'AA', excludes: ['AA'] };
    const parties = [{ territory: 'BB' }, excluding, { territory: 'AA' }];
    expect(reasons({ agreements: [{ ...OPEN, parties }] })).toEqual(['TERRITORY_EXCLUDED']);
    expect(reasons({ agreements: [{ ...OPEN, parties: parties.toReversed() }] })).toEqual([
      'RECOGNISED_BY_BILATERAL',
    ]);
  });

  it('§5: an exchange with an empty list of objects accepts those of the annex', () => {
    const exchanges = [{ issuer: 'AA', market: 'BB', accepts: [] }];
    expect(reasons({ agreements: [{ ...OPEN, exchangesRequired: true, exchanges }] })).toEqual([
      'RECOGNISED_BY_BILATERAL',
    ]);
  });

  it('§9: a scope limited to sectors does not cover a certificate without sectors', () => {
    const scope = (sectors?: string[]): FactsDocument => ({
      schemes: [{ id: 'S1', kind: 'TESTING', norm: 'N1' }],
      accreditations: [
        {
          id: 'ACC1',
          accreditationBody: 'AB1',
          body: 'CB1',
          scope: [{ norm: 'N1', ...(sectors === undefined ? {} : { sectors }) }],
        },
      ],
      agreements: [{ ...OPEN, annexes: [{ id: 'X1', accreditationRequired: true }] }],
      certificates: [{ ...CERTIFICATE, accreditation: 'ACC1' }],
    });
    expect(reasons(scope(['E1']))).toEqual(['ACCREDITATION_SCOPE_MISMATCH']);
    expect(reasons(scope())).toEqual(['RECOGNISED_BY_BILATERAL']);
  });
});
