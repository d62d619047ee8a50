import type { Certificate, CertificateEvent } from '../../../schema/generated/facts.ts';

/** What a register says that a certificate is. EXPIRED follows from its days. */
export type EntryStatus = 'VALID' | 'SUSPENDED' | 'WITHDRAWN' | 'CANCELLED' | 'EXPIRED';

const WORDS: Readonly<Record<EntryStatus, string>> = {
  VALID: 'valid,active,in force,current,restored,reinstated,有效,恢复',
  SUSPENDED: 'suspended,on hold,暂停',
  WITHDRAWN: 'withdrawn,revoked,撤销',
  CANCELLED: 'cancelled,canceled,terminated,注销',
  EXPIRED: 'expired,archived,lapsed,过期,失效,到期',
};

const BY_WORD = new Map(
  Object.entries(WORDS).flatMap(([status, words]) =>
    words.split(',').map((word) => [word, status as EntryStatus] as const),
  ),
);

/** The status that a word stands for; undefined: none. */
export const entryStatus = (word: string): EntryStatus | undefined =>
  BY_WORD.get(word.trim().toLowerCase().replace(/[_-]/g, ' '));

/** What a certificate is on a day by its events: measures, last valid day and edition (RULE §2). */
export interface EntryState {
  readonly measure: 'SUSPENDED' | 'WITHDRAWN' | 'CANCELLED' | null;
  readonly validUntil: string | undefined;
  readonly edition: string | undefined;
}

export function stateOn(certificate: Certificate, day: string): EntryState {
  let state: EntryState = {
    measure: null,
    validUntil: certificate.validUntil,
    edition: certificate.edition,
  };
  const recorded = (event: CertificateEvent): string => event.recordedAt ?? event.effectiveFrom;
  const sorted = (certificate.events ?? [])
    .filter((event) => event.retractedAt === undefined && event.effectiveFrom <= day)
    .toSorted((a, b) =>
      a.effectiveFrom === b.effectiveFrom
        ? recorded(a).localeCompare(recorded(b))
        : a.effectiveFrom.localeCompare(b.effectiveFrom),
    );
  for (const event of sorted) state = step(state, event);
  return state;
}

function step(state: EntryState, event: CertificateEvent): EntryState {
  const { validUntil = state.validUntil, edition = state.edition } = event;
  switch (event.type) {
    case 'SUSPENDED':
    case 'WITHDRAWN':
    case 'CANCELLED':
      return { ...state, measure: event.type };
    case 'TRANSFERRED':
      return { ...state, measure: 'CANCELLED' };
    case 'RESTORED':
      return { measure: null, validUntil, edition };
    case 'RENEWED':
    case 'MAINTAINED':
      return { ...state, validUntil, edition };
    case 'APPEAL_DECIDED':
      return event.outcome === 'ALLOWED' ? { ...state, measure: null } : state;
    default:
      return state;
  }
}
