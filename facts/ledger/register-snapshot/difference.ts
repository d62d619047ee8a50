import type { Certificate, CertificateEvent } from '../../../schema/generated/facts.ts';
import { canonical } from '../../model/canonical.ts';
import { stateOn, type EntryStatus } from './status.ts';

/** A row of a register's export: a certificate, and what the register says that it is now. */
export interface RegisterEntry {
  readonly certificate: Certificate;
  readonly status: EntryStatus | undefined;
  /** First day of the status. */
  readonly statusFrom: string | undefined;
}

/** One property that is no longer what it was. */
export interface PropertyChange {
  readonly property: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** How an entry differs from what is recorded of it. */
export interface EntryDifference {
  readonly kind: 'ADDED' | 'EVENT' | 'CORRECTED';
  readonly changes: readonly PropertyChange[];
  /** The records that say so. */
  readonly facts: readonly Certificate[];
}

/** When the export was made, and when it is recorded. */
export interface SnapshotTimes {
  readonly asAt: string;
  readonly recordedAt: string;
}

/** Says that the register gives no day of a change. */
export const DAY_UNKNOWN = 'day not stated by the register: that of its snapshot';

/** What is about the record and not about the certificate. */
const ASIDE: ReadonlySet<string> = new Set([
  'events',
  'register',
  'recordedAt',
  'retractedAt',
  'note',
]);

/**
 * What an entry changes; null: nothing. What the entry leaves out stays as it is known. A later last day
 * is a renewal on the day of the snapshot; another status is an event on the day given or, lacking one, that of
 * the snapshot; anything else corrects the record, of which the old one stays known as it was.
 */
export function differenceOf(
  entry: RegisterEntry,
  known: Certificate | undefined,
  occasion: SnapshotTimes,
): EntryDifference | null {
  if (!known) return added(entry, occasion);
  const { asAt, recordedAt } = occasion;
  const stated = entry.certificate;
  const state = stateOn(known, asAt);
  const changes = changesOf(stated, { ...known, ...defined(state) });
  const measures = statusEvents(entry, state.measure, occasion);
  const isRenewal =
    changes.length > 0 &&
    changes.some(
      ({ property, before, after }) => property === 'validUntil' && String(after) > String(before),
    ) &&
    changes.every(({ property }) => property === 'validUntil' || property === 'edition');
  if (isRenewal) {
    const renewed: CertificateEvent = {
      type: 'RENEWED',
      effectiveFrom: asAt,
      ...Object.fromEntries(changes.map(({ property, after }) => [property, after])),
      recordedAt,
      note: DAY_UNKNOWN,
    };
    return eventful(known, [renewed, ...measures], changes, entry);
  }
  if (changes.length > 0) {
    const { recordedAt: _, retractedAt: __, ...base } = known;
    const events = [...(known.events ?? []).map((event) => shortened(event, stated)), ...measures];
    const corrected = {
      ...base,
      ...Object.fromEntries(changes.map(({ property, after }) => [property, after])),
      ...(events.length > 0 ? { events } : {}),
      recordedAt,
    } as Certificate;
    return {
      kind: 'CORRECTED',
      changes: [...changes, ...statusChanges(measures, entry)],
      facts: [{ ...known, retractedAt: recordedAt }, corrected],
    };
  }
  return measures.length > 0 ? eventful(known, measures, [], entry) : null;
}

/** An end of what the register no longer shows. */
export const ended = (
  known: Certificate,
  type: 'SUSPENDED' | 'WITHDRAWN' | 'CANCELLED',
  { asAt, recordedAt }: SnapshotTimes,
): Certificate =>
  withEvents(known, [
    { type, effectiveFrom: asAt, recordedAt, note: `no longer in the register; ${DAY_UNKNOWN}` },
  ]);

function added(entry: RegisterEntry, occasion: SnapshotTimes): EntryDifference {
  const { recordedAt } = occasion;
  const record = { ...entry.certificate, recordedAt };
  const events = statusEvents(entry, null, occasion);
  return {
    kind: 'ADDED',
    changes: [],
    facts: [events.length > 0 ? withEvents(record, events) : record],
  };
}

const withEvents = (known: Certificate, events: readonly CertificateEvent[]): Certificate => ({
  ...known,
  events: [...(known.events ?? []), ...events],
});

const eventful = (
  known: Certificate,
  events: readonly CertificateEvent[],
  changes: readonly PropertyChange[],
  entry: RegisterEntry,
): EntryDifference => ({
  kind: 'EVENT',
  changes: [...changes, ...statusChanges(events, entry)],
  facts: [withEvents(known, events)],
});

const statusChanges = (
  events: readonly CertificateEvent[],
  { status }: RegisterEntry,
): PropertyChange[] =>
  events
    .filter(({ type }) => type !== 'RENEWED')
    .map(({ type, effectiveFrom }) => ({
      property: 'status',
      before: null,
      after: `${String(status)} (${type} ${effectiveFrom})`,
    }));

/** Properties that the entry states and that are known otherwise. */
function changesOf(stated: Certificate, known: object): PropertyChange[] {
  const before = known as Readonly<Record<string, unknown>>;
  return Object.entries(stated as unknown as Readonly<Record<string, unknown>>)
    .filter(([name, value]) => !ASIDE.has(name) && !alike(value, before[name]))
    .map(([property, after]) => ({ property, before: before[property] ?? null, after }));
}

/** Lists say the same in any order. */
const alike = (a: unknown, b: unknown): boolean =>
  a === b || (b !== undefined && canonical(sorted(a)) === canonical(sorted(b)));

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => canonical(item)).sort();
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value as Readonly<Record<string, unknown>>);
  return Object.fromEntries(members.map(([name, inner]) => [name, sorted(inner)]));
}

/** What the state has a value for. */
const defined = ({
  validUntil,
  edition,
}: {
  validUntil?: string | undefined;
  edition?: string | undefined;
}) => ({
  ...(validUntil === undefined ? {} : { validUntil }),
  ...(edition === undefined ? {} : { edition }),
});

/** A renewal that reached further than the register now says. */
const shortened = (event: CertificateEvent, { validUntil }: Certificate): CertificateEvent =>
  validUntil !== undefined && event.validUntil !== undefined && event.validUntil > validUntil
    ? { ...event, validUntil }
    : event;

function statusEvents(
  { status, statusFrom }: RegisterEntry,
  measure: string | null,
  { asAt, recordedAt }: SnapshotTimes,
): CertificateEvent[] {
  if (status === undefined || status === 'EXPIRED') return [];
  const wanted = status === 'VALID' ? null : status;
  if (wanted === measure) return [];
  return [
    {
      type: wanted ?? 'RESTORED',
      effectiveFrom: statusFrom ?? asAt,
      recordedAt,
      ...(statusFrom === undefined ? { note: DAY_UNKNOWN } : {}),
    },
  ];
}
