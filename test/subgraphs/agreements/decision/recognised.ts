import type {
  Agreement,
  AgreementAnnex,
  Certificate,
  FactsDocument,
} from '../../../../schema/generated/facts.ts';
import type { Question } from '../../../../schema/generated/question.ts';

/** A certificate of AA that BB recognises although the agreement asks for all that one can ask. */
export const CERTIFICATE: Certificate = {
  number: 'C1',
  issuer: 'CB1',
  issuerTerritory: 'AA',
  scheme: 'S1',
  edition: '2015',
  level: 'L2',
  components: ['ALC_FLR.2'],
  domain: 'CARDS',
  requirementSet: 'BB-ACT',
  sectors: ['E1'],
  scope: { hs: ['85'], keys: ['K1'], models: ['M1'], sites: ['PLANT-1'] },
  issued: '2020-01-15',
  validUntil: '2026-01-15',
  accreditation: 'ACC1',
  persons: [{ person: 'P1', on: '2020-01-10' }],
  register: 'REG1',
};

export const ANNEX: AgreementAnnex = {
  id: 'X1',
  schemes: ['S1'],
  norms: ['N1'],
  sectors: ['E1'],
  requirements: [{ set: 'BB-ACT', territory: 'BB' }],
  products: [{ hs: '8518' }, { hs: '9401', excluded: true }],
  levelCap: 'L2',
  components: ['ALC_FLR'],
  accepts: ['CERTIFICATE'],
  designationRequired: true,
  approvalRequired: true,
  accreditationRequired: true,
  accreditationThrough: 'MLA',
  subScopes: true,
  origin: { territories: ['AA'] },
};

export const MRA: Agreement = {
  id: 'MRA',
  kind: 'BILATERAL',
  mode: 'RESULTS',
  from: '2010-01-01',
  parties: [{ territory: 'AA' }, { territory: 'BB' }],
  exchangesRequired: true,
  exchanges: [{ issuer: 'AA', market: 'BB' }],
  transferWindowMonths: 6,
  annexes: [ANNEX],
};

export const FACTS = {
  territories: [
    { code: 'AA', kind: 'COUNTRY' },
    { code: 'BB', kind: 'COUNTRY' },
    { code: 'UNION', kind: 'COMPOSITE', members: [{ territory: 'AA' }, { territory: 'BB' }] },
  ],
  standards: [{ id: 'ST1', editions: [{ edition: '2015' }] }],
  schemes: [
    {
      id: 'S1',
      kind: 'VOLUNTARY_PRODUCT',
      norm: 'N1',
      standard: 'ST1',
      levels: ['L1', 'L2', 'L3'],
    },
  ],
  bodies: [
    { id: 'CB1', kind: 'CERTIFICATION_BODY', territory: 'AA' },
    { id: 'AB1', kind: 'ACCREDITATION_BODY', territory: 'AA' },
  ],
  approvals: [
    { body: 'CB1', territory: 'AA' },
    { body: 'CB1', territory: 'BB' },
  ],
  accreditations: [
    {
      id: 'ACC1',
      accreditationBody: 'AB1',
      body: 'CB1',
      scope: [{ norm: 'N1', standard: 'ST1', scheme: 'S1', sectors: ['E1'] }],
    },
  ],
  signatories: [
    { accreditationBody: 'AB1', agreement: 'MLA', norm: 'N1', level: 3 },
    { accreditationBody: 'AB1', agreement: 'MLA', norm: 'N1', level: 5, standard: 'ST1' },
  ],
  agreements: [MRA, { id: 'MLA', kind: 'ACCREDITATION', annexes: [{ id: 'ALL' }] }],
  designations: [{ body: 'CB1', agreement: 'MRA' }],
  catalogues: [{ market: 'BB', scheme: 'S1', products: [{ hs: '8518' }] }],
  debarments: [],
  measures: [],
  registers: [
    {
      id: 'REG1',
      coverage: 'COMPLETE',
      schemes: ['S1'],
      maxAgeDays: 30,
      snapshots: [{ asAt: '2023-05-20' }],
    },
  ],
  certificates: [CERTIFICATE],
} as const satisfies FactsDocument;

export const QUESTION: Question = {
  certificate: 'C1',
  market: 'BB',
  asOf: '2023-06-01',
  purpose: 'REGULATORY',
  product: { hs: '851821', keys: ['K1'], model: 'M1', site: 'PLANT-1', origin: 'AA' },
  claimed: { scheme: 'S1', issued: '2020-01-15' },
};
