/* Generated from schema/facts.schema.json by `npm run generate`. Do not edit. */

/** Civil date, ISO 8601, that exists (years 0001 to 9999; to be checked beyond the pattern). No time zone: the day in the territory concerned. */
export type Date = string;

/** UTC instant (seconds or milliseconds, Z) or a date, which means its first moment (as knownAt its last). */
export type Instant = string;

/** Name by language tag, for example en, zh. */
export type Names = Readonly<Record<string, string>>;

/** ISO 3166-1 alpha-2, ISO 3166-2, or the code of a composite market such as EU. */
export type TerritoryCode = string;

/** Event in the life of an accreditation, signatory status, designation or approval. */
export interface LifecycleEvent {
  /** What happened. */
  readonly type: 'SUSPENDED' | 'RESTORED' | 'WITHDRAWN';
  /** Day from which it takes effect. */
  readonly effectiveFrom: Date;
  /** Legal ground or reason. */
  readonly reason?: string;
  /** Number or id of the order behind the event. Not evaluated. */
  readonly order?: string;
  /** When this fact became known to the hub. Absent: always known (events: at effectiveFrom). The object is invisible to questions with knownAt before it. */
  readonly recordedAt?: Instant;
  /** When this record stopped being believed (correction). Invisible from this instant on; the corrected record is a second object. */
  readonly retractedAt?: Instant;
  /** Free text for people: evidence, confidence, assumptions. Never evaluated. */
  readonly note?: string;
}

/** Event in the life of a debarment. */
export interface DebarmentEvent {
  /** What happened. */
  readonly type: 'APPEAL_LODGED' | 'APPEAL_STAY' | 'STAY_ENDED' | 'APPEAL_DECIDED' | 'LIFTED';
  /** Day from which it takes effect. */
  readonly effectiveFrom: Date;
  /** APPEAL_LODGED: with suspensive effect. */
  readonly stay?: boolean;
  /** APPEAL_DECIDED: ALLOWED annuls the order: asked about a day from effectiveFrom on, it counts for nothing and never did; DISMISSED leaves it. */
  readonly outcome?: 'ALLOWED' | 'DISMISSED';
  /** Number or id of the order behind the event. Not evaluated. */
  readonly order?: string;
  /** When this fact became known to the hub. Absent: always known (events: at effectiveFrom). The object is invisible to questions with knownAt before it. */
  readonly recordedAt?: Instant;
  /** When this record stopped being believed (correction). Invisible from this instant on; the corrected record is a second object. */
  readonly retractedAt?: Instant;
  /** Free text for people: evidence, confidence, assumptions. Never evaluated. */
  readonly note?: string;
}

/** Scope by dimension. A dimension that is absent is not limited; an empty one contains nothing. In events: only what is named is added or removed. */
export interface ScopeLists {
  /** Prefixes of the HS code. */
  readonly hs?: readonly string[];
  /** Product keys (list items of a national or agreement list), compared without regard to case, invisible characters and kinds of dash; runs of white space count as one space. */
  readonly keys?: readonly string[];
  /** Model names, compared likewise. */
  readonly models?: readonly string[];
  /** Site identifiers, compared likewise. */
  readonly sites?: readonly string[];
}

/** Entry of a product list. Names a product when every one of hs, key, model that is given agrees. */
export interface ProductItem {
  /** HS prefix: 2, 4, 6, 8 or 10 digits. */
  readonly hs?: string;
  /** Product key; compared without regard to case, invisible characters and kinds of dash; runs of white space count as one space. */
  readonly key?: string;
  /** Model; compared likewise. */
  readonly model?: string;
  /** List entry for this direction only (imports into this market). */
  readonly market?: TerritoryCode;
  /** true: the product is excluded, not listed. */
  readonly excluded?: boolean;
  /** First day on which the fact holds. Absent: since ever. */
  readonly from?: Date;
  /** First day on which it no longer holds (half-open). Absent: open. */
  readonly until?: Date;
  /** When this fact became known to the hub. Absent: always known (events: at effectiveFrom). The object is invisible to questions with knownAt before it. */
  readonly recordedAt?: Instant;
  /** When this record stopped being believed (correction). Invisible from this instant on; the corrected record is a second object. */
  readonly retractedAt?: Instant;
  /** Free text for people: evidence, confidence, assumptions. Never evaluated. */
  readonly note?: string;
}

/** Membership: this territory contains another one during the interval. */
export interface TerritoryMember {
  readonly territory: TerritoryCode;
  /** First day on which the fact holds. Absent: since ever. */
  readonly from?: Date;
  /** First day on which it no longer holds (half-open). Absent: open. */
  readonly until?: Date;
  /** When this fact became known to the hub. Absent: always known (events: at effectiveFrom). The object is invisible to questions with knownAt before it. */
  readonly recordedAt?: Instant;
  /** When this record stopped being believed (correction). Invisible from this instant on; the corrected record is a second object. */
  readonly retractedAt?: Instant;
  /** Free text for people: evidence, confidence, assumptions. Never evaluated. */
  readonly note?: string;
}

/** Organisation that may write facts of the territory. */
export interface TerritoryDelegate {
  /** Id of the body or authority. */
  readonly org: string;
  /** Kinds of fact. */
  readonly kinds: readonly string[];
}

/** Kinds of fact that in this territory are written only by cases. */
export interface TerritoryGoverned {
  /** Kinds of fact. */
  readonly kinds: readonly string[];
  /** First day on which this holds. */
  readonly from: Date;
}

/** A territory or composite market. */
export interface Territory {
  readonly code: TerritoryCode;
  readonly name?: Names;
  /** Kind of territory. */
  readonly kind: 'COUNTRY' | 'SUBDIVISION' | 'COMPOSITE';
  /** Territories contained, with intervals. Containment is transitive. */
  readonly members?: readonly TerritoryMember[];
  /** If given: the only accreditation bodies this territory recognises among those established in it; accreditation by another one established there is void. */
  readonly accreditationBodies?: readonly string[];
  /** Time zones in which its days are counted, by IANA name. Not evaluated. */
  readonly timeZones?: readonly string[];
  /** Organisations to which the territory's authority has delegated the writing of facts. Not evaluated. */
  readonly delegates?: readonly TerritoryDelegate[];
  /** Kinds of fact that in this territory are written only by cases. Not evaluated. */
  readonly governed?: readonly TerritoryGoverned[];
  /** When this fact became known to the hub. Absent: always known (events: at effectiveFrom). The object is invisible to questions with knownAt before it. */
  readonly recordedAt?: Instant;
  /** When this record stopped being believed (correction). Invisible from this instant on; the corrected record is a second object. */
  readonly retractedAt?: Instant;
  /** Free text for people: evidence, confidence, assumptions. Never evaluated. */
  readonly note?: string;
}

/** One edition. */
export interface StandardEdition {
  /** Edition, usually the year. */
  readonly edition: string;
  /** First day on which a newer edition exists. */
  readonly supersededOn?: Date;
  /** Last day (inclusive) on which a certificate may be issued or renewed to this edition. */
  readonly lastIssueOn?: Date;
  /** First day on which certificates to this edition no longer count (exclusive end). */
  readonly transitionEndsOn?: Date;
  /** When this fact became known to the hub. Absent: always known (events: at effectiveFrom). The object is invisible to questions with knownAt before it. */
  readonly recordedAt?: Instant;
  /** When this record stopped being believed (correction). Invisible from this instant on; the corrected record is a second object. */
  readonly retractedAt?: Instant;
  /** Free text for people: evidence, confidence, assumptions. Never evaluated. */
  readonly note?: string;
}

/** One declared technical difference. */
export interface StandardEquivalentDifference {
  /** Clause or annex of the other standard. Absent: throughout. */
  readonly clause?: string;
  /** Territory in which alone it applies (national difference). Absent: wherever this standard applies. */
  readonly territory?: TerritoryCode;
  /** What differs, in words. */
  readonly text: string;
}

/** What this standard is to another one, edition to edition. */
export interface StandardEquivalent {
  /** Edition of this standard. Absent: every edition. */
  readonly edition?: string;
  /** The other standard, usually the international one. */
  readonly standard: string;
  /** Edition of the other standard. Absent: every edition. */
  readonly ofEdition?: string;
  /** Degree of correspondence by ISO/IEC Guide 21-1: identical, modified (technical differences, each identified and explained), not equivalent. */
  readonly degree: 'IDT' | 'MOD' | 'NEQ';
  /** Declared differences. Absent for IDT. */
  readonly differences?: readonly StandardEquivalentDifference[];
  /** First day on which the fact holds. Absent: since ever. */
  readonly from?: Date;
  /** First day on which it no longer holds (half-open). Absent: open. */
  readonly until?: Date;
  /** When this fact became known to the hub. Absent: always known (events: at effectiveFrom). The object is invisible to questions with knownAt before it. */
  readonly recordedAt?: Instant;
  /** When this record stopped being believed (correction). Invisible from this instant on; the corrected record is a second object. */
  readonly retractedAt?: Instant;
  /** Free text for people: evidence, confidence, assumptions. Never evaluated. */
  readonly note?: string;
}

/** A standard with its editions. */
export interface Standard {
  /** Standard without edition, for example ISO 9001. */
  readonly id: string;
  readonly name?: Names;
  /** Editions. */
  readonly editions: readonly StandardEdition[];
  /** Equivalences declared with other standards. Informational: the decision evaluates none of it. */
  readonly equivalents?: readonly StandardEquivalent[];
  /** When this fact became known to the hub. Absent: always known (events: at effectiveFrom). The object is invisible to questions with knownAt before it. */
  readonly recordedAt?: Instant;
  /** When this record stopped being believed (correction). Invisible from this instant on; the corrected record is a second object. */
  readonly retractedAt?: Instant;
  /** Free text for people: evidence, confidence, assumptions. Never evaluated. */
  readonly note?: string;
}

/** Level of this scheme and the level of the counterpart that corresponds. */
export interface SchemeCounterpartLevel {
  /** Level of this scheme. */
  readonly level: string;
  /** Level of the counterpart. */
  readonly counterpart: string;
}

/** The scheme that plays the same part elsewhere. */
export interface SchemeCounterpart {
  /** The counterpart. */
  readonly scheme: string;
  /** Corresponding levels. A level without an entry corresponds to none. */
  readonly levels?: readonly SchemeCounterpartLevel[];
  /** First day on which the fact holds. Absent: since ever. */
  readonly from?: Date;
  /** First day on which it no longer holds (half-open). Absent: open. */
  readonly until?: Date;
  /** When this fact became known to the hub. Absent: always known (events: at effectiveFrom). The object is invisible to questions with knownAt before it. */
  readonly recordedAt?: Instant;
  /** When this record stopped being believed (correction). Invisible from this instant on; the corrected record is a second object. */
  readonly retractedAt?: Instant;
  /** Free text for people: evidence, confidence, assumptions. Never evaluated. */
  readonly note?: string;
}

/** A conformity assessment scheme or programme. */
export interface Scheme {
  /** Scheme identifier. */
  readonly id: string;
  readonly name?: Names;
  /** Kind of attestation. */
  readonly kind:
    | 'MANDATORY_PRODUCT'
    | 'VOLUNTARY_PRODUCT'
    | 'MANAGEMENT_SYSTEM'
    | 'PERSON'
    | 'SERVICE'
    | 'PROCESS'
    | 'INSPECTION'
    | 'TESTING'
    | 'CALIBRATION'
    | 'MARKET_ACCESS';
  /** Accreditation norm for bodies operating the scheme, for example ISO/IEC 17021-1. */
  readonly norm?: string;
  /** Default standard certified against. */
  readonly standard?: string;
  /** Sectors of certificates that name none. Absent: not known. */
  readonly sectors?: readonly string[];
  /** Assurance levels, lowest first. */
  readonly levels?: readonly string[];
  /** Territory whose law or owner operates the scheme. Certificates of issuers inside it (with issuerTerritories: inside one of those) are domestic anywhere inside it. Absent for international schemes. */
  readonly territory?: TerritoryCode;
  /** Territories whose issuers count as domestic. Absent or empty: the territory itself. */
  readonly issuerTerritories?: readonly TerritoryCode[];
  /** true: each participating authority runs the scheme nationally; a certificate is domestic in its issuer's territory (Common Criteria). */
  readonly domesticAtIssuer?: boolean;
  /** true: the domestic route needs the body to hold an approval active at issue, or at the last renewal. */
  readonly approvalRequired?: boolean;
  /** Counterparts in other territories. Informational: the decision evaluates none of it. */
  readonly counterparts?: readonly SchemeCounterpart[];
  /** When this fact became known to the hub. Absent: always known (events: at effectiveFrom). The object is invisible to questions with knownAt before it. */
  readonly recordedAt?: Instant;
  /** When this record stopped being believed (correction). Invisible from this instant on; the corrected record is a second object. */
  readonly retractedAt?: Instant;
  /** Free text for people: evidence, confidence, assumptions. Never evaluated. */
  readonly note?: string;
}

/** Number of the body in a register of others. */
export interface BodyIdentifier {
  /** Register, for example NANDO, UKAS or CNAS. */
  readonly register: string;
  /** Number of the body there. */
  readonly number: string;
  /** First day on which the fact holds. Absent: since ever. */
  readonly from?: Date;
  /** First day on which it no longer holds (half-open). Absent: open. */
  readonly until?: Date;
}

/** The body into which it was merged. Not evaluated. */
export interface BodyMergedInto {
  /** Id of the body that carries on. */
  readonly body: string;
  /** Day of the merger. */
  readonly on: Date;
}

/** An organisation. */
export interface Body {
  /** Body identifier. */
  readonly id: string;
  readonly name?: Names;
  /** Role in conformity assessment. */
  readonly kind:
    'ACCREDITATION_BODY' | 'CERTIFICATION_BODY' | 'LABORATORY' | 'INSPECTION_BODY' | 'AUTHORITY';
  /** Where it is established. */
  readonly territory: TerritoryCode;
  /** Numbers by which other registers know the body. Not evaluated. */
  readonly identifiers?: readonly BodyIdentifier[];
  /** Numbers by which the body was known before. Not evaluated. */
  readonly formerNumbers?: readonly string[];
  /** The body into which it was merged. Not evaluated. */
  readonly mergedInto?: BodyMergedInto;
  /** When this fact became known to the hub. Absent: always known (events: at effectiveFrom). The object is invisible to questions with knownAt before it. */
  readonly recordedAt?: Instant;
  /** When this record stopped being believed (correction). Invisible from this instant on; the corrected record is a second object. */
  readonly retractedAt?: Instant;
  /** Free text for people: evidence, confidence, assumptions. Never evaluated. */
  readonly note?: string;
}

/** Approval of a body by the authority of a territory (for example by CNCA, or notification of a notified body). */
export interface Approval {
  /** Approved body. */
  readonly body: string;
  /** Territory whose authority approves. */
  readonly territory: TerritoryCode;
  /** Approving authority. */
  readonly authority?: string;
  /** Schemes covered. Absent: all. */
  readonly schemes?: readonly string[];
  /** Sectors covered. Absent: all. */
  readonly sectors?: readonly string[];
  /** Suspensions, restorations and withdrawals, folded in order of effectiveFrom, then recordedAt. */
  readonly events?: readonly LifecycleEvent[];
  /** First day on which the fact holds. Absent: since ever. */
  readonly from?: Date;
  /** First day on which it no longer holds (half-open). Absent: open. */
  readonly until?: Date;
  /** When this fact became known to the hub. Absent: always known (events: at effectiveFrom). The object is invisible to questions with knownAt before it. */
  readonly recordedAt?: Instant;
  /** When this record stopped being believed (correction). Invisible from this instant on; the corrected record is a second object. */
  readonly retractedAt?: Instant;
  /** Free text for people: evidence, confidence, assumptions. Never evaluated. */
  readonly note?: string;
}

/** Scope item. All properties given must agree. */
export interface AccreditationScope {
  /** Accreditation norm. */
  readonly norm: string;
  /** Standard. Absent: any. */
  readonly standard?: string;
  /** Scheme. Absent: any. */
  readonly scheme?: string;
  /** Sector codes. Absent: any. */
  readonly sectors?: readonly string[];
  /** First day on which the fact holds. Absent: since ever. */
  readonly from?: Date;
  /** First day on which it no longer holds (half-open). Absent: open. */
  readonly until?: Date;
  /** When this fact became known to the hub. Absent: always known (events: at effectiveFrom). The object is invisible to questions with knownAt before it. */
  readonly recordedAt?: Instant;
  /** When this record stopped being believed (correction). Invisible from this instant on; the corrected record is a second object. */
  readonly retractedAt?: Instant;
  /** Free text for people: evidence, confidence, assumptions. Never evaluated. */
  readonly note?: string;
}

/** Accreditation of a body by an accreditation body. */
export interface Accreditation {
  /** Accreditation identifier. */
  readonly id: string;
  /** Body that accredits. */
  readonly accreditationBody: string;
  /** Accredited body. */
  readonly body: string;
  /** Scope items; each sector of the certificate must be covered by some item, a certificate without sectors by any. */
  readonly scope: readonly AccreditationScope[];
  /** Suspensions, restorations and withdrawals, folded in order of effectiveFrom, then recordedAt. */
  readonly events?: readonly LifecycleEvent[];
  /** First day on which the fact holds. Absent: since ever. */
  readonly from?: Date;
  /** First day on which it no longer holds (half-open). Absent: open. */
  readonly until?: Date;
  /** When this fact became known to the hub. Absent: always known (events: at effectiveFrom). The object is invisible to questions with knownAt before it. */
  readonly recordedAt?: Instant;
  /** When this record stopped being believed (correction). Invisible from this instant on; the corrected record is a second object. */
  readonly retractedAt?: Instant;
  /** Free text for people: evidence, confidence, assumptions. Never evaluated. */
  readonly note?: string;
}

/** Signatory status of an accreditation body for one norm or sub-scope, by one recognising region. */
export interface Signatory {
  /** Accreditation body. */
  readonly accreditationBody: string;
  /** Agreement of kind ACCREDITATION. */
  readonly agreement: string;
  /** Norm (level 3). */
  readonly norm: string;
  /** 2-3 main scope (activity, norm); 4-5 sub-scope. */
  readonly level: number;
  /** Sub-scope: the normative document (levels 4-5). */
  readonly standard?: string;
  /** Recognised regional group through which the status is held. */
  readonly region?: string;
  /** Suspensions, restorations and withdrawals, folded in order of effectiveFrom, then recordedAt. */
  readonly events?: readonly LifecycleEvent[];
  /** First day on which the fact holds. Absent: since ever. */
  readonly from?: Date;
  /** First day on which it no longer holds (half-open). Absent: open. */
  readonly until?: Date;
  /** When this fact became known to the hub. Absent: always known (events: at effectiveFrom). The object is invisible to questions with knownAt before it. */
  readonly recordedAt?: Instant;
  /** When this record stopped being believed (correction). Invisible from this instant on; the corrected record is a second object. */
  readonly retractedAt?: Instant;
  /** Free text for people: evidence, confidence, assumptions. Never evaluated. */
  readonly note?: string;
}

/** Party of an agreement. */
export interface AgreementParty {
  readonly territory: TerritoryCode;
  /** AUTHORISING issues and accepts (default); CONSUMING only accepts; ORIGINATING only issues. */
  readonly role?: 'AUTHORISING' | 'CONSUMING' | 'ORIGINATING';
  /** Parts of the party to which the agreement does not extend. */
  readonly excludes?: readonly TerritoryCode[];
  /** First day on which the fact holds. Absent: since ever. */
  readonly from?: Date;
  /** First day on which it no longer holds (half-open). Absent: open. */
  readonly until?: Date;
  /** When this fact became known to the hub. Absent: always known (events: at effectiveFrom). The object is invisible to questions with knownAt before it. */
  readonly recordedAt?: Instant;
  /** When this record stopped being believed (correction). Invisible from this instant on; the corrected record is a second object. */
  readonly retractedAt?: Instant;
  /** Free text for people: evidence, confidence, assumptions. Never evaluated. */
  readonly note?: string;
}

/** Implementing exchange for one direction. */
export interface AgreementExchange {
  /** Side whose results are accepted. */
  readonly issuer: TerritoryCode;
  /** Side that accepts. */
  readonly market: TerritoryCode;
  /** Objects accepted in this direction. Absent: those of the annex. Empty: none. */
  readonly accepts?: readonly (
    'CERTIFICATE' | 'TEST_REPORT' | 'INSPECTION_REPORT' | 'MARKET_STATUS'
  )[];
  /** Annexes implemented. Absent: all. */
  readonly annexes?: readonly string[];
  /** First day on which the fact holds. Absent: since ever. */
  readonly from?: Date;
  /** First day on which it no longer holds (half-open). Absent: open. */
  readonly until?: Date;
  /** When this fact became known to the hub. Absent: always known (events: at effectiveFrom). The object is invisible to questions with knownAt before it. */
  readonly recordedAt?: Instant;
  /** When this record stopped being believed (correction). Invisible from this instant on; the corrected record is a second object. */
  readonly retractedAt?: Instant;
  /** Free text for people: evidence, confidence, assumptions. Never evaluated. */
  readonly note?: string;
}

/** Clause that keeps earlier certificates after the end. */
export interface AgreementSunset {
  /** Certificates issued, and if renewed last renewed, before this day are kept. */
  readonly issuedBefore: Date;
  /** First day on which they are no longer kept. */
  readonly until: Date;
}

/** Agreement that takes over at the end. */
export interface AgreementSuccessor {
  /** Successor. */
  readonly agreement: string;
  /** First day on which designations and signatory records of this agreement no longer count under the successor. Absent: they go on counting. */
  readonly recordsValidUntil?: Date;
  /** When this fact became known to the hub. Absent: always known (events: at effectiveFrom). The object is invisible to questions with knownAt before it. */
  readonly recordedAt?: Instant;
  /** When this record stopped being believed (correction). Invisible from this instant on; the corrected record is a second object. */
  readonly retractedAt?: Instant;
  /** Free text for people: evidence, confidence, assumptions. Never evaluated. */
  readonly note?: string;
}

/** Party of the annex. */
export interface AgreementAnnexParty {
  readonly territory: TerritoryCode;
  /** First day on which the fact holds. Absent: since ever. */
  readonly from?: Date;
  /** First day on which it no longer holds (half-open). Absent: open. */
  readonly until?: Date;
  /** When this fact became known to the hub. Absent: always known (events: at effectiveFrom). The object is invisible to questions with knownAt before it. */
  readonly recordedAt?: Instant;
  /** When this record stopped being believed (correction). Invisible from this instant on; the corrected record is a second object. */
  readonly retractedAt?: Instant;
  /** Free text for people: evidence, confidence, assumptions. Never evaluated. */
  readonly note?: string;
}

/** Requirement set. */
export interface AgreementAnnexRequirement {
  /** Requirement set or act, for example EU 2017/745. */
  readonly set: string;
  /** Whose requirement it is. */
  readonly territory?: TerritoryCode;
  /** When this fact became known to the hub. Absent: always known (events: at effectiveFrom). The object is invisible to questions with knownAt before it. */
  readonly recordedAt?: Instant;
  /** When this record stopped being believed (correction). Invisible from this instant on; the corrected record is a second object. */
  readonly retractedAt?: Instant;
  /** Free text for people: evidence, confidence, assumptions. Never evaluated. */
  readonly note?: string;
}

/** Technical domain in which the cap is lifted. */
export interface AgreementAnnexDomain {
  /** Technical domain. */
  readonly domain: string;
  /** Cap inside the domain. Absent: none. */
  readonly levelCap?: string;
  /** Qualified issuers. Absent: all. */
  readonly issuers?: readonly TerritoryCode[];
  /** When this fact became known to the hub. Absent: always known (events: at effectiveFrom). The object is invisible to questions with knownAt before it. */
  readonly recordedAt?: Instant;
  /** When this record stopped being believed (correction). Invisible from this instant on; the corrected record is a second object. */
  readonly retractedAt?: Instant;
  /** Free text for people: evidence, confidence, assumptions. Never evaluated. */
  readonly note?: string;
}

/** Transitional clause: certificates of an earlier basis date follow the level rules of another annex. */
export interface AgreementAnnexLegacy {
  /** Date looked at. */
  readonly basis: 'ISSUED' | 'ACCEPTED_INTO_PROCESS';
  /** The basis date must be earlier. */
  readonly before: Date;
  /** And the issue date must be earlier. Absent: no limit. */
  readonly issuedBefore?: Date;
  /** Annex of this agreement whose level rules apply. */
  readonly annex: string;
  /** When this fact became known to the hub. Absent: always known (events: at effectiveFrom). The object is invisible to questions with knownAt before it. */
  readonly recordedAt?: Instant;
  /** When this record stopped being believed (correction). Invisible from this instant on; the corrected record is a second object. */
  readonly retractedAt?: Instant;
  /** Free text for people: evidence, confidence, assumptions. Never evaluated. */
  readonly note?: string;
}

/** Condition attached to recognition. */
export interface AgreementAnnexCondition {
  /** Reason code to report. */
  readonly code:
    'NATIONAL_DIFFERENCES_REQUIRED' | 'MARKING_REQUIRED' | 'LOCAL_REPRESENTATIVE_REQUIRED';
  /** Only for this market. */
  readonly market?: TerritoryCode;
  /** First day on which the fact holds. Absent: since ever. */
  readonly from?: Date;
  /** First day on which it no longer holds (half-open). Absent: open. */
  readonly until?: Date;
  /** When this fact became known to the hub. Absent: always known (events: at effectiveFrom). The object is invisible to questions with knownAt before it. */
  readonly recordedAt?: Instant;
  /** When this record stopped being believed (correction). Invisible from this instant on; the corrected record is a second object. */
  readonly retractedAt?: Instant;
  /** Free text for people: evidence, confidence, assumptions. Never evaluated. */
  readonly note?: string;
}

/** Origin rule. */
export interface AgreementAnnexOrigin {
  /** Where the product must come from. */
  readonly territories?: readonly TerritoryCode[];
  /** What must lie there; all listed. Default ORIGIN. */
  readonly basis?: readonly ('ORIGIN' | 'ASSEMBLY')[];
  /** true: direct shipment is needed. */
  readonly directShipment?: boolean;
}

/** Period of suspension of the annex. */
export interface AgreementAnnexSuspension {
  /** First day on which the fact holds. Absent: since ever. */
  readonly from?: Date;
  /** First day on which it no longer holds (half-open). Absent: open. */
  readonly until?: Date;
  /** When this fact became known to the hub. Absent: always known (events: at effectiveFrom). The object is invisible to questions with knownAt before it. */
  readonly recordedAt?: Instant;
  /** When this record stopped being believed (correction). Invisible from this instant on; the corrected record is a second object. */
  readonly retractedAt?: Instant;
  /** Free text for people: evidence, confidence, assumptions. Never evaluated. */
  readonly note?: string;
}

/** Sector annex, chapter, schedule or rule version. The interval says when it is operational. */
export interface AgreementAnnex {
  /** Identifier, unique inside the agreement. */
  readonly id: string;
  readonly name?: Names;
  /** Covers certificates with one of these sectors; a certificate without sectors: SECTOR_NOT_STATED. Absent: any. */
  readonly sectors?: readonly string[];
  /** Covers these schemes. Absent: any. */
  readonly schemes?: readonly string[];
  /** Covers schemes with these accreditation norms. Absent: any. */
  readonly norms?: readonly string[];
  /** Territories that take part in this annex, with their days: the issuer's on the governing date, the market's on the day asked about. Absent or empty: all parties of the agreement. */
  readonly parties?: readonly AgreementAnnexParty[];
  /** Overrides the agreement's mode. */
  readonly mode?: 'RESULTS' | 'EQUIVALENCE' | 'COMMON';
  /** Requirement sets. Mode RESULTS: the certificate must be to one of the market's; EQUIVALENCE: to any listed one; COMMON: not tested. */
  readonly requirements?: readonly AgreementAnnexRequirement[];
  /** Product list. With at least one entry that is not excluded, only listed products are covered; a question without product is answered with PRODUCT_LIST_APPLIES. */
  readonly products?: readonly ProductItem[];
  /** Highest level recognised in full. */
  readonly levelCap?: string;
  /** What happens above the cap. Default REFUSE. */
  readonly aboveCap?: 'PARTIAL' | 'REFUSE';
  /** Families of augmentations recognised beyond the level, for example ALC_FLR. Absent: augmentations are not tested. */
  readonly components?: readonly string[];
  /** Protection profiles recognised in full, whatever the level. */
  readonly profiles?: readonly string[];
  /** Technical domains. */
  readonly domains?: readonly AgreementAnnexDomain[];
  /** Transitional clauses; the first that applies counts. */
  readonly legacy?: readonly AgreementAnnexLegacy[];
  /** Objects accepted. Default CERTIFICATE. */
  readonly accepts?: readonly (
    'CERTIFICATE' | 'TEST_REPORT' | 'INSPECTION_REPORT' | 'MARKET_STATUS'
  )[];
  /** Conditions. */
  readonly conditions?: readonly AgreementAnnexCondition[];
  /** true: the body needs a designation under this annex active at issue, or at the last renewal. */
  readonly designationRequired?: boolean;
  /** true: the body needs an approval of the market active at issue, or at the last renewal. */
  readonly approvalRequired?: boolean;
  /** true: the certificate must be under accreditation (always so for kind ACCREDITATION). */
  readonly accreditationRequired?: boolean;
  /** Agreement of kind ACCREDITATION of which the accreditation body must be a signatory. */
  readonly accreditationThrough?: string;
  /** true: full recognition needs a sub-scope (level 4-5) status for the standard; otherwise MLA_MAIN_SCOPE_ONLY. */
  readonly subScopes?: boolean;
  /** Effect of a later suspension or withdrawal of the designation on earlier certificates. Default KEEP. */
  readonly priorCertificates?: 'KEEP' | 'REVOKE';
  /** Origin rule. */
  readonly origin?: AgreementAnnexOrigin;
  /** Suspensions. */
  readonly suspensions?: readonly AgreementAnnexSuspension[];
  /** Day from which the annex no longer matches the importing law. */
  readonly notUpdatedSince?: Date;
  /** true: an annex or regime exists but its rules are not known to the hub. */
  readonly rulesUnknown?: boolean;
  /** First day on which the fact holds. Absent: since ever. */
  readonly from?: Date;
  /** First day on which it no longer holds (half-open). Absent: open. */
  readonly until?: Date;
  /** When this fact became known to the hub. Absent: always known (events: at effectiveFrom). The object is invisible to questions with knownAt before it. */
  readonly recordedAt?: Instant;
  /** When this record stopped being believed (correction). Invisible from this instant on; the corrected record is a second object. */
  readonly retractedAt?: Instant;
  /** Free text for people: evidence, confidence, assumptions. Never evaluated. */
  readonly note?: string;
}

/** Arrangement: treaty, customs union, multilateral agreement, accreditation agreement or unilateral act. from = entry into force; until = end. */
export interface Agreement {
  /** Identifier, reported as route; DOMESTIC is reserved. */
  readonly id: string;
  readonly name?: Names;
  /** Kind. */
  readonly kind: 'MULTILATERAL' | 'BILATERAL' | 'CUSTOMS_UNION' | 'UNILATERAL' | 'ACCREDITATION';
  /** RESULTS: results of assessment to the importer's requirements; EQUIVALENCE: listed requirements count as equivalent; COMMON (default): one common scheme or rulebook. */
  readonly mode?: 'RESULTS' | 'EQUIVALENCE' | 'COMMON';
  /** MARKET_ACCESS serves both purposes; TECHNICAL_EQUIVALENCE only VOLUNTARY. Default: by kind (ACCREDITATION: TECHNICAL_EQUIVALENCE). */
  readonly effect?: 'MARKET_ACCESS' | 'TECHNICAL_EQUIVALENCE';
  /** Date by which force and issuer membership are tested. Default AS_OF. ISSUED: the last renewal, if any. */
  readonly governingDate?: 'AS_OF' | 'ISSUED' | 'ACCEPTED_INTO_PROCESS' | 'PLACED_ON_MARKET';
  /** Signature; not evaluated. */
  readonly signedOn?: Date;
  /** Parties. Absent or empty: open to every territory (accreditation agreements). */
  readonly parties?: readonly AgreementParty[];
  /** true: framework that works only between pairs with an exchange. */
  readonly exchangesRequired?: boolean;
  /** Implementing exchanges, one per direction. */
  readonly exchanges?: readonly AgreementExchange[];
  /** Clause that keeps earlier certificates after the end. */
  readonly sunset?: AgreementSunset;
  /** Agreement that takes over at the end. */
  readonly successor?: AgreementSuccessor;
  /** Months for transfer after a body loses accreditation. Absent: none. */
  readonly transferWindowMonths?: number;
  /** Annexes. */
  readonly annexes: readonly AgreementAnnex[];
  /** First day on which the fact holds. Absent: since ever. */
  readonly from?: Date;
  /** First day on which it no longer holds (half-open). Absent: open. */
  readonly until?: Date;
  /** Id of the body that keeps the agreement's records. Not evaluated. */
  readonly secretariat?: string;
  /** When this fact became known to the hub. Absent: always known (events: at effectiveFrom). The object is invisible to questions with knownAt before it. */
  readonly recordedAt?: Instant;
  /** When this record stopped being believed (correction). Invisible from this instant on; the corrected record is a second object. */
  readonly retractedAt?: Instant;
  /** Free text for people: evidence, confidence, assumptions. Never evaluated. */
  readonly note?: string;
}

/** Period in which the other side contests the body. */
export interface DesignationContested {
  /** First day on which the fact holds. Absent: since ever. */
  readonly from?: Date;
  /** First day on which it no longer holds (half-open). Absent: open. */
  readonly until?: Date;
  /** When this fact became known to the hub. Absent: always known (events: at effectiveFrom). The object is invisible to questions with knownAt before it. */
  readonly recordedAt?: Instant;
  /** When this record stopped being believed (correction). Invisible from this instant on; the corrected record is a second object. */
  readonly retractedAt?: Instant;
  /** Free text for people: evidence, confidence, assumptions. Never evaluated. */
  readonly note?: string;
}

/** Designation or listing of a body under an agreement. */
export interface Designation {
  /** Body. */
  readonly body: string;
  /** Arrangement. */
  readonly agreement: string;
  /** Annexes. Absent: all. */
  readonly annexes?: readonly string[];
  /** Designating authority. */
  readonly by?: string;
  /** Suspensions, restorations and withdrawals, folded in order of effectiveFrom, then recordedAt. */
  readonly events?: readonly LifecycleEvent[];
  /** Contestations. */
  readonly contested?: readonly DesignationContested[];
  /** First day on which the fact holds. Absent: since ever. */
  readonly from?: Date;
  /** First day on which it no longer holds (half-open). Absent: open. */
  readonly until?: Date;
  /** When this fact became known to the hub. Absent: always known (events: at effectiveFrom). The object is invisible to questions with knownAt before it. */
  readonly recordedAt?: Instant;
  /** When this record stopped being believed (correction). Invisible from this instant on; the corrected record is a second object. */
  readonly retractedAt?: Instant;
  /** Free text for people: evidence, confidence, assumptions. Never evaluated. */
  readonly note?: string;
}

/** Mandatory catalogue of a market. */
export interface Catalogue {
  readonly market: TerritoryCode;
  /** Mandatory scheme. */
  readonly scheme: string;
  /** Other schemes whose certificates the mandatory scheme can take as evidence. */
  readonly acceptsSchemes?: readonly string[];
  /** Products. */
  readonly products: readonly ProductItem[];
  /** First day on which the fact holds. Absent: since ever. */
  readonly from?: Date;
  /** First day on which it no longer holds (half-open). Absent: open. */
  readonly until?: Date;
  /** When this fact became known to the hub. Absent: always known (events: at effectiveFrom). The object is invisible to questions with knownAt before it. */
  readonly recordedAt?: Instant;
  /** When this record stopped being believed (correction). Invisible from this instant on; the corrected record is a second object. */
  readonly retractedAt?: Instant;
  /** Free text for people: evidence, confidence, assumptions. Never evaluated. */
  readonly note?: string;
}

/** Debarment of a body or person. Without market: general order of the home authority; with market: prohibition by that market. */
export interface Debarment {
  /** Debarred body. */
  readonly body?: string;
  /** Debarred person. */
  readonly person?: string;
  /** Deciding authority. */
  readonly by?: string;
  readonly market?: TerritoryCode;
  /** true: certificates issued, and if renewed last renewed, before the order lose effect too, once it is in force. */
  readonly voidsEarlier?: boolean;
  /** Legal ground. */
  readonly basis?: string;
  /** Number of the order; not evaluated. */
  readonly order?: string;
  /** Appeals, stays and lifting, folded in order of effectiveFrom, then recordedAt. */
  readonly events?: readonly DebarmentEvent[];
  /** First day on which the fact holds. Absent: since ever. */
  readonly from: Date;
  /** First day on which it no longer holds (half-open). Absent: open. */
  readonly until?: Date;
  /** Identifier of the order. Not evaluated. */
  readonly id?: string;
  /** Last day on which an appeal may be lodged. Not evaluated. */
  readonly appealUntil?: Date;
  /** When this fact became known to the hub. Absent: always known (events: at effectiveFrom). The object is invisible to questions with knownAt before it. */
  readonly recordedAt?: Instant;
  /** When this record stopped being believed (correction). Invisible from this instant on; the corrected record is a second object. */
  readonly retractedAt?: Instant;
  /** Free text for people: evidence, confidence, assumptions. Never evaluated. */
  readonly note?: string;
}

/** Safeguard measure of a market. All criteria given must agree. */
export interface Measure {
  readonly market: TerritoryCode;
  /** Issuer. */
  readonly body?: string;
  /** Certificate number. */
  readonly certificate?: string;
  /** Issuer of that certificate; only with certificate. Absent: any. */
  readonly issuer?: string;
  /** Model. */
  readonly model?: string;
  /** HS prefix: 2, 4, 6, 8 or 10 digits. */
  readonly hs?: string;
  /** First day on which the fact holds. Absent: since ever. */
  readonly from?: Date;
  /** First day on which it no longer holds (half-open). Absent: open. */
  readonly until?: Date;
  /** When this fact became known to the hub. Absent: always known (events: at effectiveFrom). The object is invisible to questions with knownAt before it. */
  readonly recordedAt?: Instant;
  /** When this record stopped being believed (correction). Invisible from this instant on; the corrected record is a second object. */
  readonly retractedAt?: Instant;
  /** Free text for people: evidence, confidence, assumptions. Never evaluated. */
  readonly note?: string;
}

/** The register's content was taken over as it stood on asAt. */
export interface RegisterSnapshot {
  /** Day of the content. */
  readonly asAt: Date;
  /** When this fact became known to the hub. Absent: always known (events: at effectiveFrom). The object is invisible to questions with knownAt before it. */
  readonly recordedAt?: Instant;
  /** When this record stopped being believed (correction). Invisible from this instant on; the corrected record is a second object. */
  readonly retractedAt?: Instant;
  /** Free text for people: evidence, confidence, assumptions. Never evaluated. */
  readonly note?: string;
}

/** Register of certificates and what it can prove. The interval limits the issue dates it covers. */
export interface Register {
  /** Register. */
  readonly id: string;
  readonly name?: Names;
  /** COMPLETE: absence proves non-existence. */
  readonly coverage: 'COMPLETE' | 'PARTIAL';
  /** Schemes held. Absent: all. */
  readonly schemes?: readonly string[];
  /** Only certificates of issuers in this territory. */
  readonly territory?: TerritoryCode;
  /** Only certificates of these bodies. */
  readonly bodies?: readonly string[];
  /** Answers about a day more than this many days after the last snapshot are stale. */
  readonly maxAgeDays?: number;
  /** Snapshots. */
  readonly snapshots?: readonly RegisterSnapshot[];
  /** First day on which the fact holds. Absent: since ever. */
  readonly from?: Date;
  /** First day on which it no longer holds (half-open). Absent: open. */
  readonly until?: Date;
  /** Id of the body that keeps the register. Not evaluated. */
  readonly keeper?: string;
  /** When this fact became known to the hub. Absent: always known (events: at effectiveFrom). The object is invisible to questions with knownAt before it. */
  readonly recordedAt?: Instant;
  /** When this record stopped being believed (correction). Invisible from this instant on; the corrected record is a second object. */
  readonly retractedAt?: Instant;
  /** Free text for people: evidence, confidence, assumptions. Never evaluated. */
  readonly note?: string;
}

/** Organisation to which it was issued. No natural person. Absent: not stated. Not evaluated. */
export interface CertificateHolder {
  /** Stable identifier: an LEI, a GLN or a national registration number. */
  readonly id: string;
  readonly name?: Names;
  /** Brands under which it sells. */
  readonly brands?: readonly string[];
}

/** What was certified, in words. Not evaluated. */
export interface CertificateProduct {
  readonly name?: Names;
  /** Model. */
  readonly model?: string;
  /** Brand. */
  readonly brand?: string;
  /** Manufacturer. */
  readonly manufacturer?: string;
}

/** Predecessor taken over from another body. */
export interface CertificateTransferredFrom {
  /** Number of the predecessor. */
  readonly number: string;
  /** Issuer of the predecessor. Absent: any. */
  readonly issuer?: string;
  /** Day of transfer. */
  readonly on: Date;
}

/** Person who acted on the certificate. */
export interface CertificatePerson {
  /** Pseudonymous identifier. */
  readonly person: string;
  /** LEAD_AUDITOR, AUDITOR, DECISION_MAKER ... */
  readonly role?: string;
  /** Day of the act. */
  readonly on: Date;
}

/** Event in the life of a certificate. */
export interface CertificateEvent {
  /** What happened. */
  readonly type:
    | 'SUSPENDED'
    | 'RESTORED'
    | 'WITHDRAWN'
    | 'CANCELLED'
    | 'SCOPE_REDUCED'
    | 'SCOPE_EXTENDED'
    | 'RENEWED'
    | 'MAINTAINED'
    | 'TRANSFERRED'
    | 'APPEAL_LODGED'
    | 'APPEAL_STAY'
    | 'APPEAL_DECIDED';
  /** Day from which it takes effect. */
  readonly effectiveFrom: Date;
  /** SCOPE_*: what is removed or added. */
  readonly scope?: ScopeLists;
  /** RENEWED, RESTORED, MAINTAINED: new edition. */
  readonly edition?: string;
  /** RENEWED, RESTORED, MAINTAINED: new last valid day. */
  readonly validUntil?: Date;
  /** APPEAL_LODGED: with suspensive effect. */
  readonly stay?: boolean;
  /** APPEAL_DECIDED: ALLOWED annuls the measure, DISMISSED leaves it. */
  readonly outcome?: 'ALLOWED' | 'DISMISSED';
  /** TRANSFERRED: number of the new certificate. */
  readonly to?: string;
  /** MAINTAINED: maintenance or assurance-continuity report; not evaluated. */
  readonly reference?: string;
  /** Ground. */
  readonly reason?: string;
  /** Number or id of the order behind the event. Not evaluated. */
  readonly order?: string;
  /** When this fact became known to the hub. Absent: always known (events: at effectiveFrom). The object is invisible to questions with knownAt before it. */
  readonly recordedAt?: Instant;
  /** When this record stopped being believed (correction). Invisible from this instant on; the corrected record is a second object. */
  readonly retractedAt?: Instant;
  /** Free text for people: evidence, confidence, assumptions. Never evaluated. */
  readonly note?: string;
}

/** Certificate, report or other attestation. */
export interface Certificate {
  /** Number. With the issuer it identifies the certificate; compared by key: compatibility forms, case, white space, invisible characters and kinds of dash do not matter. Numbers of two issuers are two certificates. */
  readonly number: string;
  /** Kind of object. Default CERTIFICATE. */
  readonly object?: 'CERTIFICATE' | 'TEST_REPORT' | 'INSPECTION_REPORT' | 'MARKET_STATUS';
  /** Issuing body. */
  readonly issuer: string;
  /** Organisation to which it was issued. No natural person. Absent: not stated. Not evaluated. */
  readonly holder?: CertificateHolder;
  /** What was certified, in words. Not evaluated. */
  readonly product?: CertificateProduct;
  /** Territory in which and under whose law it was issued. */
  readonly issuerTerritory: TerritoryCode;
  /** Scheme. */
  readonly scheme: string;
  /** Standard. Default: the scheme's. */
  readonly standard?: string;
  /** Edition at issue. */
  readonly edition?: string;
  /** Level; null or absent: unknown. */
  readonly level?: string | null;
  /** Augmentations beyond the level package. */
  readonly components?: readonly string[];
  /** Protection profiles claimed. */
  readonly profiles?: readonly string[];
  /** Technical domain. */
  readonly domain?: string | null;
  /** Requirement set or act assessed to. */
  readonly requirementSet?: string;
  /** Sector codes (annex sectors and accreditation sectors share the vocabulary). */
  readonly sectors?: readonly string[];
  /** Scope at issue. */
  readonly scope?: ScopeLists;
  /** Day of decision. */
  readonly issued: Date;
  /** Day the application was accepted. */
  readonly acceptedIntoProcess?: Date;
  /** First valid day. Default: issued. */
  readonly validFrom?: Date;
  /** Last valid day (inclusive). Absent: open. */
  readonly validUntil?: Date;
  /** The certificate itself is limited to these territories. */
  readonly validIn?: readonly TerritoryCode[];
  /** Predecessor taken over from another body. */
  readonly transferredFrom?: CertificateTransferredFrom;
  /** Accreditation under which it was issued. Absent: none. */
  readonly accreditation?: string;
  /** Persons. */
  readonly persons?: readonly CertificatePerson[];
  /** Register the record was read from. One that is not known is not checked. */
  readonly register?: string;
  /** Events, folded in order of effectiveFrom, then recordedAt. */
  readonly events?: readonly CertificateEvent[];
  /** When this fact became known to the hub. Absent: always known (events: at effectiveFrom). The object is invisible to questions with knownAt before it. */
  readonly recordedAt?: Instant;
  /** When this record stopped being believed (correction). Invisible from this instant on; the corrected record is a second object. */
  readonly retractedAt?: Instant;
  /** Free text for people: evidence, confidence, assumptions. Never evaluated. */
  readonly note?: string;
}

/** Everything the hub can be told. Intervals are half-open [from, until). Every array may be absent. Objects at any depth may carry recordedAt and retractedAt. */
export interface FactsDocument {
  /** Schema used. */
  readonly $schema?: string;
  /** Free text for people: evidence, confidence, assumptions. Never evaluated. */
  readonly note?: string;
  /** Territories. */
  readonly territories?: readonly Territory[];
  /** Standards. */
  readonly standards?: readonly Standard[];
  /** Schemes. */
  readonly schemes?: readonly Scheme[];
  /** Bodies. */
  readonly bodies?: readonly Body[];
  /** Approvals. */
  readonly approvals?: readonly Approval[];
  /** Accreditations. */
  readonly accreditations?: readonly Accreditation[];
  /** Signatories. */
  readonly signatories?: readonly Signatory[];
  /** Agreements. */
  readonly agreements?: readonly Agreement[];
  /** Designations. */
  readonly designations?: readonly Designation[];
  /** Catalogues. */
  readonly catalogues?: readonly Catalogue[];
  /** Debarments. */
  readonly debarments?: readonly Debarment[];
  /** Measures. */
  readonly measures?: readonly Measure[];
  /** Registers. */
  readonly registers?: readonly Register[];
  /** Certificates. */
  readonly certificates?: readonly Certificate[];
}
