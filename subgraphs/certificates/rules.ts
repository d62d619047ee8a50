import type { CertificateStatus } from '../../schema/generated/certificates.ts';
import type { Certificate, CertificateEvent, ScopeLists } from '../../schema/generated/facts.ts';
import { numberKey } from '../../schema/spelling.ts';
import { knownAt } from '../../facts/model/knowledge.ts';

type Interruption = 'SUSPENDED' | 'WITHDRAWN' | 'CANCELLED';

/** Events in the order in which they count: effect, recording, position (RULE §2). */
export function inOrder(events: readonly CertificateEvent[]): readonly CertificateEvent[] {
  const recorded = (event: CertificateEvent): string => event.recordedAt ?? event.effectiveFrom;
  return events.toSorted((a, b) => {
    if (a.effectiveFrom !== b.effectiveFrom) return a.effectiveFrom < b.effectiveFrom ? -1 : 1;
    if (recorded(a) !== recorded(b)) return recorded(a) < recorded(b) ? -1 : 1;
    return 0;
  });
}

/**
 * The state of a certificate on a day, as known at an instant: what its events lead to, then its
 * dates. A measure stayed by an appeal does not count; expiry is never stayed (RULE §2).
 * @param at instant at full length
 */
export function statusOn(certificate: Certificate, day: string, at?: string): CertificateStatus {
  const known = knownAt(certificate, at);
  if (!known || day < (known.validFrom ?? known.issued)) return 'NOT_YET_VALID';
  const { measure, stayed, validUntil } = stateOn(known, day);
  if (measure && !stayed) return measure;
  return validUntil !== undefined && day > validUntil ? 'EXPIRED' : 'VALID';
}

/** The last valid day as the events up to a day have it; undefined: none. */
export const validUntilOn = (certificate: Certificate, day: string): string | undefined =>
  stateOn(certificate, day).validUntil;

interface State {
  readonly measure: Interruption | null;
  /** The measure came with a transfer, which no appeal undoes. */
  readonly byTransfer: boolean;
  readonly appealed: boolean;
  readonly stayed: boolean;
  readonly validUntil: string | undefined;
}

const AT_ISSUE = { measure: null, byTransfer: false, appealed: false, stayed: false } as const;

function stateOn(certificate: Certificate, day: string): State {
  let state: State = { ...AT_ISSUE, validUntil: certificate.validUntil };
  for (const event of inOrder(certificate.events ?? []))
    if (event.effectiveFrom <= day) state = step(state, event);
  return state;
}

function step(state: State, event: CertificateEvent): State {
  const { validUntil = state.validUntil } = event;
  switch (event.type) {
    case 'SUSPENDED':
    case 'WITHDRAWN':
    case 'CANCELLED':
      return { ...state, ...AT_ISSUE, measure: event.type };
    case 'TRANSFERRED':
      return { ...state, ...AT_ISSUE, measure: 'CANCELLED', byTransfer: true };
    case 'RESTORED':
      return { ...AT_ISSUE, validUntil };
    case 'RENEWED':
    case 'MAINTAINED':
      return { ...state, validUntil };
    case 'APPEAL_LODGED':
      return { ...state, appealed: true, stayed: event.stay ?? false };
    case 'APPEAL_STAY':
      return { ...state, appealed: true, stayed: true };
    case 'APPEAL_DECIDED':
      return state.appealed && event.outcome === 'ALLOWED' && !state.byTransfer
        ? { ...AT_ISSUE, validUntil: state.validUntil }
        : { ...state, appealed: false, stayed: false };
    case 'SCOPE_EXTENDED':
    case 'SCOPE_REDUCED':
      return state;
  }
}

/** Whether the scope names, on a day, products with this Harmonized System code. */
export function namesProduct(certificate: Certificate, hs: string, day: string): boolean {
  const covers = (scope: ScopeLists | undefined): boolean =>
    scope?.hs?.some((prefix) => hs.startsWith(prefix)) ?? false;
  return inOrder(certificate.events ?? [])
    .filter((event) => event.effectiveFrom <= day && covers(event.scope))
    .reduce(
      (inside, { type }) => type !== 'SCOPE_REDUCED' && (inside || type === 'SCOPE_EXTENDED'),
      covers(certificate.scope),
    );
}

/** What two records of one certificate may differ in without disagreeing (RULE §1.5). */
const INCIDENTAL: ReadonlySet<string> = new Set(
  'recordedAt retractedAt register note name brands product reason reference to order role'.split(
    ' ',
  ),
);

/** Whether records of one number say different things about the certificate. */
export function disagree(records: readonly Certificate[]): boolean {
  const [first, ...others] = records.map((record) => substance(record));
  return others.some((other) => other !== first);
}

/** Numbers are compared by their key. */
const comparable = (name: string, value: unknown): unknown =>
  name === 'number' && typeof value === 'string' ? numberKey(value) : value;

/** Canonical text of what a record says; the order in lists says nothing. */
function substance(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(substance).sort().join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([key]) => !INCIDENTAL.has(key))
    .map(([key, member]) => `${JSON.stringify(key)}:${substance(comparable(key, member))}`);

  return `{${members.sort().join()}}`;
}
