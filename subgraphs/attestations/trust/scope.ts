import type { AttestationReading, Check, JsonObject } from '../verification/index.ts';
import { fail, pass } from '../verification/index.ts';

/** What a hub may speak for. */
export interface Scope {
  /** Its territory, with its ISO 3166-2 subdivisions. */
  readonly territory: string;
  /** Schemes by id; absent: all of its territory. */
  readonly schemes?: readonly string[];
  /** First and first-not-any-more day of its word (half-open); absent: since ever, open. */
  readonly from?: string;
  readonly until?: string;
}

const TERRITORY = /^[A-Z][A-Z0-9-]{1,15}$/;
const DATE = /^\d{4}-\d\d-\d\d$/;

/** Reads a scope; null when it is malformed. */
export function readScope(value: JsonObject): Scope | null {
  const { territory, schemes, from, until } = value;
  if (typeof territory !== 'string' || !TERRITORY.test(territory)) return null;
  const isList =
    Array.isArray(schemes) && schemes.length > 0 && schemes.every((one) => typeof one === 'string');
  if (schemes !== undefined && !isList) return null;
  for (const day of [from, until])
    if (day !== undefined && !(typeof day === 'string' && DATE.test(day))) return null;
  return {
    territory,
    ...(isList ? { schemes } : {}),
    ...(typeof from === 'string' ? { from } : {}),
    ...(typeof until === 'string' ? { until } : {}),
  };
}

/** What an attestation speaks about, as far as it matters for who may say it. */
export interface Subject {
  readonly territory: string;
  readonly scheme: string;
}

/**
 * Why the holder of a scope may not say something on a day; null when it may. A territory includes its
 * subdivisions, never the other way round.
 */
export function beyond(scope: Scope, { territory, scheme }: Subject, day: string): string | null {
  if (!covers(scope, territory)) return 'TERRITORY';
  if (scope.schemes && !scope.schemes.includes(scheme)) return 'SCHEME';
  if (
    (scope.from !== undefined && day < scope.from) ||
    (scope.until !== undefined && day >= scope.until)
  )
    return 'DATES';
  return null;
}

/** Whether a territory is the one of a scope or a subdivision of it. */
const covers = (scope: Scope, territory: string): boolean =>
  territory === scope.territory || territory.startsWith(`${scope.territory}-`);

/**
 * The check that what an attestation says is within a scope; without one nothing is. It is held against the
 * values that are shown, decided on and recorded: the day it was signed and the day it speaks of both count.
 */
export function scopeCheck(
  scope: Scope | undefined,
  reading: AttestationReading | undefined,
): Check {
  return scope && reading && isWithin(scope, reading)
    ? pass('scope', 'Its issuer may speak for this territory and scheme on that day.')
    : fail('scope', 'OUT_OF_SCOPE', 'Its issuer may not speak for this.');
}

function isWithin(scope: Scope, reading: AttestationReading): boolean {
  const { territory, scheme, issuedAt, question } = reading;
  if (territory === null || scheme === null) return false;
  const days = [new Date(issuedAt * 1000).toISOString().slice(0, 10)];
  if (question) days.push(question.asOf);
  return days.every((day) => beyond(scope, { territory, scheme }, day) === null);
}
