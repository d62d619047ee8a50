import type {
  Agreement,
  AgreementAnnex,
  Certificate,
  CertificateEvent,
  LifecycleEvent,
} from '../../../../schema/generated/facts.ts';
import type { ReasonCode } from '../../../../subgraphs/agreements/decision/index.ts';
import { ANNEX, CERTIFICATE, MRA } from './recognised.ts';
import { add, all, ask, type Change, edit, remove } from './worlds.ts';

/** A code, the one change that brings it about, and what the recognised twin has before that. */
export interface Twin {
  readonly code: ReasonCode;
  readonly change: Change;
  readonly given?: Change;
}

const certificate = (patch: Partial<Certificate>): Change => edit('certificates', patch);
const agreement = (patch: Partial<Agreement>): Change => edit('agreements', patch);
const annex = (patch: Partial<AgreementAnnex>): Change =>
  agreement({ annexes: [{ ...ANNEX, ...patch }] });
const party = (place: number, patch: object): Change =>
  agreement({
    parties: (MRA.parties ?? []).map((one, at) => (at === place ? { ...one, ...patch } : one)),
  });

const happened = (
  type: CertificateEvent['type'],
  effectiveFrom: string,
  more: Partial<CertificateEvent> = {},
): CertificateEvent => ({ type, effectiveFrom, ...more });

const since = (type: LifecycleEvent['type'], effectiveFrom: string): readonly LifecycleEvent[] => [
  { type, effectiveFrom },
];

const SUSPENSION = happened('SUSPENDED', '2023-01-01');
const events = (...list: readonly CertificateEvent[]): Change => certificate({ events: list });

/** A predecessor from which the certificate has been taken over. */
const predecessor = add('certificates', { ...CERTIFICATE, number: 'C0', issued: '2018-01-15' });
const takenOver = certificate({ transferredFrom: { number: 'C0', on: '2020-01-01' } });

/** Only the accreditation agreement lies between the two, and it is enough. */
const voluntary = ask({ purpose: 'VOLUNTARY' });
const onlyAccreditation = all(voluntary, remove('agreements'));

const condition = (code: NonNullable<AgreementAnnex['conditions']>[number]['code']): Change =>
  annex({ conditions: [{ code, market: 'BB' }] });

export const TWINS: readonly Twin[] = [
  // 1 EVIDENCE
  {
    code: 'CERT_NOT_FOUND',
    given: edit('registers', { coverage: 'PARTIAL' }),
    change: remove('certificates'),
  },
  { code: 'CERT_NOT_IN_COMPLETE_REGISTER', change: edit('certificates', { number: 'C2' }) },
  {
    code: 'REGISTER_COVERAGE_UNKNOWN',
    given: edit('registers', { bodies: ['CB1'] }),
    change: remove('certificates'),
  },
  {
    code: 'CERT_NUMBER_RESEMBLES',
    change: edit('certificates', { number: 'CI' }),
  },
  {
    code: 'CERT_AMBIGUOUS',
    change: add('certificates', { ...CERTIFICATE, issuer: 'CB2' }),
  },
  { code: 'STATUS_STALE', change: edit('registers', { snapshots: [{ asAt: '2023-05-01' }] }) },
  { code: 'SUBGRAPH_UNAVAILABLE', change: ask({ unavailable: ['designations'] }) },
  {
    code: 'EVIDENCE_CONFLICT',
    change: add('certificates', { ...CERTIFICATE, register: 'REG2', level: 'L1' }),
  },
  { code: 'SIGNATURE_INVALID', change: ask({ signature: 'INVALID' }) },

  // 2 CERTIFICATE
  { code: 'CERT_NOT_YET_VALID', change: certificate({ validFrom: '2023-06-02' }) },
  { code: 'CERT_EXPIRED', change: certificate({ validUntil: '2023-05-31' }) },
  { code: 'CERT_SUSPENDED', change: events(SUSPENSION) },
  { code: 'CERT_WITHDRAWN', change: events(happened('WITHDRAWN', '2023-01-01')) },
  { code: 'CERT_CANCELLED', change: events(happened('CANCELLED', '2023-01-01')) },
  { code: 'CERT_TRANSFERRED', given: predecessor, change: takenOver },
  { code: 'CERT_SCOPE_MISMATCH', change: certificate({ scope: { hs: ['84'] } }) },
  {
    code: 'CERT_SCOPE_REDUCED',
    change: events(happened('SCOPE_REDUCED', '2023-01-01', { scope: { models: ['M1'] } })),
  },
  { code: 'CERT_SITE_NOT_COVERED', change: certificate({ scope: { sites: ['PLANT-2'] } }) },
  {
    code: 'PRODUCT_CODE_TOO_COARSE',
    change: annex({ products: [{ hs: '8518' }, { hs: '85182130', excluded: true }] }),
  },
  { code: 'CERT_RESTORED', change: events(SUSPENSION, happened('RESTORED', '2023-02-01')) },
  {
    code: 'RETROACTIVE_CHANGE',
    change: events(happened('RENEWED', '2023-01-01', { recordedAt: '2023-07-01' })),
  },
  { code: 'APPEAL_PENDING', change: events(SUSPENSION, happened('APPEAL_LODGED', '2023-02-01')) },
  {
    code: 'APPEAL_STAY',
    change: events(SUSPENSION, happened('APPEAL_LODGED', '2023-02-01', { stay: true })),
  },

  // 3 EDITION
  {
    code: 'EDITION_IN_TRANSITION',
    change: edit('standards', { editions: [{ edition: '2015', supersededOn: '2023-06-01' }] }),
  },
  {
    code: 'EDITION_WITHDRAWN',
    change: edit('standards', { editions: [{ edition: '2015', transitionEndsOn: '2023-06-01' }] }),
  },
  {
    code: 'EDITION_ISSUED_AFTER_CUTOFF',
    change: edit('standards', { editions: [{ edition: '2015', lastIssueOn: '2020-01-14' }] }),
  },

  // 4 DEBARMENT
  { code: 'BODY_DEBARRED', change: add('debarments', { body: 'CB1', from: '2020-01-15' }) },
  {
    code: 'BODY_APPROVAL_REVOKED',
    change: edit('approvals', { events: since('WITHDRAWN', '2019-01-01') }),
  },
  {
    code: 'BODY_DEBARRED_BY_MARKET',
    change: add('debarments', { body: 'CB1', market: 'BB', from: '2023-06-01' }),
  },
  { code: 'PERSON_DEBARRED', change: add('debarments', { person: 'P1', from: '2020-01-10' }) },

  // 5 ROUTE
  { code: 'NO_AGREEMENT', change: remove('agreements') },
  { code: 'AGREEMENT_NOT_IN_FORCE', change: agreement({ from: '2023-06-02' }) },
  { code: 'AGREEMENT_TERMINATED', change: agreement({ until: '2023-06-01' }) },
  {
    code: 'AGREEMENT_SUNSET',
    change: agreement({
      until: '2023-06-01',
      sunset: { issuedBefore: '2020-01-16', until: '2023-06-02' },
    }),
  },
  {
    code: 'AGREEMENT_SUCCEEDED',
    change: add('agreements', {
      ...MRA,
      id: 'OLD',
      until: '2021-01-01',
      successor: { agreement: 'MRA' },
    }),
  },
  { code: 'NO_IMPLEMENTING_EXCHANGE', change: agreement({ exchanges: [] }) },
  { code: 'PARTY_NOT_YET_JOINED', change: party(0, { from: '2023-06-02' }) },
  { code: 'PARTY_WITHDREW', change: party(1, { until: '2023-06-01' }) },
  { code: 'PARTY_ROLE_CONSUMING_ONLY', change: party(0, { role: 'CONSUMING' }) },
  { code: 'TERRITORY_EXCLUDED', change: party(0, { excludes: ['AA'] }) },
  {
    code: 'MARKET_DIVIDED',
    given: all(
      add('territories', { code: 'BB-1', kind: 'SUBDIVISION' }),
      edit('territories', { members: [{ territory: 'BB-1' }] }, 1),
    ),
    change: add('measures', { market: 'BB-1', body: 'CB1' }),
  },
  { code: 'UNILATERAL_RECOGNITION', change: agreement({ kind: 'UNILATERAL' }) },

  // 6 ANNEX
  { code: 'SECTOR_NOT_COVERED', change: annex({ sectors: ['E2'] }) },
  {
    code: 'SECTOR_NOT_STATED',
    given: all(edit('certificates', { sectors: [] }), edit('schemes', { sectors: ['E1'] })),
    change: edit('schemes', { sectors: [] }),
  },
  { code: 'SECTOR_RULES_UNKNOWN', change: annex({ rulesUnknown: true }) },
  { code: 'ANNEX_NOT_OPERATIONAL', change: annex({ until: '2023-06-01' }) },
  { code: 'ANNEX_SUSPENDED', change: annex({ suspensions: [{ from: '2023-06-01' }] }) },
  { code: 'ANNEX_NOT_UPDATED', change: annex({ notUpdatedSince: '2023-06-01' }) },
  { code: 'PRODUCT_NOT_LISTED', change: annex({ products: [{ hs: '8519' }] }) },
  {
    code: 'PRODUCT_EXCLUDED',
    change: annex({ products: [{ hs: '8518' }, { key: 'K1', excluded: true }] }),
  },
  {
    code: 'PRODUCT_LIST_APPLIES',
    given: all(annex({ products: [] }), ask({ product: { origin: 'AA' } })),
    change: annex({ products: [{ hs: '8518' }] }),
  },
  { code: 'LEVEL_ABOVE_CAP', change: certificate({ level: 'L3' }) },
  {
    code: 'LEVEL_PARTIAL',
    given: annex({ aboveCap: 'PARTIAL' }),
    change: certificate({ level: 'L3' }),
  },
  {
    code: 'DOMAIN_NOT_COVERED',
    given: annex({ domains: [{ domain: 'BOXES' }] }),
    change: certificate({ level: 'L3' }),
  },
  {
    code: 'LEGACY_RULES_APPLY',
    change: annex({ legacy: [{ basis: 'ISSUED', before: '2020-01-16', annex: 'X1' }] }),
  },
  { code: 'LEVEL_UNKNOWN', change: certificate({ level: null }) },

  // 7 OBJECT
  { code: 'REQUIREMENT_SET_MISMATCH', change: certificate({ requirementSet: 'AA-ACT' }) },
  { code: 'SCHEME_NOT_ACCEPTED_FOR_MANDATORY', change: edit('catalogues', { scheme: 'S2' }) },
  { code: 'OBJECT_NOT_ACCEPTED', change: annex({ accepts: ['INSPECTION_REPORT'] }) },
  { code: 'TEST_REPORT_ONLY', change: annex({ accepts: ['TEST_REPORT'] }) },
  { code: 'NATIONAL_DIFFERENCES_REQUIRED', change: condition('NATIONAL_DIFFERENCES_REQUIRED') },
  { code: 'MARKING_REQUIRED', change: condition('MARKING_REQUIRED') },
  { code: 'LOCAL_REPRESENTATIVE_REQUIRED', change: condition('LOCAL_REPRESENTATIVE_REQUIRED') },

  // 8 BODY
  { code: 'CAB_NOT_APPROVED_DOMESTICALLY', change: remove('approvals', 1) },
  { code: 'CAB_NOT_DESIGNATED', change: remove('designations') },
  {
    code: 'CAB_DESIGNATION_SUSPENDED',
    change: edit('designations', { events: since('SUSPENDED', '2020-01-15') }),
  },
  {
    code: 'CAB_DESIGNATION_WITHDRAWN',
    change: edit('designations', { events: since('WITHDRAWN', '2020-01-15') }),
  },
  { code: 'CAB_DESIGNATION_EXPIRED', change: edit('designations', { until: '2020-01-15' }) },
  { code: 'CAB_SCOPE_EXCEEDED', change: edit('designations', { annexes: ['X2'] }) },
  { code: 'CAB_CONTESTED', change: edit('designations', { contested: [{ from: '2023-06-01' }] }) },
  {
    code: 'ISSUED_BEFORE_BODY_SUSPENSION',
    change: edit('designations', { events: since('SUSPENDED', '2020-01-16') }),
  },

  // 9 ACCREDITATION
  { code: 'NOT_ACCREDITED', given: onlyAccreditation, change: remove('accreditations') },
  { code: 'ACCREDITATION_REQUIRED', change: remove('accreditations') },
  {
    code: 'CAB_ACCREDITATION_SUSPENDED',
    change: edit('accreditations', { events: since('SUSPENDED', '2023-06-01') }),
  },
  { code: 'CAB_ACCREDITATION_WITHDRAWN', change: edit('accreditations', { until: '2020-01-15' }) },
  { code: 'ACCREDITATION_SCOPE_MISMATCH', change: edit('accreditations', { scope: [] }) },
  {
    code: 'AB_NOT_SIGNATORY',
    given: all(annex({ subScopes: false }), remove('signatories', 1)),
    change: remove('signatories'),
  },
  {
    code: 'AB_SIGNATORY_SUSPENDED',
    change: edit('signatories', { events: since('SUSPENDED', '2023-06-01') }),
  },
  { code: 'AB_SIGNATORY_WITHDRAWN', change: edit('signatories', { until: '2023-06-01' }) },
  { code: 'MLA_SCOPE_NOT_COVERED', change: edit('signatories', { norm: 'N2' }) },
  { code: 'MLA_MAIN_SCOPE_ONLY', change: remove('signatories', 1) },
  {
    code: 'AB_REGIONAL_ROUTE_CHANGED',
    change: add('signatories', {
      accreditationBody: 'AB1',
      agreement: 'MLA',
      norm: 'N1',
      level: 3,
      region: 'R1',
      until: '2023-06-01',
    }),
  },
  {
    code: 'TRANSFER_OF_INVALID_CERT',
    given: all(predecessor, takenOver),
    change: edit('certificates', { events: [happened('SUSPENDED', '2019-12-31')] }, 1),
  },
  { code: 'TRANSFER_WINDOW_OPEN', change: edit('accreditations', { until: '2022-12-02' }) },
  { code: 'TRANSFER_WINDOW_CLOSED', change: edit('accreditations', { until: '2022-12-01' }) },

  // 10 ORIGIN, 11 SAFEGUARD
  { code: 'ORIGIN_NOT_MET', change: annex({ origin: { territories: ['BB'] } }) },
  { code: 'DIRECT_SHIPMENT_NOT_MET', change: annex({ origin: { directShipment: true } }) },
  {
    code: 'SAFEGUARD_MEASURE',
    change: add('measures', { market: 'BB', model: 'M1', from: '2023-06-01' }),
  },

  // 12 SUCCESS
  { code: 'RECOGNISED_DOMESTIC', change: edit('schemes', { territory: 'UNION' }) },
  { code: 'RECOGNISED_BY_MULTILATERAL', change: agreement({ kind: 'MULTILATERAL' }) },
  {
    code: 'RECOGNISED_BY_BILATERAL',
    given: agreement({ kind: 'MULTILATERAL' }),
    change: agreement({ kind: 'BILATERAL' }),
  },
  { code: 'RECOGNISED_BY_EQUIVALENCE', change: agreement({ mode: 'EQUIVALENCE' }) },
  { code: 'RECOGNISED_BY_CUSTOMS_UNION', change: agreement({ kind: 'CUSTOMS_UNION' }) },
  { code: 'ACCREDITATION_EQUIVALENCE_ONLY', given: voluntary, change: remove('agreements') },
];
