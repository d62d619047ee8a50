/* Generated from schema/question.schema.json by `npm run generate`. Do not edit. */

/** Product (X). */
export interface QuestionProduct {
  /** HS code: 2, 4, 6, 8 or 10 digits. Where hs, keys and model together do not describe the product closely enough for a sure answer: PRODUCT_CODE_TOO_COARSE. */
  readonly hs?: string;
  /** Product keys; compared without regard to case, invisible characters and kinds of dash; runs of white space count as one space. */
  readonly keys?: readonly string[];
  /** Model; compared likewise. */
  readonly model?: string;
  /** Production site; compared likewise. */
  readonly site?: string;
  /** Origin. */
  readonly origin?: TerritoryCode;
  /** Place of assembly. */
  readonly assembledIn?: TerritoryCode;
  /** Shipped directly. */
  readonly shippedDirect?: boolean;
  /** Day the product was placed on the market. */
  readonly placedOnMarket?: Date;
  /** Text; not evaluated. */
  readonly description?: string;
}

/** What the presented document claims; used only when the number is not found, and its issuer also when several bodies issued it. */
export interface QuestionClaimed {
  /** Scheme. */
  readonly scheme?: string;
  /** Issuer. */
  readonly issuer?: string;
  readonly issuerTerritory?: TerritoryCode;
  /** Issue date. */
  readonly issued?: Date;
}

/** Question: is the certificate recognised in the market on the day, as known at the instant, for the purpose? */
export interface Question {
  /** Number; compared by key, so case, white space, invisible characters and kinds of dash do not matter. */
  readonly certificate: string;
  /** Issuing body. Given: only certificates of this body count. Needed where several bodies issued one of this number. */
  readonly issuer?: string;
  /** Market. */
  readonly market: TerritoryCode;
  /** Day asked about (D). */
  readonly asOf: Date;
  /** Knowledge time (K). A date means its last moment. Absent: everything now recorded. */
  readonly knownAt?: Instant;
  /** Purpose (P). */
  readonly purpose: 'REGULATORY' | 'VOLUNTARY';
  /** Product (X). */
  readonly product?: QuestionProduct;
  /** Object presented (O). Default: the certificate's object. Another is not accepted, except the test report behind a certificate. */
  readonly presented?: 'CERTIFICATE' | 'TEST_REPORT' | 'INSPECTION_REPORT' | 'MARKET_STATUS';
  /** What the presented document claims; used only when the number is not found, and its issuer also when several bodies issued it. */
  readonly claimed?: QuestionClaimed;
  /** Outcome of the check of the presented document's signature. Default NONE. */
  readonly signature?: 'VALID' | 'INVALID' | 'NONE';
  /** Facts arrays whose source did not answer. */
  readonly unavailable?: readonly (
    | 'territories'
    | 'standards'
    | 'schemes'
    | 'bodies'
    | 'approvals'
    | 'accreditations'
    | 'signatories'
    | 'agreements'
    | 'designations'
    | 'catalogues'
    | 'debarments'
    | 'measures'
    | 'registers'
    | 'certificates'
  )[];
}

/** What is accepted. */
export interface AnswerAccepts {
  /** Object. */
  readonly object: 'CERTIFICATE' | 'TEST_REPORT' | 'INSPECTION_REPORT' | 'MARKET_STATUS';
  /** Only up to this level. */
  readonly upToLevel?: string;
}

/** Other route. */
export interface AnswerAlternative {
  /** Route. */
  readonly route: string | null;
  /** Annex. */
  readonly annex: string | null;
  /** Status. */
  readonly status: 'RECOGNISED' | 'RECOGNISED_WITH_CONDITIONS' | 'NOT_RECOGNISED' | 'INDETERMINATE';
  /** Reason codes in canonical order. */
  readonly reasons: readonly (
    | 'CERT_NUMBER_RESEMBLES'
    | 'CERT_NOT_FOUND'
    | 'CERT_NOT_IN_COMPLETE_REGISTER'
    | 'REGISTER_COVERAGE_UNKNOWN'
    | 'STATUS_STALE'
    | 'SUBGRAPH_UNAVAILABLE'
    | 'CERT_AMBIGUOUS'
    | 'EVIDENCE_CONFLICT'
    | 'SIGNATURE_INVALID'
    | 'CERT_NOT_YET_VALID'
    | 'CERT_EXPIRED'
    | 'CERT_SUSPENDED'
    | 'CERT_WITHDRAWN'
    | 'CERT_CANCELLED'
    | 'CERT_TRANSFERRED'
    | 'CERT_SCOPE_MISMATCH'
    | 'CERT_SCOPE_REDUCED'
    | 'CERT_SITE_NOT_COVERED'
    | 'PRODUCT_CODE_TOO_COARSE'
    | 'CERT_RESTORED'
    | 'RETROACTIVE_CHANGE'
    | 'APPEAL_PENDING'
    | 'APPEAL_STAY'
    | 'EDITION_IN_TRANSITION'
    | 'EDITION_WITHDRAWN'
    | 'EDITION_ISSUED_AFTER_CUTOFF'
    | 'BODY_DEBARRED'
    | 'BODY_APPROVAL_REVOKED'
    | 'BODY_DEBARRED_BY_MARKET'
    | 'PERSON_DEBARRED'
    | 'NO_AGREEMENT'
    | 'AGREEMENT_NOT_IN_FORCE'
    | 'AGREEMENT_TERMINATED'
    | 'AGREEMENT_SUNSET'
    | 'AGREEMENT_SUCCEEDED'
    | 'NO_IMPLEMENTING_EXCHANGE'
    | 'PARTY_NOT_YET_JOINED'
    | 'PARTY_WITHDREW'
    | 'PARTY_ROLE_CONSUMING_ONLY'
    | 'TERRITORY_EXCLUDED'
    | 'MARKET_DIVIDED'
    | 'UNILATERAL_RECOGNITION'
    | 'SECTOR_NOT_COVERED'
    | 'SECTOR_NOT_STATED'
    | 'SECTOR_RULES_UNKNOWN'
    | 'ANNEX_NOT_OPERATIONAL'
    | 'ANNEX_SUSPENDED'
    | 'ANNEX_NOT_UPDATED'
    | 'PRODUCT_NOT_LISTED'
    | 'PRODUCT_EXCLUDED'
    | 'PRODUCT_LIST_APPLIES'
    | 'LEVEL_ABOVE_CAP'
    | 'LEVEL_PARTIAL'
    | 'DOMAIN_NOT_COVERED'
    | 'LEGACY_RULES_APPLY'
    | 'LEVEL_UNKNOWN'
    | 'REQUIREMENT_SET_MISMATCH'
    | 'SCHEME_NOT_ACCEPTED_FOR_MANDATORY'
    | 'OBJECT_NOT_ACCEPTED'
    | 'TEST_REPORT_ONLY'
    | 'NATIONAL_DIFFERENCES_REQUIRED'
    | 'MARKING_REQUIRED'
    | 'LOCAL_REPRESENTATIVE_REQUIRED'
    | 'CAB_NOT_APPROVED_DOMESTICALLY'
    | 'CAB_NOT_DESIGNATED'
    | 'CAB_DESIGNATION_SUSPENDED'
    | 'CAB_DESIGNATION_WITHDRAWN'
    | 'CAB_DESIGNATION_EXPIRED'
    | 'CAB_SCOPE_EXCEEDED'
    | 'CAB_CONTESTED'
    | 'ISSUED_BEFORE_BODY_SUSPENSION'
    | 'NOT_ACCREDITED'
    | 'ACCREDITATION_REQUIRED'
    | 'CAB_ACCREDITATION_SUSPENDED'
    | 'CAB_ACCREDITATION_WITHDRAWN'
    | 'ACCREDITATION_SCOPE_MISMATCH'
    | 'AB_NOT_SIGNATORY'
    | 'AB_SIGNATORY_SUSPENDED'
    | 'AB_SIGNATORY_WITHDRAWN'
    | 'MLA_SCOPE_NOT_COVERED'
    | 'MLA_MAIN_SCOPE_ONLY'
    | 'AB_REGIONAL_ROUTE_CHANGED'
    | 'TRANSFER_OF_INVALID_CERT'
    | 'TRANSFER_WINDOW_OPEN'
    | 'TRANSFER_WINDOW_CLOSED'
    | 'ORIGIN_NOT_MET'
    | 'DIRECT_SHIPMENT_NOT_MET'
    | 'SAFEGUARD_MEASURE'
    | 'RECOGNISED_DOMESTIC'
    | 'RECOGNISED_BY_MULTILATERAL'
    | 'RECOGNISED_BY_BILATERAL'
    | 'RECOGNISED_BY_EQUIVALENCE'
    | 'RECOGNISED_BY_CUSTOMS_UNION'
    | 'ACCREDITATION_EQUIVALENCE_ONLY'
  )[];
}

/** Answer. */
export interface Answer {
  /** Status. */
  readonly status: 'RECOGNISED' | 'RECOGNISED_WITH_CONDITIONS' | 'NOT_RECOGNISED' | 'INDETERMINATE';
  /** Reason codes in canonical order. */
  readonly reasons: readonly (
    | 'CERT_NUMBER_RESEMBLES'
    | 'CERT_NOT_FOUND'
    | 'CERT_NOT_IN_COMPLETE_REGISTER'
    | 'REGISTER_COVERAGE_UNKNOWN'
    | 'STATUS_STALE'
    | 'SUBGRAPH_UNAVAILABLE'
    | 'CERT_AMBIGUOUS'
    | 'EVIDENCE_CONFLICT'
    | 'SIGNATURE_INVALID'
    | 'CERT_NOT_YET_VALID'
    | 'CERT_EXPIRED'
    | 'CERT_SUSPENDED'
    | 'CERT_WITHDRAWN'
    | 'CERT_CANCELLED'
    | 'CERT_TRANSFERRED'
    | 'CERT_SCOPE_MISMATCH'
    | 'CERT_SCOPE_REDUCED'
    | 'CERT_SITE_NOT_COVERED'
    | 'PRODUCT_CODE_TOO_COARSE'
    | 'CERT_RESTORED'
    | 'RETROACTIVE_CHANGE'
    | 'APPEAL_PENDING'
    | 'APPEAL_STAY'
    | 'EDITION_IN_TRANSITION'
    | 'EDITION_WITHDRAWN'
    | 'EDITION_ISSUED_AFTER_CUTOFF'
    | 'BODY_DEBARRED'
    | 'BODY_APPROVAL_REVOKED'
    | 'BODY_DEBARRED_BY_MARKET'
    | 'PERSON_DEBARRED'
    | 'NO_AGREEMENT'
    | 'AGREEMENT_NOT_IN_FORCE'
    | 'AGREEMENT_TERMINATED'
    | 'AGREEMENT_SUNSET'
    | 'AGREEMENT_SUCCEEDED'
    | 'NO_IMPLEMENTING_EXCHANGE'
    | 'PARTY_NOT_YET_JOINED'
    | 'PARTY_WITHDREW'
    | 'PARTY_ROLE_CONSUMING_ONLY'
    | 'TERRITORY_EXCLUDED'
    | 'MARKET_DIVIDED'
    | 'UNILATERAL_RECOGNITION'
    | 'SECTOR_NOT_COVERED'
    | 'SECTOR_NOT_STATED'
    | 'SECTOR_RULES_UNKNOWN'
    | 'ANNEX_NOT_OPERATIONAL'
    | 'ANNEX_SUSPENDED'
    | 'ANNEX_NOT_UPDATED'
    | 'PRODUCT_NOT_LISTED'
    | 'PRODUCT_EXCLUDED'
    | 'PRODUCT_LIST_APPLIES'
    | 'LEVEL_ABOVE_CAP'
    | 'LEVEL_PARTIAL'
    | 'DOMAIN_NOT_COVERED'
    | 'LEGACY_RULES_APPLY'
    | 'LEVEL_UNKNOWN'
    | 'REQUIREMENT_SET_MISMATCH'
    | 'SCHEME_NOT_ACCEPTED_FOR_MANDATORY'
    | 'OBJECT_NOT_ACCEPTED'
    | 'TEST_REPORT_ONLY'
    | 'NATIONAL_DIFFERENCES_REQUIRED'
    | 'MARKING_REQUIRED'
    | 'LOCAL_REPRESENTATIVE_REQUIRED'
    | 'CAB_NOT_APPROVED_DOMESTICALLY'
    | 'CAB_NOT_DESIGNATED'
    | 'CAB_DESIGNATION_SUSPENDED'
    | 'CAB_DESIGNATION_WITHDRAWN'
    | 'CAB_DESIGNATION_EXPIRED'
    | 'CAB_SCOPE_EXCEEDED'
    | 'CAB_CONTESTED'
    | 'ISSUED_BEFORE_BODY_SUSPENSION'
    | 'NOT_ACCREDITED'
    | 'ACCREDITATION_REQUIRED'
    | 'CAB_ACCREDITATION_SUSPENDED'
    | 'CAB_ACCREDITATION_WITHDRAWN'
    | 'ACCREDITATION_SCOPE_MISMATCH'
    | 'AB_NOT_SIGNATORY'
    | 'AB_SIGNATORY_SUSPENDED'
    | 'AB_SIGNATORY_WITHDRAWN'
    | 'MLA_SCOPE_NOT_COVERED'
    | 'MLA_MAIN_SCOPE_ONLY'
    | 'AB_REGIONAL_ROUTE_CHANGED'
    | 'TRANSFER_OF_INVALID_CERT'
    | 'TRANSFER_WINDOW_OPEN'
    | 'TRANSFER_WINDOW_CLOSED'
    | 'ORIGIN_NOT_MET'
    | 'DIRECT_SHIPMENT_NOT_MET'
    | 'SAFEGUARD_MEASURE'
    | 'RECOGNISED_DOMESTIC'
    | 'RECOGNISED_BY_MULTILATERAL'
    | 'RECOGNISED_BY_BILATERAL'
    | 'RECOGNISED_BY_EQUIVALENCE'
    | 'RECOGNISED_BY_CUSTOMS_UNION'
    | 'ACCREDITATION_EQUIVALENCE_ONLY'
  )[];
  /** Arrangement, DOMESTIC, or null. */
  readonly route?: string | null;
  /** Annex. */
  readonly annex?: string | null;
  /** What is accepted; null unless recognised. */
  readonly accepts?: null | AnswerAccepts;
  /** First later day on which the answer differs, given the facts known at K. */
  readonly changesOn?: null | Date;
  /** Other routes in order of preference. */
  readonly alternatives?: readonly AnswerAlternative[];
}

/** Civil date, ISO 8601. No time zone: the day in the territory concerned. */
export type Date = string;

/** UTC instant (seconds or milliseconds, Z) or a date, which means its first moment. */
export type Instant = string;

/** ISO 3166-1 alpha-2, ISO 3166-2, or the code of a composite market such as EU. */
export type TerritoryCode = string;

export interface QuestionDocument {
  readonly question: Question;
  readonly answer?: Answer;
}
