import type { z } from 'zod';
import { wholeNumber } from '../environment/forms.ts';
import {
  FEED_STREAMS,
  HEAVY_WORK,
  LOOKUPS,
  LOOKUPS_OF_OBJECT,
  MANIFESTS,
  PACE,
  UPLOADS,
} from './index.ts';
import type { PaceLimits } from './pace.ts';
import type { PlaceLimits } from './places.ts';
import type { Quota } from './window.ts';

const many = wholeNumber(1, 1_000_000);
const atOnce = wholeNumber(1, 100_000);

/** Limits that an operator may set, by the names of their environment variables. */
export const LIMIT_VARIABLES = {
  LIMIT_LOOKUPS_PER_DAY: wholeNumber(1, 999_999_999).default(LOOKUPS.points),
  LIMIT_QUESTIONS_PER_MINUTE: many.default(LOOKUPS_OF_OBJECT.points),
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
