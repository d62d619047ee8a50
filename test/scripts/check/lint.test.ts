import { describe, expect, it } from '@jest/globals';
import type { Agreement, AgreementAnnex, FactsDocument } from '../../../schema/generated/facts.ts';
import type { FindingCode } from '../../../scripts/check/finding.ts';
import { lint } from '../../../scripts/check/lint.ts';
import { bundledFacts } from '../../../scripts/seed/documents.ts';

const ANNEX: AgreementAnnex = { id: 'TELECOM', schemes: ['RADIO'], accepts: ['TEST_REPORT'] };

const AGREEMENT: Agreement = {
  id: 'CL-PE',
  kind: 'BILATERAL',
  mode: 'RESULTS',
  from: '2010-01-01',
  parties: [{ territory: 'CL' }, { territory: 'PE' }],
  annexes: [ANNEX],
};

const CLEAN: FactsDocument = {
  schemes: [{ id: 'RADIO', kind: 'TESTING', norm: 'ISO/IEC 17025', levels: ['BASIC', 'HIGH'] }],
  bodies: [
    { id: 'LAB-CL', kind: 'LABORATORY', territory: 'CL' },
    { id: 'AB-CL', kind: 'ACCREDITATION_BODY', territory: 'CL' },
  ],
  agreements: [AGREEMENT],
  designations: [
    { body: 'LAB-CL', agreement: 'CL-PE', annexes: ['TELECOM'], from: '2010-06-01', by: 'CL' },
  ],
};

const withAgreement = (change: Partial<Agreement>): FactsDocument => ({
  ...CLEAN,
  agreements: [{ ...AGREEMENT, ...change }],
});

const withAnnex = (
  change: Partial<AgreementAnnex>,
  agreement: Partial<Agreement> = {},
): FactsDocument => withAgreement({ ...agreement, annexes: [{ ...ANNEX, ...change }] });

const found = (document: FactsDocument, ...context: FactsDocument[]): [FindingCode, string][] =>
  lint(document, context).map(({ code, path }) => [code, path]);

const NEVER = [['ANNEX_NEVER_APPLIES', '/agreements/0/annexes/0']];
const AGREEMENT_NEVER = [['AGREEMENT_NEVER_APPLIES', '/agreements/0']];

describe('a clean document', () => {
  it('has no findings', () => {
    expect(found(CLEAN)).toEqual([]);
  });

  it('is not troubled by records that were retracted', () => {
    const retracted = { ...AGREEMENT, id: 'OLD', parties: [], retractedAt: '2011-01-01' };
    expect(found({ ...CLEAN, agreements: [retracted, AGREEMENT] })).toEqual([]);
  });
});

describe('references', () => {
  it('reports a territory that is neither ISO 3166-1 nor declared', () => {
    const parties = [{ territory: 'CL' }, { territory: 'PX' }];
    expect(found(withAgreement({ parties }))).toEqual([
      ['UNKNOWN_TERRITORY', '/agreements/0/parties/1/territory'],
    ]);
  });

  it('knows a territory that a context document declares', () => {
    const parties = [{ territory: 'CL' }, { territory: 'PX' }];
    const context: FactsDocument = { territories: [{ code: 'PX', kind: 'COMPOSITE' }] };
    expect(found(withAgreement({ parties }), context)).toEqual([]);
  });

  it.each<[string, FactsDocument, string]>([
    ['a scheme', withAnnex({ schemes: ['RADAR'] }), '/agreements/0/annexes/0/schemes'],
    ['a level', withAnnex({ levelCap: 'MEDIUM' }), '/agreements/0/annexes/0/levelCap'],
    [
      'an annex in a transitional clause',
      withAnnex({ legacy: [{ basis: 'ISSUED', before: '2010-01-01', annex: 'T1' }] }),
      '/agreements/0/annexes/0/legacy',
    ],
    [
      'a successor',
      withAgreement({ until: '2020-01-01', successor: { agreement: 'CL-PE-2' } }),
      '/agreements/0/successor/agreement',
    ],
    [
      'the accreditation agreement of an annex',
      withAnnex({ accreditationThrough: 'ILAC' }),
      '/agreements/0/annexes/0/accreditationThrough',
    ],
    [
      'the annex of an exchange',
      withAgreement({
        exchanges: [{ issuer: 'CL', market: 'PE', annexes: ['RADIO'], from: '2010-01-01' }],
      }),
      '/agreements/0/exchanges/0/annexes',
    ],
    [
      'the party of an exchange',
      withAgreement({ exchanges: [{ issuer: 'CL', market: 'BR', from: '2010-01-01' }] }),
      '/agreements/0/exchanges/0',
    ],
    [
      'a designated body',
      { ...CLEAN, designations: [{ body: 'LAB-PE', agreement: 'CL-PE', from: '2010-06-01' }] },
      '/designations/0/body',
    ],
    [
      'the agreement of a designation',
      { ...CLEAN, designations: [{ body: 'LAB-CL', agreement: 'CL-BR', from: '2010-06-01' }] },
      '/designations/0/agreement',
    ],
    [
      'the annex of a designation',
      {
        ...CLEAN,
        designations: [
          { body: 'LAB-CL', agreement: 'CL-PE', annexes: ['EMC'], from: '2010-06-01' },
        ],
      },
      '/designations/0/annexes',
    ],
    [
      'a signatory',
      {
        ...CLEAN,
        signatories: [
          {
            accreditationBody: 'AB-PE',
            agreement: 'CL-PE',
            norm: 'ISO/IEC 17025',
            level: 3,
            from: '2010-01-01',
          },
        ],
      },
      '/signatories/0/accreditationBody',
    ],
    [
      'an approved scheme',
      { ...CLEAN, approvals: [{ body: 'LAB-CL', territory: 'PE', schemes: ['EMC'] }] },
      '/approvals/0/schemes',
    ],
    [
      'an accredited body',
      {
        ...CLEAN,
        accreditations: [{ id: 'A1', accreditationBody: 'AB-CL', body: 'LAB-PE', scope: [] }],
      },
      '/accreditations/0/body',
    ],
    [
      'a mandatory scheme',
      { ...CLEAN, catalogues: [{ market: 'PE', scheme: 'MTC', products: [] }] },
      '/catalogues/0',
    ],
    [
      'the accreditation of a certificate',
      {
        ...CLEAN,
        certificates: [
          {
            number: 'C1',
            issuer: 'LAB-CL',
            issuerTerritory: 'CL',
            scheme: 'RADIO',
            issued: '2011-01-01',
            accreditation: 'A1',
          },
        ],
      },
      '/certificates/0/accreditation',
    ],
  ])('reports %s that nothing declares', (_, document, path) => {
    expect(found(document)).toEqual([['UNKNOWN_REFERENCE', path]]);
  });
});

describe('dates', () => {
  it('reports an interval that ends on the day it begins', () => {
    const parties = [
      { territory: 'CL' },
      { territory: 'PE' },
      { territory: 'BR', from: '2012-01-01', until: '2012-01-01' },
    ];
    expect(found(withAgreement({ parties }))).toEqual([
      ['EMPTY_INTERVAL', '/agreements/0/parties/2'],
    ]);
  });

  it.each<[string, FactsDocument, string]>([
    [
      'an agreement',
      { ...CLEAN, agreements: [{ ...AGREEMENT, from: undefined } as unknown as Agreement] },
      '/agreements/0',
    ],
    [
      'an exchange',
      withAgreement({ exchanges: [{ issuer: 'CL', market: 'PE' }] }),
      '/agreements/0/exchanges/0',
    ],
    [
      'a suspension',
      withAnnex({ suspensions: [{ until: '2011-01-01' }] }),
      '/agreements/0/annexes/0/suspensions/0',
    ],
    [
      'a designation',
      { ...CLEAN, designations: [{ body: 'LAB-CL', agreement: 'CL-PE' }] },
      '/designations/0',
    ],
    [
      'a signatory status',
      {
        ...CLEAN,
        signatories: [
          { accreditationBody: 'AB-CL', agreement: 'CL-PE', norm: 'ISO/IEC 17025', level: 3 },
        ],
      },
      '/signatories/0',
    ],
  ])('reports %s without its first day', (_, document, path) => {
    expect(found(document)).toEqual([['MISSING_DATE', path]]);
  });

  const DESIGNATION = { body: 'LAB-CL', agreement: 'CL-PE', from: '2010-06-01' };

  it.each<[string, FactsDocument, string]>([
    [
      'memberships of the same territory',
      {
        ...CLEAN,
        territories: [
          {
            code: 'ANDES',
            kind: 'COMPOSITE',
            members: [
              { territory: 'CL', until: '2000-01-01' },
              { territory: 'CL', from: '1999-01-01' },
            ],
          },
        ],
      },
      '/territories/0/members/1',
    ],
    [
      'parties',
      withAgreement({
        parties: [
          { territory: 'CL' },
          { territory: 'PE' },
          { territory: 'CL', from: '2015-01-01' },
        ],
      }),
      '/agreements/0/parties/2',
    ],
    [
      'exchanges in one direction',
      withAgreement({
        exchanges: [
          { issuer: 'CL', market: 'PE', from: '2010-01-01', until: '2012-01-01' },
          { issuer: 'CL', market: 'PE', from: '2011-01-01' },
        ],
      }),
      '/agreements/0/exchanges/1',
    ],
    [
      'suspensions',
      withAnnex({
        suspensions: [
          { from: '2011-01-01', until: '2012-01-01' },
          { from: '2011-06-01', until: '2013-01-01' },
        ],
      }),
      '/agreements/0/annexes/0/suspensions/1',
    ],
    [
      'entries of one product',
      withAnnex({ products: [{ hs: '8517' }, { hs: '8517', from: '2012-01-01' }] }),
      '/agreements/0/annexes/0/products/1',
    ],
    [
      'designations',
      { ...CLEAN, designations: [DESIGNATION, { ...DESIGNATION, from: '2011-06-01' }] },
      '/designations/1',
    ],
  ])('reports overlapping %s', (_, document, path) => {
    expect(found(document)).toEqual([['OVERLAPPING_INTERVALS', path]]);
  });

  it('accepts intervals that follow each other', () => {
    const designations = [
      { ...DESIGNATION, until: '2011-06-01' },
      { ...DESIGNATION, from: '2011-06-01' },
    ];
    expect(found({ ...CLEAN, designations })).toEqual([]);
  });
});

describe('annexes', () => {
  it('reports two annexes of one identifier', () => {
    expect(found(withAgreement({ annexes: [ANNEX, ANNEX] }))).toEqual([
      ['DUPLICATE_ANNEX', '/agreements/0/annexes/1'],
    ]);
  });

  it('reports an annex whose schemes have none of its norms', () => {
    expect(found(withAnnex({ norms: ['ISO/IEC 17065'] }))).toEqual([
      ['UNREACHABLE_ANNEX', '/agreements/0/annexes/0'],
    ]);
    expect(found(withAnnex({ norms: ['ISO/IEC 17065', 'ISO/IEC 17025'] }))).toEqual([]);
  });

  it('reports an annex that ended before the agreement began', () => {
    expect(found(withAnnex({ until: '2010-01-01' }))).toEqual(NEVER);
    expect(found(withAnnex({ until: '2010-01-02' }))).toEqual([]);
  });

  it('reports an annex that starts after the agreement has ended, unless a sunset reaches it', () => {
    const ended = { until: '2015-01-01' };
    const sunset = { issuedBefore: '2015-01-01', until: '2016-01-01' };
    expect(found(withAnnex({ from: '2015-06-01' }, ended))).toEqual(NEVER);
    expect(found(withAnnex({ from: '2015-06-01' }, { ...ended, sunset }))).toEqual([]);
    expect(found(withAnnex({ from: '2015-06-01' }, { ...ended, governingDate: 'ISSUED' }))).toEqual(
      [],
    );
  });

  it('accepts an ended annex whose level rules a transitional clause still uses', () => {
    const old: AgreementAnnex = { ...ANNEX, id: 'OLD', until: '2009-01-01' };
    const legacy = [{ basis: 'ISSUED', before: '2009-01-01', annex: 'OLD' }] as const;
    expect(found(withAgreement({ annexes: [old, ANNEX] }))).toEqual(NEVER);
    expect(found(withAgreement({ annexes: [old, { ...ANNEX, legacy }] }))).toEqual([]);
  });

  it('reports an annex that is suspended or outdated on each of its days', () => {
    const suspensions = [{ from: '2010-01-01', until: '2012-01-01' }];
    expect(found(withAnnex({ suspensions, notUpdatedSince: '2012-01-01' }))).toEqual(NEVER);
    expect(found(withAnnex({ suspensions, notUpdatedSince: '2012-01-02' }))).toEqual([]);
  });

  it('reports an annex that accepts nothing', () => {
    expect(found(withAnnex({ accepts: [] }))).toEqual(NEVER);
  });

  it("reports requirement sets that are no party's where only the market's count", () => {
    const requirements = [{ set: 'FCC', territory: 'US' }];
    expect(found(withAnnex({ requirements }))).toEqual(NEVER);
    expect(found(withAnnex({ requirements, mode: 'EQUIVALENCE' }))).toEqual([]);
    expect(found(withAnnex({ requirements: [{ set: 'MTC', territory: 'PE' }] }))).toEqual([]);
  });

  const PAIR = { issuer: 'CL', market: 'PE', from: '2010-01-01' } as const;

  it('reports an annex that no exchange implements', () => {
    const implemented = (exchange: object): FactsDocument =>
      withAgreement({ exchangesRequired: true, exchanges: [{ ...PAIR, ...exchange }] });
    const other: AgreementAnnex = { ...ANNEX, id: 'EMC' };
    expect(found(implemented({}))).toEqual([]);
    expect(found(implemented({ accepts: ['CERTIFICATE'] }))).toEqual(NEVER);
    expect(
      found(
        withAgreement({
          exchangesRequired: true,
          exchanges: [{ ...PAIR, annexes: ['TELECOM'] }],
          annexes: [other, ANNEX],
        }),
      ),
    ).toEqual(NEVER);
  });
});

describe('agreements', () => {
  it('reports a framework of exchanges without an exchange', () => {
    expect(found(withAgreement({ exchangesRequired: true }))).toEqual(AGREEMENT_NEVER);
  });

  it('reports parties of which none may issue while another accepts', () => {
    const roles = (cl: 'CONSUMING' | 'ORIGINATING', pe: 'CONSUMING' | 'ORIGINATING') =>
      withAgreement({
        parties: [
          { territory: 'CL', role: cl },
          { territory: 'PE', role: pe },
        ],
      });
    expect(found(roles('CONSUMING', 'CONSUMING'))).toEqual(AGREEMENT_NEVER);
    expect(found(roles('ORIGINATING', 'ORIGINATING'))).toEqual(AGREEMENT_NEVER);
    expect(found(roles('ORIGINATING', 'CONSUMING'))).toEqual([]);
  });

  it('reports parties that were never members together', () => {
    const parties = [
      { territory: 'CL', until: '2012-01-01' },
      { territory: 'PE', from: '2012-01-01' },
    ];
    expect(found(withAgreement({ parties }))).toEqual(AGREEMENT_NEVER);
  });
});

describe('the bundled documents', () => {
  it('declare all they refer to', async () => {
    const codes = lint(await bundledFacts()).map(({ code }) => code);
    expect(new Set(codes)).toEqual(
      // Intervals of which the days are not known stand open beside those that are.
      new Set(['MISSING_DATE', 'CORRESPONDENCE_UNCLEAR', 'OVERLAPPING_INTERVALS']),
    );
  });
});
