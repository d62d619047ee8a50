/* Generated from schema/attestations.graphql by `npm run generate`. Do not edit. */
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
  _FieldSet: { input: string; output: string };
};

/** What can be asked, by anyone: the data are public. */
export type Query = {
  /** The attestation with this identifier; null: this hub issued none. */
  readonly attestation: Maybe<Attestation>;
  /** Verifies an attestation of this hub or of a partner, naming each check. */
  readonly verifyAttestation: Verification;
  /** Verifies up to 100 attestations as `verifyAttestation` does, in the same order. */
  readonly verifyAttestations: ReadonlyArray<Verification>;
};

/** What can be asked, by anyone: the data are public. */
export type QueryAttestationArgs = {
  id: Scalars['ID']['input'];
};

/** What can be asked, by anyone: the data are public. */
export type QueryVerifyAttestationArgs = {
  jws: Scalars['String']['input'];
  audience?: InputMaybe<Scalars['String']['input']>;
};

/** What can be asked, by anyone: the data are public. */
export type QueryVerifyAttestationsArgs = {
  tokens: ReadonlyArray<Scalars['String']['input']>;
  audience?: InputMaybe<Scalars['String']['input']>;
};

/** What can be done, by those whose token says so. */
export type Mutation = {
  /** Asks the question as of today and, if the answer is recognition, signs it. */
  readonly issueAttestation: IssueAttestationResult;
  /** Up to 1,000 requests as of `issueAttestation`, in the same order, each with a result of its own: a certificate that the token does not permit is an `InvalidInput` with the code `FORBIDDEN`. */
  readonly issueAttestations: ReadonlyArray<IssueAttestationResult>;
  /** Presents an attestation of a partner: verified, its claim becomes a fact with its origin, and the question is answered by this hub's own facts and agreements. */
  readonly presentAttestation: PresentAttestationResult;
  /** Revokes an attestation for good. Revoking twice changes nothing. */
  readonly revokeAttestation: RevokeAttestationResult;
  /** Suspends an attestation until it is reinstated. A revoked one stays revoked. */
  readonly suspendAttestation: SuspendAttestationResult;
  /** Reinstates a suspended attestation, if the question is still answered as it was signed; else its status says otherwise. */
  readonly reinstateAttestation: ReinstateAttestationResult;
};

/** What can be done, by those whose token says so. */
export type MutationIssueAttestationArgs = {
  input: IssueAttestationInput;
};

/** What can be done, by those whose token says so. */
export type MutationIssueAttestationsArgs = {
  inputs: ReadonlyArray<IssueAttestationInput>;
};

/** What can be done, by those whose token says so. */
export type MutationPresentAttestationArgs = {
  input: PresentAttestationInput;
};

/** What can be done, by those whose token says so. */
export type MutationRevokeAttestationArgs = {
  input: RevokeAttestationInput;
};

/** What can be done, by those whose token says so. */
export type MutationSuspendAttestationArgs = {
  input: SuspendAttestationInput;
};

/** What can be done, by those whose token says so. */
export type MutationReinstateAttestationArgs = {
  input: ReinstateAttestationInput;
};

/** A signed statement that a certificate is recognised in a market (W3C VC 2.0, secured per VC-JOSE-COSE). It does not replace the certificate. */
export type Attestation = {
  /** Identifier: SHA-256 of the signing input, so that it does not depend on the signature. */
  readonly id: Scalars['ID']['output'];
  /** Compact JWS (RFC 7515), `vc+jwt`. */
  readonly jws: Scalars['String']['output'];
  /** Who it is meant for: the market's authority. */
  readonly audience: Scalars['String']['output'];
  /** When it was signed. */
  readonly issuedAt: Scalars['DateTime']['output'];
  /** When it ends: the earliest of the next change of the answer, the limits of freshness and the life asked for. */
  readonly expiresAt: Scalars['DateTime']['output'];
  /** Whether it may be relied on now. */
  readonly status: AttestationStatus;
  /** When its status last changed; null: it never did. */
  readonly statusChangedAt: Maybe<Scalars['DateTime']['output']>;
  /** Why its status last changed: an officer's words, or reason codes; null: it never did. */
  readonly statusReason: Maybe<Scalars['String']['output']>;
  /** Who changed its status last; null: it never changed. */
  readonly statusCause: Maybe<StatusCause>;
  /** When it was revoked; null: it was not. */
  readonly revokedAt: Maybe<Scalars['DateTime']['output']>;
  /** Why it was revoked; null: it was not. */
  readonly revocationReason: Maybe<Scalars['String']['output']>;
  /** The question, answered from the facts as known when it was signed. */
  readonly recognition: Maybe<Recognition>;
  /** The answer as it was signed. */
  readonly attested: AttestedAnswer;
  /** The certificate attested; null: no longer known. */
  readonly certificate: Maybe<Certificate>;
  /** Where to fetch it. */
  readonly url: Scalars['String']['output'];
};

/** Whether an attestation may be relied on. */
export type AttestationStatus =
  /** In force. */
  | 'VALID'
  /** Set aside for the time being. */
  | 'SUSPENDED'
  /** Revoked for good. */
  | 'REVOKED'
  /** Past its end. */
  | 'EXPIRED';

/** Who changed the status of an attestation. */
export type StatusCause =
  /** An officer ordered it. */
  | 'AUTHORITY'
  /** The facts as recorded demand it. */
  | 'FACTS';

/** The answer that an attestation carries. */
export type AttestedAnswer = {
  /** Number of the certificate. */
  readonly certificate: Scalars['String']['output'];
  /** Market. */
  readonly market: Scalars['TerritoryCode']['output'];
  /** Day the answer is for. */
  readonly asOf: Scalars['Date']['output'];
  /** Instant whose knowledge it rests on. */
  readonly knownAt: Scalars['DateTime']['output'];
  /** The answer. */
  readonly status: RecognitionStatus;
  /** Why, in canonical order. */
  readonly reasons: ReadonlyArray<Reason>;
  /** Identifier of the agreement, or `DOMESTIC`. */
  readonly route: Scalars['String']['output'];
  /** Annex of the agreement, by id; null: none. */
  readonly annex: Maybe<Scalars['String']['output']>;
  /** First later day on which the answer differs; null: it does not. */
  readonly changesOn: Maybe<Scalars['Date']['output']>;
};

/** What to attest. */
export type IssueAttestationInput = {
  /** The question; its day must be today, or left out. */
  readonly question: RecognitionQuestion;
  /** Who the attestation is meant for: the market's authority, as a URI or DID. */
  readonly audience: Scalars['String']['input'];
  /** Days for which it should hold, 1 to 30; it ends earlier when the answer does. */
  readonly validDays?: InputMaybe<Scalars['Int']['input']>;
};

/** Outcome of issuing. */
export type IssueAttestationResult = Attestation | NotRecognised | InvalidInput;

/** The answer is not recognition, so nothing was signed. */
export type NotRecognised = Failure & {
  /** What to know or do. */
  readonly message: Scalars['String']['output'];
  /** The answer. */
  readonly status: RecognitionStatus;
  /** Why, in canonical order. */
  readonly reasons: ReadonlyArray<Reason>;
  /** The answer in full. */
  readonly recognition: Maybe<Recognition>;
};

/** The input cannot be acted on. */
export type InvalidInput = Failure & {
  /** What to know or do. */
  readonly message: Scalars['String']['output'];
  /** Each fault. */
  readonly faults: ReadonlyArray<InputFault>;
};

/** One fault of an input. */
export type InputFault = {
  /** Stable code. */
  readonly code: Scalars['String']['output'];
  /** Where, as a path in the input (`question.asOf`). */
  readonly path: Scalars['String']['output'];
  /** What to do. */
  readonly message: Scalars['String']['output'];
};

/** Which attestation to revoke, and why. */
export type RevokeAttestationInput = {
  /** Identifier. */
  readonly id: Scalars['ID']['input'];
  /** Ground, for the public record; no personal data. */
  readonly reason: Scalars['String']['input'];
};

/** Outcome of revoking. */
export type RevokeAttestationResult = Attestation | AttestationNotFound | InvalidInput;

/** Which attestation to suspend, and why. */
export type SuspendAttestationInput = {
  /** Identifier. */
  readonly id: Scalars['ID']['input'];
  /** Ground, for the public record; no personal data. */
  readonly reason: Scalars['String']['input'];
};

/** Outcome of suspending. */
export type SuspendAttestationResult = Attestation | AttestationNotFound | InvalidInput;

/** Which attestation to reinstate, and why. */
export type ReinstateAttestationInput = {
  /** Identifier. */
  readonly id: Scalars['ID']['input'];
  /** Ground, for the public record; no personal data. */
  readonly reason: Scalars['String']['input'];
};

/** Outcome of reinstating. */
export type ReinstateAttestationResult = Attestation | AttestationNotFound | InvalidInput;

/** This hub issued no such attestation. */
export type AttestationNotFound = Failure & {
  /** What to know or do. */
  readonly message: Scalars['String']['output'];
  /** Identifier asked for. */
  readonly id: Scalars['ID']['output'];
};

/** An attestation of a partner, as received. */
export type PresentAttestationInput = {
  /** Compact JWS (RFC 7515), exactly as received. */
  readonly jws: Scalars['String']['input'];
  /** Its place in the partner's log (C2SP tlog-proof), when one has it. Without, it is asked for where it is needed. */
  readonly logProof?: InputMaybe<Scalars['String']['input']>;
};

/** Outcome of presenting. */
export type PresentAttestationResult = PresentedAttestation | InvalidInput;

/** An attestation of a partner, and what has become of it here. */
export type PresentedAttestation = {
  /** The verification, check by check. */
  readonly verification: Verification;
  /** What was taken from it. */
  readonly evidence: PresentedEvidence;
  /** The question it answers for its issuer, answered for the home territory by this hub's own facts; null: it asks none. */
  readonly recognition: Maybe<Recognition>;
};

/** What was taken from a presented attestation. */
export type PresentedEvidence =
  /** Its certificate was recorded as a fact, with where it comes from. */
  | 'RECORDED'
  /** It had been presented before. */
  | 'KNOWN'
  /** A register of this hub says the same of the certificate; nothing was added. */
  | 'CONFIRMED'
  /** A register of this hub says otherwise of the certificate; nothing was added. */
  | 'CONFLICTING'
  /** A later attestation of the same certificate has been presented; nothing was added. */
  | 'OUTDATED'
  /** Nothing: it did not verify. */
  | 'NONE';

/** An expected failure. */
export type Failure = {
  /** What to know or do. */
  readonly message: Scalars['String']['output'];
};

/** Result of verifying an attestation, check by check. */
export type Verification = {
  /** The result. */
  readonly verdict: Verdict;
  /** Every check, in the order made. */
  readonly checks: ReadonlyArray<Check>;
  /** Identifier of the attestation; null: it could not be read. */
  readonly id: Maybe<Scalars['ID']['output']>;
  /** Who signed it; null unless its signature is valid. */
  readonly issuer: Maybe<Scalars['String']['output']>;
  /** Who it is meant for; null unless its signature is valid. */
  readonly audience: Maybe<Scalars['String']['output']>;
  /** When it was signed; null unless its signature is valid. */
  readonly issuedAt: Maybe<Scalars['DateTime']['output']>;
  /** When it ends; null unless its signature is valid. */
  readonly expiresAt: Maybe<Scalars['DateTime']['output']>;
  /** The answer it carries; null unless its signature is valid. */
  readonly attested: Maybe<AttestedAnswer>;
};

/** Result of verifying. */
export type Verdict =
  /** Every check that was asked for passed, those of the time and the status among them. */
  | 'VALID'
  /** A check failed. */
  | 'INVALID'
  /** No check failed, but one could not be made. */
  | 'UNKNOWN';

/** One check of a verification. */
export type Check = {
  /** What was checked, stable (`signature`, `issuer`, `audience`, `time`, `status`). */
  readonly name: Scalars['String']['output'];
  /** How it went. */
  readonly outcome: CheckOutcome;
  /** Stable code of the failure; null: passed, or not asked for. */
  readonly code: Maybe<Scalars['String']['output']>;
  /** What was found. */
  readonly message: Scalars['String']['output'];
};

/** How a check went. */
export type CheckOutcome =
  /** Passed. */
  | 'PASSED'
  /** Failed. */
  | 'FAILED'
  /** Could not be made. */
  | 'UNKNOWN'
  /** Was not asked for, so nothing is known of it. */
  | 'NOT_CHECKED';

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

/** Language of a text, BCP 47. */
export type Locale =
  /** English. */
  | 'en'
  /** Chinese. */
  | 'zh';

/** The answer to a question of recognition, with coded reasons (gates 1 to 12 of the rule). */
export type Recognition = {
  /** The question, encoded: opaque to clients. */
  readonly id: Scalars['ID']['output'];
};

/** A certificate, test report, inspection report or market status: what a conformity assessment body attested. */
export type Certificate = {
  /** Its issuer and its number, both percent-encoded: two bodies may use one number (`CL-B/2026%2F77`). */
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
  Attestation: Attestation;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Attestation: { __typename: 'Attestation' } & GraphQLRecursivePick<
    FederationTypes['Attestation'],
    { id: true }
  >;
};

/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  IssueAttestationResult:
    | (Omit<Attestation, 'recognition' | 'attested' | 'certificate'> & {
        recognition?: Maybe<_RefType['Recognition']>;
        attested: _RefType['AttestedAnswer'];
        certificate?: Maybe<_RefType['Certificate']>;
      })
    | (Omit<NotRecognised, 'reasons' | 'recognition'> & {
        reasons: ReadonlyArray<_RefType['Reason']>;
        recognition?: Maybe<_RefType['Recognition']>;
      })
    | InvalidInput;
  RevokeAttestationResult:
    | (Omit<Attestation, 'recognition' | 'attested' | 'certificate'> & {
        recognition?: Maybe<_RefType['Recognition']>;
        attested: _RefType['AttestedAnswer'];
        certificate?: Maybe<_RefType['Certificate']>;
      })
    | AttestationNotFound
    | InvalidInput;
  SuspendAttestationResult:
    | (Omit<Attestation, 'recognition' | 'attested' | 'certificate'> & {
        recognition?: Maybe<_RefType['Recognition']>;
        attested: _RefType['AttestedAnswer'];
        certificate?: Maybe<_RefType['Certificate']>;
      })
    | AttestationNotFound
    | InvalidInput;
  ReinstateAttestationResult:
    | (Omit<Attestation, 'recognition' | 'attested' | 'certificate'> & {
        recognition?: Maybe<_RefType['Recognition']>;
        attested: _RefType['AttestedAnswer'];
        certificate?: Maybe<_RefType['Certificate']>;
      })
    | AttestationNotFound
    | InvalidInput;
  PresentAttestationResult:
    | (Omit<PresentedAttestation, 'verification' | 'recognition'> & {
        verification: _RefType['Verification'];
        recognition?: Maybe<_RefType['Recognition']>;
      })
    | InvalidInput;
};

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Failure:
    | (Omit<NotRecognised, 'reasons' | 'recognition'> & {
        reasons: ReadonlyArray<_RefType['Reason']>;
        recognition?: Maybe<_RefType['Recognition']>;
      })
    | InvalidInput
    | AttestationNotFound;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Date: ResolverTypeWrapper<Scalars['Date']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  TerritoryCode: ResolverTypeWrapper<Scalars['TerritoryCode']['output']>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Attestation: ResolverTypeWrapper<
    Omit<Attestation, 'recognition' | 'attested' | 'certificate'> & {
      recognition?: Maybe<ResolversTypes['Recognition']>;
      attested: ResolversTypes['AttestedAnswer'];
      certificate?: Maybe<ResolversTypes['Certificate']>;
    }
  >;
  AttestationStatus: AttestationStatus;
  StatusCause: StatusCause;
  AttestedAnswer: ResolverTypeWrapper<
    Omit<AttestedAnswer, 'reasons'> & { reasons: ReadonlyArray<ResolversTypes['Reason']> }
  >;
  IssueAttestationInput: IssueAttestationInput;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  IssueAttestationResult: ResolverTypeWrapper<
    ResolversUnionTypes<ResolversTypes>['IssueAttestationResult']
  >;
  NotRecognised: ResolverTypeWrapper<
    Omit<NotRecognised, 'reasons' | 'recognition'> & {
      reasons: ReadonlyArray<ResolversTypes['Reason']>;
      recognition?: Maybe<ResolversTypes['Recognition']>;
    }
  >;
  InvalidInput: ResolverTypeWrapper<InvalidInput>;
  InputFault: ResolverTypeWrapper<InputFault>;
  RevokeAttestationInput: RevokeAttestationInput;
  RevokeAttestationResult: ResolverTypeWrapper<
    ResolversUnionTypes<ResolversTypes>['RevokeAttestationResult']
  >;
  SuspendAttestationInput: SuspendAttestationInput;
  SuspendAttestationResult: ResolverTypeWrapper<
    ResolversUnionTypes<ResolversTypes>['SuspendAttestationResult']
  >;
  ReinstateAttestationInput: ReinstateAttestationInput;
  ReinstateAttestationResult: ResolverTypeWrapper<
    ResolversUnionTypes<ResolversTypes>['ReinstateAttestationResult']
  >;
  AttestationNotFound: ResolverTypeWrapper<AttestationNotFound>;
  PresentAttestationInput: PresentAttestationInput;
  PresentAttestationResult: ResolverTypeWrapper<
    ResolversUnionTypes<ResolversTypes>['PresentAttestationResult']
  >;
  PresentedAttestation: ResolverTypeWrapper<
    Omit<PresentedAttestation, 'verification' | 'recognition'> & {
      verification: ResolversTypes['Verification'];
      recognition?: Maybe<ResolversTypes['Recognition']>;
    }
  >;
  PresentedEvidence: PresentedEvidence;
  Failure: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Failure']>;
  Verification: ResolverTypeWrapper<
    Omit<Verification, 'attested'> & { attested?: Maybe<ResolversTypes['AttestedAnswer']> }
  >;
  Verdict: Verdict;
  Check: ResolverTypeWrapper<Check>;
  CheckOutcome: CheckOutcome;
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
  Purpose: Purpose;
  SignatureCheck: SignatureCheck;
  PresentedObject: PresentedObject;
  RecognitionQuestion: RecognitionQuestion;
  ProductInput: ProductInput;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  ClaimInput: ClaimInput;
  Locale: Locale;
  Recognition: ResolverTypeWrapper<{ readonly id: string }>;
  Certificate: ResolverTypeWrapper<{ readonly id: string }>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Date: Scalars['Date']['output'];
  DateTime: Scalars['DateTime']['output'];
  TerritoryCode: Scalars['TerritoryCode']['output'];
  Query: Record<PropertyKey, never>;
  ID: Scalars['ID']['output'];
  Mutation: Record<PropertyKey, never>;
  Attestation:
    | (Omit<Attestation, 'recognition' | 'attested' | 'certificate'> & {
        recognition?: Maybe<ResolversParentTypes['Recognition']>;
        attested: ResolversParentTypes['AttestedAnswer'];
        certificate?: Maybe<ResolversParentTypes['Certificate']>;
      })
    | FederationReferenceTypes['Attestation'];
  AttestedAnswer: Omit<AttestedAnswer, 'reasons'> & {
    reasons: ReadonlyArray<ResolversParentTypes['Reason']>;
  };
  IssueAttestationInput: IssueAttestationInput;
  Int: Scalars['Int']['output'];
  IssueAttestationResult: ResolversUnionTypes<ResolversParentTypes>['IssueAttestationResult'];
  NotRecognised: Omit<NotRecognised, 'reasons' | 'recognition'> & {
    reasons: ReadonlyArray<ResolversParentTypes['Reason']>;
    recognition?: Maybe<ResolversParentTypes['Recognition']>;
  };
  InvalidInput: InvalidInput;
  InputFault: InputFault;
  RevokeAttestationInput: RevokeAttestationInput;
  RevokeAttestationResult: ResolversUnionTypes<ResolversParentTypes>['RevokeAttestationResult'];
  SuspendAttestationInput: SuspendAttestationInput;
  SuspendAttestationResult: ResolversUnionTypes<ResolversParentTypes>['SuspendAttestationResult'];
  ReinstateAttestationInput: ReinstateAttestationInput;
  ReinstateAttestationResult: ResolversUnionTypes<ResolversParentTypes>['ReinstateAttestationResult'];
  AttestationNotFound: AttestationNotFound;
  PresentAttestationInput: PresentAttestationInput;
  PresentAttestationResult: ResolversUnionTypes<ResolversParentTypes>['PresentAttestationResult'];
  PresentedAttestation: Omit<PresentedAttestation, 'verification' | 'recognition'> & {
    verification: ResolversParentTypes['Verification'];
    recognition?: Maybe<ResolversParentTypes['Recognition']>;
  };
  Failure: ResolversInterfaceTypes<ResolversParentTypes>['Failure'];
  Verification: Omit<Verification, 'attested'> & {
    attested?: Maybe<ResolversParentTypes['AttestedAnswer']>;
  };
  Check: Check;
  Reason: {
    readonly code: string;
    readonly gate: Gate;
    readonly effect: ReasonEffect;
    readonly en: string;
    readonly zh: string;
  };
  RecognitionQuestion: RecognitionQuestion;
  ProductInput: ProductInput;
  Boolean: Scalars['Boolean']['output'];
  ClaimInput: ClaimInput;
  Recognition: { readonly id: string };
  Certificate: { readonly id: string };
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

export type QueryResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query'],
> = {
  attestation?: Resolver<
    Maybe<ResolversTypes['Attestation']>,
    ParentType,
    ContextType,
    RequireFields<QueryAttestationArgs, 'id'>
  >;
  verifyAttestation?: Resolver<
    ResolversTypes['Verification'],
    ParentType,
    ContextType,
    RequireFields<QueryVerifyAttestationArgs, 'jws'>
  >;
  verifyAttestations?: Resolver<
    ReadonlyArray<ResolversTypes['Verification']>,
    ParentType,
    ContextType,
    RequireFields<QueryVerifyAttestationsArgs, 'tokens'>
  >;
};

export type MutationResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation'],
> = {
  issueAttestation?: Resolver<
    ResolversTypes['IssueAttestationResult'],
    ParentType,
    ContextType,
    RequireFields<MutationIssueAttestationArgs, 'input'>
  >;
  issueAttestations?: Resolver<
    ReadonlyArray<ResolversTypes['IssueAttestationResult']>,
    ParentType,
    ContextType,
    RequireFields<MutationIssueAttestationsArgs, 'inputs'>
  >;
  presentAttestation?: Resolver<
    ResolversTypes['PresentAttestationResult'],
    ParentType,
    ContextType,
    RequireFields<MutationPresentAttestationArgs, 'input'>
  >;
  revokeAttestation?: Resolver<
    ResolversTypes['RevokeAttestationResult'],
    ParentType,
    ContextType,
    RequireFields<MutationRevokeAttestationArgs, 'input'>
  >;
  suspendAttestation?: Resolver<
    ResolversTypes['SuspendAttestationResult'],
    ParentType,
    ContextType,
    RequireFields<MutationSuspendAttestationArgs, 'input'>
  >;
  reinstateAttestation?: Resolver<
    ResolversTypes['ReinstateAttestationResult'],
    ParentType,
    ContextType,
    RequireFields<MutationReinstateAttestationArgs, 'input'>
  >;
};

export type AttestationResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['Attestation'] = ResolversParentTypes['Attestation'],
  FederationReferenceType extends FederationReferenceTypes['Attestation'] =
    FederationReferenceTypes['Attestation'],
> = {
  __resolveReference?: ReferenceResolver<
    Maybe<ResolversTypes['Attestation']> | FederationReferenceType,
    FederationReferenceType,
    ContextType
  >;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  jws?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  audience?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  issuedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['AttestationStatus'], ParentType, ContextType>;
  statusChangedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  statusReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  statusCause?: Resolver<Maybe<ResolversTypes['StatusCause']>, ParentType, ContextType>;
  revokedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  revocationReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  recognition?: Resolver<Maybe<ResolversTypes['Recognition']>, ParentType, ContextType>;
  attested?: Resolver<ResolversTypes['AttestedAnswer'], ParentType, ContextType>;
  certificate?: Resolver<Maybe<ResolversTypes['Certificate']>, ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AttestedAnswerResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['AttestedAnswer'] =
    ResolversParentTypes['AttestedAnswer'],
> = {
  certificate?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  market?: Resolver<ResolversTypes['TerritoryCode'], ParentType, ContextType>;
  asOf?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  knownAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['RecognitionStatus'], ParentType, ContextType>;
  reasons?: Resolver<ReadonlyArray<ResolversTypes['Reason']>, ParentType, ContextType>;
  route?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  annex?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  changesOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
};

export type IssueAttestationResultResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['IssueAttestationResult'] =
    ResolversParentTypes['IssueAttestationResult'],
> = {
  __resolveType: TypeResolveFn<
    'Attestation' | 'NotRecognised' | 'InvalidInput',
    ParentType,
    ContextType
  >;
};

export type NotRecognisedResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['NotRecognised'] = ResolversParentTypes['NotRecognised'],
> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['RecognitionStatus'], ParentType, ContextType>;
  reasons?: Resolver<ReadonlyArray<ResolversTypes['Reason']>, ParentType, ContextType>;
  recognition?: Resolver<Maybe<ResolversTypes['Recognition']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InvalidInputResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['InvalidInput'] = ResolversParentTypes['InvalidInput'],
> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  faults?: Resolver<ReadonlyArray<ResolversTypes['InputFault']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InputFaultResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['InputFault'] = ResolversParentTypes['InputFault'],
> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RevokeAttestationResultResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['RevokeAttestationResult'] =
    ResolversParentTypes['RevokeAttestationResult'],
> = {
  __resolveType: TypeResolveFn<
    'Attestation' | 'AttestationNotFound' | 'InvalidInput',
    ParentType,
    ContextType
  >;
};

export type SuspendAttestationResultResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['SuspendAttestationResult'] =
    ResolversParentTypes['SuspendAttestationResult'],
> = {
  __resolveType: TypeResolveFn<
    'Attestation' | 'AttestationNotFound' | 'InvalidInput',
    ParentType,
    ContextType
  >;
};

export type ReinstateAttestationResultResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['ReinstateAttestationResult'] =
    ResolversParentTypes['ReinstateAttestationResult'],
> = {
  __resolveType: TypeResolveFn<
    'Attestation' | 'AttestationNotFound' | 'InvalidInput',
    ParentType,
    ContextType
  >;
};

export type AttestationNotFoundResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['AttestationNotFound'] =
    ResolversParentTypes['AttestationNotFound'],
> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PresentAttestationResultResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['PresentAttestationResult'] =
    ResolversParentTypes['PresentAttestationResult'],
> = {
  __resolveType: TypeResolveFn<'PresentedAttestation' | 'InvalidInput', ParentType, ContextType>;
};

export type PresentedAttestationResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['PresentedAttestation'] =
    ResolversParentTypes['PresentedAttestation'],
> = {
  verification?: Resolver<ResolversTypes['Verification'], ParentType, ContextType>;
  evidence?: Resolver<ResolversTypes['PresentedEvidence'], ParentType, ContextType>;
  recognition?: Resolver<Maybe<ResolversTypes['Recognition']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type FailureResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['Failure'] = ResolversParentTypes['Failure'],
> = {
  __resolveType: TypeResolveFn<
    'NotRecognised' | 'InvalidInput' | 'AttestationNotFound',
    ParentType,
    ContextType
  >;
};

export type VerificationResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['Verification'] = ResolversParentTypes['Verification'],
> = {
  verdict?: Resolver<ResolversTypes['Verdict'], ParentType, ContextType>;
  checks?: Resolver<ReadonlyArray<ResolversTypes['Check']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  issuer?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  audience?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  issuedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  attested?: Resolver<Maybe<ResolversTypes['AttestedAnswer']>, ParentType, ContextType>;
};

export type CheckResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['Check'] = ResolversParentTypes['Check'],
> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['CheckOutcome'], ParentType, ContextType>;
  code?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
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

export type RecognitionResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['Recognition'] = ResolversParentTypes['Recognition'],
> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type CertificateResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['Certificate'] = ResolversParentTypes['Certificate'],
> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type Resolvers<ContextType = unknown> = {
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  TerritoryCode?: GraphQLScalarType;
  Query?: QueryResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Attestation?: AttestationResolvers<ContextType>;
  AttestedAnswer?: AttestedAnswerResolvers<ContextType>;
  IssueAttestationResult?: IssueAttestationResultResolvers<ContextType>;
  NotRecognised?: NotRecognisedResolvers<ContextType>;
  InvalidInput?: InvalidInputResolvers<ContextType>;
  InputFault?: InputFaultResolvers<ContextType>;
  RevokeAttestationResult?: RevokeAttestationResultResolvers<ContextType>;
  SuspendAttestationResult?: SuspendAttestationResultResolvers<ContextType>;
  ReinstateAttestationResult?: ReinstateAttestationResultResolvers<ContextType>;
  AttestationNotFound?: AttestationNotFoundResolvers<ContextType>;
  PresentAttestationResult?: PresentAttestationResultResolvers<ContextType>;
  PresentedAttestation?: PresentedAttestationResolvers<ContextType>;
  Failure?: FailureResolvers<ContextType>;
  Verification?: VerificationResolvers<ContextType>;
  Check?: CheckResolvers<ContextType>;
  Reason?: ReasonResolvers<ContextType>;
  Recognition?: RecognitionResolvers<ContextType>;
  Certificate?: CertificateResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = unknown> = {
  requiresRole?: RequiresRoleDirectiveResolver<any, any, ContextType>;
};
