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

  it('§1.5: an event recorded on two days is one event, recorded on the earlier', () => {
    const withEvent = (recordedAt: string): (typeof CERTIFICATE & object)[] => [
      {
        ...CERTIFICATE,
        ...{ events: [{ type: 'RENEWED', effectiveFrom: '2020-06-01', recordedAt }] },
      },
    ];
    const late = withEvent('2021-02-01');
    const OK = ['RECOGNISED_BY_BILATERAL'];
    expect(reasons({ certificates: late })).toEqual(['RETROACTIVE_CHANGE', ...OK]);
    for (const certificates of [
      [...late, ...withEvent('2020-06-02')],
      [...withEvent('2020-06-02'), ...late],
    ])
      expect(reasons({ certificates })).toEqual(OK);
  });

  it('§1.5: to whom it was issued is no ground of the answer, but two holders are a conflict', () => {
    const heldBy = (id: string) => ({ ...CERTIFICATE, holder: { id } });
    expect(reasons({ certificates: [heldBy('H-1')] })).toEqual(['RECOGNISED_BY_BILATERAL']);
    expect(reasons({ certificates: [heldBy('H-1'), heldBy('H-2')] })).toEqual([
      'EVIDENCE_CONFLICT',
    ]);
  });

  it('§2: a reduction in a dimension without scope at issue touches only what it names', () => {
    const certificates = [
      {
        ...CERTIFICATE,
        events: [
          { type: 'SCOPE_REDUCED', effectiveFrom: '2020-06-01', scope: { hs: ['94'] } } as const,
        ],
      },
    ];
    expect(reasons({ certificates }, { product: { hs: '8516' } })).toEqual([
      'RECOGNISED_BY_BILATERAL',
    ]);
    expect(reasons({ certificates }, { product: { hs: '9403' } })).toEqual(['CERT_SCOPE_REDUCED']);
  });

  it('§5: what two records of one party exclude counts together, in any order', () => {
    const excluding = { territory: 'AA', excludes: ['AA'] };
    const parties = [{ territory: 'BB' }, excluding, { territory: 'AA' }];
    expect(reasons({ agreements: [{ ...OPEN, parties }] })).toEqual(['TERRITORY_EXCLUDED']);
    expect(reasons({ agreements: [{ ...OPEN, parties: parties.toReversed() }] })).toEqual([
      'TERRITORY_EXCLUDED',
    ]);
  });

  it('§5: an exchange with an empty list of objects accepts nothing', () => {
    const exchanges = [{ issuer: 'AA', market: 'BB', accepts: [] }];
    expect(reasons({ agreements: [{ ...OPEN, exchangesRequired: true, exchanges }] })).toEqual([
      'OBJECT_NOT_ACCEPTED',
    ]);
  });

  it('§9: a scope limited to sectors covers a certificate without sectors', () => {
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
    expect(reasons(scope(['E1']))).toEqual(['RECOGNISED_BY_BILATERAL']);
    expect(reasons(scope())).toEqual(['RECOGNISED_BY_BILATERAL']);
  });
});
