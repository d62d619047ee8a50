import { fail, pass, unknown } from './checks.ts';
import type { Check } from './checks.ts';
import { decodeBase64url } from './base64url.ts';
import { DEFAULT_SKEW_SECONDS, MAX_SKEW_SECONDS, isTime } from './claims.ts';
import { isObject } from './json.ts';
import type { JsonObject } from './json.ts';
import type { KeySet } from './keyset.ts';
import { open as openToken } from './open.ts';
import type { Enquiry, Platform } from './open.ts';

/** Header of a Status List Token (draft-ietf-oauth-status-list §5.1). */
export const STATUS_LIST_HEADER = { typ: 'statuslist+jwt' } as const;

/** Status values (draft-ietf-oauth-status-list §7.1). */
export const STATUS = { VALID: 0, INVALID: 1, SUSPENDED: 2 } as const;

/** Most bytes a list may inflate to: 16 million entries of 2 bits. */
export const MAX_LIST_BYTES = 4 * 1024 * 1024;
/** Longest Status List Token read, in characters. */
const MAX_LIST_TOKEN_LENGTH = 8 * 1024 * 1024;

/** A verified list: who said it, when, and the bits. */
export interface StatusList {
  readonly uri: string;
  readonly issuer: string;
  /** Seconds since 1970. */
  readonly issuedAt: number;
  readonly bits: 1 | 2 | 4 | 8;
  readonly bytes: Uint8Array;
}

export interface StatusListOptions {
  readonly keys: KeySet;
  /** The verifier's clock, or null when it has none that it trusts: no list is fresh then. */
  readonly now: Date | null;
  readonly skewSeconds?: number;
  readonly platform?: Platform;
}

/**
 * Opens a Status List Token: strict form, a key for status lists, in its time. Null when it is not
 * one, `expired` when it was one.
 */
export async function openStatusList(
  token: string,
  { keys, now, skewSeconds = DEFAULT_SKEW_SECONDS, platform }: StatusListOptions,
): Promise<StatusList | 'expired' | null> {
  const { checks, opened } = await openToken(token, STATUS_LIST_HEADER, 'status', keys, platform, {
    maxLength: MAX_LIST_TOKEN_LENGTH,
  });
  if (!opened || checks.some(({ outcome }) => outcome !== 'PASS')) return null;
  const { claims, key } = opened;
  const { iss, sub, iat, exp } = claims;
  if (key.revokedAt !== undefined || Number(iat) > (key.retiredAt ?? Infinity)) return null;
  if (iss !== key.issuer || typeof sub !== 'string' || !isTime(iat) || !isTime(exp)) return null;
  const list = await readList(claims);
  if (!list) return null;
  const skew = Math.min(skewSeconds, MAX_SKEW_SECONDS);
  const seconds = now === null ? null : Math.floor(now.getTime() / 1000);
  if (seconds === null || seconds - skew >= exp) return 'expired';
  if (iat > seconds + skew) return null;
  return { uri: sub, issuer: key.issuer, issuedAt: iat, ...list };
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

/** Inflates zlib (RFC 1950) or gzip (RFC 1952) data; null when damaged or beyond the limit. */
export async function inflate(
  compressed: Uint8Array,
  format: 'deflate' | 'gzip',
  limit = MAX_LIST_BYTES,
): Promise<Uint8Array | null> {
  try {
    const source = new Blob([compressed.slice()]).stream();
    // Read by hand: not every browser iterates over a stream.
    const reader = source.pipeThrough(new DecompressionStream(format)).getReader();
    const chunks: Uint8Array[] = [];
    let length = 0;
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      const bytes = read.value as Uint8Array;
      length += bytes.length;
      if (length > limit) {
        await reader.cancel();
        return null;
      }
      chunks.push(bytes);
    }
    const whole = new Uint8Array(length);
    let offset = 0;
    for (const chunk of chunks) {
      whole.set(chunk, offset);
      offset += chunk.length;
    }
    return whole;
  } catch {
    return null;
  }
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

/** Where a token says its status stands; undefined when it says nothing, null when malformed. */
export function statusReference(
  claims: JsonObject,
): { index: number; uri: string } | null | undefined {
  const { status } = claims;
  if (status === undefined) return undefined;
  const list = isObject(status) ? status['status_list'] : undefined;
  if (!isObject(list)) return null;
  const { idx, uri } = list;
  const isIndex = typeof idx === 'number' && Number.isSafeInteger(idx) && idx >= 0;
  return isIndex && typeof uri === 'string' ? { index: idx, uri } : null;
}

/** Remembers the newest list of each address, so that an older one is not taken after it. */
export type SeenLists = Map<string, number>;

/**
 * The check of the status against the lists that the verifier has. Without the right, fresh list
 * the status is unknown; a list of another address, or an older one than before, is no list.
 */
export function statusEnquiry(
  lists: readonly string[],
  options: StatusListOptions,
  seen: SeenLists = new Map(),
): Enquiry {
  // Each list is opened once, however many attestations are asked about.
  const opened = new Map<string, ReturnType<typeof openStatusList>>();
  const open = (token: string): ReturnType<typeof openStatusList> => {
    const list = opened.get(token) ?? openStatusList(token, options);
    opened.set(token, list);
    return list;
  };
  return async ({ claims, key }): Promise<Check> => {
    const reference = statusReference(claims);
    if (reference === undefined) return pass('status', 'It names no status list.');
    if (reference === null)
      return fail('status', 'BAD_STATUS_REFERENCE', 'It does not say where its status stands.');
    let isStale = false;
    for (const token of lists) {
      const list = await open(token);
      if (list === 'expired') isStale = true;
      if (list === null || list === 'expired') continue;
      if (list.uri !== reference.uri || list.issuer !== key.issuer) continue;
      if (list.issuedAt < (seen.get(list.uri) ?? 0)) continue;
      seen.set(list.uri, list.issuedAt);
      return statusCheck(statusAt(list, reference.index));
    }
    return unknown(
      'status',
      isStale ? 'STATUS_LIST_EXPIRED' : 'NO_STATUS_LIST',
      'Whether it has been revoked is not known: no fresh status list of its issuer was given.',
    );
  };
}

/** The check that a status makes; null: there is no such place in the list. */
export function statusCheck(status: number | null): Check {
  switch (status) {
    case STATUS.VALID:
      return pass('status', 'It has been neither revoked nor suspended.');
    case STATUS.INVALID:
      return fail('status', 'REVOKED', 'It has been revoked.');
    case STATUS.SUSPENDED:
      return fail('status', 'SUSPENDED', 'It is suspended: not to be relied on for now.');
    default:
      return fail('status', 'OUTSIDE_STATUS_LIST', 'Its place is not in the status list.');
  }
}
