/* Generated from schema/agreements.graphql by `npm run generate`. Do not edit. */
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
  /** The agreement with this identifier; null: unknown. */
  readonly agreement: Maybe<Agreement>;
  /** Agreements, in ascending order of id. */
  readonly agreements: AgreementConnection;
  /** How many agreements are in force and in which state their annexes are, as of any day and as known at any instant. */
  readonly agreementStatistics: Maybe<AgreementStatistics>;
  /** Whether a certificate is recognised in a market, and why. */
  readonly recognition: Recognition;
  /** Up to 1,000 questions at once, answered in the same order. */
  readonly recognitions: ReadonlyArray<Recognition>;
  /** How the answer to a question changes from one day to another, with the knowledge of one instant. */
  readonly recognitionHistory: RecognitionHistory;
  /** The scheme with this identifier; null: unknown. */
  readonly scheme: Maybe<Scheme>;
  /** The standard with this identifier; null: unknown. */
  readonly standard: Maybe<Standard>;
  /** The territory or composite market with this code; null: unknown. */
  readonly market: Maybe<Market>;
};

/** What can be asked, by anyone: the data are public. */
export type QueryAgreementArgs = {
  id: Scalars['ID']['input'];
  knownAt?: InputMaybe<Scalars['DateTime']['input']>;
};

/** What can be asked, by anyone: the data are public. */
export type QueryAgreementsArgs = {
  filter?: InputMaybe<AgreementFilter>;
  knownAt?: InputMaybe<Scalars['DateTime']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** What can be asked, by anyone: the data are public. */
export type QueryAgreementStatisticsArgs = {
  asOf?: InputMaybe<Scalars['Date']['input']>;
  knownAt?: InputMaybe<Scalars['DateTime']['input']>;
};

/** What can be asked, by anyone: the data are public. */
export type QueryRecognitionArgs = {
  question: RecognitionQuestion;
};

/** What can be asked, by anyone: the data are public. */
export type QueryRecognitionsArgs = {
  questions: ReadonlyArray<RecognitionQuestion>;
};

/** What can be asked, by anyone: the data are public. */
export type QueryRecognitionHistoryArgs = {
  certificate: Scalars['String']['input'];
  issuer?: InputMaybe<Scalars['ID']['input']>;
  market: Scalars['TerritoryCode']['input'];
  from: Scalars['Date']['input'];
  to: Scalars['Date']['input'];
  knownAt?: InputMaybe<Scalars['DateTime']['input']>;
  purpose?: InputMaybe<Purpose>;
  product?: InputMaybe<ProductInput>;
  presented?: InputMaybe<PresentedObject>;
};

/** What can be asked, by anyone: the data are public. */
export type QuerySchemeArgs = {
  id: Scalars['ID']['input'];
  knownAt?: InputMaybe<Scalars['DateTime']['input']>;
};

/** What can be asked, by anyone: the data are public. */
export type QueryStandardArgs = {
  id: Scalars['ID']['input'];
  knownAt?: InputMaybe<Scalars['DateTime']['input']>;
};

/** What can be asked, by anyone: the data are public. */
export type QueryMarketArgs = {
  code: Scalars['TerritoryCode']['input'];
  knownAt?: InputMaybe<Scalars['DateTime']['input']>;
};

/** The answer to a question of recognition, with coded reasons (gates 1 to 12 of the rule). */
export type Recognition = {
  /** The question, encoded: opaque to clients. */
  readonly id: Scalars['ID']['output'];
  /** Records of the certificate and of the registers; null: not available. */
  readonly certificateEvidence: Maybe<Scalars['Evidence']['output']>;
  /** Records of the issuing body and of the accreditation body; null: not available. */
  readonly bodyEvidence: Maybe<Scalars['Evidence']['output']>;
  /** The answer. */
  readonly status: RecognitionStatus;
  /** Why, in canonical order. */
  readonly reasons: ReadonlyArray<Reason>;
  /** What kind of route led to the answer. */
  readonly routeKind: RouteKind;
  /** The agreement that led to the answer; null: none, or domestic. */
  readonly route: Maybe<Agreement>;
  /** The annex of that agreement; null: none. */
  readonly annex: Maybe<Annex>;
  /** What the market accepts; null unless recognised. */
  readonly accepts: Maybe<Acceptance>;
  /** First later day on which the answer differs, given what is known; null: it does not. */
  readonly changesOn: Maybe<Scalars['Date']['output']>;
  /** Day the answer is for. */
  readonly asOf: Scalars['Date']['output'];
  /** Instant whose knowledge the answer rests on. */
  readonly knownAt: Scalars['DateTime']['output'];
  /** Other routes considered, in order of preference. */
  readonly alternatives: ReadonlyArray<Route>;
  /** How the answer came about, and why it will change. */
  readonly explanation: Explanation;
  /** The question as understood, defaults filled in. */
  readonly question: AskedQuestion;
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

/** What kind of route led to an answer. */
export type RouteKind =
  /** An agreement. */
  | 'AGREEMENT'
  /** The certificate counts in its own territory. */
  | 'DOMESTIC'
  /** None. */
  | 'NONE';

/** Another route considered, with what it would have answered. */
export type Route = {
  /** Its kind. */
  readonly kind: RouteKind;
  /** The agreement; null: domestic. */
  readonly agreement: Maybe<Agreement>;
  /** The annex; null: none. */
  readonly annex: Maybe<Annex>;
  /** What it would have answered. */
  readonly status: RecognitionStatus;
  /** Why, in canonical order. */
  readonly reasons: ReadonlyArray<Reason>;
};

/** The answer for a certificate in one market. */
export type MarketRecognition = {
  /** Code of the market. */
  readonly code: Scalars['TerritoryCode']['output'];
  /** The market; null when no source describes it. */
  readonly market: Maybe<Market>;
  /** The answer. */
  readonly status: RecognitionStatus;
  /** Why, in canonical order. */
  readonly reasons: ReadonlyArray<Reason>;
  /** What kind of route led to it. */
  readonly routeKind: RouteKind;
  /** The agreement that led to it; null: none, or domestic. */
  readonly route: Maybe<Agreement>;
  /** The annex of that agreement; null: none. */
  readonly annex: Maybe<Annex>;
  /** What the market accepts; null unless recognised. */
  readonly accepts: Maybe<Acceptance>;
  /** First later day on which the answer differs, given what is known; null: it does not. */
  readonly changesOn: Maybe<Scalars['Date']['output']>;
};

/** How the answer to a question changes with the day. */
export type RecognitionHistory = {
  /** The question and its days, encoded: opaque to clients. */
  readonly id: Scalars['ID']['output'];
  /** Records of the certificate and of the registers; null: not available. */
  readonly certificateEvidence: Maybe<Scalars['Evidence']['output']>;
  /** Records of the issuing body and of the accreditation body; null: not available. */
  readonly bodyEvidence: Maybe<Scalars['Evidence']['output']>;
  /** The question as understood; `asOf` is the first day. */
  readonly question: AskedQuestion;
  /** Instant whose knowledge the answers rest on. */
  readonly knownAt: Scalars['DateTime']['output'];
  /** Stretches of days with one answer, without gaps, in order; neighbours differ. */
  readonly intervals: ReadonlyArray<RecognitionInterval>;
};

/** A stretch of days on which the answer is the same. */
export type RecognitionInterval = {
  /** First day. */
  readonly from: Scalars['Date']['output'];
  /** Last day, inclusive. */
  readonly to: Scalars['Date']['output'];
  /** The answer. */
  readonly status: RecognitionStatus;
  /** Why, in canonical order. */
  readonly reasons: ReadonlyArray<Reason>;
  /** What kind of route led to it. */
  readonly routeKind: RouteKind;
  /** The agreement that led to it; null: none, or domestic. */
  readonly route: Maybe<Agreement>;
  /** The annex of that agreement; null: none. */
  readonly annex: Maybe<Annex>;
  /** What the market accepts; null unless recognised. */
  readonly accepts: Maybe<Acceptance>;
};

/** How an answer came about: the gates with the facts relied on, the routes, and the coming change. */
export type Explanation = {
  /** Gates 1 to 5a, which look at the certificate itself. */
  readonly gates: ReadonlyArray<GateReport>;
  /** Every route considered, the one that counts first. */
  readonly routes: ReadonlyArray<RouteReport>;
  /** What must be met for the recognition to hold. */
  readonly conditions: ReadonlyArray<Reason>;
  /** The coming change; null: none, given what is known. */
  readonly change: Maybe<AnswerChange>;
};

/** What one gate of the decision did. */
export type GateReport = {
  /** Number of the gate in the rule. */
  readonly number: Scalars['Int']['output'];
  /** The gate. */
  readonly gate: ExaminedGate;
  /** What it did. */
  readonly outcome: GateOutcome;
  /** Reasons that it gave, in canonical order. */
  readonly reasons: ReadonlyArray<Reason>;
  /** Facts that it looked at. */
  readonly reliedOn: ReadonlyArray<ReliedFact>;
};

/** Gate that an explanation reports, in order. */
export type ExaminedGate =
  /** What is known of the certificate at all. */
  | 'EVIDENCE'
  /** State, validity and scope of the certificate. */
  | 'CERTIFICATE'
  /** Edition of the standard. */
  | 'EDITION'
  /** Bodies and persons barred. */
  | 'DEBARMENT'
  /** Mandatory catalogues of the market. */
  | 'MANDATORY'
  /** Territories to which the certificate limits itself. */
  | 'TERRITORY'
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
  | 'SAFEGUARD';

/** What a gate did to an answer or a route. */
export type GateOutcome =
  /** It let pass. */
  | 'PASSED'
  /** It let pass on a condition. */
  | 'CONDITION'
  /** It could not tell. */
  | 'UNKNOWN'
  /** It refused. */
  | 'FAILED';

/** A fact that a gate looked at. */
export type ReliedFact = {
  /** Kind: the list of a facts document that holds it (`agreements`). */
  readonly kind: Scalars['String']['output'];
  /** Its identifier; for kinds without one, what it is about. */
  readonly id: Scalars['ID']['output'];
  /** SHA-256 (hex) of the record in canonical JSON (RFC 8785). */
  readonly digest: Scalars['String']['output'];
};

/** A route considered: how far it came, and what it missed if it failed. */
export type RouteReport = {
  /** Its kind. */
  readonly kind: RouteKind;
  /** The agreement; null: domestic, or agreements could not be read. */
  readonly agreement: Maybe<Agreement>;
  /** The annex; null: none. */
  readonly annex: Maybe<Annex>;
  /** What it would have answered. */
  readonly status: RecognitionStatus;
  /** Why, in canonical order. */
  readonly reasons: ReadonlyArray<Reason>;
  /** Its gates up to the one that refused. */
  readonly gates: ReadonlyArray<GateReport>;
  /** The nearest miss: the gate that refused; null: none did. */
  readonly miss: Maybe<GateReport>;
};

/** Why an answer will change. */
export type AnswerChange = {
  /** First day on which the answer differs. */
  readonly on: Scalars['Date']['output'];
  /** What it is then. */
  readonly then: RecognitionOutcome;
  /** Reasons that no longer apply then. */
  readonly gone: ReadonlyArray<Reason>;
  /** Reasons that are new then. */
  readonly come: ReadonlyArray<Reason>;
};

/** What makes an answer the same or another one. */
export type RecognitionOutcome = {
  /** The answer. */
  readonly status: RecognitionStatus;
  /** Why, in canonical order. */
  readonly reasons: ReadonlyArray<Reason>;
  /** What kind of route led to it. */
  readonly routeKind: RouteKind;
  /** The agreement that led to it; null: none, or domestic. */
  readonly route: Maybe<Agreement>;
  /** The annex of that agreement; null: none. */
  readonly annex: Maybe<Annex>;
  /** What the market accepts; null unless recognised. */
  readonly accepts: Maybe<Acceptance>;
};

/** What the market accepts. */
export type Acceptance = {
  /** Kind of document. */
  readonly object: PresentedObject;
  /** Only up to this assurance level; null: not limited. */
  readonly upToLevel: Maybe<Scalars['String']['output']>;
};

/** A question as understood, defaults filled in. */
export type AskedQuestion = {
  /** Number of the certificate. */
  readonly certificate: Scalars['String']['output'];
  /** Body that issued it, by id; null: not named. */
  readonly issuer: Maybe<Scalars['ID']['output']>;
  /** Market. */
  readonly market: Scalars['TerritoryCode']['output'];
  /** Day asked about. */
  readonly asOf: Scalars['Date']['output'];
  /** Instant whose knowledge was asked for; null: everything recorded. */
  readonly knownAt: Maybe<Scalars['DateTime']['output']>;
  /** What the answer is wanted for. */
  readonly purpose: Purpose;
  /** The product concerned; null: none. */
  readonly product: Maybe<Product>;
  /** Kind of document presented; null: that of the certificate. */
  readonly presented: Maybe<PresentedObject>;
  /** What the document claims; null: nothing. */
  readonly claimed: Maybe<Claim>;
  /** Outcome of the check of the presented document's signature. */
  readonly signature: SignatureCheck;
};

/** The product of a question. */
export type Product = {
  /** Harmonized System code. */
  readonly hs: Maybe<Scalars['String']['output']>;
  /** Product keys. */
  readonly keys: ReadonlyArray<Scalars['String']['output']>;
  /** Model. */
  readonly model: Maybe<Scalars['String']['output']>;
  /** Production site. */
  readonly site: Maybe<Scalars['String']['output']>;
  /** Territory of origin. */
  readonly origin: Maybe<Scalars['TerritoryCode']['output']>;
  /** Territory of assembly. */
  readonly assembledIn: Maybe<Scalars['TerritoryCode']['output']>;
  /** Whether it was shipped directly; null: not stated. */
  readonly shippedDirect: Maybe<Scalars['Boolean']['output']>;
  /** Day on which it was placed on the market. */
  readonly placedOnMarket: Maybe<Scalars['Date']['output']>;
  /** Free text; not evaluated. */
  readonly description: Maybe<Scalars['String']['output']>;
};

/** What a presented document claims about itself. */
export type Claim = {
  /** Scheme, by id. */
  readonly scheme: Maybe<Scalars['String']['output']>;
  /** Issuing body, by id. */
  readonly issuer: Maybe<Scalars['String']['output']>;
  /** Territory of issue. */
  readonly issuerTerritory: Maybe<Scalars['TerritoryCode']['output']>;
  /** Day of issue. */
  readonly issued: Maybe<Scalars['Date']['output']>;
};

/** What the answer is wanted for. */
export type Purpose =
  /** Access to the market under its law. */
  | 'REGULATORY'
  /** A contract or tender: technical equivalence suffices. */
  | 'VOLUNTARY';

/** Outcome of the check of a presented document's signature. */
export type SignatureCheck =
  /** The signature is valid. */
  | 'VALID'
  /** The signature is invalid: the document proves nothing. */
  | 'INVALID'
  /** Nothing signed was presented. */
  | 'NONE';

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

/** Is this certificate recognised in this market on this day, as known at this instant, for this purpose? */
export type RecognitionQuestion = {
  /** Number of the certificate, in any spelling: case, white space and kinds of dash do not matter. */
  readonly certificate: Scalars['String']['input'];
  /** Body that issued it, by id; needed where several issued one of this number. */
  readonly issuer?: InputMaybe<Scalars['ID']['input']>;
  /** Market in which it is presented. */
  readonly market: Scalars['TerritoryCode']['input'];
  /** Day asked about. Default: today. */
  readonly asOf?: InputMaybe<Scalars['Date']['input']>;
  /** Only what was recorded by then counts. Default: everything now recorded. */
  readonly knownAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** What the answer is wanted for. */
  readonly purpose?: InputMaybe<Purpose>;
  /** The product concerned; without one, only rules that need no product are tested. */
  readonly product?: InputMaybe<ProductInput>;
  /** Kind of document presented. Default: that of the certificate. */
  readonly presented?: InputMaybe<PresentedObject>;
  /** What the document claims; used only when no register known to the hub holds the number, its issuer also when several do. */
  readonly claimed?: InputMaybe<ClaimInput>;
  /** Outcome of the check of the presented document's signature. */
  readonly signature?: InputMaybe<SignatureCheck>;
};

/** The product of a question. */
export type ProductInput = {
  /** Harmonized System code: 2, 4, 6, 8 or 10 digits. */
  readonly hs?: InputMaybe<Scalars['String']['input']>;
  /** Product keys: items of a national or agreement list. */
  readonly keys?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Model, in any spelling. */
  readonly model?: InputMaybe<Scalars['String']['input']>;
  /** Production site, in any spelling of its identifier. */
  readonly site?: InputMaybe<Scalars['String']['input']>;
  /** Territory of origin. */
  readonly origin?: InputMaybe<Scalars['TerritoryCode']['input']>;
  /** Territory of assembly. */
  readonly assembledIn?: InputMaybe<Scalars['TerritoryCode']['input']>;
  /** Whether it was shipped directly. */
  readonly shippedDirect?: InputMaybe<Scalars['Boolean']['input']>;
  /** Day on which it was placed on the market. */
  readonly placedOnMarket?: InputMaybe<Scalars['Date']['input']>;
  /** Free text; not evaluated. */
  readonly description?: InputMaybe<Scalars['String']['input']>;
};

/** What a presented document claims about itself. */
export type ClaimInput = {
  /** Scheme, by id. */
  readonly scheme?: InputMaybe<Scalars['String']['input']>;
  /** Issuing body, by id. */
  readonly issuer?: InputMaybe<Scalars['String']['input']>;
  /** Territory of issue. */
  readonly issuerTerritory?: InputMaybe<Scalars['TerritoryCode']['input']>;
  /** Day of issue. */
  readonly issued?: InputMaybe<Scalars['Date']['input']>;
};

/** A certificate, test report, inspection report or market status: what a conformity assessment body attested. */
export type Certificate = {
  /** Number as printed by the issuer. */
  readonly number: Scalars['String']['output'];
  /** Records of the certificate and of the registers; null: not available. */
  readonly certificateEvidence: Maybe<Scalars['Evidence']['output']>;
  /** Records of the issuing body and of the accreditation body; null: not available. */
  readonly bodyEvidence: Maybe<Scalars['Evidence']['output']>;
  /** Id of the issuer where several bodies issued one of this number. */
  readonly issuerAmongSeveral: Maybe<Scalars['ID']['output']>;
  /** Where it counts: the answer in every market known, in ascending order of code. Markets are the countries and composite markets on record or named as members of one, and every party of an agreement. */
  readonly markets: Maybe<ReadonlyArray<MarketRecognition>>;
  /** Whether it is recognised in a market, and why. */
  readonly recognition: Maybe<Recognition>;
};

/** A certificate, test report, inspection report or market status: what a conformity assessment body attested. */
export type CertificateMarketsArgs = {
  asOf?: InputMaybe<Scalars['Date']['input']>;
  knownAt?: InputMaybe<Scalars['DateTime']['input']>;
  purpose?: InputMaybe<Purpose>;
  product?: InputMaybe<ProductInput>;
  presented?: InputMaybe<PresentedObject>;
  status?: InputMaybe<ReadonlyArray<RecognitionStatus>>;
};

/** A certificate, test report, inspection report or market status: what a conformity assessment body attested. */
export type CertificateRecognitionArgs = {
  market: Scalars['TerritoryCode']['input'];
  asOf?: InputMaybe<Scalars['Date']['input']>;
  knownAt?: InputMaybe<Scalars['DateTime']['input']>;
  purpose?: InputMaybe<Purpose>;
  product?: InputMaybe<ProductInput>;
};

/** Treaty, customs union, multilateral agreement, accreditation agreement or unilateral act, as data. */
export type Agreement = {
  /** Identifier. */
  readonly id: Scalars['ID']['output'];
  /** Name in the language asked for, else in English, else in any; null: unnamed. */
  readonly name: Maybe<Scalars['String']['output']>;
  /** Kind. */
  readonly kind: AgreementKind;
  /** On what ground it accepts results; an annex may differ. */
  readonly mode: AgreementMode;
  /** What recognition under it is worth. */
  readonly effect: AgreementEffect;
  /** The date by which force and the issuer's membership are tested. */
  readonly governingDate: GoverningDate;
  /** Day of signature; null: not stated. */
  readonly signedOn: Maybe<Scalars['Date']['output']>;
  /** Parties; empty: open to every territory. */
  readonly parties: ReadonlyArray<AgreementParty>;
  /** Whether it is a framework that works only between pairs with an exchange. */
  readonly exchangesRequired: Scalars['Boolean']['output'];
  /** Implementing exchanges, one per direction. */
  readonly exchanges: ReadonlyArray<AgreementExchange>;
  /** Clause that keeps earlier certificates after the end; null: none. */
  readonly sunset: Maybe<SunsetClause>;
  /** Agreement that takes over at the end; null: none. */
  readonly successor: Maybe<Succession>;
  /** Months for transfer to another body after a body loses accreditation; null: none. */
  readonly transferWindowMonths: Maybe<Scalars['Int']['output']>;
  /** Sector annexes, chapters, schedules or versions of the rules. */
  readonly annexes: ReadonlyArray<Annex>;
  /** First day in force; null: since ever. */
  readonly from: Maybe<Scalars['Date']['output']>;
  /** First day no longer in force; null: open. */
  readonly until: Maybe<Scalars['Date']['output']>;
  /** Whether it is in force on a day. */
  readonly inForceOn: Scalars['Boolean']['output'];
  /** When the hub learnt of it; null: always known. */
  readonly recordedAt: Maybe<Scalars['DateTime']['output']>;
};

/** Treaty, customs union, multilateral agreement, accreditation agreement or unilateral act, as data. */
export type AgreementNameArgs = {
  locale?: InputMaybe<Locale>;
};

/** Treaty, customs union, multilateral agreement, accreditation agreement or unilateral act, as data. */
export type AgreementInForceOnArgs = {
  date?: InputMaybe<Scalars['Date']['input']>;
};

/** Kind of arrangement. */
export type AgreementKind =
  /** Between many. */
  | 'MULTILATERAL'
  /** Between two. */
  | 'BILATERAL'
  /** One market of several territories. */
  | 'CUSTOMS_UNION'
  /** Act of the accepting side alone. */
  | 'UNILATERAL'
  /** Between accreditation bodies (IAF MLA, ILAC MRA). */
  | 'ACCREDITATION';

/** On what ground results of assessment are accepted. */
export type AgreementMode =
  /** Results of assessment to the importer's requirements. */
  | 'RESULTS'
  /** Listed requirements of the exporter count as equivalent. */
  | 'EQUIVALENCE'
  /** One common scheme or rulebook. */
  | 'COMMON';

/** What recognition under an agreement is worth. */
export type AgreementEffect =
  /** Serves access to the market. */
  | 'MARKET_ACCESS'
  /** Serves voluntary purposes only. */
  | 'TECHNICAL_EQUIVALENCE';

/** The date by which force and the issuer's membership are tested. */
export type GoverningDate =
  /** The day asked about. */
  | 'AS_OF'
  /** The day of issue. */
  | 'ISSUED'
  /** The day the application was accepted. */
  | 'ACCEPTED_INTO_PROCESS'
  /** The day the product was placed on the market. */
  | 'PLACED_ON_MARKET';

/** A territory's part in an agreement. */
export type AgreementParty = {
  /** The territory. */
  readonly territory: Scalars['TerritoryCode']['output'];
  /** Its role. */
  readonly role: PartyRole;
  /** Parts of it to which the agreement does not extend. */
  readonly excludes: ReadonlyArray<Scalars['TerritoryCode']['output']>;
  /** First day; null: since ever. */
  readonly from: Maybe<Scalars['Date']['output']>;
  /** First day after it; null: open. */
  readonly until: Maybe<Scalars['Date']['output']>;
};

/** What a party may do. */
export type PartyRole =
  /** Issue and accept. */
  | 'AUTHORISING'
  /** Only accept. */
  | 'CONSUMING'
  /** Only issue. */
  | 'ORIGINATING';

/** Implementing exchange for one direction. */
export type AgreementExchange = {
  /** Side whose results are accepted. */
  readonly issuer: Scalars['TerritoryCode']['output'];
  /** Side that accepts. */
  readonly market: Scalars['TerritoryCode']['output'];
  /** Kinds of document accepted in this direction; null: those of the annex. */
  readonly accepts: Maybe<ReadonlyArray<PresentedObject>>;
  /** Annexes implemented, by id; empty: all. */
  readonly annexes: ReadonlyArray<Scalars['String']['output']>;
  /** First day; null: since ever. */
  readonly from: Maybe<Scalars['Date']['output']>;
  /** First day after it; null: open. */
  readonly until: Maybe<Scalars['Date']['output']>;
};

/** Clause that keeps earlier certificates after the end of an agreement. */
export type SunsetClause = {
  /** Certificates issued before this day are kept. */
  readonly issuedBefore: Scalars['Date']['output'];
  /** First day on which they are no longer kept. */
  readonly until: Scalars['Date']['output'];
};

/** The agreement that takes over at the end of another. */
export type Succession = {
  /** The successor; null when no source describes it. */
  readonly agreement: Maybe<Agreement>;
  /** Identifier of the successor. */
  readonly to: Scalars['ID']['output'];
  /** First day on which designations and statuses of the old one no longer count under the new; null: they go on counting. */
  readonly recordsValidUntil: Maybe<Scalars['Date']['output']>;
};

/** Sector annex, chapter, schedule or version of the rules of an agreement. */
export type Annex = {
  /** Identifier, unique inside its agreement only. */
  readonly id: Scalars['ID']['output'];
  /** Name in the language asked for, else in English, else in any; null: unnamed. */
  readonly name: Maybe<Scalars['String']['output']>;
  /** Sector codes covered; empty: any. */
  readonly sectors: ReadonlyArray<Scalars['String']['output']>;
  /** Schemes covered; empty: any. */
  readonly schemes: ReadonlyArray<Scheme>;
  /** Accreditation norms of schemes covered; empty: any. */
  readonly norms: ReadonlyArray<Scalars['String']['output']>;
  /** On what ground it accepts results; null: that of the agreement. */
  readonly mode: Maybe<AgreementMode>;
  /** Requirement sets that count. */
  readonly requirements: ReadonlyArray<RequirementSet>;
  /** Products listed or excluded; with an entry that is not excluded, only listed products are covered. */
  readonly products: ReadonlyArray<ListedProduct>;
  /** Highest assurance level recognised in full; null: any. */
  readonly levelCap: Maybe<Scalars['String']['output']>;
  /** What happens above the cap. */
  readonly aboveCap: AboveCap;
  /** Families of augmentations recognised beyond the level (`ALC_FLR`); null: not tested. */
  readonly components: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Protection profiles recognised in full, whatever the level. */
  readonly profiles: ReadonlyArray<Scalars['String']['output']>;
  /** Technical domains in which the cap is lifted. */
  readonly domains: ReadonlyArray<TechnicalDomain>;
  /** Transitional clauses; the first that applies counts. */
  readonly legacy: ReadonlyArray<LegacyClause>;
  /** Kinds of document accepted. */
  readonly accepts: ReadonlyArray<PresentedObject>;
  /** Conditions attached to recognition. */
  readonly conditions: ReadonlyArray<AnnexCondition>;
  /** Whether the body needs a designation active at issue. */
  readonly designationRequired: Scalars['Boolean']['output'];
  /** Whether the body needs an approval of the market active at issue. */
  readonly approvalRequired: Scalars['Boolean']['output'];
  /** Whether the certificate must be under accreditation. */
  readonly accreditationRequired: Scalars['Boolean']['output'];
  /** Accreditation agreement of which the accreditation body must be a signatory; null: none. */
  readonly accreditationThrough: Maybe<Agreement>;
  /** Whether full recognition needs a sub-scope status for the standard. */
  readonly subScopes: Scalars['Boolean']['output'];
  /** What a later suspension or withdrawal of the designation does to earlier certificates. */
  readonly priorCertificates: PriorCertificates;
  /** Origin rule; null: none. */
  readonly origin: Maybe<OriginRule>;
  /** Periods of suspension. */
  readonly suspensions: ReadonlyArray<SuspensionPeriod>;
  /** Day from which it no longer matches the importing law; null: it does. */
  readonly notUpdatedSince: Maybe<Scalars['Date']['output']>;
  /** Whether it exists but its rules are not known to the hub. */
  readonly rulesUnknown: Scalars['Boolean']['output'];
  /** First day; null: since ever. */
  readonly from: Maybe<Scalars['Date']['output']>;
  /** First day after it; null: open. */
  readonly until: Maybe<Scalars['Date']['output']>;
};

/** Sector annex, chapter, schedule or version of the rules of an agreement. */
export type AnnexNameArgs = {
  locale?: InputMaybe<Locale>;
};

/** A requirement set or act. */
export type RequirementSet = {
  /** The set or act (`EU 2017/745`). */
  readonly set: Scalars['String']['output'];
  /** Whose it is; null: nobody's in particular. */
  readonly territory: Maybe<Scalars['TerritoryCode']['output']>;
};

/** Entry of a product list. Names a product when everything given agrees. */
export type ListedProduct = {
  /** Prefix of the Harmonized System code. */
  readonly hs: Maybe<Scalars['String']['output']>;
  /** Product key. */
  readonly key: Maybe<Scalars['String']['output']>;
  /** Model. */
  readonly model: Maybe<Scalars['String']['output']>;
  /** Only for imports into this market; null: any. */
  readonly market: Maybe<Scalars['TerritoryCode']['output']>;
  /** Whether the product is excluded rather than listed. */
  readonly excluded: Scalars['Boolean']['output'];
  /** First day; null: since ever. */
  readonly from: Maybe<Scalars['Date']['output']>;
  /** First day after it; null: open. */
  readonly until: Maybe<Scalars['Date']['output']>;
};

/** What happens above the level cap. */
export type AboveCap =
  /** Recognition up to the cap. */
  | 'PARTIAL'
  /** No recognition. */
  | 'REFUSE';

/** Technical domain in which the level cap is lifted. */
export type TechnicalDomain = {
  /** The domain. */
  readonly domain: Scalars['String']['output'];
  /** Cap inside the domain; null: none. */
  readonly levelCap: Maybe<Scalars['String']['output']>;
  /** Qualified issuers; empty: all. */
  readonly issuers: ReadonlyArray<Scalars['TerritoryCode']['output']>;
};

/** Transitional clause: certificates of an earlier date follow the level rules of another annex. */
export type LegacyClause = {
  /** Date looked at. */
  readonly basis: LegacyBasis;
  /** It must be earlier than this day. */
  readonly before: Scalars['Date']['output'];
  /** And the day of issue earlier than this; null: no limit. */
  readonly issuedBefore: Maybe<Scalars['Date']['output']>;
  /** Annex whose level rules then apply, by id. */
  readonly annex: Scalars['String']['output'];
};

/** Date a transitional clause looks at. */
export type LegacyBasis =
  /** Day of issue. */
  | 'ISSUED'
  /** Day the application was accepted. */
  | 'ACCEPTED_INTO_PROCESS';

/** Condition attached to recognition. */
export type AnnexCondition = {
  /** Code of the reason reported. */
  readonly code: Scalars['String']['output'];
  /** Only for this market; null: any. */
  readonly market: Maybe<Scalars['TerritoryCode']['output']>;
  /** First day; null: since ever. */
  readonly from: Maybe<Scalars['Date']['output']>;
  /** First day after it; null: open. */
  readonly until: Maybe<Scalars['Date']['output']>;
};

/** What a later suspension or withdrawal of a designation does to earlier certificates. */
export type PriorCertificates =
  /** They stand. */
  | 'KEEP'
  /** They fall. */
  | 'REVOKE';

/** Where a product must come from. */
export type OriginRule = {
  /** Territories; empty: not tested. */
  readonly territories: ReadonlyArray<Scalars['TerritoryCode']['output']>;
  /** What must lie there; all listed. */
  readonly basis: ReadonlyArray<OriginBasis>;
  /** Whether direct shipment is needed. */
  readonly directShipment: Scalars['Boolean']['output'];
};

/** What an origin rule looks at. */
export type OriginBasis =
  /** Territory of origin. */
  | 'ORIGIN'
  /** Territory of assembly. */
  | 'ASSEMBLY';

/** A period of suspension, half-open. */
export type SuspensionPeriod = {
  /** First day; null: since ever. */
  readonly from: Maybe<Scalars['Date']['output']>;
  /** First day after it; null: open. */
  readonly until: Maybe<Scalars['Date']['output']>;
};

/** A conformity assessment scheme or programme. */
export type Scheme = {
  /** Identifier. */
  readonly id: Scalars['ID']['output'];
  /** Name in the language asked for, else in English, else in any; null: unnamed. */
  readonly name: Maybe<Scalars['String']['output']>;
  /** Kind of attestation; null: no source describes the scheme. */
  readonly kind: Maybe<SchemeKind>;
  /** Accreditation norm for bodies operating it (`ISO/IEC 17021-1`); null: none. */
  readonly norm: Maybe<Scalars['String']['output']>;
  /** Standard certified against by default; null: none. */
  readonly standard: Maybe<Standard>;
  /** Assurance levels, lowest first. */
  readonly levels: ReadonlyArray<Scalars['String']['output']>;
  /** Territory whose law or owner operates it; null: international. */
  readonly territory: Maybe<Scalars['TerritoryCode']['output']>;
  /** Whether each participating authority runs it nationally (Common Criteria). */
  readonly domesticAtIssuer: Scalars['Boolean']['output'];
  /** Whether the domestic route needs the body's approval. */
  readonly approvalRequired: Scalars['Boolean']['output'];
  /** Schemes that play the same part elsewhere, whichever side says so. Informational: no answer depends on it. */
  readonly counterparts: ReadonlyArray<SchemeCounterpart>;
};

/** A conformity assessment scheme or programme. */
export type SchemeNameArgs = {
  locale?: InputMaybe<Locale>;
};

/** A conformity assessment scheme or programme. */
export type SchemeCounterpartsArgs = {
  on?: InputMaybe<Scalars['Date']['input']>;
  knownAt?: InputMaybe<Scalars['DateTime']['input']>;
};

/** A scheme that plays the same part in another territory. */
export type SchemeCounterpart = {
  /** The counterpart. */
  readonly scheme: Scheme;
  /** Levels that correspond; a level that is not named corresponds to none. */
  readonly levels: ReadonlyArray<LevelMapping>;
  /** First day; null: since ever. */
  readonly from: Maybe<Scalars['Date']['output']>;
  /** First day after it; null: open. */
  readonly until: Maybe<Scalars['Date']['output']>;
};

/** Assurance levels of two schemes that correspond. */
export type LevelMapping = {
  /** Level of the scheme itself. */
  readonly level: Scalars['String']['output'];
  /** Level of the counterpart. */
  readonly counterpart: Scalars['String']['output'];
};

/** Kind of scheme. */
export type SchemeKind =
  /** Product certification demanded by law. */
  | 'MANDATORY_PRODUCT'
  /** Voluntary product certification. */
  | 'VOLUNTARY_PRODUCT'
  /** Certification of management systems. */
  | 'MANAGEMENT_SYSTEM'
  /** Certification of persons. */
  | 'PERSON'
  /** Certification of services. */
  | 'SERVICE'
  /** Certification of processes. */
  | 'PROCESS'
  /** Inspection. */
  | 'INSPECTION'
  /** Testing. */
  | 'TESTING'
  /** Calibration. */
  | 'CALIBRATION'
  /** Being lawfully on a market. */
  | 'MARKET_ACCESS';

/** A standard with its editions. */
export type Standard = {
  /** Identifier without edition (`ISO 9001`). */
  readonly id: Scalars['ID']['output'];
  /** Name in the language asked for, else in English, else in any; null: unnamed. */
  readonly name: Maybe<Scalars['String']['output']>;
  /** Editions, as recorded. */
  readonly editions: ReadonlyArray<StandardEdition>;
  /** Standards it corresponds to, whichever side says so. Informational: no answer depends on it. */
  readonly equivalents: ReadonlyArray<StandardEquivalence>;
};

/** A standard with its editions. */
export type StandardNameArgs = {
  locale?: InputMaybe<Locale>;
};

/** A standard with its editions. */
export type StandardEquivalentsArgs = {
  on?: InputMaybe<Scalars['Date']['input']>;
  knownAt?: InputMaybe<Scalars['DateTime']['input']>;
};

/** What a standard is to another one, edition to edition. */
export type StandardEquivalence = {
  /** The other standard. */
  readonly standard: Standard;
  /** Edition of the standard itself; null: every edition. */
  readonly edition: Maybe<Scalars['String']['output']>;
  /** Edition of the other standard; null: every edition. */
  readonly otherEdition: Maybe<Scalars['String']['output']>;
  /** How closely the adoption follows the adopted standard. */
  readonly degree: CorrespondenceDegree;
  /** Whether the standard itself is the adoption; false: the other one is. */
  readonly adopts: Scalars['Boolean']['output'];
  /** Technical differences declared. */
  readonly differences: ReadonlyArray<StandardDifference>;
  /** First day; null: since ever. */
  readonly from: Maybe<Scalars['Date']['output']>;
  /** First day after it; null: open. */
  readonly until: Maybe<Scalars['Date']['output']>;
};

/** How closely a national standard follows an international one (ISO/IEC Guide 21-1). */
export type CorrespondenceDegree =
  /** Identical. */
  | 'IDT'
  /** Modified: technical differences, each identified and explained. */
  | 'MOD'
  /** Not equivalent. */
  | 'NEQ';

/** A declared technical difference between two standards. */
export type StandardDifference = {
  /** Clause or annex of the adopted standard; null: throughout. */
  readonly clause: Maybe<Scalars['String']['output']>;
  /** Territory in which alone it applies; null: wherever the adoption does. */
  readonly territory: Maybe<Scalars['TerritoryCode']['output']>;
  /** What differs. */
  readonly text: Scalars['String']['output'];
};

/** One edition of a standard. */
export type StandardEdition = {
  /** Edition, usually the year. */
  readonly edition: Scalars['String']['output'];
  /** First day on which a newer edition exists; null: none does. */
  readonly supersededOn: Maybe<Scalars['Date']['output']>;
  /** Last day, inclusive, for issue or renewal to this edition; null: none. */
  readonly lastIssueOn: Maybe<Scalars['Date']['output']>;
  /** First day on which certificates to this edition no longer count; null: none. */
  readonly transitionEndsOn: Maybe<Scalars['Date']['output']>;
};

/** A territory or composite market. */
export type Market = {
  /** Code. */
  readonly code: Scalars['TerritoryCode']['output'];
  /** Name in the language asked for, else in English, else in any; null: unnamed. */
  readonly name: Maybe<Scalars['String']['output']>;
  /** Kind. */
  readonly kind: MarketKind;
  /** Territories contained; containment is transitive. */
  readonly members: ReadonlyArray<MarketMember>;
  /** Agreements to which it, or a territory around it, is a party. */
  readonly agreements: ReadonlyArray<Agreement>;
  /** Which schemes of which territories it accepts, by agreement and annex; its own schemes first. */
  readonly acceptedFrom: AcceptedRouteConnection;
};

/** A territory or composite market. */
export type MarketNameArgs = {
  locale?: InputMaybe<Locale>;
};

/** A territory or composite market. */
export type MarketAgreementsArgs = {
  on?: InputMaybe<Scalars['Date']['input']>;
};

/** A territory or composite market. */
export type MarketAcceptedFromArgs = {
  on?: InputMaybe<Scalars['Date']['input']>;
  knownAt?: InputMaybe<Scalars['DateTime']['input']>;
  purpose?: InputMaybe<Purpose>;
  state?: InputMaybe<ReadonlyArray<AcceptanceState>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** A way on which certificates come to a market: an annex of an agreement, or a scheme of its own. */
export type AcceptedRoute = {
  /** Its kind. */
  readonly kind: RouteKind;
  /** The agreement; null: domestic. */
  readonly agreement: Maybe<Agreement>;
  /** The annex; null: domestic. */
  readonly annex: Maybe<Annex>;
  /** Schemes that can use it; empty: any. */
  readonly schemes: ReadonlyArray<Scheme>;
  /** Sector codes covered; empty: any. */
  readonly sectors: ReadonlyArray<Scalars['String']['output']>;
  /** Territories whose certificates it brings, in ascending order of code. */
  readonly issuers: ReadonlyArray<AcceptedIssuer>;
};

/** A territory whose certificates a route brings to a market, and whether it does so on that day. */
export type AcceptedIssuer = {
  /** The territory, which stands for every one inside it; null: any. */
  readonly territory: Maybe<Scalars['TerritoryCode']['output']>;
  /** Whether the route is open to its certificates. */
  readonly state: AcceptanceState;
  /** What agreement and annex say of a certificate issued that day, in canonical order. */
  readonly reasons: ReadonlyArray<Reason>;
  /** Kinds of document accepted. */
  readonly accepts: ReadonlyArray<PresentedObject>;
};

/** Whether a route is open. Certificate, body and product can still close it. */
export type AcceptanceState =
  /** To certificates issued that day. */
  | 'OPEN'
  /** Not to those; to such whose day of issue, application or placing on the market is another one. */
  | 'EARLIER'
  /** Agreement or annex exist, but the rules are not known to the hub. */
  | 'UNKNOWN'
  /** To none: not yet in force, ended, suspended, not implemented, or only in the other direction. */
  | 'CLOSED';

/** A page of accepted routes (Relay). */
export type AcceptedRouteConnection = {
  /** Routes with their cursors. */
  readonly edges: ReadonlyArray<AcceptedRouteEdge>;
  /** Routes without cursors. */
  readonly nodes: ReadonlyArray<AcceptedRoute>;
  /** Where the page lies. */
  readonly pageInfo: PageInfo;
  /** How many there are in all pages. */
  readonly totalCount: Scalars['Int']['output'];
};

/** An accepted route in a page. */
export type AcceptedRouteEdge = {
  /** Opaque position, for `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The route. */
  readonly node: AcceptedRoute;
};

/** Kind of territory. */
export type MarketKind =
  /** Country. */
  | 'COUNTRY'
  /** Part of a country. */
  | 'SUBDIVISION'
  /** Several territories acting as one market. */
  | 'COMPOSITE';

/** A territory inside another. */
export type MarketMember = {
  /** The member. */
  readonly territory: Scalars['TerritoryCode']['output'];
  /** First day; null: since ever. */
  readonly from: Maybe<Scalars['Date']['output']>;
  /** First day after it; null: open. */
  readonly until: Maybe<Scalars['Date']['output']>;
};

/** Language of a text, BCP 47. */
export type Locale =
  /** English. */
  | 'en'
  /** Chinese. */
  | 'zh';

/** Which agreements to list. Every condition given must hold. */
export type AgreementFilter = {
  /** A party covers this territory. */
  readonly party?: InputMaybe<Scalars['TerritoryCode']['input']>;
  /** A party that accepts covers this territory. */
  readonly market?: InputMaybe<Scalars['TerritoryCode']['input']>;
  /** Kind. */
  readonly kind?: InputMaybe<AgreementKind>;
  /** In force on this day; parties are then tested on it too. */
  readonly inForceOn?: InputMaybe<Scalars['Date']['input']>;
  /** An annex covers this scheme, by id. */
  readonly scheme?: InputMaybe<Scalars['String']['input']>;
  /** An annex covers this sector code. */
  readonly sector?: InputMaybe<Scalars['String']['input']>;
};

/** Counts of agreements, as then believed. */
export type AgreementStatistics = {
  /** Day looked at. */
  readonly asOf: Scalars['Date']['output'];
  /** Instant of knowledge. */
  readonly knownAt: Scalars['DateTime']['output'];
  /** Agreements known, in force or not. */
  readonly agreements: Scalars['Int']['output'];
  /** Those in force on the day. */
  readonly counts: AgreementCounts;
  /** The same by kind; kinds of which none is in force are left out. */
  readonly kinds: ReadonlyArray<AgreementKindCounts>;
};

/** Counts of agreements of one kind. */
export type AgreementKindCounts = {
  /** Kind. */
  readonly kind: AgreementKind;
  /** Those in force on the day. */
  readonly counts: AgreementCounts;
};

/** Agreements in force on a day, with their annexes and parties on that day. */
export type AgreementCounts = {
  /** Agreements in force. */
  readonly inForce: Scalars['Int']['output'];
  /** Their annexes. */
  readonly annexes: AnnexCounts;
  /** Territories named as their parties, each once; those open to every territory name none. */
  readonly parties: Scalars['Int']['output'];
};

/** Annexes of agreements in force. One annex may be counted in several of the states. */
export type AnnexCounts = {
  /** Annexes whose interval holds the day, whatever else is said of them. */
  readonly inForce: Scalars['Int']['output'];
  /** Of these, those suspended on the day. */
  readonly suspended: Scalars['Int']['output'];
  /** Of these, those that no longer match the importing law. */
  readonly notUpdated: Scalars['Int']['output'];
  /** Of these, those whose rules are not known to the hub. */
  readonly rulesUnknown: Scalars['Int']['output'];
};

/** A page of agreements (Relay). */
export type AgreementConnection = {
  /** Agreements with their cursors. */
  readonly edges: ReadonlyArray<AgreementEdge>;
  /** Agreements without cursors. */
  readonly nodes: ReadonlyArray<Agreement>;
  /** Where the page lies. */
  readonly pageInfo: PageInfo;
  /** How many there are in all pages. */
  readonly totalCount: Scalars['Int']['output'];
};

/** An agreement in a page. */
export type AgreementEdge = {
  /** Opaque position, for `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The agreement. */
  readonly node: Agreement;
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
  Recognition: Recognition;
  RecognitionHistory: RecognitionHistory;
  Certificate: Certificate;
  Agreement: Agreement;
  Scheme: Scheme;
  Standard: Standard;
  Market: Market;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Recognition: { __typename: 'Recognition' } & GraphQLRecursivePick<
    FederationTypes['Recognition'],
    { id: true }
  > &
    (
      | Record<PropertyKey, never>
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Recognition'],
          { certificateEvidence: true; bodyEvidence: true }
        >
    );
  RecognitionHistory: { __typename: 'RecognitionHistory' } & GraphQLRecursivePick<
    FederationTypes['RecognitionHistory'],
    { id: true }
  > &
    (
      | Record<PropertyKey, never>
      | GraphQLRecursivePick<
          FederationTypes['RecognitionHistory'],
          { certificateEvidence: true; bodyEvidence: true }
        >
    );
  Certificate: { __typename: 'Certificate' } & GraphQLRecursivePick<
    FederationTypes['Certificate'],
    { number: true }
  > &
    (
      | Record<PropertyKey, never>
      | GraphQLRecursivePick<
          FederationTypes['Certificate'],
          { certificateEvidence: true; bodyEvidence: true }
        >
      | GraphQLRecursivePick<
          FederationTypes['Certificate'],
          { certificateEvidence: true; bodyEvidence: true; issuerAmongSeveral: true }
        >
      | GraphQLRecursivePick<FederationTypes['Certificate'], { issuerAmongSeveral: true }>
    );
  Agreement: { __typename: 'Agreement' } & GraphQLRecursivePick<
    FederationTypes['Agreement'],
    { id: true }
  >;
  Scheme: { __typename: 'Scheme' } & GraphQLRecursivePick<FederationTypes['Scheme'], { id: true }>;
  Standard: { __typename: 'Standard' } & GraphQLRecursivePick<
    FederationTypes['Standard'],
    { id: true }
  >;
  Market: { __typename: 'Market' } & GraphQLRecursivePick<
    FederationTypes['Market'],
    { code: true }
  >;
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
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Recognition: ResolverTypeWrapper<{
    readonly id: string;
    readonly question: Asked.Question;
    readonly answer: () => Asked.Answer;
    readonly named: (of: { readonly route?: string | null; readonly annex?: string | null }) => {
      readonly agreement: Facts.Agreement | null;
      readonly annex: Facts.AgreementAnnex | null;
    };
    readonly explanation: () => ResolversParentTypes['Explanation'];
  }>;
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
  RouteKind: RouteKind;
  Route: ResolverTypeWrapper<
    Pick<Asked.AnswerAlternative, 'route' | 'status' | 'reasons'> & {
      readonly agreement: Facts.Agreement | null;
      readonly annex: Facts.AgreementAnnex | null;
    }
  >;
  MarketRecognition: ResolverTypeWrapper<
    Omit<MarketRecognition, 'market' | 'reasons' | 'route' | 'annex' | 'accepts'> & {
      market?: Maybe<ResolversTypes['Market']>;
      reasons: ReadonlyArray<ResolversTypes['Reason']>;
      route?: Maybe<ResolversTypes['Agreement']>;
      annex?: Maybe<ResolversTypes['Annex']>;
      accepts?: Maybe<ResolversTypes['Acceptance']>;
    }
  >;
  RecognitionHistory: ResolverTypeWrapper<{
    readonly id: string;
    readonly question: Asked.Question;
    readonly intervals: () => readonly ResolversParentTypes['RecognitionInterval'][];
  }>;
  RecognitionInterval: ResolverTypeWrapper<
    Omit<RecognitionInterval, 'reasons' | 'route' | 'annex' | 'accepts'> & {
      reasons: ReadonlyArray<ResolversTypes['Reason']>;
      route?: Maybe<ResolversTypes['Agreement']>;
      annex?: Maybe<ResolversTypes['Annex']>;
      accepts?: Maybe<ResolversTypes['Acceptance']>;
    }
  >;
  Explanation: ResolverTypeWrapper<
    Omit<Explanation, 'gates' | 'routes' | 'conditions' | 'change'> & {
      gates: ReadonlyArray<ResolversTypes['GateReport']>;
      routes: ReadonlyArray<ResolversTypes['RouteReport']>;
      conditions: ReadonlyArray<ResolversTypes['Reason']>;
      change?: Maybe<ResolversTypes['AnswerChange']>;
    }
  >;
  GateReport: ResolverTypeWrapper<
    Omit<GateReport, 'reasons'> & { reasons: ReadonlyArray<ResolversTypes['Reason']> }
  >;
  ExaminedGate: ExaminedGate;
  GateOutcome: GateOutcome;
  ReliedFact: ResolverTypeWrapper<ReliedFact>;
  RouteReport: ResolverTypeWrapper<
    Omit<RouteReport, 'agreement' | 'annex' | 'reasons' | 'gates' | 'miss'> & {
      agreement?: Maybe<ResolversTypes['Agreement']>;
      annex?: Maybe<ResolversTypes['Annex']>;
      reasons: ReadonlyArray<ResolversTypes['Reason']>;
      gates: ReadonlyArray<ResolversTypes['GateReport']>;
      miss?: Maybe<ResolversTypes['GateReport']>;
    }
  >;
  AnswerChange: ResolverTypeWrapper<
    Omit<AnswerChange, 'then' | 'gone' | 'come'> & {
      then: ResolversTypes['RecognitionOutcome'];
      gone: ReadonlyArray<ResolversTypes['Reason']>;
      come: ReadonlyArray<ResolversTypes['Reason']>;
    }
  >;
  RecognitionOutcome: ResolverTypeWrapper<
    Omit<RecognitionOutcome, 'reasons' | 'route' | 'annex' | 'accepts'> & {
      reasons: ReadonlyArray<ResolversTypes['Reason']>;
      route?: Maybe<ResolversTypes['Agreement']>;
      annex?: Maybe<ResolversTypes['Annex']>;
      accepts?: Maybe<ResolversTypes['Acceptance']>;
    }
  >;
  Acceptance: ResolverTypeWrapper<Asked.AnswerAccepts>;
  AskedQuestion: ResolverTypeWrapper<Asked.Question>;
  Product: ResolverTypeWrapper<Asked.QuestionProduct>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Claim: ResolverTypeWrapper<Asked.QuestionClaimed>;
  Purpose: Purpose;
  SignatureCheck: SignatureCheck;
  PresentedObject: PresentedObject;
  RecognitionQuestion: RecognitionQuestion;
  ProductInput: ProductInput;
  ClaimInput: ClaimInput;
  Certificate: ResolverTypeWrapper<{
    readonly number: string;
    readonly certificateEvidence?: unknown;
    readonly bodyEvidence?: unknown;
    readonly issuerAmongSeveral?: string | null;
  }>;
  Agreement: ResolverTypeWrapper<Facts.Agreement & { readonly asKnownAt?: string | undefined }>;
  AgreementKind: AgreementKind;
  AgreementMode: AgreementMode;
  AgreementEffect: AgreementEffect;
  GoverningDate: GoverningDate;
  AgreementParty: ResolverTypeWrapper<Facts.AgreementParty>;
  PartyRole: PartyRole;
  AgreementExchange: ResolverTypeWrapper<Facts.AgreementExchange>;
  SunsetClause: ResolverTypeWrapper<Facts.AgreementSunset>;
  Succession: ResolverTypeWrapper<
    Facts.AgreementSuccessor & { readonly asKnownAt?: string | undefined }
  >;
  Annex: ResolverTypeWrapper<Facts.AgreementAnnex & { readonly asKnownAt?: string | undefined }>;
  RequirementSet: ResolverTypeWrapper<Facts.AgreementAnnexRequirement>;
  ListedProduct: ResolverTypeWrapper<Facts.ProductItem>;
  AboveCap: AboveCap;
  TechnicalDomain: ResolverTypeWrapper<Facts.AgreementAnnexDomain>;
  LegacyClause: ResolverTypeWrapper<Facts.AgreementAnnexLegacy>;
  LegacyBasis: LegacyBasis;
  AnnexCondition: ResolverTypeWrapper<Facts.AgreementAnnexCondition>;
  PriorCertificates: PriorCertificates;
  OriginRule: ResolverTypeWrapper<Facts.AgreementAnnexOrigin>;
  OriginBasis: OriginBasis;
  SuspensionPeriod: ResolverTypeWrapper<Facts.AgreementAnnexSuspension>;
  Scheme: ResolverTypeWrapper<
    Pick<Facts.Scheme, 'id'> & Partial<Facts.Scheme> & { readonly asKnownAt?: string | undefined }
  >;
  SchemeCounterpart: ResolverTypeWrapper<
    Omit<Facts.SchemeCounterpart, 'scheme'> & { readonly scheme: { readonly id: string } }
  >;
  LevelMapping: ResolverTypeWrapper<LevelMapping>;
  SchemeKind: SchemeKind;
  Standard: ResolverTypeWrapper<
    Pick<Facts.Standard, 'id'> &
      Partial<Facts.Standard> & { readonly asKnownAt?: string | undefined }
  >;
  StandardEquivalence: ResolverTypeWrapper<
    Omit<Facts.StandardEquivalent, 'standard' | 'ofEdition'> & {
      readonly standard: { readonly id: string };
      readonly otherEdition: string | undefined;
      readonly adopts: boolean;
    }
  >;
  CorrespondenceDegree: CorrespondenceDegree;
  StandardDifference: ResolverTypeWrapper<Facts.StandardEquivalentDifference>;
  StandardEdition: ResolverTypeWrapper<Facts.StandardEdition>;
  Market: ResolverTypeWrapper<Facts.Territory & { readonly asKnownAt?: string | undefined }>;
  AcceptedRoute: ResolverTypeWrapper<
    Omit<AcceptedRoute, 'agreement' | 'annex' | 'schemes' | 'issuers'> & {
      agreement?: Maybe<ResolversTypes['Agreement']>;
      annex?: Maybe<ResolversTypes['Annex']>;
      schemes: ReadonlyArray<ResolversTypes['Scheme']>;
      issuers: ReadonlyArray<ResolversTypes['AcceptedIssuer']>;
    }
  >;
  AcceptedIssuer: ResolverTypeWrapper<
    Omit<AcceptedIssuer, 'reasons'> & { reasons: ReadonlyArray<ResolversTypes['Reason']> }
  >;
  AcceptanceState: AcceptanceState;
  AcceptedRouteConnection: ResolverTypeWrapper<
    Omit<AcceptedRouteConnection, 'edges' | 'nodes'> & {
      edges: ReadonlyArray<ResolversTypes['AcceptedRouteEdge']>;
      nodes: ReadonlyArray<ResolversTypes['AcceptedRoute']>;
    }
  >;
  AcceptedRouteEdge: ResolverTypeWrapper<
    Omit<AcceptedRouteEdge, 'node'> & { node: ResolversTypes['AcceptedRoute'] }
  >;
  MarketKind: MarketKind;
  MarketMember: ResolverTypeWrapper<Facts.TerritoryMember>;
  Locale: Locale;
  AgreementFilter: AgreementFilter;
  AgreementStatistics: ResolverTypeWrapper<AgreementStatistics>;
  AgreementKindCounts: ResolverTypeWrapper<AgreementKindCounts>;
  AgreementCounts: ResolverTypeWrapper<AgreementCounts>;
  AnnexCounts: ResolverTypeWrapper<AnnexCounts>;
  AgreementConnection: ResolverTypeWrapper<
    Omit<AgreementConnection, 'edges' | 'nodes'> & {
      edges: ReadonlyArray<ResolversTypes['AgreementEdge']>;
      nodes: ReadonlyArray<ResolversTypes['Agreement']>;
    }
  >;
  AgreementEdge: ResolverTypeWrapper<
    Omit<AgreementEdge, 'node'> & { node: ResolversTypes['Agreement'] }
  >;
  PageInfo: ResolverTypeWrapper<PageInfo>;
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
  String: Scalars['String']['output'];
  Recognition: {
    readonly id: string;
    readonly question: Asked.Question;
    readonly answer: () => Asked.Answer;
    readonly named: (of: { readonly route?: string | null; readonly annex?: string | null }) => {
      readonly agreement: Facts.Agreement | null;
      readonly annex: Facts.AgreementAnnex | null;
    };
    readonly explanation: () => ResolversParentTypes['Explanation'];
  };
  Reason: {
    readonly code: string;
    readonly gate: Gate;
    readonly effect: ReasonEffect;
    readonly en: string;
    readonly zh: string;
  };
  Route: Pick<Asked.AnswerAlternative, 'route' | 'status' | 'reasons'> & {
    readonly agreement: Facts.Agreement | null;
    readonly annex: Facts.AgreementAnnex | null;
  };
  MarketRecognition: Omit<
    MarketRecognition,
    'market' | 'reasons' | 'route' | 'annex' | 'accepts'
  > & {
    market?: Maybe<ResolversParentTypes['Market']>;
    reasons: ReadonlyArray<ResolversParentTypes['Reason']>;
    route?: Maybe<ResolversParentTypes['Agreement']>;
    annex?: Maybe<ResolversParentTypes['Annex']>;
    accepts?: Maybe<ResolversParentTypes['Acceptance']>;
  };
  RecognitionHistory: {
    readonly id: string;
    readonly question: Asked.Question;
    readonly intervals: () => readonly ResolversParentTypes['RecognitionInterval'][];
  };
  RecognitionInterval: Omit<RecognitionInterval, 'reasons' | 'route' | 'annex' | 'accepts'> & {
    reasons: ReadonlyArray<ResolversParentTypes['Reason']>;
    route?: Maybe<ResolversParentTypes['Agreement']>;
    annex?: Maybe<ResolversParentTypes['Annex']>;
    accepts?: Maybe<ResolversParentTypes['Acceptance']>;
  };
  Explanation: Omit<Explanation, 'gates' | 'routes' | 'conditions' | 'change'> & {
    gates: ReadonlyArray<ResolversParentTypes['GateReport']>;
    routes: ReadonlyArray<ResolversParentTypes['RouteReport']>;
    conditions: ReadonlyArray<ResolversParentTypes['Reason']>;
    change?: Maybe<ResolversParentTypes['AnswerChange']>;
  };
  GateReport: Omit<GateReport, 'reasons'> & {
    reasons: ReadonlyArray<ResolversParentTypes['Reason']>;
  };
  ReliedFact: ReliedFact;
  RouteReport: Omit<RouteReport, 'agreement' | 'annex' | 'reasons' | 'gates' | 'miss'> & {
    agreement?: Maybe<ResolversParentTypes['Agreement']>;
    annex?: Maybe<ResolversParentTypes['Annex']>;
    reasons: ReadonlyArray<ResolversParentTypes['Reason']>;
    gates: ReadonlyArray<ResolversParentTypes['GateReport']>;
    miss?: Maybe<ResolversParentTypes['GateReport']>;
  };
  AnswerChange: Omit<AnswerChange, 'then' | 'gone' | 'come'> & {
    then: ResolversParentTypes['RecognitionOutcome'];
    gone: ReadonlyArray<ResolversParentTypes['Reason']>;
    come: ReadonlyArray<ResolversParentTypes['Reason']>;
  };
  RecognitionOutcome: Omit<RecognitionOutcome, 'reasons' | 'route' | 'annex' | 'accepts'> & {
    reasons: ReadonlyArray<ResolversParentTypes['Reason']>;
    route?: Maybe<ResolversParentTypes['Agreement']>;
    annex?: Maybe<ResolversParentTypes['Annex']>;
    accepts?: Maybe<ResolversParentTypes['Acceptance']>;
  };
  Acceptance: Asked.AnswerAccepts;
  AskedQuestion: Asked.Question;
  Product: Asked.QuestionProduct;
  Boolean: Scalars['Boolean']['output'];
  Claim: Asked.QuestionClaimed;
  RecognitionQuestion: RecognitionQuestion;
  ProductInput: ProductInput;
  ClaimInput: ClaimInput;
  Certificate: {
    readonly number: string;
    readonly certificateEvidence?: unknown;
    readonly bodyEvidence?: unknown;
    readonly issuerAmongSeveral?: string | null;
  };
  Agreement: Facts.Agreement & { readonly asKnownAt?: string | undefined };
  AgreementParty: Facts.AgreementParty;
  AgreementExchange: Facts.AgreementExchange;
  SunsetClause: Facts.AgreementSunset;
  Succession: Facts.AgreementSuccessor & { readonly asKnownAt?: string | undefined };
  Annex: Facts.AgreementAnnex & { readonly asKnownAt?: string | undefined };
  RequirementSet: Facts.AgreementAnnexRequirement;
  ListedProduct: Facts.ProductItem;
  TechnicalDomain: Facts.AgreementAnnexDomain;
  LegacyClause: Facts.AgreementAnnexLegacy;
  AnnexCondition: Facts.AgreementAnnexCondition;
  OriginRule: Facts.AgreementAnnexOrigin;
  SuspensionPeriod: Facts.AgreementAnnexSuspension;
  Scheme: Pick<Facts.Scheme, 'id'> &
    Partial<Facts.Scheme> & { readonly asKnownAt?: string | undefined };
  SchemeCounterpart: Omit<Facts.SchemeCounterpart, 'scheme'> & {
    readonly scheme: { readonly id: string };
  };
  LevelMapping: LevelMapping;
  Standard: Pick<Facts.Standard, 'id'> &
    Partial<Facts.Standard> & { readonly asKnownAt?: string | undefined };
  StandardEquivalence: Omit<Facts.StandardEquivalent, 'standard' | 'ofEdition'> & {
    readonly standard: { readonly id: string };
    readonly otherEdition: string | undefined;
    readonly adopts: boolean;
  };
  StandardDifference: Facts.StandardEquivalentDifference;
  StandardEdition: Facts.StandardEdition;
  Market: Facts.Territory & { readonly asKnownAt?: string | undefined };
  AcceptedRoute: Omit<AcceptedRoute, 'agreement' | 'annex' | 'schemes' | 'issuers'> & {
    agreement?: Maybe<ResolversParentTypes['Agreement']>;
    annex?: Maybe<ResolversParentTypes['Annex']>;
    schemes: ReadonlyArray<ResolversParentTypes['Scheme']>;
    issuers: ReadonlyArray<ResolversParentTypes['AcceptedIssuer']>;
  };
  AcceptedIssuer: Omit<AcceptedIssuer, 'reasons'> & {
    reasons: ReadonlyArray<ResolversParentTypes['Reason']>;
  };
  AcceptedRouteConnection: Omit<AcceptedRouteConnection, 'edges' | 'nodes'> & {
    edges: ReadonlyArray<ResolversParentTypes['AcceptedRouteEdge']>;
    nodes: ReadonlyArray<ResolversParentTypes['AcceptedRoute']>;
  };
  AcceptedRouteEdge: Omit<AcceptedRouteEdge, 'node'> & {
    node: ResolversParentTypes['AcceptedRoute'];
  };
  MarketMember: Facts.TerritoryMember;
  AgreementFilter: AgreementFilter;
  AgreementStatistics: AgreementStatistics;
  AgreementKindCounts: AgreementKindCounts;
  AgreementCounts: AgreementCounts;
  AnnexCounts: AnnexCounts;
  AgreementConnection: Omit<AgreementConnection, 'edges' | 'nodes'> & {
    edges: ReadonlyArray<ResolversParentTypes['AgreementEdge']>;
    nodes: ReadonlyArray<ResolversParentTypes['Agreement']>;
  };
  AgreementEdge: Omit<AgreementEdge, 'node'> & { node: ResolversParentTypes['Agreement'] };
  PageInfo: PageInfo;
};

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
  agreement?: Resolver<
    Maybe<ResolversTypes['Agreement']>,
    ParentType,
    ContextType,
    RequireFields<QueryAgreementArgs, 'id'>
  >;
  agreements?: Resolver<
    ResolversTypes['AgreementConnection'],
    ParentType,
    ContextType,
    RequireFields<QueryAgreementsArgs, 'first'>
  >;
  agreementStatistics?: Resolver<
    Maybe<ResolversTypes['AgreementStatistics']>,
    ParentType,
    ContextType,
    Partial<QueryAgreementStatisticsArgs>
  >;
  recognition?: Resolver<
    ResolversTypes['Recognition'],
    ParentType,
    ContextType,
    RequireFields<QueryRecognitionArgs, 'question'>
  >;
  recognitions?: Resolver<
    ReadonlyArray<ResolversTypes['Recognition']>,
    ParentType,
    ContextType,
    RequireFields<QueryRecognitionsArgs, 'questions'>
  >;
  recognitionHistory?: Resolver<
    ResolversTypes['RecognitionHistory'],
    ParentType,
    ContextType,
    RequireFields<QueryRecognitionHistoryArgs, 'certificate' | 'market' | 'from' | 'to' | 'purpose'>
  >;
  scheme?: Resolver<
    Maybe<ResolversTypes['Scheme']>,
    ParentType,
    ContextType,
    RequireFields<QuerySchemeArgs, 'id'>
  >;
  standard?: Resolver<
    Maybe<ResolversTypes['Standard']>,
    ParentType,
    ContextType,
    RequireFields<QueryStandardArgs, 'id'>
  >;
  market?: Resolver<
    Maybe<ResolversTypes['Market']>,
    ParentType,
    ContextType,
    RequireFields<QueryMarketArgs, 'code'>
  >;
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
  status?: Resolver<ResolversTypes['RecognitionStatus'], ParentType, ContextType>;
  reasons?: Resolver<ReadonlyArray<ResolversTypes['Reason']>, ParentType, ContextType>;
  routeKind?: Resolver<ResolversTypes['RouteKind'], ParentType, ContextType>;
  route?: Resolver<Maybe<ResolversTypes['Agreement']>, ParentType, ContextType>;
  annex?: Resolver<Maybe<ResolversTypes['Annex']>, ParentType, ContextType>;
  accepts?: Resolver<Maybe<ResolversTypes['Acceptance']>, ParentType, ContextType>;
  changesOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  asOf?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  knownAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  alternatives?: Resolver<ReadonlyArray<ResolversTypes['Route']>, ParentType, ContextType>;
  explanation?: Resolver<ResolversTypes['Explanation'], ParentType, ContextType>;
  question?: Resolver<ResolversTypes['AskedQuestion'], ParentType, ContextType>;
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

export type RouteResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['Route'] = ResolversParentTypes['Route'],
> = {
  kind?: Resolver<ResolversTypes['RouteKind'], ParentType, ContextType>;
  agreement?: Resolver<Maybe<ResolversTypes['Agreement']>, ParentType, ContextType>;
  annex?: Resolver<Maybe<ResolversTypes['Annex']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['RecognitionStatus'], ParentType, ContextType>;
  reasons?: Resolver<ReadonlyArray<ResolversTypes['Reason']>, ParentType, ContextType>;
};

export type MarketRecognitionResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['MarketRecognition'] =
    ResolversParentTypes['MarketRecognition'],
> = {
  code?: Resolver<ResolversTypes['TerritoryCode'], ParentType, ContextType>;
  market?: Resolver<Maybe<ResolversTypes['Market']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['RecognitionStatus'], ParentType, ContextType>;
  reasons?: Resolver<ReadonlyArray<ResolversTypes['Reason']>, ParentType, ContextType>;
  routeKind?: Resolver<ResolversTypes['RouteKind'], ParentType, ContextType>;
  route?: Resolver<Maybe<ResolversTypes['Agreement']>, ParentType, ContextType>;
  annex?: Resolver<Maybe<ResolversTypes['Annex']>, ParentType, ContextType>;
  accepts?: Resolver<Maybe<ResolversTypes['Acceptance']>, ParentType, ContextType>;
  changesOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
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
  question?: Resolver<ResolversTypes['AskedQuestion'], ParentType, ContextType>;
  knownAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  intervals?: Resolver<
    ReadonlyArray<ResolversTypes['RecognitionInterval']>,
    ParentType,
    ContextType
  >;
};

export type RecognitionIntervalResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['RecognitionInterval'] =
    ResolversParentTypes['RecognitionInterval'],
> = {
  from?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['RecognitionStatus'], ParentType, ContextType>;
  reasons?: Resolver<ReadonlyArray<ResolversTypes['Reason']>, ParentType, ContextType>;
  routeKind?: Resolver<ResolversTypes['RouteKind'], ParentType, ContextType>;
  route?: Resolver<Maybe<ResolversTypes['Agreement']>, ParentType, ContextType>;
  annex?: Resolver<Maybe<ResolversTypes['Annex']>, ParentType, ContextType>;
  accepts?: Resolver<Maybe<ResolversTypes['Acceptance']>, ParentType, ContextType>;
};

export type ExplanationResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['Explanation'] = ResolversParentTypes['Explanation'],
> = {
  gates?: Resolver<ReadonlyArray<ResolversTypes['GateReport']>, ParentType, ContextType>;
  routes?: Resolver<ReadonlyArray<ResolversTypes['RouteReport']>, ParentType, ContextType>;
  conditions?: Resolver<ReadonlyArray<ResolversTypes['Reason']>, ParentType, ContextType>;
  change?: Resolver<Maybe<ResolversTypes['AnswerChange']>, ParentType, ContextType>;
};

export type GateReportResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['GateReport'] = ResolversParentTypes['GateReport'],
> = {
  number?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  gate?: Resolver<ResolversTypes['ExaminedGate'], ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['GateOutcome'], ParentType, ContextType>;
  reasons?: Resolver<ReadonlyArray<ResolversTypes['Reason']>, ParentType, ContextType>;
  reliedOn?: Resolver<ReadonlyArray<ResolversTypes['ReliedFact']>, ParentType, ContextType>;
};

export type ReliedFactResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['ReliedFact'] = ResolversParentTypes['ReliedFact'],
> = {
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  digest?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RouteReportResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['RouteReport'] = ResolversParentTypes['RouteReport'],
> = {
  kind?: Resolver<ResolversTypes['RouteKind'], ParentType, ContextType>;
  agreement?: Resolver<Maybe<ResolversTypes['Agreement']>, ParentType, ContextType>;
  annex?: Resolver<Maybe<ResolversTypes['Annex']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['RecognitionStatus'], ParentType, ContextType>;
  reasons?: Resolver<ReadonlyArray<ResolversTypes['Reason']>, ParentType, ContextType>;
  gates?: Resolver<ReadonlyArray<ResolversTypes['GateReport']>, ParentType, ContextType>;
  miss?: Resolver<Maybe<ResolversTypes['GateReport']>, ParentType, ContextType>;
};

export type AnswerChangeResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['AnswerChange'] = ResolversParentTypes['AnswerChange'],
> = {
  on?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  then?: Resolver<ResolversTypes['RecognitionOutcome'], ParentType, ContextType>;
  gone?: Resolver<ReadonlyArray<ResolversTypes['Reason']>, ParentType, ContextType>;
  come?: Resolver<ReadonlyArray<ResolversTypes['Reason']>, ParentType, ContextType>;
};

export type RecognitionOutcomeResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['RecognitionOutcome'] =
    ResolversParentTypes['RecognitionOutcome'],
> = {
  status?: Resolver<ResolversTypes['RecognitionStatus'], ParentType, ContextType>;
  reasons?: Resolver<ReadonlyArray<ResolversTypes['Reason']>, ParentType, ContextType>;
  routeKind?: Resolver<ResolversTypes['RouteKind'], ParentType, ContextType>;
  route?: Resolver<Maybe<ResolversTypes['Agreement']>, ParentType, ContextType>;
  annex?: Resolver<Maybe<ResolversTypes['Annex']>, ParentType, ContextType>;
  accepts?: Resolver<Maybe<ResolversTypes['Acceptance']>, ParentType, ContextType>;
};

export type AcceptanceResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['Acceptance'] = ResolversParentTypes['Acceptance'],
> = {
  object?: Resolver<ResolversTypes['PresentedObject'], ParentType, ContextType>;
  upToLevel?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type AskedQuestionResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['AskedQuestion'] = ResolversParentTypes['AskedQuestion'],
> = {
  certificate?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  issuer?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  market?: Resolver<ResolversTypes['TerritoryCode'], ParentType, ContextType>;
  asOf?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  knownAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  purpose?: Resolver<ResolversTypes['Purpose'], ParentType, ContextType>;
  product?: Resolver<Maybe<ResolversTypes['Product']>, ParentType, ContextType>;
  presented?: Resolver<Maybe<ResolversTypes['PresentedObject']>, ParentType, ContextType>;
  claimed?: Resolver<Maybe<ResolversTypes['Claim']>, ParentType, ContextType>;
  signature?: Resolver<ResolversTypes['SignatureCheck'], ParentType, ContextType>;
};

export type ProductResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['Product'] = ResolversParentTypes['Product'],
> = {
  hs?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  keys?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  model?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  site?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  origin?: Resolver<Maybe<ResolversTypes['TerritoryCode']>, ParentType, ContextType>;
  assembledIn?: Resolver<Maybe<ResolversTypes['TerritoryCode']>, ParentType, ContextType>;
  shippedDirect?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  placedOnMarket?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ClaimResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['Claim'] = ResolversParentTypes['Claim'],
> = {
  scheme?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  issuer?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  issuerTerritory?: Resolver<Maybe<ResolversTypes['TerritoryCode']>, ParentType, ContextType>;
  issued?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
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
  number?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  markets?: Resolver<
    Maybe<ReadonlyArray<ResolversTypes['MarketRecognition']>>,
    ParentType,
    ContextType,
    RequireFields<CertificateMarketsArgs, 'purpose'>
  >;
  recognition?: Resolver<
    Maybe<ResolversTypes['Recognition']>,
    ParentType,
    ContextType,
    RequireFields<CertificateRecognitionArgs, 'market' | 'purpose'>
  >;
};

export type AgreementResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['Agreement'] = ResolversParentTypes['Agreement'],
  FederationReferenceType extends FederationReferenceTypes['Agreement'] =
    FederationReferenceTypes['Agreement'],
> = {
  __resolveReference?: ReferenceResolver<
    Maybe<ResolversTypes['Agreement']> | FederationReferenceType,
    FederationReferenceType,
    ContextType
  >;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<
    Maybe<ResolversTypes['String']>,
    ParentType,
    ContextType,
    RequireFields<AgreementNameArgs, 'locale'>
  >;
  kind?: Resolver<ResolversTypes['AgreementKind'], ParentType, ContextType>;
  mode?: Resolver<ResolversTypes['AgreementMode'], ParentType, ContextType>;
  effect?: Resolver<ResolversTypes['AgreementEffect'], ParentType, ContextType>;
  governingDate?: Resolver<ResolversTypes['GoverningDate'], ParentType, ContextType>;
  signedOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  parties?: Resolver<ReadonlyArray<ResolversTypes['AgreementParty']>, ParentType, ContextType>;
  exchangesRequired?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  exchanges?: Resolver<ReadonlyArray<ResolversTypes['AgreementExchange']>, ParentType, ContextType>;
  sunset?: Resolver<Maybe<ResolversTypes['SunsetClause']>, ParentType, ContextType>;
  successor?: Resolver<Maybe<ResolversTypes['Succession']>, ParentType, ContextType>;
  transferWindowMonths?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  annexes?: Resolver<ReadonlyArray<ResolversTypes['Annex']>, ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  until?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  inForceOn?: Resolver<
    ResolversTypes['Boolean'],
    ParentType,
    ContextType,
    Partial<AgreementInForceOnArgs>
  >;
  recordedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type AgreementPartyResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['AgreementParty'] =
    ResolversParentTypes['AgreementParty'],
> = {
  territory?: Resolver<ResolversTypes['TerritoryCode'], ParentType, ContextType>;
  role?: Resolver<ResolversTypes['PartyRole'], ParentType, ContextType>;
  excludes?: Resolver<ReadonlyArray<ResolversTypes['TerritoryCode']>, ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  until?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
};

export type AgreementExchangeResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['AgreementExchange'] =
    ResolversParentTypes['AgreementExchange'],
> = {
  issuer?: Resolver<ResolversTypes['TerritoryCode'], ParentType, ContextType>;
  market?: Resolver<ResolversTypes['TerritoryCode'], ParentType, ContextType>;
  accepts?: Resolver<
    Maybe<ReadonlyArray<ResolversTypes['PresentedObject']>>,
    ParentType,
    ContextType
  >;
  annexes?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  until?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
};

export type SunsetClauseResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['SunsetClause'] = ResolversParentTypes['SunsetClause'],
> = {
  issuedBefore?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  until?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
};

export type SuccessionResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['Succession'] = ResolversParentTypes['Succession'],
> = {
  agreement?: Resolver<Maybe<ResolversTypes['Agreement']>, ParentType, ContextType>;
  to?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  recordsValidUntil?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
};

export type AnnexResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['Annex'] = ResolversParentTypes['Annex'],
> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<
    Maybe<ResolversTypes['String']>,
    ParentType,
    ContextType,
    RequireFields<AnnexNameArgs, 'locale'>
  >;
  sectors?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  schemes?: Resolver<ReadonlyArray<ResolversTypes['Scheme']>, ParentType, ContextType>;
  norms?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  mode?: Resolver<Maybe<ResolversTypes['AgreementMode']>, ParentType, ContextType>;
  requirements?: Resolver<ReadonlyArray<ResolversTypes['RequirementSet']>, ParentType, ContextType>;
  products?: Resolver<ReadonlyArray<ResolversTypes['ListedProduct']>, ParentType, ContextType>;
  levelCap?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  aboveCap?: Resolver<ResolversTypes['AboveCap'], ParentType, ContextType>;
  components?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  profiles?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  domains?: Resolver<ReadonlyArray<ResolversTypes['TechnicalDomain']>, ParentType, ContextType>;
  legacy?: Resolver<ReadonlyArray<ResolversTypes['LegacyClause']>, ParentType, ContextType>;
  accepts?: Resolver<ReadonlyArray<ResolversTypes['PresentedObject']>, ParentType, ContextType>;
  conditions?: Resolver<ReadonlyArray<ResolversTypes['AnnexCondition']>, ParentType, ContextType>;
  designationRequired?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  approvalRequired?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  accreditationRequired?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  accreditationThrough?: Resolver<Maybe<ResolversTypes['Agreement']>, ParentType, ContextType>;
  subScopes?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  priorCertificates?: Resolver<ResolversTypes['PriorCertificates'], ParentType, ContextType>;
  origin?: Resolver<Maybe<ResolversTypes['OriginRule']>, ParentType, ContextType>;
  suspensions?: Resolver<
    ReadonlyArray<ResolversTypes['SuspensionPeriod']>,
    ParentType,
    ContextType
  >;
  notUpdatedSince?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  rulesUnknown?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  until?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
};

export type RequirementSetResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['RequirementSet'] =
    ResolversParentTypes['RequirementSet'],
> = {
  set?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  territory?: Resolver<Maybe<ResolversTypes['TerritoryCode']>, ParentType, ContextType>;
};

export type ListedProductResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['ListedProduct'] = ResolversParentTypes['ListedProduct'],
> = {
  hs?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  key?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  model?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  market?: Resolver<Maybe<ResolversTypes['TerritoryCode']>, ParentType, ContextType>;
  excluded?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  until?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
};

export type TechnicalDomainResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['TechnicalDomain'] =
    ResolversParentTypes['TechnicalDomain'],
> = {
  domain?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  levelCap?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  issuers?: Resolver<ReadonlyArray<ResolversTypes['TerritoryCode']>, ParentType, ContextType>;
};

export type LegacyClauseResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['LegacyClause'] = ResolversParentTypes['LegacyClause'],
> = {
  basis?: Resolver<ResolversTypes['LegacyBasis'], ParentType, ContextType>;
  before?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  issuedBefore?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  annex?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AnnexConditionResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['AnnexCondition'] =
    ResolversParentTypes['AnnexCondition'],
> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  market?: Resolver<Maybe<ResolversTypes['TerritoryCode']>, ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  until?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
};

export type OriginRuleResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['OriginRule'] = ResolversParentTypes['OriginRule'],
> = {
  territories?: Resolver<ReadonlyArray<ResolversTypes['TerritoryCode']>, ParentType, ContextType>;
  basis?: Resolver<ReadonlyArray<ResolversTypes['OriginBasis']>, ParentType, ContextType>;
  directShipment?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type SuspensionPeriodResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['SuspensionPeriod'] =
    ResolversParentTypes['SuspensionPeriod'],
> = {
  from?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  until?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
};

export type SchemeResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['Scheme'] = ResolversParentTypes['Scheme'],
  FederationReferenceType extends FederationReferenceTypes['Scheme'] =
    FederationReferenceTypes['Scheme'],
> = {
  __resolveReference?: ReferenceResolver<
    Maybe<ResolversTypes['Scheme']> | FederationReferenceType,
    FederationReferenceType,
    ContextType
  >;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<
    Maybe<ResolversTypes['String']>,
    ParentType,
    ContextType,
    RequireFields<SchemeNameArgs, 'locale'>
  >;
  kind?: Resolver<Maybe<ResolversTypes['SchemeKind']>, ParentType, ContextType>;
  norm?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  standard?: Resolver<Maybe<ResolversTypes['Standard']>, ParentType, ContextType>;
  levels?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  territory?: Resolver<Maybe<ResolversTypes['TerritoryCode']>, ParentType, ContextType>;
  domesticAtIssuer?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  approvalRequired?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  counterparts?: Resolver<
    ReadonlyArray<ResolversTypes['SchemeCounterpart']>,
    ParentType,
    ContextType,
    Partial<SchemeCounterpartsArgs>
  >;
};

export type SchemeCounterpartResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['SchemeCounterpart'] =
    ResolversParentTypes['SchemeCounterpart'],
> = {
  scheme?: Resolver<ResolversTypes['Scheme'], ParentType, ContextType>;
  levels?: Resolver<ReadonlyArray<ResolversTypes['LevelMapping']>, ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  until?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
};

export type LevelMappingResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['LevelMapping'] = ResolversParentTypes['LevelMapping'],
> = {
  level?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  counterpart?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type StandardResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['Standard'] = ResolversParentTypes['Standard'],
  FederationReferenceType extends FederationReferenceTypes['Standard'] =
    FederationReferenceTypes['Standard'],
> = {
  __resolveReference?: ReferenceResolver<
    Maybe<ResolversTypes['Standard']> | FederationReferenceType,
    FederationReferenceType,
    ContextType
  >;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<
    Maybe<ResolversTypes['String']>,
    ParentType,
    ContextType,
    RequireFields<StandardNameArgs, 'locale'>
  >;
  editions?: Resolver<ReadonlyArray<ResolversTypes['StandardEdition']>, ParentType, ContextType>;
  equivalents?: Resolver<
    ReadonlyArray<ResolversTypes['StandardEquivalence']>,
    ParentType,
    ContextType,
    Partial<StandardEquivalentsArgs>
  >;
};

export type StandardEquivalenceResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['StandardEquivalence'] =
    ResolversParentTypes['StandardEquivalence'],
> = {
  standard?: Resolver<ResolversTypes['Standard'], ParentType, ContextType>;
  edition?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  otherEdition?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  degree?: Resolver<ResolversTypes['CorrespondenceDegree'], ParentType, ContextType>;
  adopts?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  differences?: Resolver<
    ReadonlyArray<ResolversTypes['StandardDifference']>,
    ParentType,
    ContextType
  >;
  from?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  until?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
};

export type StandardDifferenceResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['StandardDifference'] =
    ResolversParentTypes['StandardDifference'],
> = {
  clause?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  territory?: Resolver<Maybe<ResolversTypes['TerritoryCode']>, ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type StandardEditionResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['StandardEdition'] =
    ResolversParentTypes['StandardEdition'],
> = {
  edition?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  supersededOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  lastIssueOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  transitionEndsOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
};

export type MarketResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['Market'] = ResolversParentTypes['Market'],
  FederationReferenceType extends FederationReferenceTypes['Market'] =
    FederationReferenceTypes['Market'],
> = {
  __resolveReference?: ReferenceResolver<
    Maybe<ResolversTypes['Market']> | FederationReferenceType,
    FederationReferenceType,
    ContextType
  >;
  code?: Resolver<ResolversTypes['TerritoryCode'], ParentType, ContextType>;
  name?: Resolver<
    Maybe<ResolversTypes['String']>,
    ParentType,
    ContextType,
    RequireFields<MarketNameArgs, 'locale'>
  >;
  kind?: Resolver<ResolversTypes['MarketKind'], ParentType, ContextType>;
  members?: Resolver<ReadonlyArray<ResolversTypes['MarketMember']>, ParentType, ContextType>;
  agreements?: Resolver<
    ReadonlyArray<ResolversTypes['Agreement']>,
    ParentType,
    ContextType,
    Partial<MarketAgreementsArgs>
  >;
  acceptedFrom?: Resolver<
    ResolversTypes['AcceptedRouteConnection'],
    ParentType,
    ContextType,
    RequireFields<MarketAcceptedFromArgs, 'purpose' | 'first'>
  >;
};

export type AcceptedRouteResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['AcceptedRoute'] = ResolversParentTypes['AcceptedRoute'],
> = {
  kind?: Resolver<ResolversTypes['RouteKind'], ParentType, ContextType>;
  agreement?: Resolver<Maybe<ResolversTypes['Agreement']>, ParentType, ContextType>;
  annex?: Resolver<Maybe<ResolversTypes['Annex']>, ParentType, ContextType>;
  schemes?: Resolver<ReadonlyArray<ResolversTypes['Scheme']>, ParentType, ContextType>;
  sectors?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  issuers?: Resolver<ReadonlyArray<ResolversTypes['AcceptedIssuer']>, ParentType, ContextType>;
};

export type AcceptedIssuerResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['AcceptedIssuer'] =
    ResolversParentTypes['AcceptedIssuer'],
> = {
  territory?: Resolver<Maybe<ResolversTypes['TerritoryCode']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['AcceptanceState'], ParentType, ContextType>;
  reasons?: Resolver<ReadonlyArray<ResolversTypes['Reason']>, ParentType, ContextType>;
  accepts?: Resolver<ReadonlyArray<ResolversTypes['PresentedObject']>, ParentType, ContextType>;
};

export type AcceptedRouteConnectionResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['AcceptedRouteConnection'] =
    ResolversParentTypes['AcceptedRouteConnection'],
> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['AcceptedRouteEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['AcceptedRoute']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AcceptedRouteEdgeResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['AcceptedRouteEdge'] =
    ResolversParentTypes['AcceptedRouteEdge'],
> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['AcceptedRoute'], ParentType, ContextType>;
};

export type MarketMemberResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['MarketMember'] = ResolversParentTypes['MarketMember'],
> = {
  territory?: Resolver<ResolversTypes['TerritoryCode'], ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  until?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
};

export type AgreementStatisticsResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['AgreementStatistics'] =
    ResolversParentTypes['AgreementStatistics'],
> = {
  asOf?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  knownAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  agreements?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  counts?: Resolver<ResolversTypes['AgreementCounts'], ParentType, ContextType>;
  kinds?: Resolver<ReadonlyArray<ResolversTypes['AgreementKindCounts']>, ParentType, ContextType>;
};

export type AgreementKindCountsResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['AgreementKindCounts'] =
    ResolversParentTypes['AgreementKindCounts'],
> = {
  kind?: Resolver<ResolversTypes['AgreementKind'], ParentType, ContextType>;
  counts?: Resolver<ResolversTypes['AgreementCounts'], ParentType, ContextType>;
};

export type AgreementCountsResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['AgreementCounts'] =
    ResolversParentTypes['AgreementCounts'],
> = {
  inForce?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  annexes?: Resolver<ResolversTypes['AnnexCounts'], ParentType, ContextType>;
  parties?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AnnexCountsResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['AnnexCounts'] = ResolversParentTypes['AnnexCounts'],
> = {
  inForce?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  suspended?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  notUpdated?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  rulesUnknown?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AgreementConnectionResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['AgreementConnection'] =
    ResolversParentTypes['AgreementConnection'],
> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['AgreementEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Agreement']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AgreementEdgeResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['AgreementEdge'] = ResolversParentTypes['AgreementEdge'],
> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Agreement'], ParentType, ContextType>;
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

export type Resolvers<ContextType = unknown> = {
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  TerritoryCode?: GraphQLScalarType;
  Evidence?: GraphQLScalarType;
  Query?: QueryResolvers<ContextType>;
  Recognition?: RecognitionResolvers<ContextType>;
  Reason?: ReasonResolvers<ContextType>;
  Route?: RouteResolvers<ContextType>;
  MarketRecognition?: MarketRecognitionResolvers<ContextType>;
  RecognitionHistory?: RecognitionHistoryResolvers<ContextType>;
  RecognitionInterval?: RecognitionIntervalResolvers<ContextType>;
  Explanation?: ExplanationResolvers<ContextType>;
  GateReport?: GateReportResolvers<ContextType>;
  ReliedFact?: ReliedFactResolvers<ContextType>;
  RouteReport?: RouteReportResolvers<ContextType>;
  AnswerChange?: AnswerChangeResolvers<ContextType>;
  RecognitionOutcome?: RecognitionOutcomeResolvers<ContextType>;
  Acceptance?: AcceptanceResolvers<ContextType>;
  AskedQuestion?: AskedQuestionResolvers<ContextType>;
  Product?: ProductResolvers<ContextType>;
  Claim?: ClaimResolvers<ContextType>;
  Certificate?: CertificateResolvers<ContextType>;
  Agreement?: AgreementResolvers<ContextType>;
  AgreementParty?: AgreementPartyResolvers<ContextType>;
  AgreementExchange?: AgreementExchangeResolvers<ContextType>;
  SunsetClause?: SunsetClauseResolvers<ContextType>;
  Succession?: SuccessionResolvers<ContextType>;
  Annex?: AnnexResolvers<ContextType>;
  RequirementSet?: RequirementSetResolvers<ContextType>;
  ListedProduct?: ListedProductResolvers<ContextType>;
  TechnicalDomain?: TechnicalDomainResolvers<ContextType>;
  LegacyClause?: LegacyClauseResolvers<ContextType>;
  AnnexCondition?: AnnexConditionResolvers<ContextType>;
  OriginRule?: OriginRuleResolvers<ContextType>;
  SuspensionPeriod?: SuspensionPeriodResolvers<ContextType>;
  Scheme?: SchemeResolvers<ContextType>;
  SchemeCounterpart?: SchemeCounterpartResolvers<ContextType>;
  LevelMapping?: LevelMappingResolvers<ContextType>;
  Standard?: StandardResolvers<ContextType>;
  StandardEquivalence?: StandardEquivalenceResolvers<ContextType>;
  StandardDifference?: StandardDifferenceResolvers<ContextType>;
  StandardEdition?: StandardEditionResolvers<ContextType>;
  Market?: MarketResolvers<ContextType>;
  AcceptedRoute?: AcceptedRouteResolvers<ContextType>;
  AcceptedIssuer?: AcceptedIssuerResolvers<ContextType>;
  AcceptedRouteConnection?: AcceptedRouteConnectionResolvers<ContextType>;
  AcceptedRouteEdge?: AcceptedRouteEdgeResolvers<ContextType>;
  MarketMember?: MarketMemberResolvers<ContextType>;
  AgreementStatistics?: AgreementStatisticsResolvers<ContextType>;
  AgreementKindCounts?: AgreementKindCountsResolvers<ContextType>;
  AgreementCounts?: AgreementCountsResolvers<ContextType>;
  AnnexCounts?: AnnexCountsResolvers<ContextType>;
  AgreementConnection?: AgreementConnectionResolvers<ContextType>;
  AgreementEdge?: AgreementEdgeResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
};
