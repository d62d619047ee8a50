import type { ScopeLists } from '../../../../schema/generated/facts.ts';
import type { Findings } from '../findings.ts';
import { standing } from '../fold.ts';
import type { Inquiry } from '../inquiry.ts';
import { Day } from '../time.ts';
import { isComplete } from './evidence.ts';

/** Taken over from another body: the predecessor must have been in force on that day. */
export function takenOver(inquiry: Inquiry, found: Findings): void {
  const { transferredFrom, scheme } = inquiry.certificate;
  if (transferredFrom === undefined) return;
  const { number, on } = transferredFrom;
  const predecessors = inquiry.sources.certificates(number);
  if (predecessors.length > 0)
    found.add(
      predecessors.every((predecessor) => predecessor.inForceOn(on))
        ? 'CERT_TRANSFERRED'
        : 'TRANSFER_OF_INVALID_CERT',
    );
  else if (inquiry.isUnavailable('registers')) found.settle('SUBGRAPH_UNAVAILABLE');
  else if (isComplete(inquiry, { scheme }, new Day(on))) found.add('TRANSFER_OF_INVALID_CERT');
  else found.settle('CERT_NOT_FOUND', 'REGISTER_COVERAGE_UNKNOWN');
}

export function validity({ certificate, fold, day }: Inquiry, found: Findings): void {
  if (!day.reached(certificate.validFrom ?? certificate.issued)) found.add('CERT_NOT_YET_VALID');
  if (day.past(fold.validUntil)) found.add('CERT_EXPIRED');
}

const INTERRUPTED = {
  SUSPENDED: 'CERT_SUSPENDED',
  WITHDRAWN: 'CERT_WITHDRAWN',
  CANCELLED: 'CERT_CANCELLED',
} as const;

export function state({ fold }: Inquiry, found: Findings): void {
  if (fold.state === 'VALID') {
    if (fold.restored) found.add('CERT_RESTORED');
  } else if (fold.appeal === 'STAY') found.add('APPEAL_STAY');
  else {
    found.add(INTERRUPTED[fold.state]);
    if (fold.appeal === 'PENDING') found.add('APPEAL_PENDING');
  }
  if (fold.transferred) found.add('CERT_TRANSFERRED');
}

export function retroactive({ fold }: Inquiry, found: Findings): void {
  if (fold.retroactive) found.add('RETROACTIVE_CHANGE');
}

export function productScope(inquiry: Inquiry, found: Findings): void {
  if (inquiry.fold.scope.length === 0) return;
  const { hs, model, keys } = inquiry.product;
  if (hs !== undefined) within(inquiry, found, 'hs', [hs]);
  if (model !== undefined) within(inquiry, found, 'models', [model]);
  if (keys !== undefined && keys.length > 0) within(inquiry, found, 'keys', keys);
}

/** One of the values must be in scope. */
function within(
  { fold }: Inquiry,
  found: Findings,
  dimension: keyof ScopeLists,
  values: readonly string[],
): void {
  const standings = values.map((value) =>
    standing(fold.scope, dimension, (entry) =>
      dimension === 'hs' ? value.startsWith(entry) : value === entry,
    ),
  );
  if (standings.some((one) => one === 'IN' || one === 'UNLIMITED')) return;
  found.add(standings.includes('REDUCED') ? 'CERT_SCOPE_REDUCED' : 'CERT_SCOPE_MISMATCH');
}

export function site({ fold, product }: Inquiry, found: Findings): void {
  const asked = product.site;
  if (asked === undefined) return;
  const stands = standing(fold.scope, 'sites', (entry) => entry === asked);
  if (stands === 'REDUCED' || stands === 'NEVER') found.add('CERT_SITE_NOT_COVERED');
}
