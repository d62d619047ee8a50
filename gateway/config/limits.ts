import { QUARTER_MS } from '../../facts/model/days.ts';

/** Every limit of the front door: a named constant with its unit and the reason for its size. */

/** Bytes of a GraphQL request body: 1,000 questions in variables need about 0.4 MB. */
export const MAX_GRAPHQL_BODY_BYTES = 1_048_576;

/** Bytes of any other request body unless its route says otherwise: an attestation is about 4 kB. */
export const MAX_BODY_BYTES = 262_144;

/** Characters of a GraphQL document: an introspection query has about 2,000. */
export const MAX_DOCUMENT_CHARACTERS = 200_000;

/** Lexical tokens of a GraphQL document: 1,000 questions written out need about 11,000. */
export const MAX_TOKENS = 15_000;

/** Characters of one string in a document or its variables: the longest, a JWS, has about 8,000. */
export const MAX_STRING_CHARACTERS = 32_768;

/** Levels of nested lists and objects in variables: the deepest input of the schema has 5. */
export const MAX_VARIABLE_DEPTH = 12;

/** Levels of nested fields: certificates → edges → node → recognition → route → parties … is 8. */
export const MAX_DEPTH = 10;

/** Levels of nested introspection fields: tools ask for `ofType` down to 9 wrappers. */
export const MAX_INTROSPECTION_DEPTH = 20;

/** Fields with an alias, fragments expanded: a list of certificates has its own query. */
export const MAX_ALIASES = 100;

/** Fields of the root type in one operation, fragments expanded. */
export const MAX_ROOT_FIELDS = 50;

/** Directives in a document: only `@skip` and `@include` are of use. */
export const MAX_DIRECTIVES = 50;

/** Selected fields with fragments expanded: validation and planning take time in proportion. */
export const MAX_SELECTIONS = 2_000;

/**
 * Pairs of selections under the same response name, which validation compares with each other
 * (about 1 µs a pair).
 */
export const MAX_FIELD_PAIRS = 20_000;

/** Items of a page (`first`, `last`). */
export const PAGE_SIZE = { min: 1, max: 100 } as const;

/** Items of a list argument: `recognitions` and `issueAttestations` take 1,000. */
export const MAX_LIST_ARGUMENT = 1_000;

/**
 * Cost of an operation: one for each object it may load, so that `first: 100` of `first: 100` is
 * over the limit and 1,000 questions with reasons, route and certificate are below it.
 */
export const MAX_COST = 12_000;

/** Validation errors shown: the first tells what to correct, 500 of them are an amplifier. */
export const MAX_VALIDATION_ERRORS = 1;

/** Milliseconds to receive the head of a request. */
export const HEADERS_TIMEOUT_MS = 10_000;

/** Milliseconds to receive a body; 1 MB takes a second on a slow line. */
export const BODY_TIMEOUT_MS = 20_000;

/** Milliseconds to receive a facts document of 256 MB. */
export const UPLOAD_TIMEOUT_MS = 600_000;

/** Milliseconds an idle connection is kept: longer than the 60 s of common load balancers. */
export const KEEP_ALIVE_TIMEOUT_MS = 72_000;

/** Bytes of all request headers: an access token, which may have most of them, and a few ordinary headers. */
export const MAX_HEADER_BYTES = 16_384;

/** Milliseconds a subgraph may take: an official is waiting for the answer. */
export const SUBGRAPH_DEADLINE_MS = 5_000;

/** Milliseconds between looks for requests that are too slow to arrive. */
export const TIMEOUT_CHECK_INTERVAL_MS = 1_000;

/**
 * Seconds a shared cache may keep a public answer: how long a suspended certificate may still be
 * shown as valid. Answers say when they hold (`knownAt`).
 */
export const PUBLIC_MAX_AGE_S = 15;

/**
 * Seconds an answer may be kept that is about today when no day was named: not past midnight anywhere.
 * Somewhere it may be midnight at each quarter of an hour.
 */
export const publicMaxAge = (now: Date): number =>
  Math.min(PUBLIC_MAX_AGE_S, Math.ceil((QUARTER_MS - (now.getTime() % QUARTER_MS)) / 1000));

/**
 * Requests one caller (a token's subject, else an address, an IPv6 /64) may make: 500 a second over
 * a minute, since a customs system behind one address asks for many officials.
 */
export const REQUESTS = { points: 30_000, perSeconds: 60 } as const;

/**
 * Certificates, bodies and attestations one caller may look up by name in a day: a busy border asks for
 * some ten thousand; a client that tries numbers one after the other needs many more.
 */
export const LOOKUPS = { points: 1_000_000, perSeconds: 86_400 } as const;

/**
 * Different questions about one object in a minute by one caller without a token: 1,000 days for each of
 * a few markets. The same question again counts once; what others ask does not count.
 */
export const LOOKUPS_OF_OBJECT = { points: 6_000, perSeconds: 60 } as const;

/**
 * Looks of one caller at many facts in a minute, by their cost in objects: fifty operations of the greatest
 * cost. 3,000 countings by three dimensions of 1,000 certificates, or 60 of a million.
 */
export const WORK = { points: 600_000, perSeconds: 60 } as const;

/** Event streams open at once: each holds a socket and about 30 kB. */
export const FEED_STREAMS = { total: 10_000, perCaller: 100 } as const;

/** Manifests open at once: each holds a socket and up to 500 rows; they are answered by turns. */
export const MANIFESTS = { total: 32, perCaller: 2 } as const;

/** Facts documents received at once: each holds a socket and a file of up to 256 MiB. */
export const UPLOADS = { total: 32, perCaller: 4 } as const;

/** How slowly a stream may be sent or read; a modem does a kilobyte a second. */
export const PACE = { graceMs: 30_000, bytesPerSecond: 1_000 } as const;

/** Connections that one address may have open at once: a browser has 6, a busy machine some hundred. */
export const CONNECTIONS_PER_ADDRESS = 500;

/** Readings of the whole store under way at once: few, so that a look-up never waits for many. */
export const HEAVY_WORK = { atOnce: 2 } as const;
