import { fail, pass, unknown } from './checks.ts';
import type { Check } from './checks.ts';
import { decodeBase64url } from './format/base64url.ts';
import { DEFAULT_SKEW_SECONDS, MAX_SKEW_SECONDS, isTime } from './claims.ts';
import { inflate } from './format/inflate.ts';
import { isObject } from './format/json.ts';
import type { JsonObject } from './format/json.ts';
import type { KeySet } from './keyset.ts';
import { MAX_DOCUMENT_LENGTH } from './format/limits.ts';
import { verifySignature } from './verify-signature.ts';
import type { StatusCheck, Platform } from './verify-signature.ts';
import { statusReference } from './status-reference.ts';

/** Header of a Status List Token (draft-ietf-oauth-status-list §5.1). */
export const STATUS_LIST_HEADER = { typ: 'statuslist+jwt' } as const;

/** Status values (draft-ietf-oauth-status-list §7.1). */
export const STATUS = { VALID: 0, INVALID: 1, SUSPENDED: 2 } as const;

/** A verified list: who said it, when, and the bits. */
export interface StatusList {
  readonly uri: string;
  readonly issuer: string;
  /** Seconds since 1970. */
  readonly issuedAt: number;
  /** Seconds after which a newer one should be asked for (`ttl`); absent: it does not say. */
  readonly ttl?: number;
  readonly bits: 1 | 2 | 4 | 8;
  readonly bytes: Uint8Array;
}

export interface StatusListOptions {
  readonly keys: KeySet;
  /** The verifier's clock; null or absent: none that it trusts, and no list is fresh then. */
  readonly now?: Date | null;
  readonly skewSeconds?: number;
  /** Whether a list past its `ttl` leaves the status unknown, as for goods of high risk; default: its age is said. */
  readonly refuseStale?: boolean;
  readonly platform?: Platform;
}

/** A list that was signed, and whether it may still be believed. */
export interface ReadStatusList {
  readonly list: StatusList;
  readonly isExpired: boolean;
}

/** Opens a Status List Token, see readStatusList: null when it is not one, `expired` when it was one. */
export async function verifyStatusList(
  token: string,
  options: StatusListOptions,
): Promise<StatusList | 'expired' | null> {
  const read = await readStatusList(token, options);
  return read && (read.isExpired ? 'expired' : read.list);
}

/** Reads a Status List Token: strict form, a key for status lists, its time begun. Null when it is not one. */
export async function readStatusList(
  token: string,
  { keys, now = null, skewSeconds = DEFAULT_SKEW_SECONDS, platform }: StatusListOptions,
): Promise<ReadStatusList | null> {
  const { checks, opened } = await verifySignature(
    token,
    STATUS_LIST_HEADER,
    'status',
    keys,
    platform,
    {
      maxLength: MAX_DOCUMENT_LENGTH,
    },
  );
  if (!opened || checks.some(({ outcome }) => outcome !== 'PASS')) return null;
  const { claims, key } = opened;
  const { iss, sub, iat, exp, ttl } = claims;
  if (key.revokedAt !== undefined || Number(iat) > (key.retiredAt ?? Infinity)) return null;
  if (iss !== key.issuer || typeof sub !== 'string' || !isTime(iat) || !isTime(exp)) return null;
  if (ttl !== undefined && !(isTime(ttl) && ttl > 0)) return null;
  const list = await readList(claims);
  if (!list) return null;
  const skew = Math.min(skewSeconds, MAX_SKEW_SECONDS);
  const seconds = now === null ? null : Math.floor(now.getTime() / 1000);
  if (seconds !== null && iat > seconds + skew) return null;
  return {
    list: {
      uri: sub,
      issuer: key.issuer,
      issuedAt: iat,
      ...(ttl === undefined ? {} : { ttl }),
      ...list,
    },
    isExpired: seconds === null || seconds - skew >= exp,
  };
}

async function readList(claims: JsonObject): Promise<Pick<StatusList, 'bits' | 'bytes'> | null> {
  const list = claims['status_list'];
  if (!isObject(list) || typeof list['lst'] !== 'string') return null;
  const { bits, lst } = list;
  if (bits !== 1 && bits !== 2 && bits !== 4 && bits !== 8) return null;
  const compressed = decodeBase64url(lst);
  const bytes = compressed && (await inflate(compressed, 'deflate'));
  return bytes && { bits, bytes };
}

/** The status at an index, least significant bits first (§4.1); null out of bounds. */
export function statusAt(
  { bits, bytes }: Pick<StatusList, 'bits' | 'bytes'>,
  index: number,
): number | null {
  if (!Number.isSafeInteger(index) || index < 0) return null;
  const perByte = 8 / bits;
  const byte = bytes[Math.floor(index / perByte)];
  return byte === undefined ? null : (byte >> ((index % perByte) * bits)) & ((1 << bits) - 1);
}

/** Remembers the newest list of each address, so that an older one is not taken after it. */
export type SeenLists = Map<string, number>;

/**
 * The check of the status against the lists that the verifier has; of several the newest counts. Without
 * the right, fresh list the status is unknown; a list of another address, or an older one than before,
 * is no list.
 */
export function statusListCheck(
  lists: readonly string[],
  options: StatusListOptions,
  seen: SeenLists = new Map(),
): StatusCheck {
  // Each list is opened once, however many attestations are asked about.
  let opened: Promise<readonly (ReadStatusList | null)[]> | undefined;
  return async ({ claims, key }): Promise<Check> => {
    const reference = statusReference(claims);
    if (!reference)
      return fail('status', 'BAD_STATUS_REFERENCE', 'It does not say where its status stands.');
    opened ??= Promise.all(lists.map((token) => readStatusList(token, options)));
    const named = (await opened)
      .filter((read) => read !== null)
      .filter(({ list }) => list.uri === reference.uri && list.issuer === key.issuer);
    const newest = Math.max(
      ...named.map(({ list }) => list.issuedAt),
      seen.get(reference.uri) ?? 0,
    );
    const latest = named.filter(({ list }) => list.issuedAt === newest);
    if (latest.length > 0) seen.set(reference.uri, newest);
    const checks = latest.map((read) => checkIn(read, reference.index, options));
    // Of two that were signed in the same second, the one that speaks against it counts.
    return (
      checks.find(({ outcome }) => outcome === 'FAIL') ??
      checks.find(({ outcome }) => outcome === 'UNKNOWN') ??
      checks[0] ??
      unknown('status', 'NO_STATUS_LIST', NO_LIST)
    );
  };
}

const NO_LIST =
  'Whether it has been revoked is not known: no fresh status list of its issuer was given.';

/** The status at an index of a list. An expired list still tells what was revoked: that is for good. */
function checkIn(
  { list, isExpired }: ReadStatusList,
  index: number,
  { now, refuseStale = false }: StatusListOptions,
): Check {
  const status = statusAt(list, index);
  if (isExpired && status !== STATUS.INVALID)
    return unknown('status', 'STATUS_LIST_EXPIRED', NO_LIST);
  return statusCheck(status, now ? ageOf(list, now) : undefined, refuseStale);
}

/** Seconds since a list was signed, if a newer one should have been asked for meanwhile. */
export function ageOf(
  { issuedAt, ttl }: Pick<StatusList, 'issuedAt' | 'ttl'>,
  now: Date,
): number | undefined {
  const age = Math.floor(now.getTime() / 1000) - issuedAt;
  return ttl !== undefined && age > ttl ? age : undefined;
}

/**
 * The check that a status makes.
 * @param status null: there is no such place in the list
 * @param age of a list past its `ttl`, in seconds
 */
export function statusCheck(status: number | null, age?: number, refuseStale = false): Check {
  const found = checkOf(status);
  if (age === undefined || found.outcome !== 'PASS') return found;
  if (refuseStale)
    return { ...unknown('status', 'STATUS_LIST_STALE', `Its status ${since(age)}.`), age };
  return {
    ...found,
    message: `It had been neither revoked nor suspended; this ${since(age)}.`,
    age,
  };
}

const MINUTE = 60;
const HOUR = 3600;

const since = (age: number): string =>
  `is ${age < HOUR ? `${Math.floor(age / MINUTE)} min` : `${Math.floor(age / HOUR)} h`} old and should have been asked for anew`;

function checkOf(status: number | null): Check {
  switch (status) {
    case null:
      return fail('status', 'OUTSIDE_STATUS_LIST', 'Its place is not in the status list.');
    case STATUS.VALID:
      return pass('status', 'It has been neither revoked nor suspended.');
    case STATUS.INVALID:
      return fail('status', 'REVOKED', 'It has been revoked.');
    case STATUS.SUSPENDED:
      return fail('status', 'SUSPENDED', 'It is suspended: not to be relied on for now.');
    default:
      return unknown(
        'status',
        'UNKNOWN_STATUS_VALUE',
        'Its status has a value whose meaning is not known here.',
      );
  }
}
