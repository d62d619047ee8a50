/* Generated from schema/certificates.graphql by `npm run generate`. Do not edit. */
import type * as Facts from './facts.ts';
import type * as Asked from './question.ts';
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
export type Maybe<T> = T | null;
export type InputMaybe<T> = T | null | undefined;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string };
  String: { input: string; output: string };
  Boolean: { input: boolean; output: boolean };
  Int: { input: number; output: number };
  Float: { input: number; output: number };
  /** Civil date, ISO 8601 (`2024-05-31`): the day in the territory concerned, without time zone. */
  Date: { input: string; output: string };
  /** Instant in UTC, RFC 3339 with `Z` (`2024-05-31T09:00:00.000Z`). As input a bare date is accepted and means its last moment. */
  DateTime: { input: string; output: string };
  /** ISO 3166-1 alpha-2 (`NZ`), ISO 3166-2 (`GB-NIR`), or the code of a composite market (`EU`). */
  TerritoryCode: { input: string; output: string };
  /** What one subgraph hands to the next for a decision. Internal: never in the public API. */
  Evidence: { input: unknown; output: unknown };
  _FieldSet: { input: string; output: string };
};

/** What can be asked, by anyone: the data are public. */
export type Query = {
  /** The certificate with this number, as now believed; null when no register known to the hub holds it. */
  readonly certificate: Maybe<Certificate>;
  /** Certificates as now believed, in ascending order of number. */
  readonly certificates: CertificateConnection;
  /** Certificates whose numbers differ from this one, as they look, by one character left out, added, changed or exchanged with its neighbour: did you mean? */
  readonly nearCertificates: ReadonlyArray<Certificate>;
  /** The registers the hub reads from, in ascending order of id. */
  readonly registers: ReadonlyArray<Register>;
  /** How many certificates are in which state, as of any day and as known at any instant. */
  readonly statistics: Maybe<Statistics>;
  /** What would change if these facts were recorded: nothing is. Works for seconds, so only for those who record facts. */
  readonly simulate: SimulationResult;
};

/** What can be asked, by anyone: the data are public. */
export type QueryCertificateArgs = {
  number: Scalars['String']['input'];
  issuer?: InputMaybe<Scalars['ID']['input']>;
};

/** What can be asked, by anyone: the data are public. */
export type QueryCertificatesArgs = {
  filter?: InputMaybe<CertificateFilter>;
  sort?: InputMaybe<CertificateSort>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** What can be asked, by anyone: the data are public. */
export type QueryNearCertificatesArgs = {
  number: Scalars['String']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** What can be asked, by anyone: the data are public. */
export type QueryStatisticsArgs = {
  asOf?: InputMaybe<Scalars['Date']['input']>;
  knownAt?: InputMaybe<Scalars['DateTime']['input']>;
  by?: ReadonlyArray<StatisticsDimension>;
};

/** What can be asked, by anyone: the data are public. */
export type QuerySimulateArgs = {
  changes: ReadonlyArray<Scalars['String']['input']>;
  scope: SimulationScope;
};

/** A certificate, test report, inspection report or market status: what a conformity assessment body attested. */
export type Certificate = {
  /** Its issuer and its number, both percent-encoded: two bodies may use one number (`CL-B/2026%2F77`). */
  readonly id: Scalars['ID']['output'];
  /** Number as printed by the issuer. */
  readonly number: Scalars['String']['output'];
  /** True when the number mixes letters of scripts that look alike (Latin, Cyrillic, Greek): legitimate, and worth a second look. */
  readonly mixedScripts: Scalars['Boolean']['output'];
  /** Kind of document. */
  readonly object: PresentedObject;
  /** Body that issued it; null when no source describes the body. */
  readonly issuer: Maybe<Body>;
  /** Organisation to which it was issued; null: not stated. */
  readonly holder: Maybe<Holder>;
  /** Product certified, as the body names it; null: not stated. */
  readonly product: Maybe<CertifiedProduct>;
  /** Territory in which, and under whose law, it was issued. */
  readonly issuerTerritory: Scalars['TerritoryCode']['output'];
  /** Scheme under which it was issued. */
  readonly scheme: Maybe<Scheme>;
  /** Standard certified against; null: the default of the scheme. */
  readonly standard: Maybe<Standard>;
  /** Edition of the standard at issue; null: not stated. */
  readonly edition: Maybe<Scalars['String']['output']>;
  /** Assurance level, in the vocabulary of the scheme (`EAL4`); null: unknown. */
  readonly level: Maybe<Scalars['String']['output']>;
  /** Augmentations beyond the package of the level (`ALC_FLR.1`). */
  readonly components: ReadonlyArray<Scalars['String']['output']>;
  /** Protection profiles claimed. */
  readonly profiles: ReadonlyArray<Scalars['String']['output']>;
  /** Technical domain (`SMARTCARDS`); null: none. */
  readonly domain: Maybe<Scalars['String']['output']>;
  /** Requirement set or act assessed to (`EU 2017/745`); null: not stated. */
  readonly requirementSet: Maybe<Scalars['String']['output']>;
  /** Sector codes, in the vocabulary of annexes and accreditation scopes. */
  readonly sectors: ReadonlyArray<Scalars['String']['output']>;
  /** Scope at issue; null: not limited. Later changes are among the events. */
  readonly scope: Maybe<Scope>;
  /** Day of the decision to certify. */
  readonly issued: Scalars['Date']['output'];
  /** Day on which the application was accepted; null: not stated. */
  readonly acceptedIntoProcess: Maybe<Scalars['Date']['output']>;
  /** First valid day. */
  readonly validFrom: Scalars['Date']['output'];
  /** Last valid day, inclusive, as stated at issue; null: open. Renewals are among the events. */
  readonly validUntil: Maybe<Scalars['Date']['output']>;
  /** The certificate itself is limited to these territories; empty: not limited. */
  readonly validIn: ReadonlyArray<Scalars['TerritoryCode']['output']>;
  /** Certificate of another body that this one took over; null: none. */
  readonly transferredFrom: Maybe<Transfer>;
  /** Certificate that took its place when it was transferred; null: it was not, or no register known to the hub holds that. */
  readonly successor: Maybe<Certificate>;
  /** Accreditation under which it was issued; null: none stated. */
  readonly accreditation: Maybe<Accreditation>;
  /** Register the record was read from; null: not stated. */
  readonly register: Maybe<Register>;
  /** What happened to it, in order of effect. */
  readonly events: ReadonlyArray<CertificateEvent>;
  /** Whether it is in force: the state its events lead to, and its dates; null: the hub did not know it then. */
  readonly statusOn: Maybe<CertificateStatus>;
  /** True when registers hold differing records of this number; a question about it is then INDETERMINATE (EVIDENCE_CONFLICT). */
  readonly conflicting: Scalars['Boolean']['output'];
  /** SHA-256 (hex) of the record in canonical JSON (RFC 8785): what an attestation refers to. */
  readonly digest: Scalars['String']['output'];
  /** When the hub learnt of it; null: always known. */
  readonly recordedAt: Maybe<Scalars['DateTime']['output']>;
  /** Records of the certificate and of the registers; null: not available. */
  readonly certificateEvidence: Maybe<Scalars['Evidence']['output']>;
  /** Id of the issuer where several bodies issued one of this number. */
  readonly issuerAmongSeveral: Maybe<Scalars['ID']['output']>;
};

/** A certificate, test report, inspection report or market status: what a conformity assessment body attested. */
export type CertificateStatusOnArgs = {
  date?: InputMaybe<Scalars['Date']['input']>;
  knownAt?: InputMaybe<Scalars['DateTime']['input']>;
};

/** Kind of document that proves conformity. */
export type PresentedObject =
  /** Certificate of conformity. */
  | 'CERTIFICATE'
  /** Test report. */
  | 'TEST_REPORT'
  /** Inspection report. */
  | 'INSPECTION_REPORT'
  /** Being lawfully on the market of the territory of origin. */
  | 'MARKET_STATUS';

/** State of a certificate on a day. */
export type CertificateStatus =
  /** In force. */
  | 'VALID'
  /** Suspended by its body. */
  | 'SUSPENDED'
  /** Withdrawn for fault. */
  | 'WITHDRAWN'
  /** Cancelled without fault, or ended by transfer to another body. */
  | 'CANCELLED'
  /** After its last valid day. */
  | 'EXPIRED'
  /** Before its first valid day. */
  | 'NOT_YET_VALID';

/** Scope by dimension. A dimension that is null is not limited. */
export type Scope = {
  /** Prefixes of Harmonized System codes. */
  readonly hs: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Product keys: items of a national or agreement list. */
  readonly keys: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Models, exact names. */
  readonly models: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Production sites, exact identifiers. */
  readonly sites: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};

/** Organisation to which a certificate was issued. */
export type Holder = {
  /** Stable identifier: an LEI, a GLN or a national registration number. */
  readonly id: Scalars['ID']['output'];
  /** Name in the language asked for, else in English, else in any; null: unnamed. */
  readonly name: Maybe<Scalars['String']['output']>;
  /** Brands under which it sells. */
  readonly brands: ReadonlyArray<Scalars['String']['output']>;
};

/** Organisation to which a certificate was issued. */
export type HolderNameArgs = {
  locale?: InputMaybe<Locale>;
};

/** What a certificate is about, in the words of the body that issued it. */
export type CertifiedProduct = {
  /** Name in the language asked for, else in English, else in any; null: unnamed. */
  readonly name: Maybe<Scalars['String']['output']>;
  /** Model; null: not stated. */
  readonly model: Maybe<Scalars['String']['output']>;
  /** Brand; null: not stated. */
  readonly brand: Maybe<Scalars['String']['output']>;
  /** Manufacturer; null: not stated. */
  readonly manufacturer: Maybe<Scalars['String']['output']>;
};

/** What a certificate is about, in the words of the body that issued it. */
export type CertifiedProductNameArgs = {
  locale?: InputMaybe<Locale>;
};

/** A certificate taken over from another body. */
export type Transfer = {
  /** Number of the predecessor. */
  readonly number: Scalars['String']['output'];
  /** Issuer of the predecessor, by id; null: any. */
  readonly issuer: Maybe<Scalars['ID']['output']>;
  /** Day of the transfer. */
  readonly on: Scalars['Date']['output'];
  /** The predecessor; null when no register known to the hub holds it. */
  readonly certificate: Maybe<Certificate>;
};

/** Something that happened to a certificate. */
export type CertificateEvent = {
  /** What happened. */
  readonly type: CertificateEventType;
  /** Day from which it takes effect. */
  readonly effectiveFrom: Scalars['Date']['output'];
  /** SCOPE_EXTENDED, SCOPE_REDUCED: what is added or removed. */
  readonly scope: Maybe<Scope>;
  /** RENEWED, RESTORED, MAINTAINED: the new edition of the standard. */
  readonly edition: Maybe<Scalars['String']['output']>;
  /** RENEWED, RESTORED, MAINTAINED: the new last valid day, inclusive. */
  readonly validUntil: Maybe<Scalars['Date']['output']>;
  /** APPEAL_LODGED: whether the appeal suspends the measure. */
  readonly stay: Maybe<Scalars['Boolean']['output']>;
  /** APPEAL_DECIDED: how. */
  readonly outcome: Maybe<AppealOutcome>;
  /** TRANSFERRED: number of the certificate that takes its place. */
  readonly to: Maybe<Scalars['String']['output']>;
  /** Ground. */
  readonly reason: Maybe<Scalars['String']['output']>;
  /** When the hub learnt of it; null: on the day it took effect. */
  readonly recordedAt: Maybe<Scalars['DateTime']['output']>;
};

/** Kind of event in the life of a certificate. */
export type CertificateEventType =
  /** Suspended by its body. */
  | 'SUSPENDED'
  /** In force again after an interruption. */
  | 'RESTORED'
  /** Withdrawn for fault. */
  | 'WITHDRAWN'
  /** Cancelled without fault. */
  | 'CANCELLED'
  /** Values removed from the scope. */
  | 'SCOPE_REDUCED'
  /** Values added to the scope. */
  | 'SCOPE_EXTENDED'
  /** Renewed, perhaps to another edition or last valid day. */
  | 'RENEWED'
  /** Maintained (assurance continuity): perhaps another edition or last valid day, and no new decision. */
  | 'MAINTAINED'
  /** Passed to another body under another number. */
  | 'TRANSFERRED'
  /** Appeal against the measure lodged. */
  | 'APPEAL_LODGED'
  /** The measure stayed until the appeal is decided. */
  | 'APPEAL_STAY'
  /** The appeal decided. */
  | 'APPEAL_DECIDED';

/** Outcome of an appeal. */
export type AppealOutcome =
  /** The measure is annulled. */
  | 'ALLOWED'
  /** The measure stands. */
  | 'DISMISSED';

/** A register of certificates, and what its silence proves. */
export type Register = {
  /** Identifier. */
  readonly id: Scalars['ID']['output'];
  /** Name in the language asked for, else in English, else in any; null: unnamed. */
  readonly name: Maybe<Scalars['String']['output']>;
  /** Whether absence from it proves that a certificate does not exist. */
  readonly coverage: RegisterCoverage;
  /** Schemes it holds, by id; empty: all. */
  readonly schemes: ReadonlyArray<Scalars['String']['output']>;
  /** It holds only certificates of issuers in this territory; null: of any. */
  readonly territory: Maybe<Scalars['TerritoryCode']['output']>;
  /** It holds only certificates of these bodies, by id; empty: of any. */
  readonly bodies: ReadonlyArray<Scalars['String']['output']>;
  /** Days after the last snapshot for which it is still current; null: for ever. */
  readonly maxAgeDays: Maybe<Scalars['Int']['output']>;
  /** Day of its latest content known to the hub; null: none stated. */
  readonly latestSnapshot: Maybe<Scalars['Date']['output']>;
  /** First day of issue it covers; null: since ever. */
  readonly from: Maybe<Scalars['Date']['output']>;
  /** First day of issue it no longer covers; null: open. */
  readonly until: Maybe<Scalars['Date']['output']>;
};

/** A register of certificates, and what its silence proves. */
export type RegisterNameArgs = {
  locale?: InputMaybe<Locale>;
};

/** What absence from a register proves. */
export type RegisterCoverage =
  /** Absence proves that there is no such certificate. */
  | 'COMPLETE'
  /** Absence proves nothing. */
  | 'PARTIAL';

/** Language of a text, BCP 47. */
export type Locale =
  /** English. */
  | 'en'
  /** Chinese. */
  | 'zh';

/** Which certificates to list. Every condition given must hold. */
export type CertificateFilter = {
  /** Each of its words is part of the number, in any spelling, or begins a word of product, holder, brand, issuer, scheme, standard, model or site. Under three characters: begins the number, or is such a word. */
  readonly text?: InputMaybe<Scalars['String']['input']>;
  /** Each of its words begins a word of the product's name, model, brand or manufacturer. */
  readonly product?: InputMaybe<Scalars['String']['input']>;
  /** Production site that the scope names, exact but for case and spaces. */
  readonly site?: InputMaybe<Scalars['String']['input']>;
  /** Last valid day on `statusOn` not before this one. */
  readonly expiresFrom?: InputMaybe<Scalars['Date']['input']>;
  /** Last valid day on `statusOn` not after this one. */
  readonly expiresUntil?: InputMaybe<Scalars['Date']['input']>;
  /** Recorded, changed or retracted at this instant or later. */
  readonly changedSince?: InputMaybe<Scalars['DateTime']['input']>;
  /** Beginning of the number. */
  readonly number?: InputMaybe<Scalars['String']['input']>;
  /** Scheme, by id. */
  readonly scheme?: InputMaybe<Scalars['String']['input']>;
  /** Standard named by the certificate, by id. */
  readonly standard?: InputMaybe<Scalars['String']['input']>;
  /** Issuing body, by id. */
  readonly issuer?: InputMaybe<Scalars['ID']['input']>;
  /** Organisation to which it was issued, by id, exact. */
  readonly holder?: InputMaybe<Scalars['ID']['input']>;
  /** Territory of issue. */
  readonly issuerTerritory?: InputMaybe<Scalars['TerritoryCode']['input']>;
  /** State on the day `statusOn`. */
  readonly status?: InputMaybe<CertificateStatus>;
  /** Day for `status`. Default: today. */
  readonly statusOn?: InputMaybe<Scalars['Date']['input']>;
  /** Harmonized System code of a product that the scope names (by prefix) today, or on `statusOn`. */
  readonly hs?: InputMaybe<Scalars['String']['input']>;
  /** Sector code. */
  readonly sector?: InputMaybe<Scalars['String']['input']>;
  /** Assurance level, exact. */
  readonly level?: InputMaybe<Scalars['String']['input']>;
  /** In force on this day. */
  readonly validOn?: InputMaybe<Scalars['Date']['input']>;
  /** Register the record was read from, by id. */
  readonly register?: InputMaybe<Scalars['ID']['input']>;
  /** Instant at which they were known, and as known then. Default: now. */
  readonly knownAt?: InputMaybe<Scalars['DateTime']['input']>;
};

/** What certificates are counted by. */
export type StatisticsDimension =
  /** State on the day. */
  | 'STATUS'
  /** Scheme. */
  | 'SCHEME'
  /** Issuing body. */
  | 'ISSUER'
  /** Territory of issue. */
  | 'ISSUER_TERRITORY'
  /** Assurance level. */
  | 'LEVEL'
  /** Year of issue. */
  | 'YEAR';

/** Counts of certificates: each number once, as then believed. */
export type Statistics = {
  /** Day looked at. */
  readonly asOf: Scalars['Date']['output'];
  /** Instant of knowledge. */
  readonly knownAt: Scalars['DateTime']['output'];
  /** Certificates counted. */
  readonly certificates: Scalars['Int']['output'];
  /** The largest groups first, at most 1,000. */
  readonly groups: ReadonlyArray<StatisticsGroup>;
  /** Groups left out. */
  readonly omitted: Scalars['Int']['output'];
};

/** Certificates that have what they are counted by in common; what they are not counted by is null. */
export type StatisticsGroup = {
  /** State on the day. */
  readonly status: Maybe<CertificateStatus>;
  /** Scheme, by id. */
  readonly scheme: Maybe<Scalars['String']['output']>;
  /** Issuing body, by id. */
  readonly issuer: Maybe<Scalars['ID']['output']>;
  /** Territory of issue. */
  readonly issuerTerritory: Maybe<Scalars['TerritoryCode']['output']>;
  /** Assurance level; null also: unknown. */
  readonly level: Maybe<Scalars['String']['output']>;
  /** Year of issue. */
  readonly year: Maybe<Scalars['Int']['output']>;
  /** How many. */
  readonly count: Scalars['Int']['output'];
};

/** Which answers a simulation compares. */
export type SimulationScope = {
  /** Markets asked about, 1 to 20. */
  readonly markets: ReadonlyArray<Scalars['TerritoryCode']['input']>;
  /** Which certificates. Default: all. */
  readonly certificates?: InputMaybe<CertificateFilter>;
  /** Day asked about. Default: today. */
  readonly asOf?: InputMaybe<Scalars['Date']['input']>;
  /** As known at this instant; facts recorded by the document later than that change nothing. Default: everything. */
  readonly knownAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Purpose of the recognition. */
  readonly purpose?: InputMaybe<Purpose>;
  /** Only answers whose status changes; else also those whose reasons, route, acceptance or end do. */
  readonly statusOnly?: InputMaybe<Scalars['Boolean']['input']>;
};

/** What the answer is wanted for. */
export type Purpose =
  /** Access to the market under its law. */
  | 'REGULATORY'
  /** A contract or tender: technical equivalence suffices. */
  | 'VOLUNTARY';

/** Outcome of asking for a simulation. */
export type SimulationResult = Simulation | SimulationRunning | InvalidFacts | SimulationRefused;

/** What would change. */
export type Simulation = {
  /** Names it: the same changes and scope on the same facts. */
  readonly id: Scalars['ID']['output'];
  /** Certificates whose answers were worked out; those the changes cannot touch are left out. */
  readonly examined: Scalars['Int']['output'];
  /** Answers that change, by status before and after, best status first. */
  readonly transitions: ReadonlyArray<StatusTransition>;
  /** Answers that change, in ascending order of certificate and market. */
  readonly changes: SimulatedChangeConnection;
  /** Standing attestations whose question is answered otherwise, by status before and after. */
  readonly attestationTransitions: ReadonlyArray<StatusTransition>;
  /** Standing attestations whose question is answered otherwise, in ascending order of certificate and market. */
  readonly attestations: SimulatedAttestationConnection;
  /** Changes counted but not listed, since a list holds 100,000. */
  readonly unlisted: Scalars['Int']['output'];
  /** When the facts were read. */
  readonly knownAt: Scalars['DateTime']['output'];
};

/** What would change. */
export type SimulationChangesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** What would change. */
export type SimulationAttestationsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** The simulation is under way: ask the same again. */
export type SimulationRunning = {
  /** What to do. */
  readonly message: Scalars['String']['output'];
  /** Certificates examined so far. */
  readonly examined: Scalars['Int']['output'];
};

/** The changes would be refused as an import, for the same reasons. */
export type InvalidFacts = Failure & {
  /** What to know or do. */
  readonly message: Scalars['String']['output'];
  /** The first faults, at most 100. */
  readonly faults: ReadonlyArray<FactFault>;
  /** All faults. */
  readonly faultCount: Scalars['Int']['output'];
};

/** One fault of a facts document. */
export type FactFault = {
  /** Stable code. */
  readonly code: Scalars['String']['output'];
  /** JSON path (`$.agreements[0].from`). */
  readonly path: Scalars['String']['output'];
  /** Line on which the record begins, from 1; null: not told. */
  readonly line: Maybe<Scalars['Int']['output']>;
  /** What to do. */
  readonly message: Scalars['String']['output'];
};

/** The simulation was not made. */
export type SimulationRefused = Failure & {
  /** What to know or do. */
  readonly message: Scalars['String']['output'];
  /** Why. */
  readonly reason: SimulationRefusal;
};

/** Why a simulation is not made. */
export type SimulationRefusal =
  /** Others are running: ask again later. */
  | 'BUSY'
  /** It would work out more than 1,000,000 answers: narrow its scope. */
  | 'TOO_LARGE';

/** An expected failure. */
export type Failure = {
  /** What to know or do. */
  readonly message: Scalars['String']['output'];
};

/** How many go from one status to another. */
export type StatusTransition = {
  /** Status as it is. */
  readonly from: RecognitionStatus;
  /** Status as it would be; the same when only the grounds or the end change. */
  readonly to: RecognitionStatus;
  /** How many. */
  readonly count: Scalars['Int']['output'];
};

/** An answer that would be another one. */
export type SimulatedChange = {
  /** Number of the certificate. */
  readonly number: Scalars['String']['output'];
  /** The certificate as now believed; null: only the changes know it. */
  readonly certificate: Maybe<Certificate>;
  /** The market. */
  readonly market: Scalars['TerritoryCode']['output'];
  /** The answer as it is. */
  readonly before: SimulatedAnswer;
  /** The answer as it would be. */
  readonly after: SimulatedAnswer;
};

/** A standing attestation whose question would be answered otherwise. */
export type SimulatedAttestation = {
  /** Identifier in its address; null unless the caller may revoke attestations. */
  readonly id: Maybe<Scalars['ID']['output']>;
  /** Number of the certificate. */
  readonly number: Scalars['String']['output'];
  /** The certificate as now believed; null: only the changes know it. */
  readonly certificate: Maybe<Certificate>;
  /** The market. */
  readonly market: Scalars['TerritoryCode']['output'];
  /** The answer as it is. */
  readonly before: SimulatedAnswer;
  /** The answer as it would be. */
  readonly after: SimulatedAnswer;
};

/** An answer of a simulation. */
export type SimulatedAnswer = {
  /** The answer. */
  readonly status: RecognitionStatus;
  /** Why, in canonical order. */
  readonly reasons: ReadonlyArray<Reason>;
  /** Agreement, by id, or `DOMESTIC`; null: none. */
  readonly route: Maybe<Scalars['String']['output']>;
  /** Annex, by id; null: none. */
  readonly annex: Maybe<Scalars['String']['output']>;
  /** First later day on which the answer differs; null: none. */
  readonly changesOn: Maybe<Scalars['Date']['output']>;
};

/** A coded reason of an answer. The codes are one table, in canonical order. */
export type Reason = {
  /** Stable code, for example `LEVEL_PARTIAL`. */
  readonly code: Scalars['String']['output'];
  /** Where in the decision it arises. */
  readonly gate: Gate;
  /** What it does to the answer. */
  readonly effect: ReasonEffect;
  /** What it means, for people. */
  readonly message: Scalars['String']['output'];
};

/** A coded reason of an answer. The codes are one table, in canonical order. */
export type ReasonMessageArgs = {
  locale?: InputMaybe<Locale>;
};

/** Step of the decision, in order. */
export type Gate =
  /** What is known of the certificate at all. */
  | 'EVIDENCE'
  /** State, validity and scope of the certificate. */
  | 'CERTIFICATE'
  /** Edition of the standard. */
  | 'EDITION'
  /** Bodies and persons barred. */
  | 'DEBARMENT'
  /** Agreement between issuer's territory and market. */
  | 'ROUTE'
  /** Annex: sector, product, level. */
  | 'ANNEX'
  /** Kind of document, requirements, conditions. */
  | 'OBJECT'
  /** Approval and designation of the body. */
  | 'BODY'
  /** Accreditation and its international recognition. */
  | 'ACCREDITATION'
  /** Origin and shipment of the product. */
  | 'ORIGIN'
  /** Measures of the market against a product or body. */
  | 'SAFEGUARD'
  /** Ground of recognition. */
  | 'SUCCESS';

/** What a reason does to the answer. */
export type ReasonEffect =
  /** Recognition is refused. */
  | 'NEGATIVE'
  /** Nothing can be said. */
  | 'INDETERMINATE'
  /** Recognition depends on a condition. */
  | 'CONDITION'
  /** Worth knowing; changes nothing. */
  | 'INFO'
  /** The ground of recognition. */
  | 'POSITIVE';

/** The four answers. */
export type RecognitionStatus =
  /** Recognised. */
  | 'RECOGNISED'
  /** Recognised if the conditions among the reasons are met. */
  | 'RECOGNISED_WITH_CONDITIONS'
  /** Not recognised. */
  | 'NOT_RECOGNISED'
  /** The facts known do not decide it: neither yes nor no. */
  | 'INDETERMINATE';

/** A page of answers that would change (Relay). */
export type SimulatedChangeConnection = {
  /** Changes with their cursors. */
  readonly edges: ReadonlyArray<SimulatedChangeEdge>;
  /** Changes without cursors. */
  readonly nodes: ReadonlyArray<SimulatedChange>;
  /** Where the page lies. */
  readonly pageInfo: PageInfo;
  /** Changes listed in all. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A change in a page. */
export type SimulatedChangeEdge = {
  /** Opaque position, for `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The change. */
  readonly node: SimulatedChange;
};

/** A page of attestations whose question would be answered otherwise (Relay). */
export type SimulatedAttestationConnection = {
  /** Attestations with their cursors. */
  readonly edges: ReadonlyArray<SimulatedAttestationEdge>;
  /** Attestations without cursors. */
  readonly nodes: ReadonlyArray<SimulatedAttestation>;
  /** Where the page lies. */
  readonly pageInfo: PageInfo;
  /** Attestations listed in all. */
  readonly totalCount: Scalars['Int']['output'];
};

/** An attestation in a page. */
export type SimulatedAttestationEdge = {
  /** Opaque position, for `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The attestation. */
  readonly node: SimulatedAttestation;
};

/** A page of certificates (Relay). */
export type CertificateConnection = {
  /** Certificates with their cursors. */
  readonly edges: ReadonlyArray<CertificateEdge>;
  /** Certificates without cursors. */
  readonly nodes: ReadonlyArray<Certificate>;
  /** Where the page lies. */
  readonly pageInfo: PageInfo;
  /** All certificates that meet the conditions; at most 10,000 are counted. */
  readonly totalCount: Scalars['Int']['output'];
  /** False: there are, or may be, more than `totalCount`. */
  readonly totalCountExact: Scalars['Boolean']['output'];
};

/** Order of certificates. */
export type CertificateSort =
  /** Ascending by number. */
  | 'NUMBER'
  /** The last issued first. */
  | 'ISSUED'
  /** The first to expire, as stated at issue, first; those without end last. */
  | 'EXPIRES';

/** A certificate in a page. */
export type CertificateEdge = {
  /** Opaque position, for `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The certificate. */
  readonly node: Certificate;
};

/** Where a page lies (Relay). */
export type PageInfo = {
  /** Whether more follows. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Whether something came before. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** Cursor of the first item; null: the page is empty. */
  readonly startCursor: Maybe<Scalars['String']['output']>;
  /** Cursor of the last item, or of the place where the search stopped; null: the page is empty. */
  readonly endCursor: Maybe<Scalars['String']['output']>;
};

/** The answer to a question of recognition, with coded reasons (gates 1 to 12 of the rule). */
export type Recognition = {
  /** The question, encoded: opaque to clients. */
  readonly id: Scalars['ID']['output'];
  /** The certificate asked about; null when no register known to the hub holds it. */
  readonly certificate: Maybe<Certificate>;
  /** Records of the certificate and of the registers; null: not available. */
  readonly certificateEvidence: Maybe<Scalars['Evidence']['output']>;
};

/** How the answer to a question changes with the day. */
export type RecognitionHistory = {
  /** The question and its days, encoded: opaque to clients. */
  readonly id: Scalars['ID']['output'];
  /** Records of the certificate and of the registers; null: not available. */
  readonly certificateEvidence: Maybe<Scalars['Evidence']['output']>;
};

/** An organisation that certifies, tests, inspects, accredits or supervises (ISO/IEC 17000). */
export type Body = {
  /** Identifier. */
  readonly id: Scalars['ID']['output'];
  /** Certificates it issued, in ascending order of number. */
  readonly certificates: Maybe<CertificateConnection>;
};

/** An organisation that certifies, tests, inspects, accredits or supervises (ISO/IEC 17000). */
export type BodyCertificatesArgs = {
  filter?: InputMaybe<CertificateFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** A conformity assessment scheme or programme. */
export type Scheme = {
  /** Identifier. */
  readonly id: Scalars['ID']['output'];
};

/** A standard with its editions. */
export type Standard = {
  /** Identifier without edition (`ISO 9001`). */
  readonly id: Scalars['ID']['output'];
};

/** Accreditation of a body by an accreditation body (ISO/IEC 17011). */
export type Accreditation = {
  /** Identifier. */
  readonly id: Scalars['ID']['output'];
};

export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
  reference: TReference,
  context: TContext,
  info: GraphQLResolveInfo,
) => Promise<TResult> | TResult;

type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
type NullableCheck<T, S> =
  Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };

export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<
  TResult,
  TParent = Record<PropertyKey, never>,
  TContext = Record<PropertyKey, never>,
  TArgs = Record<PropertyKey, never>,
> =
  | ResolverFn<TResult, TParent, TContext, TArgs>
  | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo,
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo,
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo,
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<
  TResult,
  TKey extends string,
  TParent,
  TContext,
  TArgs,
> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<
  TResult,
  TKey extends string,
  TParent = Record<PropertyKey, never>,
  TContext = Record<PropertyKey, never>,
  TArgs = Record<PropertyKey, never>,
> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<
  TTypes,
  TParent = Record<PropertyKey, never>,
  TContext = Record<PropertyKey, never>,
> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo,
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<
  T = Record<PropertyKey, never>,
  TContext = Record<PropertyKey, never>,
> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<
  TResult = Record<PropertyKey, never>,
  TParent = Record<PropertyKey, never>,
  TContext = Record<PropertyKey, never>,
  TArgs = Record<PropertyKey, never>,
> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo,
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = {
  Certificate: Certificate;
  Register: Register;
  Recognition: Recognition;
  RecognitionHistory: RecognitionHistory;
  Body: Body;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Certificate: { __typename: 'Certificate' } & (
    | GraphQLRecursivePick<FederationTypes['Certificate'], { number: true }>
    | GraphQLRecursivePick<FederationTypes['Certificate'], { id: true }>
  );
  Register: { __typename: 'Register' } & GraphQLRecursivePick<
    FederationTypes['Register'],
    { id: true }
  >;
  Recognition: { __typename: 'Recognition' } & GraphQLRecursivePick<
    FederationTypes['Recognition'],
    { id: true }
  >;
  RecognitionHistory: { __typename: 'RecognitionHistory' } & GraphQLRecursivePick<
    FederationTypes['RecognitionHistory'],
    { id: true }
  >;
  Body: { __typename: 'Body' } & GraphQLRecursivePick<FederationTypes['Body'], { id: true }>;
};

/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  SimulationResult:
    | {
        readonly id: string;
        readonly examined: number;
        readonly unlisted: number;
        readonly knownAt: string;
        readonly transitions: readonly StatusTransition[];
        readonly attestationTransitions: readonly StatusTransition[];
        readonly changes: readonly {
          readonly certificate: string;
          readonly market: string;
          readonly before: Asked.Answer;
          readonly after: Asked.Answer;
        }[];
        readonly attestations: readonly ({
          readonly certificate: string;
          readonly market: string;
          readonly before: Asked.Answer;
          readonly after: Asked.Answer;
        } & { readonly id: string })[];
      }
    | SimulationRunning
    | InvalidFacts
    | SimulationRefused;
};

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Failure: InvalidFacts | SimulationRefused;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Date: ResolverTypeWrapper<Scalars['Date']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  TerritoryCode: ResolverTypeWrapper<Scalars['TerritoryCode']['output']>;
  Evidence: ResolverTypeWrapper<Scalars['Evidence']['output']>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  Certificate: ResolverTypeWrapper<
    Facts.Certificate & {
      readonly digest: string;
      readonly conflicting: boolean;
      readonly shared?: boolean;
    }
  >;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  PresentedObject: PresentedObject;
  CertificateStatus: CertificateStatus;
  Scope: ResolverTypeWrapper<Facts.ScopeLists>;
  Holder: ResolverTypeWrapper<Facts.CertificateHolder>;
  CertifiedProduct: ResolverTypeWrapper<Facts.CertificateProduct>;
  Transfer: ResolverTypeWrapper<Facts.CertificateTransferredFrom>;
  CertificateEvent: ResolverTypeWrapper<Facts.CertificateEvent>;
  CertificateEventType: CertificateEventType;
  AppealOutcome: AppealOutcome;
  Register: ResolverTypeWrapper<Facts.Register>;
  RegisterCoverage: RegisterCoverage;
  Locale: Locale;
  CertificateFilter: CertificateFilter;
  StatisticsDimension: StatisticsDimension;
  Statistics: ResolverTypeWrapper<Statistics>;
  StatisticsGroup: ResolverTypeWrapper<StatisticsGroup>;
  SimulationScope: SimulationScope;
  Purpose: Purpose;
  SimulationResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['SimulationResult']>;
  Simulation: ResolverTypeWrapper<{
    readonly id: string;
    readonly examined: number;
    readonly unlisted: number;
    readonly knownAt: string;
    readonly transitions: readonly StatusTransition[];
    readonly attestationTransitions: readonly StatusTransition[];
    readonly changes: readonly {
      readonly certificate: string;
      readonly market: string;
      readonly before: Asked.Answer;
      readonly after: Asked.Answer;
    }[];
    readonly attestations: readonly ({
      readonly certificate: string;
      readonly market: string;
      readonly before: Asked.Answer;
      readonly after: Asked.Answer;
    } & { readonly id: string })[];
  }>;
  SimulationRunning: ResolverTypeWrapper<SimulationRunning>;
  InvalidFacts: ResolverTypeWrapper<InvalidFacts>;
  FactFault: ResolverTypeWrapper<FactFault>;
  SimulationRefused: ResolverTypeWrapper<SimulationRefused>;
  SimulationRefusal: SimulationRefusal;
  Failure: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Failure']>;
  StatusTransition: ResolverTypeWrapper<StatusTransition>;
  SimulatedChange: ResolverTypeWrapper<{
    readonly certificate: string;
    readonly market: string;
    readonly before: Asked.Answer;
    readonly after: Asked.Answer;
  }>;
  SimulatedAttestation: ResolverTypeWrapper<
    {
      readonly certificate: string;
      readonly market: string;
      readonly before: Asked.Answer;
      readonly after: Asked.Answer;
    } & { readonly id: string }
  >;
  SimulatedAnswer: ResolverTypeWrapper<Asked.Answer>;
  Reason: ResolverTypeWrapper<{
    readonly code: string;
    readonly gate: Gate;
    readonly effect: ReasonEffect;
    readonly en: string;
    readonly zh: string;
  }>;
  Gate: Gate;
  ReasonEffect: ReasonEffect;
  RecognitionStatus: RecognitionStatus;
  SimulatedChangeConnection: ResolverTypeWrapper<
    Omit<SimulatedChangeConnection, 'edges' | 'nodes'> & {
      edges: ReadonlyArray<ResolversTypes['SimulatedChangeEdge']>;
      nodes: ReadonlyArray<ResolversTypes['SimulatedChange']>;
    }
  >;
  SimulatedChangeEdge: ResolverTypeWrapper<
    Omit<SimulatedChangeEdge, 'node'> & { node: ResolversTypes['SimulatedChange'] }
  >;
  SimulatedAttestationConnection: ResolverTypeWrapper<
    Omit<SimulatedAttestationConnection, 'edges' | 'nodes'> & {
      edges: ReadonlyArray<ResolversTypes['SimulatedAttestationEdge']>;
      nodes: ReadonlyArray<ResolversTypes['SimulatedAttestation']>;
    }
  >;
  SimulatedAttestationEdge: ResolverTypeWrapper<
    Omit<SimulatedAttestationEdge, 'node'> & { node: ResolversTypes['SimulatedAttestation'] }
  >;
  CertificateConnection: ResolverTypeWrapper<
    Omit<CertificateConnection, 'edges' | 'nodes' | 'totalCount' | 'totalCountExact'> & {
      readonly edges: readonly {
        readonly cursor: string;
        readonly node: ResolversTypes['Certificate'];
      }[];
      readonly nodes: readonly ResolversTypes['Certificate'][];
      readonly of: { readonly filter: CertificateFilter; readonly today: string };
    }
  >;
  CertificateSort: CertificateSort;
  CertificateEdge: ResolverTypeWrapper<
    Omit<CertificateEdge, 'node'> & { node: ResolversTypes['Certificate'] }
  >;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Recognition: ResolverTypeWrapper<{ readonly id: string }>;
  RecognitionHistory: ResolverTypeWrapper<{ readonly id: string }>;
  Body: ResolverTypeWrapper<{ readonly id: string }>;
  Scheme: ResolverTypeWrapper<Scheme>;
  Standard: ResolverTypeWrapper<Standard>;
  Accreditation: ResolverTypeWrapper<Accreditation>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Date: Scalars['Date']['output'];
  DateTime: Scalars['DateTime']['output'];
  TerritoryCode: Scalars['TerritoryCode']['output'];
  Evidence: Scalars['Evidence']['output'];
  Query: Record<PropertyKey, never>;
  ID: Scalars['ID']['output'];
  Int: Scalars['Int']['output'];
  Certificate: Facts.Certificate & {
    readonly digest: string;
    readonly conflicting: boolean;
    readonly shared?: boolean;
  };
  Boolean: Scalars['Boolean']['output'];
  Scope: Facts.ScopeLists;
  Holder: Facts.CertificateHolder;
  CertifiedProduct: Facts.CertificateProduct;
  Transfer: Facts.CertificateTransferredFrom;
  CertificateEvent: Facts.CertificateEvent;
  Register: Facts.Register;
  CertificateFilter: CertificateFilter;
  Statistics: Statistics;
  StatisticsGroup: StatisticsGroup;
  SimulationScope: SimulationScope;
  SimulationResult: ResolversUnionTypes<ResolversParentTypes>['SimulationResult'];
  Simulation: {
    readonly id: string;
    readonly examined: number;
    readonly unlisted: number;
    readonly knownAt: string;
    readonly transitions: readonly StatusTransition[];
    readonly attestationTransitions: readonly StatusTransition[];
    readonly changes: readonly {
      readonly certificate: string;
      readonly market: string;
      readonly before: Asked.Answer;
      readonly after: Asked.Answer;
    }[];
    readonly attestations: readonly ({
      readonly certificate: string;
      readonly market: string;
      readonly before: Asked.Answer;
      readonly after: Asked.Answer;
    } & { readonly id: string })[];
  };
  SimulationRunning: SimulationRunning;
  InvalidFacts: InvalidFacts;
  FactFault: FactFault;
  SimulationRefused: SimulationRefused;
  Failure: ResolversInterfaceTypes<ResolversParentTypes>['Failure'];
  StatusTransition: StatusTransition;
  SimulatedChange: {
    readonly certificate: string;
    readonly market: string;
    readonly before: Asked.Answer;
    readonly after: Asked.Answer;
  };
  SimulatedAttestation: {
    readonly certificate: string;
    readonly market: string;
    readonly before: Asked.Answer;
    readonly after: Asked.Answer;
  } & { readonly id: string };
  SimulatedAnswer: Asked.Answer;
  Reason: {
    readonly code: string;
    readonly gate: Gate;
    readonly effect: ReasonEffect;
    readonly en: string;
    readonly zh: string;
  };
  SimulatedChangeConnection: Omit<SimulatedChangeConnection, 'edges' | 'nodes'> & {
    edges: ReadonlyArray<ResolversParentTypes['SimulatedChangeEdge']>;
    nodes: ReadonlyArray<ResolversParentTypes['SimulatedChange']>;
  };
  SimulatedChangeEdge: Omit<SimulatedChangeEdge, 'node'> & {
    node: ResolversParentTypes['SimulatedChange'];
  };
  SimulatedAttestationConnection: Omit<SimulatedAttestationConnection, 'edges' | 'nodes'> & {
    edges: ReadonlyArray<ResolversParentTypes['SimulatedAttestationEdge']>;
    nodes: ReadonlyArray<ResolversParentTypes['SimulatedAttestation']>;
  };
  SimulatedAttestationEdge: Omit<SimulatedAttestationEdge, 'node'> & {
    node: ResolversParentTypes['SimulatedAttestation'];
  };
  CertificateConnection: Omit<
    CertificateConnection,
    'edges' | 'nodes' | 'totalCount' | 'totalCountExact'
  > & {
    readonly edges: readonly {
      readonly cursor: string;
      readonly node: ResolversTypes['Certificate'];
    }[];
    readonly nodes: readonly ResolversTypes['Certificate'][];
    readonly of: { readonly filter: CertificateFilter; readonly today: string };
  };
  CertificateEdge: Omit<CertificateEdge, 'node'> & { node: ResolversParentTypes['Certificate'] };
  PageInfo: PageInfo;
  Recognition: { readonly id: string };
  RecognitionHistory: { readonly id: string };
  Body: { readonly id: string };
  Scheme: Scheme;
  Standard: Standard;
  Accreditation: Accreditation;
  String: Scalars['String']['output'];
};

export type RequiresRoleDirectiveArgs = {
  scopes: ReadonlyArray<Scalars['String']['input']>;
};

export type RequiresRoleDirectiveResolver<
  Result,
  Parent,
  ContextType = unknown,
  Args = RequiresRoleDirectiveArgs,
> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export interface DateScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Date'], any> {
  name: 'Date';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<
  ResolversTypes['DateTime'],
  any
> {
  name: 'DateTime';
}

export interface TerritoryCodeScalarConfig extends GraphQLScalarTypeConfig<
  ResolversTypes['TerritoryCode'],
  any
> {
  name: 'TerritoryCode';
}

export interface EvidenceScalarConfig extends GraphQLScalarTypeConfig<
  ResolversTypes['Evidence'],
  any
> {
  name: 'Evidence';
}

export type QueryResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query'],
> = {
  certificate?: Resolver<
    Maybe<ResolversTypes['Certificate']>,
    ParentType,
    ContextType,
    RequireFields<QueryCertificateArgs, 'number'>
  >;
  certificates?: Resolver<
    ResolversTypes['CertificateConnection'],
    ParentType,
    ContextType,
    RequireFields<QueryCertificatesArgs, 'sort' | 'first'>
  >;
  nearCertificates?: Resolver<
    ReadonlyArray<ResolversTypes['Certificate']>,
    ParentType,
    ContextType,
    RequireFields<QueryNearCertificatesArgs, 'number' | 'first'>
  >;
  registers?: Resolver<ReadonlyArray<ResolversTypes['Register']>, ParentType, ContextType>;
  statistics?: Resolver<
    Maybe<ResolversTypes['Statistics']>,
    ParentType,
    ContextType,
    RequireFields<QueryStatisticsArgs, 'by'>
  >;
  simulate?: Resolver<
    ResolversTypes['SimulationResult'],
    ParentType,
    ContextType,
    RequireFields<QuerySimulateArgs, 'changes' | 'scope'>
  >;
};

export type CertificateResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['Certificate'] = ResolversParentTypes['Certificate'],
  FederationReferenceType extends FederationReferenceTypes['Certificate'] =
    FederationReferenceTypes['Certificate'],
> = {
  __resolveReference?: ReferenceResolver<
    Maybe<ResolversTypes['Certificate']> | FederationReferenceType,
    FederationReferenceType,
    ContextType
  >;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  number?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  mixedScripts?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  object?: Resolver<ResolversTypes['PresentedObject'], ParentType, ContextType>;
  issuer?: Resolver<Maybe<ResolversTypes['Body']>, ParentType, ContextType>;
  holder?: Resolver<Maybe<ResolversTypes['Holder']>, ParentType, ContextType>;
  product?: Resolver<Maybe<ResolversTypes['CertifiedProduct']>, ParentType, ContextType>;
  issuerTerritory?: Resolver<ResolversTypes['TerritoryCode'], ParentType, ContextType>;
  scheme?: Resolver<Maybe<ResolversTypes['Scheme']>, ParentType, ContextType>;
  standard?: Resolver<Maybe<ResolversTypes['Standard']>, ParentType, ContextType>;
  edition?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  level?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  components?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  profiles?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  domain?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  requirementSet?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sectors?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  scope?: Resolver<Maybe<ResolversTypes['Scope']>, ParentType, ContextType>;
  issued?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  acceptedIntoProcess?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  validFrom?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  validUntil?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  validIn?: Resolver<ReadonlyArray<ResolversTypes['TerritoryCode']>, ParentType, ContextType>;
  transferredFrom?: Resolver<Maybe<ResolversTypes['Transfer']>, ParentType, ContextType>;
  successor?: Resolver<Maybe<ResolversTypes['Certificate']>, ParentType, ContextType>;
  accreditation?: Resolver<Maybe<ResolversTypes['Accreditation']>, ParentType, ContextType>;
  register?: Resolver<Maybe<ResolversTypes['Register']>, ParentType, ContextType>;
  events?: Resolver<ReadonlyArray<ResolversTypes['CertificateEvent']>, ParentType, ContextType>;
  statusOn?: Resolver<
    Maybe<ResolversTypes['CertificateStatus']>,
    ParentType,
    ContextType,
    Partial<CertificateStatusOnArgs>
  >;
  conflicting?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  digest?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  recordedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  certificateEvidence?: Resolver<Maybe<ResolversTypes['Evidence']>, ParentType, ContextType>;
  issuerAmongSeveral?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type ScopeResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['Scope'] = ResolversParentTypes['Scope'],
> = {
  hs?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  keys?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  models?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  sites?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
};

export type HolderResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['Holder'] = ResolversParentTypes['Holder'],
> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<
    Maybe<ResolversTypes['String']>,
    ParentType,
    ContextType,
    RequireFields<HolderNameArgs, 'locale'>
  >;
  brands?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CertifiedProductResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['CertifiedProduct'] =
    ResolversParentTypes['CertifiedProduct'],
> = {
  name?: Resolver<
    Maybe<ResolversTypes['String']>,
    ParentType,
    ContextType,
    RequireFields<CertifiedProductNameArgs, 'locale'>
  >;
  model?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  brand?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  manufacturer?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type TransferResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['Transfer'] = ResolversParentTypes['Transfer'],
> = {
  number?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  issuer?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  on?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  certificate?: Resolver<Maybe<ResolversTypes['Certificate']>, ParentType, ContextType>;
};

export type CertificateEventResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['CertificateEvent'] =
    ResolversParentTypes['CertificateEvent'],
> = {
  type?: Resolver<ResolversTypes['CertificateEventType'], ParentType, ContextType>;
  effectiveFrom?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  scope?: Resolver<Maybe<ResolversTypes['Scope']>, ParentType, ContextType>;
  edition?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  validUntil?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  stay?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  outcome?: Resolver<Maybe<ResolversTypes['AppealOutcome']>, ParentType, ContextType>;
  to?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  recordedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type RegisterResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['Register'] = ResolversParentTypes['Register'],
  FederationReferenceType extends FederationReferenceTypes['Register'] =
    FederationReferenceTypes['Register'],
> = {
  __resolveReference?: ReferenceResolver<
    Maybe<ResolversTypes['Register']> | FederationReferenceType,
    FederationReferenceType,
    ContextType
  >;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<
    Maybe<ResolversTypes['String']>,
    ParentType,
    ContextType,
    RequireFields<RegisterNameArgs, 'locale'>
  >;
  coverage?: Resolver<ResolversTypes['RegisterCoverage'], ParentType, ContextType>;
  schemes?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  territory?: Resolver<Maybe<ResolversTypes['TerritoryCode']>, ParentType, ContextType>;
  bodies?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  maxAgeDays?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  latestSnapshot?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  until?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
};

export type StatisticsResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['Statistics'] = ResolversParentTypes['Statistics'],
> = {
  asOf?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  knownAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  certificates?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  groups?: Resolver<ReadonlyArray<ResolversTypes['StatisticsGroup']>, ParentType, ContextType>;
  omitted?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type StatisticsGroupResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['StatisticsGroup'] =
    ResolversParentTypes['StatisticsGroup'],
> = {
  status?: Resolver<Maybe<ResolversTypes['CertificateStatus']>, ParentType, ContextType>;
  scheme?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  issuer?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  issuerTerritory?: Resolver<Maybe<ResolversTypes['TerritoryCode']>, ParentType, ContextType>;
  level?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  year?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SimulationResultResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['SimulationResult'] =
    ResolversParentTypes['SimulationResult'],
> = {
  __resolveType: TypeResolveFn<
    'Simulation' | 'SimulationRunning' | 'InvalidFacts' | 'SimulationRefused',
    ParentType,
    ContextType
  >;
};

export type SimulationResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['Simulation'] = ResolversParentTypes['Simulation'],
> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  examined?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  transitions?: Resolver<
    ReadonlyArray<ResolversTypes['StatusTransition']>,
    ParentType,
    ContextType
  >;
  changes?: Resolver<
    ResolversTypes['SimulatedChangeConnection'],
    ParentType,
    ContextType,
    RequireFields<SimulationChangesArgs, 'first'>
  >;
  attestationTransitions?: Resolver<
    ReadonlyArray<ResolversTypes['StatusTransition']>,
    ParentType,
    ContextType
  >;
  attestations?: Resolver<
    ResolversTypes['SimulatedAttestationConnection'],
    ParentType,
    ContextType,
    RequireFields<SimulationAttestationsArgs, 'first'>
  >;
  unlisted?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  knownAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SimulationRunningResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['SimulationRunning'] =
    ResolversParentTypes['SimulationRunning'],
> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  examined?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InvalidFactsResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['InvalidFacts'] = ResolversParentTypes['InvalidFacts'],
> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  faults?: Resolver<ReadonlyArray<ResolversTypes['FactFault']>, ParentType, ContextType>;
  faultCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type FactFaultResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['FactFault'] = ResolversParentTypes['FactFault'],
> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  line?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SimulationRefusedResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['SimulationRefused'] =
    ResolversParentTypes['SimulationRefused'],
> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['SimulationRefusal'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type FailureResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['Failure'] = ResolversParentTypes['Failure'],
> = {
  __resolveType: TypeResolveFn<'InvalidFacts' | 'SimulationRefused', ParentType, ContextType>;
};

export type StatusTransitionResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['StatusTransition'] =
    ResolversParentTypes['StatusTransition'],
> = {
  from?: Resolver<ResolversTypes['RecognitionStatus'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['RecognitionStatus'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SimulatedChangeResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['SimulatedChange'] =
    ResolversParentTypes['SimulatedChange'],
> = {
  number?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  certificate?: Resolver<Maybe<ResolversTypes['Certificate']>, ParentType, ContextType>;
  market?: Resolver<ResolversTypes['TerritoryCode'], ParentType, ContextType>;
  before?: Resolver<ResolversTypes['SimulatedAnswer'], ParentType, ContextType>;
  after?: Resolver<ResolversTypes['SimulatedAnswer'], ParentType, ContextType>;
};

export type SimulatedAttestationResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['SimulatedAttestation'] =
    ResolversParentTypes['SimulatedAttestation'],
> = {
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  number?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  certificate?: Resolver<Maybe<ResolversTypes['Certificate']>, ParentType, ContextType>;
  market?: Resolver<ResolversTypes['TerritoryCode'], ParentType, ContextType>;
  before?: Resolver<ResolversTypes['SimulatedAnswer'], ParentType, ContextType>;
  after?: Resolver<ResolversTypes['SimulatedAnswer'], ParentType, ContextType>;
};

export type SimulatedAnswerResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['SimulatedAnswer'] =
    ResolversParentTypes['SimulatedAnswer'],
> = {
  status?: Resolver<ResolversTypes['RecognitionStatus'], ParentType, ContextType>;
  reasons?: Resolver<ReadonlyArray<ResolversTypes['Reason']>, ParentType, ContextType>;
  route?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  annex?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  changesOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
};

export type ReasonResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['Reason'] = ResolversParentTypes['Reason'],
> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  gate?: Resolver<ResolversTypes['Gate'], ParentType, ContextType>;
  effect?: Resolver<ResolversTypes['ReasonEffect'], ParentType, ContextType>;
  message?: Resolver<
    ResolversTypes['String'],
    ParentType,
    ContextType,
    RequireFields<ReasonMessageArgs, 'locale'>
  >;
};

export type SimulatedChangeConnectionResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['SimulatedChangeConnection'] =
    ResolversParentTypes['SimulatedChangeConnection'],
> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['SimulatedChangeEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['SimulatedChange']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SimulatedChangeEdgeResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['SimulatedChangeEdge'] =
    ResolversParentTypes['SimulatedChangeEdge'],
> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['SimulatedChange'], ParentType, ContextType>;
};

export type SimulatedAttestationConnectionResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['SimulatedAttestationConnection'] =
    ResolversParentTypes['SimulatedAttestationConnection'],
> = {
  edges?: Resolver<
    ReadonlyArray<ResolversTypes['SimulatedAttestationEdge']>,
    ParentType,
    ContextType
  >;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['SimulatedAttestation']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SimulatedAttestationEdgeResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['SimulatedAttestationEdge'] =
    ResolversParentTypes['SimulatedAttestationEdge'],
> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['SimulatedAttestation'], ParentType, ContextType>;
};

export type CertificateConnectionResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['CertificateConnection'] =
    ResolversParentTypes['CertificateConnection'],
> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['CertificateEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Certificate']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  totalCountExact?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type CertificateEdgeResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['CertificateEdge'] =
    ResolversParentTypes['CertificateEdge'],
> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Certificate'], ParentType, ContextType>;
};

export type PageInfoResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo'],
> = {
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type RecognitionResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['Recognition'] = ResolversParentTypes['Recognition'],
  FederationReferenceType extends FederationReferenceTypes['Recognition'] =
    FederationReferenceTypes['Recognition'],
> = {
  __resolveReference?: ReferenceResolver<
    Maybe<ResolversTypes['Recognition']> | FederationReferenceType,
    FederationReferenceType,
    ContextType
  >;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  certificate?: Resolver<Maybe<ResolversTypes['Certificate']>, ParentType, ContextType>;
  certificateEvidence?: Resolver<Maybe<ResolversTypes['Evidence']>, ParentType, ContextType>;
};

export type RecognitionHistoryResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['RecognitionHistory'] =
    ResolversParentTypes['RecognitionHistory'],
  FederationReferenceType extends FederationReferenceTypes['RecognitionHistory'] =
    FederationReferenceTypes['RecognitionHistory'],
> = {
  __resolveReference?: ReferenceResolver<
    Maybe<ResolversTypes['RecognitionHistory']> | FederationReferenceType,
    FederationReferenceType,
    ContextType
  >;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  certificateEvidence?: Resolver<Maybe<ResolversTypes['Evidence']>, ParentType, ContextType>;
};

export type BodyResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['Body'] = ResolversParentTypes['Body'],
  FederationReferenceType extends FederationReferenceTypes['Body'] =
    FederationReferenceTypes['Body'],
> = {
  __resolveReference?: ReferenceResolver<
    Maybe<ResolversTypes['Body']> | FederationReferenceType,
    FederationReferenceType,
    ContextType
  >;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  certificates?: Resolver<
    Maybe<ResolversTypes['CertificateConnection']>,
    ParentType,
    ContextType,
    RequireFields<BodyCertificatesArgs, 'first'>
  >;
};

export type SchemeResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['Scheme'] = ResolversParentTypes['Scheme'],
> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type StandardResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['Standard'] = ResolversParentTypes['Standard'],
> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type AccreditationResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['Accreditation'] = ResolversParentTypes['Accreditation'],
> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type Resolvers<ContextType = unknown> = {
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  TerritoryCode?: GraphQLScalarType;
  Evidence?: GraphQLScalarType;
  Query?: QueryResolvers<ContextType>;
  Certificate?: CertificateResolvers<ContextType>;
  Scope?: ScopeResolvers<ContextType>;
  Holder?: HolderResolvers<ContextType>;
  CertifiedProduct?: CertifiedProductResolvers<ContextType>;
  Transfer?: TransferResolvers<ContextType>;
  CertificateEvent?: CertificateEventResolvers<ContextType>;
  Register?: RegisterResolvers<ContextType>;
  Statistics?: StatisticsResolvers<ContextType>;
  StatisticsGroup?: StatisticsGroupResolvers<ContextType>;
  SimulationResult?: SimulationResultResolvers<ContextType>;
  Simulation?: SimulationResolvers<ContextType>;
  SimulationRunning?: SimulationRunningResolvers<ContextType>;
  InvalidFacts?: InvalidFactsResolvers<ContextType>;
  FactFault?: FactFaultResolvers<ContextType>;
  SimulationRefused?: SimulationRefusedResolvers<ContextType>;
  Failure?: FailureResolvers<ContextType>;
  StatusTransition?: StatusTransitionResolvers<ContextType>;
  SimulatedChange?: SimulatedChangeResolvers<ContextType>;
  SimulatedAttestation?: SimulatedAttestationResolvers<ContextType>;
  SimulatedAnswer?: SimulatedAnswerResolvers<ContextType>;
  Reason?: ReasonResolvers<ContextType>;
  SimulatedChangeConnection?: SimulatedChangeConnectionResolvers<ContextType>;
  SimulatedChangeEdge?: SimulatedChangeEdgeResolvers<ContextType>;
  SimulatedAttestationConnection?: SimulatedAttestationConnectionResolvers<ContextType>;
  SimulatedAttestationEdge?: SimulatedAttestationEdgeResolvers<ContextType>;
  CertificateConnection?: CertificateConnectionResolvers<ContextType>;
  CertificateEdge?: CertificateEdgeResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Recognition?: RecognitionResolvers<ContextType>;
  RecognitionHistory?: RecognitionHistoryResolvers<ContextType>;
  Body?: BodyResolvers<ContextType>;
  Scheme?: SchemeResolvers<ContextType>;
  Standard?: StandardResolvers<ContextType>;
  Accreditation?: AccreditationResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = unknown> = {
  requiresRole?: RequiresRoleDirectiveResolver<any, any, ContextType>;
};
