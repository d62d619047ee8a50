/* Generated from schema/bodies.graphql by `npm run generate`. Do not edit. */
import type * as Facts from './facts.ts';
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
  /** The organisation with this identifier; null: unknown. */
  readonly body: Maybe<Body>;
  /** Organisations, in ascending order of id. */
  readonly bodies: BodyConnection;
};

/** What can be asked, by anyone: the data are public. */
export type QueryBodyArgs = {
  id: Scalars['ID']['input'];
  knownAt?: InputMaybe<Scalars['DateTime']['input']>;
};

/** What can be asked, by anyone: the data are public. */
export type QueryBodiesArgs = {
  filter?: InputMaybe<BodyFilter>;
  knownAt?: InputMaybe<Scalars['DateTime']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** An organisation that certifies, tests, inspects, accredits or supervises (ISO/IEC 17000). */
export type Body = {
  /** Identifier. */
  readonly id: Scalars['ID']['output'];
  /** Name in the language asked for, else in English, else in any; null: unnamed. */
  readonly name: Maybe<Scalars['String']['output']>;
  /** Names in every language known. */
  readonly names: ReadonlyArray<LocalName>;
  /** Role in conformity assessment. */
  readonly kind: BodyKind;
  /** Where it is established. */
  readonly territory: Scalars['TerritoryCode']['output'];
  /** Accreditations it holds (ISO/IEC 17011). */
  readonly accreditations: ReadonlyArray<Accreditation>;
  /** Accreditations it has granted, for an accreditation body. */
  readonly accredits: AccreditationConnection;
  /** Approvals by the authorities of territories. */
  readonly approvals: ReadonlyArray<Approval>;
  /** Statuses under accreditation agreements, for an accreditation body. */
  readonly signatories: ReadonlyArray<Signatory>;
  /** Designations under agreements. */
  readonly designations: ReadonlyArray<Designation>;
  /** Orders and prohibitions against it. */
  readonly debarments: ReadonlyArray<Debarment>;
  /** When the hub learnt of it; null: always known. */
  readonly recordedAt: Maybe<Scalars['DateTime']['output']>;
};

/** An organisation that certifies, tests, inspects, accredits or supervises (ISO/IEC 17000). */
export type BodyNameArgs = {
  locale?: InputMaybe<Locale>;
};

/** An organisation that certifies, tests, inspects, accredits or supervises (ISO/IEC 17000). */
export type BodyAccreditsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** A text in one language. */
export type LocalName = {
  /** Language tag, BCP 47 (`en`, `zh`). */
  readonly language: Scalars['String']['output'];
  /** The text. */
  readonly text: Scalars['String']['output'];
};

/** Role of an organisation. */
export type BodyKind =
  /** Accredits others (ISO/IEC 17011). */
  | 'ACCREDITATION_BODY'
  /** Certifies (ISO/IEC 17021-1, 17024, 17065). */
  | 'CERTIFICATION_BODY'
  /** Tests or calibrates (ISO/IEC 17025). */
  | 'LABORATORY'
  /** Inspects (ISO/IEC 17020). */
  | 'INSPECTION_BODY'
  /** Public authority. */
  | 'AUTHORITY';

/** State of an accreditation, signatory status, designation or approval on a day. */
export type LifecycleStatus =
  /** Before its first day. */
  | 'FUTURE'
  /** In force. */
  | 'ACTIVE'
  /** Suspended. */
  | 'SUSPENDED'
  /** Withdrawn. */
  | 'WITHDRAWN'
  /** After its last day. */
  | 'EXPIRED';

/** Kind of event in the life of an accreditation, signatory status, designation or approval. */
export type LifecycleEventType =
  /** Suspended. */
  | 'SUSPENDED'
  /** In force again. */
  | 'RESTORED'
  /** Withdrawn. */
  | 'WITHDRAWN';

/** Something that happened to an accreditation, signatory status, designation or approval. */
export type LifecycleEvent = {
  /** What happened. */
  readonly type: LifecycleEventType;
  /** Day from which it takes effect. */
  readonly effectiveFrom: Scalars['Date']['output'];
  /** Legal ground or reason. */
  readonly reason: Maybe<Scalars['String']['output']>;
  /** When the hub learnt of it; null: on the day it took effect. */
  readonly recordedAt: Maybe<Scalars['DateTime']['output']>;
};

/** A period, half-open. */
export type Period = {
  /** First day; null: since ever. */
  readonly from: Maybe<Scalars['Date']['output']>;
  /** First day after it; null: open. */
  readonly until: Maybe<Scalars['Date']['output']>;
};

/** Accreditation of a body by an accreditation body (ISO/IEC 17011). */
export type Accreditation = {
  /** Identifier. */
  readonly id: Scalars['ID']['output'];
  /** Body that accredits; null when no source describes it. */
  readonly accreditedBy: Maybe<Body>;
  /** Accredited body; null when no source describes it. */
  readonly body: Maybe<Body>;
  /** Scope items: each sector of a certificate must be covered by one. */
  readonly scope: ReadonlyArray<AccreditationScope>;
  /** What happened to it, in order of effect. */
  readonly events: ReadonlyArray<LifecycleEvent>;
  /** First day; null: since ever. */
  readonly from: Maybe<Scalars['Date']['output']>;
  /** First day after it; null: open. */
  readonly until: Maybe<Scalars['Date']['output']>;
  /** State on a day. */
  readonly statusOn: LifecycleStatus;
  /** When the hub learnt of it; null: always known. */
  readonly recordedAt: Maybe<Scalars['DateTime']['output']>;
};

/** Accreditation of a body by an accreditation body (ISO/IEC 17011). */
export type AccreditationStatusOnArgs = {
  date?: InputMaybe<Scalars['Date']['input']>;
};

/** One item of the scope of an accreditation. Everything given must agree. */
export type AccreditationScope = {
  /** Accreditation norm (`ISO/IEC 17021-1`). */
  readonly norm: Scalars['String']['output'];
  /** Standard; null: any. */
  readonly standard: Maybe<Standard>;
  /** Scheme; null: any. */
  readonly scheme: Maybe<Scheme>;
  /** Sector codes; empty: any. */
  readonly sectors: ReadonlyArray<Scalars['String']['output']>;
  /** First day; null: since ever. */
  readonly from: Maybe<Scalars['Date']['output']>;
  /** First day after it; null: open. */
  readonly until: Maybe<Scalars['Date']['output']>;
};

/** Approval of a body by the authority of a territory, for example by CNCA, or notification of a notified body. */
export type Approval = {
  /** Approved body; null when no source describes it. */
  readonly body: Maybe<Body>;
  /** Territory whose authority approves. */
  readonly territory: Scalars['TerritoryCode']['output'];
  /** Approving authority; null: not stated. */
  readonly authority: Maybe<Scalars['String']['output']>;
  /** Schemes covered; empty: all. */
  readonly schemes: ReadonlyArray<Scheme>;
  /** What happened to it, in order of effect. */
  readonly events: ReadonlyArray<LifecycleEvent>;
  /** First day; null: since ever. */
  readonly from: Maybe<Scalars['Date']['output']>;
  /** First day after it; null: open. */
  readonly until: Maybe<Scalars['Date']['output']>;
  /** State on a day. */
  readonly statusOn: LifecycleStatus;
};

/** Approval of a body by the authority of a territory, for example by CNCA, or notification of a notified body. */
export type ApprovalStatusOnArgs = {
  date?: InputMaybe<Scalars['Date']['input']>;
};

/** Status of an accreditation body under an accreditation agreement, for one norm or sub-scope, through one region. */
export type Signatory = {
  /** The accreditation body; null when no source describes it. */
  readonly accreditationBody: Maybe<Body>;
  /** The accreditation agreement (`IAF-MLA`, `ILAC-MRA`). */
  readonly agreement: Maybe<Agreement>;
  /** Accreditation norm (level 3). */
  readonly norm: Scalars['String']['output'];
  /** 2 and 3: main scope (activity, norm); 4 and 5: sub-scope. */
  readonly level: Scalars['Int']['output'];
  /** Normative document of the sub-scope; null: main scope. */
  readonly standard: Maybe<Standard>;
  /** Recognised regional group through which the status is held; null: directly. */
  readonly region: Maybe<Scalars['String']['output']>;
  /** What happened to it, in order of effect. */
  readonly events: ReadonlyArray<LifecycleEvent>;
  /** First day; null: since ever. */
  readonly from: Maybe<Scalars['Date']['output']>;
  /** First day after it; null: open. */
  readonly until: Maybe<Scalars['Date']['output']>;
  /** State on a day. */
  readonly statusOn: LifecycleStatus;
};

/** Status of an accreditation body under an accreditation agreement, for one norm or sub-scope, through one region. */
export type SignatoryStatusOnArgs = {
  date?: InputMaybe<Scalars['Date']['input']>;
};

/** Designation or listing of a body under an agreement. */
export type Designation = {
  /** Designated body; null when no source describes it. */
  readonly body: Maybe<Body>;
  /** The agreement. */
  readonly agreement: Maybe<Agreement>;
  /** Annexes of the agreement, by id; empty: all. */
  readonly annexes: ReadonlyArray<Scalars['String']['output']>;
  /** Designating authority; null: not stated. */
  readonly by: Maybe<Scalars['String']['output']>;
  /** What happened to it, in order of effect. */
  readonly events: ReadonlyArray<LifecycleEvent>;
  /** Periods in which the other side contests the body. */
  readonly contested: ReadonlyArray<Period>;
  /** First day; null: since ever. */
  readonly from: Maybe<Scalars['Date']['output']>;
  /** First day after it; null: open. */
  readonly until: Maybe<Scalars['Date']['output']>;
  /** State on a day. */
  readonly statusOn: LifecycleStatus;
};

/** Designation or listing of a body under an agreement. */
export type DesignationStatusOnArgs = {
  date?: InputMaybe<Scalars['Date']['input']>;
};

/** Order of the home authority against a body or, with a market, prohibition by that market. */
export type Debarment = {
  /** Deciding authority; null: not stated. */
  readonly by: Maybe<Scalars['String']['output']>;
  /** The market that prohibits it; null: a general order. */
  readonly market: Maybe<Scalars['TerritoryCode']['output']>;
  /** Whether certificates issued before the order lose effect too. */
  readonly voidsEarlier: Scalars['Boolean']['output'];
  /** Legal ground; null: not stated. */
  readonly basis: Maybe<Scalars['String']['output']>;
  /** First day. */
  readonly from: Scalars['Date']['output'];
  /** First day after it; null: open. */
  readonly until: Maybe<Scalars['Date']['output']>;
};

/** Language of a text, BCP 47. */
export type Locale =
  /** English. */
  | 'en'
  /** Chinese. */
  | 'zh';

/** Which organisations to list. Every condition given must hold. */
export type BodyFilter = {
  /** Role. */
  readonly kind?: InputMaybe<BodyKind>;
  /** Where it is established. */
  readonly territory?: InputMaybe<Scalars['TerritoryCode']['input']>;
  /** Text that the identifier or a name contains, in any case of letters. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** Holds an accreditation of this accreditation body, by id, active on `on`. */
  readonly accreditedBy?: InputMaybe<Scalars['ID']['input']>;
  /** Holds an accreditation to this norm active on `on`. */
  readonly norm?: InputMaybe<Scalars['String']['input']>;
  /** Holds an approval of this territory active on `on`. */
  readonly approvedIn?: InputMaybe<Scalars['TerritoryCode']['input']>;
  /** Holds an approval for this scheme, by id, active on `on`. */
  readonly approvedFor?: InputMaybe<Scalars['String']['input']>;
  /** Holds a designation under this agreement, by id, active on `on`. */
  readonly designatedUnder?: InputMaybe<Scalars['ID']['input']>;
  /** Day for the conditions above. Default: today. */
  readonly on?: InputMaybe<Scalars['Date']['input']>;
};

/** A page of organisations (Relay). */
export type BodyConnection = {
  /** Organisations with their cursors. */
  readonly edges: ReadonlyArray<BodyEdge>;
  /** Organisations without cursors. */
  readonly nodes: ReadonlyArray<Body>;
  /** Where the page lies. */
  readonly pageInfo: PageInfo;
  /** How many there are in all pages. */
  readonly totalCount: Scalars['Int']['output'];
};

/** An organisation in a page. */
export type BodyEdge = {
  /** Opaque position, for `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The organisation. */
  readonly node: Body;
};

/** A page of accreditations (Relay). */
export type AccreditationConnection = {
  /** Accreditations with their cursors. */
  readonly edges: ReadonlyArray<AccreditationEdge>;
  /** Accreditations without cursors. */
  readonly nodes: ReadonlyArray<Accreditation>;
  /** Where the page lies. */
  readonly pageInfo: PageInfo;
  /** How many there are in all pages. */
  readonly totalCount: Scalars['Int']['output'];
};

/** An accreditation in a page. */
export type AccreditationEdge = {
  /** Opaque position, for `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The accreditation. */
  readonly node: Accreditation;
};

/** A page of designations (Relay). */
export type DesignationConnection = {
  /** Designations with their cursors. */
  readonly edges: ReadonlyArray<DesignationEdge>;
  /** Designations without cursors. */
  readonly nodes: ReadonlyArray<Designation>;
  /** Where the page lies. */
  readonly pageInfo: PageInfo;
  /** How many there are in all pages. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A designation in a page. */
export type DesignationEdge = {
  /** Opaque position, for `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The designation. */
  readonly node: Designation;
};

/** A page of signatory statuses (Relay). */
export type SignatoryConnection = {
  /** Statuses with their cursors. */
  readonly edges: ReadonlyArray<SignatoryEdge>;
  /** Statuses without cursors. */
  readonly nodes: ReadonlyArray<Signatory>;
  /** Where the page lies. */
  readonly pageInfo: PageInfo;
  /** How many there are in all pages. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A signatory status in a page. */
export type SignatoryEdge = {
  /** Opaque position, for `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The status. */
  readonly node: Signatory;
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
  /** Records of the certificate and of the registers; null: not available. */
  readonly certificateEvidence: Maybe<Scalars['Evidence']['output']>;
  /** Records of the issuing body and of the accreditation body; null: not available. */
  readonly bodyEvidence: Maybe<Scalars['Evidence']['output']>;
};

/** A certificate, test report, inspection report or market status: what a conformity assessment body attested. */
export type Certificate = {
  /** Number as printed by the issuer. */
  readonly number: Scalars['String']['output'];
  /** Records of the certificate and of the registers; null: not available. */
  readonly certificateEvidence: Maybe<Scalars['Evidence']['output']>;
  /** Records of the issuing body and of the accreditation body; null: not available. */
  readonly bodyEvidence: Maybe<Scalars['Evidence']['output']>;
};

/** How the answer to a question changes with the day. */
export type RecognitionHistory = {
  /** The question and its days, encoded: opaque to clients. */
  readonly id: Scalars['ID']['output'];
  /** Records of the certificate and of the registers; null: not available. */
  readonly certificateEvidence: Maybe<Scalars['Evidence']['output']>;
  /** Records of the issuing body and of the accreditation body; null: not available. */
  readonly bodyEvidence: Maybe<Scalars['Evidence']['output']>;
};

/** Treaty, customs union, multilateral agreement, accreditation agreement or unilateral act, as data. */
export type Agreement = {
  /** Identifier. */
  readonly id: Scalars['ID']['output'];
  /** Bodies designated under it, in ascending order of the body's id. */
  readonly designations: Maybe<DesignationConnection>;
  /** Statuses of accreditation bodies under it, in ascending order of the body's id. */
  readonly signatories: Maybe<SignatoryConnection>;
};

/** Treaty, customs union, multilateral agreement, accreditation agreement or unilateral act, as data. */
export type AgreementDesignationsArgs = {
  knownAt?: InputMaybe<Scalars['DateTime']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** Treaty, customs union, multilateral agreement, accreditation agreement or unilateral act, as data. */
export type AgreementSignatoriesArgs = {
  knownAt?: InputMaybe<Scalars['DateTime']['input']>;
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
  Body: Body;
  Accreditation: Accreditation;
  Recognition: Recognition;
  Certificate: Certificate;
  RecognitionHistory: RecognitionHistory;
  Agreement: Agreement;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Body: { __typename: 'Body' } & GraphQLRecursivePick<FederationTypes['Body'], { id: true }>;
  Accreditation: { __typename: 'Accreditation' } & GraphQLRecursivePick<
    FederationTypes['Accreditation'],
    { id: true }
  >;
  Recognition: { __typename: 'Recognition' } & GraphQLRecursivePick<
    FederationTypes['Recognition'],
    { id: true }
  > &
    (
      | Record<PropertyKey, never>
      | GraphQLRecursivePick<FederationTypes['Recognition'], { certificateEvidence: true }>
    );
  Certificate: { __typename: 'Certificate' } & GraphQLRecursivePick<
    FederationTypes['Certificate'],
    { number: true }
  > &
    (
      | Record<PropertyKey, never>
      | GraphQLRecursivePick<FederationTypes['Certificate'], { certificateEvidence: true }>
    );
  RecognitionHistory: { __typename: 'RecognitionHistory' } & GraphQLRecursivePick<
    FederationTypes['RecognitionHistory'],
    { id: true }
  > &
    (
      | Record<PropertyKey, never>
      | GraphQLRecursivePick<FederationTypes['RecognitionHistory'], { certificateEvidence: true }>
    );
  Agreement: { __typename: 'Agreement' } & GraphQLRecursivePick<
    FederationTypes['Agreement'],
    { id: true }
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
  Body: ResolverTypeWrapper<Facts.Body & { readonly asKnownAt?: string | undefined }>;
  LocalName: ResolverTypeWrapper<LocalName>;
  BodyKind: BodyKind;
  LifecycleStatus: LifecycleStatus;
  LifecycleEventType: LifecycleEventType;
  LifecycleEvent: ResolverTypeWrapper<Facts.LifecycleEvent>;
  Period: ResolverTypeWrapper<Facts.DesignationContested>;
  Accreditation: ResolverTypeWrapper<
    Facts.Accreditation & { readonly asKnownAt?: string | undefined }
  >;
  AccreditationScope: ResolverTypeWrapper<Facts.AccreditationScope>;
  Approval: ResolverTypeWrapper<Facts.Approval & { readonly asKnownAt?: string | undefined }>;
  Signatory: ResolverTypeWrapper<Facts.Signatory & { readonly asKnownAt?: string | undefined }>;
  Designation: ResolverTypeWrapper<Facts.Designation & { readonly asKnownAt?: string | undefined }>;
  Debarment: ResolverTypeWrapper<Facts.Debarment>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Locale: Locale;
  BodyFilter: BodyFilter;
  BodyConnection: ResolverTypeWrapper<
    Omit<BodyConnection, 'edges' | 'nodes'> & {
      edges: ReadonlyArray<ResolversTypes['BodyEdge']>;
      nodes: ReadonlyArray<ResolversTypes['Body']>;
    }
  >;
  BodyEdge: ResolverTypeWrapper<Omit<BodyEdge, 'node'> & { node: ResolversTypes['Body'] }>;
  AccreditationConnection: ResolverTypeWrapper<
    Omit<AccreditationConnection, 'edges' | 'nodes'> & {
      edges: ReadonlyArray<ResolversTypes['AccreditationEdge']>;
      nodes: ReadonlyArray<ResolversTypes['Accreditation']>;
    }
  >;
  AccreditationEdge: ResolverTypeWrapper<
    Omit<AccreditationEdge, 'node'> & { node: ResolversTypes['Accreditation'] }
  >;
  DesignationConnection: ResolverTypeWrapper<
    Omit<DesignationConnection, 'edges' | 'nodes'> & {
      edges: ReadonlyArray<ResolversTypes['DesignationEdge']>;
      nodes: ReadonlyArray<ResolversTypes['Designation']>;
    }
  >;
  DesignationEdge: ResolverTypeWrapper<
    Omit<DesignationEdge, 'node'> & { node: ResolversTypes['Designation'] }
  >;
  SignatoryConnection: ResolverTypeWrapper<
    Omit<SignatoryConnection, 'edges' | 'nodes'> & {
      edges: ReadonlyArray<ResolversTypes['SignatoryEdge']>;
      nodes: ReadonlyArray<ResolversTypes['Signatory']>;
    }
  >;
  SignatoryEdge: ResolverTypeWrapper<
    Omit<SignatoryEdge, 'node'> & { node: ResolversTypes['Signatory'] }
  >;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Recognition: ResolverTypeWrapper<{ readonly id: string; readonly certificateEvidence?: unknown }>;
  Certificate: ResolverTypeWrapper<{
    readonly number: string;
    readonly certificateEvidence?: unknown;
  }>;
  RecognitionHistory: ResolverTypeWrapper<{
    readonly id: string;
    readonly certificateEvidence?: unknown;
  }>;
  Agreement: ResolverTypeWrapper<{ readonly id: string }>;
  Scheme: ResolverTypeWrapper<Scheme>;
  Standard: ResolverTypeWrapper<Standard>;
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
  Body: Facts.Body & { readonly asKnownAt?: string | undefined };
  LocalName: LocalName;
  LifecycleEvent: Facts.LifecycleEvent;
  Period: Facts.DesignationContested;
  Accreditation: Facts.Accreditation & { readonly asKnownAt?: string | undefined };
  AccreditationScope: Facts.AccreditationScope;
  Approval: Facts.Approval & { readonly asKnownAt?: string | undefined };
  Signatory: Facts.Signatory & { readonly asKnownAt?: string | undefined };
  Designation: Facts.Designation & { readonly asKnownAt?: string | undefined };
  Debarment: Facts.Debarment;
  Boolean: Scalars['Boolean']['output'];
  BodyFilter: BodyFilter;
  BodyConnection: Omit<BodyConnection, 'edges' | 'nodes'> & {
    edges: ReadonlyArray<ResolversParentTypes['BodyEdge']>;
    nodes: ReadonlyArray<ResolversParentTypes['Body']>;
  };
  BodyEdge: Omit<BodyEdge, 'node'> & { node: ResolversParentTypes['Body'] };
  AccreditationConnection: Omit<AccreditationConnection, 'edges' | 'nodes'> & {
    edges: ReadonlyArray<ResolversParentTypes['AccreditationEdge']>;
    nodes: ReadonlyArray<ResolversParentTypes['Accreditation']>;
  };
  AccreditationEdge: Omit<AccreditationEdge, 'node'> & {
    node: ResolversParentTypes['Accreditation'];
  };
  DesignationConnection: Omit<DesignationConnection, 'edges' | 'nodes'> & {
    edges: ReadonlyArray<ResolversParentTypes['DesignationEdge']>;
    nodes: ReadonlyArray<ResolversParentTypes['Designation']>;
  };
  DesignationEdge: Omit<DesignationEdge, 'node'> & { node: ResolversParentTypes['Designation'] };
  SignatoryConnection: Omit<SignatoryConnection, 'edges' | 'nodes'> & {
    edges: ReadonlyArray<ResolversParentTypes['SignatoryEdge']>;
    nodes: ReadonlyArray<ResolversParentTypes['Signatory']>;
  };
  SignatoryEdge: Omit<SignatoryEdge, 'node'> & { node: ResolversParentTypes['Signatory'] };
  PageInfo: PageInfo;
  Recognition: { readonly id: string; readonly certificateEvidence?: unknown };
  Certificate: { readonly number: string; readonly certificateEvidence?: unknown };
  RecognitionHistory: { readonly id: string; readonly certificateEvidence?: unknown };
  Agreement: { readonly id: string };
  Scheme: Scheme;
  Standard: Standard;
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
  body?: Resolver<
    Maybe<ResolversTypes['Body']>,
    ParentType,
    ContextType,
    RequireFields<QueryBodyArgs, 'id'>
  >;
  bodies?: Resolver<
    ResolversTypes['BodyConnection'],
    ParentType,
    ContextType,
    RequireFields<QueryBodiesArgs, 'first'>
  >;
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
  name?: Resolver<
    Maybe<ResolversTypes['String']>,
    ParentType,
    ContextType,
    RequireFields<BodyNameArgs, 'locale'>
  >;
  names?: Resolver<ReadonlyArray<ResolversTypes['LocalName']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['BodyKind'], ParentType, ContextType>;
  territory?: Resolver<ResolversTypes['TerritoryCode'], ParentType, ContextType>;
  accreditations?: Resolver<
    ReadonlyArray<ResolversTypes['Accreditation']>,
    ParentType,
    ContextType
  >;
  accredits?: Resolver<
    ResolversTypes['AccreditationConnection'],
    ParentType,
    ContextType,
    RequireFields<BodyAccreditsArgs, 'first'>
  >;
  approvals?: Resolver<ReadonlyArray<ResolversTypes['Approval']>, ParentType, ContextType>;
  signatories?: Resolver<ReadonlyArray<ResolversTypes['Signatory']>, ParentType, ContextType>;
  designations?: Resolver<ReadonlyArray<ResolversTypes['Designation']>, ParentType, ContextType>;
  debarments?: Resolver<ReadonlyArray<ResolversTypes['Debarment']>, ParentType, ContextType>;
  recordedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type LocalNameResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['LocalName'] = ResolversParentTypes['LocalName'],
> = {
  language?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type LifecycleEventResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['LifecycleEvent'] =
    ResolversParentTypes['LifecycleEvent'],
> = {
  type?: Resolver<ResolversTypes['LifecycleEventType'], ParentType, ContextType>;
  effectiveFrom?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  recordedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type PeriodResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['Period'] = ResolversParentTypes['Period'],
> = {
  from?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  until?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
};

export type AccreditationResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['Accreditation'] = ResolversParentTypes['Accreditation'],
  FederationReferenceType extends FederationReferenceTypes['Accreditation'] =
    FederationReferenceTypes['Accreditation'],
> = {
  __resolveReference?: ReferenceResolver<
    Maybe<ResolversTypes['Accreditation']> | FederationReferenceType,
    FederationReferenceType,
    ContextType
  >;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  accreditedBy?: Resolver<Maybe<ResolversTypes['Body']>, ParentType, ContextType>;
  body?: Resolver<Maybe<ResolversTypes['Body']>, ParentType, ContextType>;
  scope?: Resolver<ReadonlyArray<ResolversTypes['AccreditationScope']>, ParentType, ContextType>;
  events?: Resolver<ReadonlyArray<ResolversTypes['LifecycleEvent']>, ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  until?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  statusOn?: Resolver<
    ResolversTypes['LifecycleStatus'],
    ParentType,
    ContextType,
    Partial<AccreditationStatusOnArgs>
  >;
  recordedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type AccreditationScopeResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['AccreditationScope'] =
    ResolversParentTypes['AccreditationScope'],
> = {
  norm?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  standard?: Resolver<Maybe<ResolversTypes['Standard']>, ParentType, ContextType>;
  scheme?: Resolver<Maybe<ResolversTypes['Scheme']>, ParentType, ContextType>;
  sectors?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  until?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
};

export type ApprovalResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['Approval'] = ResolversParentTypes['Approval'],
> = {
  body?: Resolver<Maybe<ResolversTypes['Body']>, ParentType, ContextType>;
  territory?: Resolver<ResolversTypes['TerritoryCode'], ParentType, ContextType>;
  authority?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  schemes?: Resolver<ReadonlyArray<ResolversTypes['Scheme']>, ParentType, ContextType>;
  events?: Resolver<ReadonlyArray<ResolversTypes['LifecycleEvent']>, ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  until?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  statusOn?: Resolver<
    ResolversTypes['LifecycleStatus'],
    ParentType,
    ContextType,
    Partial<ApprovalStatusOnArgs>
  >;
};

export type SignatoryResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['Signatory'] = ResolversParentTypes['Signatory'],
> = {
  accreditationBody?: Resolver<Maybe<ResolversTypes['Body']>, ParentType, ContextType>;
  agreement?: Resolver<Maybe<ResolversTypes['Agreement']>, ParentType, ContextType>;
  norm?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  level?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  standard?: Resolver<Maybe<ResolversTypes['Standard']>, ParentType, ContextType>;
  region?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  events?: Resolver<ReadonlyArray<ResolversTypes['LifecycleEvent']>, ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  until?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  statusOn?: Resolver<
    ResolversTypes['LifecycleStatus'],
    ParentType,
    ContextType,
    Partial<SignatoryStatusOnArgs>
  >;
};

export type DesignationResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['Designation'] = ResolversParentTypes['Designation'],
> = {
  body?: Resolver<Maybe<ResolversTypes['Body']>, ParentType, ContextType>;
  agreement?: Resolver<Maybe<ResolversTypes['Agreement']>, ParentType, ContextType>;
  annexes?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  by?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  events?: Resolver<ReadonlyArray<ResolversTypes['LifecycleEvent']>, ParentType, ContextType>;
  contested?: Resolver<ReadonlyArray<ResolversTypes['Period']>, ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  until?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  statusOn?: Resolver<
    ResolversTypes['LifecycleStatus'],
    ParentType,
    ContextType,
    Partial<DesignationStatusOnArgs>
  >;
};

export type DebarmentResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['Debarment'] = ResolversParentTypes['Debarment'],
> = {
  by?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  market?: Resolver<Maybe<ResolversTypes['TerritoryCode']>, ParentType, ContextType>;
  voidsEarlier?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  basis?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  from?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  until?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
};

export type BodyConnectionResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['BodyConnection'] =
    ResolversParentTypes['BodyConnection'],
> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['BodyEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Body']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type BodyEdgeResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['BodyEdge'] = ResolversParentTypes['BodyEdge'],
> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Body'], ParentType, ContextType>;
};

export type AccreditationConnectionResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['AccreditationConnection'] =
    ResolversParentTypes['AccreditationConnection'],
> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['AccreditationEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Accreditation']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AccreditationEdgeResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['AccreditationEdge'] =
    ResolversParentTypes['AccreditationEdge'],
> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Accreditation'], ParentType, ContextType>;
};

export type DesignationConnectionResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['DesignationConnection'] =
    ResolversParentTypes['DesignationConnection'],
> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['DesignationEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Designation']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type DesignationEdgeResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['DesignationEdge'] =
    ResolversParentTypes['DesignationEdge'],
> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Designation'], ParentType, ContextType>;
};

export type SignatoryConnectionResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['SignatoryConnection'] =
    ResolversParentTypes['SignatoryConnection'],
> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['SignatoryEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Signatory']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SignatoryEdgeResolvers<
  ContextType = unknown,
  ParentType extends ResolversParentTypes['SignatoryEdge'] = ResolversParentTypes['SignatoryEdge'],
> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Signatory'], ParentType, ContextType>;
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
  bodyEvidence?: Resolver<Maybe<ResolversTypes['Evidence']>, ParentType, ContextType>;
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
  bodyEvidence?: Resolver<Maybe<ResolversTypes['Evidence']>, ParentType, ContextType>;
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
  bodyEvidence?: Resolver<Maybe<ResolversTypes['Evidence']>, ParentType, ContextType>;
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
  designations?: Resolver<
    Maybe<ResolversTypes['DesignationConnection']>,
    ParentType,
    ContextType,
    RequireFields<AgreementDesignationsArgs, 'first'>
  >;
  signatories?: Resolver<
    Maybe<ResolversTypes['SignatoryConnection']>,
    ParentType,
    ContextType,
    RequireFields<AgreementSignatoriesArgs, 'first'>
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

export type Resolvers<ContextType = unknown> = {
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  TerritoryCode?: GraphQLScalarType;
  Evidence?: GraphQLScalarType;
  Query?: QueryResolvers<ContextType>;
  Body?: BodyResolvers<ContextType>;
  LocalName?: LocalNameResolvers<ContextType>;
  LifecycleEvent?: LifecycleEventResolvers<ContextType>;
  Period?: PeriodResolvers<ContextType>;
  Accreditation?: AccreditationResolvers<ContextType>;
  AccreditationScope?: AccreditationScopeResolvers<ContextType>;
  Approval?: ApprovalResolvers<ContextType>;
  Signatory?: SignatoryResolvers<ContextType>;
  Designation?: DesignationResolvers<ContextType>;
  Debarment?: DebarmentResolvers<ContextType>;
  BodyConnection?: BodyConnectionResolvers<ContextType>;
  BodyEdge?: BodyEdgeResolvers<ContextType>;
  AccreditationConnection?: AccreditationConnectionResolvers<ContextType>;
  AccreditationEdge?: AccreditationEdgeResolvers<ContextType>;
  DesignationConnection?: DesignationConnectionResolvers<ContextType>;
  DesignationEdge?: DesignationEdgeResolvers<ContextType>;
  SignatoryConnection?: SignatoryConnectionResolvers<ContextType>;
  SignatoryEdge?: SignatoryEdgeResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Recognition?: RecognitionResolvers<ContextType>;
  Certificate?: CertificateResolvers<ContextType>;
  RecognitionHistory?: RecognitionHistoryResolvers<ContextType>;
  Agreement?: AgreementResolvers<ContextType>;
  Scheme?: SchemeResolvers<ContextType>;
  Standard?: StandardResolvers<ContextType>;
};
