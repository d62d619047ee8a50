import type { z } from 'zod';
import { wholeNumber } from './forms.ts';
import {
  CONNECTIONS_PER_ADDRESS,
  FEED_STREAMS,
  HEAVY_WORK,
  LOOKUPS,
  LOOKUPS_OF_OBJECT,
  MANIFESTS,
  PACE,
  UPLOADS,
  WORK,
} from './limits.ts';

/** How much may be used in how many seconds. */
export interface Quota {
  readonly points: number;
  readonly perSeconds: number;
}

/** How slow the other side of a stream may be. */
export interface PaceLimits {
  /** Milliseconds that may be waited for it in any case. */
  readonly graceMs: number;
  /** Each second more must have been earned by as many bytes. */
  readonly bytesPerSecond: number;
}

/** How many may be held at once. */
export interface PlaceLimits {
  /** By all callers together; a quarter of them by callers with a token only. */
  readonly total: number;
  /** By one caller. */
  readonly perCaller: number;
}

const many = wholeNumber(1, 1_000_000);
const atOnce = wholeNumber(1, 100_000);

/** Limits that an operator may set, by the names of their environment variables. */
export const LIMIT_VARIABLES = {
  LIMIT_LOOKUPS_PER_DAY: wholeNumber(1, 999_999_999).default(LOOKUPS.points),
  LIMIT_QUESTIONS_PER_MINUTE: many.default(LOOKUPS_OF_OBJECT.points),
  LIMIT_WORK_PER_MINUTE: wholeNumber(1, 999_999_999).default(WORK.points),
  LIMIT_CONNECTIONS_PER_ADDRESS: atOnce.default(CONNECTIONS_PER_ADDRESS),
  LIMIT_HEAVY_WORK: wholeNumber(1, 8).default(HEAVY_WORK.atOnce),
  LIMIT_MANIFESTS: atOnce.default(MANIFESTS.total),
  LIMIT_MANIFESTS_PER_CALLER: atOnce.default(MANIFESTS.perCaller),
  LIMIT_UPLOADS: atOnce.default(UPLOADS.total),
  LIMIT_UPLOADS_PER_CALLER: atOnce.default(UPLOADS.perCaller),
  LIMIT_FEED_STREAMS: atOnce.default(FEED_STREAMS.total),
  LIMIT_FEED_STREAMS_PER_CALLER: atOnce.default(FEED_STREAMS.perCaller),
  LIMIT_STREAM_GRACE_MS: wholeNumber(100, 600_000).default(PACE.graceMs),
  LIMIT_STREAM_BYTES_PER_SECOND: many.default(PACE.bytesPerSecond),
} as const;

type Given = { [Name in keyof typeof LIMIT_VARIABLES]: z.output<(typeof LIMIT_VARIABLES)[Name]> };

/** The limits that a hub runs with. */
export interface Limits {
  readonly lookups: Quota;
  readonly object: Quota;
  readonly work: Quota;
  /** Connections that one address may have open at once. */
  readonly connectionsPerAddress: number;
  /** Readings of the whole store under way at once. */
  readonly heavyWork: number;
  readonly manifests: PlaceLimits;
  readonly uploads: PlaceLimits;
  readonly feedStreams: PlaceLimits;
  readonly pace: PaceLimits;
}

export const limitsOf = (given: Given): Limits => ({
  lookups: { ...LOOKUPS, points: given.LIMIT_LOOKUPS_PER_DAY },
  object: { ...LOOKUPS_OF_OBJECT, points: given.LIMIT_QUESTIONS_PER_MINUTE },
  work: { ...WORK, points: given.LIMIT_WORK_PER_MINUTE },
  connectionsPerAddress: given.LIMIT_CONNECTIONS_PER_ADDRESS,
  heavyWork: given.LIMIT_HEAVY_WORK,
  manifests: { total: given.LIMIT_MANIFESTS, perCaller: given.LIMIT_MANIFESTS_PER_CALLER },
  uploads: { total: given.LIMIT_UPLOADS, perCaller: given.LIMIT_UPLOADS_PER_CALLER },
  feedStreams: {
    total: given.LIMIT_FEED_STREAMS,
    perCaller: given.LIMIT_FEED_STREAMS_PER_CALLER,
  },
  pace: {
    graceMs: given.LIMIT_STREAM_GRACE_MS,
    bytesPerSecond: given.LIMIT_STREAM_BYTES_PER_SECOND,
  },
});
