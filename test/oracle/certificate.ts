import type { Certificate, CertificateEvent, ScopeLists } from '../../schema/generated/facts.ts';
import type { Code } from './codes.ts';
import type { Day, Situation } from './conventions.ts';
import { inEventOrder, instant, product, unavailable } from './conventions.ts';
import type { Early } from './evidence.ts';
import { complete, noRegisters, notFound, recordsOf } from './evidence.ts';

type Dimension = keyof ScopeLists;
const DIMENSIONS: readonly Dimension[] = ['hs', 'keys', 'models', 'sites'];

interface Entry {
  readonly dimension: Dimension;
  readonly sign: '+' | '-';
  readonly values: readonly string[];
}

/** A certificate with its events up to a day folded in. */
export interface Folded {
  readonly state: 'VALID' | 'SUSPENDED' | 'WITHDRAWN' | 'CANCELLED';
  readonly restored: boolean;
  readonly transferred: boolean;
  readonly appeal: { readonly stay: boolean } | null;
  readonly decided: Day;
  readonly validUntil: Day | undefined;
  readonly edition: string | undefined;
  readonly scope: readonly Entry[];
  readonly events: readonly CertificateEvent[];
}

/** §2: "Fold C.events with effectiveFrom <= D in order". */
export function fold(c: Certificate, d: Day): Folded {
  const events = inEventOrder(c.events ?? [], d);
  // "Start: state VALID, restored no, appeal none, decided = issued, ... as at issue"
  let folded: Folded = {
    state: 'VALID',
    restored: false,
    transferred: false,
    appeal: null,
    decided: c.issued,
    validUntil: c.validUntil,
    edition: c.edition,
    scope: entries(c.scope, '+'), // "The scope at issue is the first + entry."
    events,
  };
  for (const event of events) folded = { ...folded, ...step(folded, event) };
  return folded;
}

function step(before: Folded, e: CertificateEvent): Partial<Folded> {
  switch (e.type) {
    // "SUSPENDED / WITHDRAWN / CANCELLED: state = that, restored no, appeal none."
    case 'SUSPENDED':
    case 'WITHDRAWN':
    case 'CANCELLED':
      return { state: e.type, restored: false, appeal: null };
    // "TRANSFERRED: the same with CANCELLED, plus transferred."
    case 'TRANSFERRED':
      return { state: 'CANCELLED', restored: false, appeal: null, transferred: true };
    // "RESTORED: state VALID, restored yes, appeal none."
    case 'RESTORED':
      return { state: 'VALID', restored: true, appeal: null, ...replaced(before, e) };
    // "APPEAL_LODGED: appeal = {stay: e.stay or false}. APPEAL_STAY: appeal = {stay: true}."
    case 'APPEAL_LODGED':
      return { appeal: { stay: e.stay ?? false } };
    case 'APPEAL_STAY':
      return { appeal: { stay: true } };
    // "APPEAL_DECIDED: appeal none; outcome ALLOWED and state not VALID: state VALID, restored yes."
    case 'APPEAL_DECIDED':
      if (e.outcome === 'ALLOWED' && before.state !== 'VALID')
        return { appeal: null, state: 'VALID', restored: true };
      return { appeal: null };
    // "RENEWED or RESTORED: edition and validUntil replaced if given; RENEWED: decided = effectiveFrom."
    case 'RENEWED':
      return { decided: e.effectiveFrom, ...replaced(before, e) };
    // "SCOPE_EXTENDED / SCOPE_REDUCED: append (+/-, values) per dimension."
    case 'SCOPE_EXTENDED':
      return { scope: [...before.scope, ...entries(e.scope, '+')] };
    case 'SCOPE_REDUCED':
      return { scope: [...before.scope, ...entries(e.scope, '-')] };
  }
}

function replaced(before: Folded, e: CertificateEvent): Partial<Folded> {
  return {
    edition: e.edition ?? before.edition,
    validUntil: e.validUntil ?? before.validUntil,
  };
}

function entries(scope: ScopeLists | undefined, sign: '+' | '-'): Entry[] {
  return DIMENSIONS.flatMap((dimension) => {
    const values = scope?.[dimension] ?? [];
    return values.length === 0 ? [] : [{ dimension, sign, values }];
  });
}

/** §2: "A value is in scope if the last entry matching it is +; it was ever in scope if ...". */
function scopeOf(
  folded: Folded,
  dimension: Dimension,
  value: string,
): { now: boolean; ever: boolean } {
  const matching = folded.scope
    .filter((entry) => entry.dimension === dimension)
    .filter((entry) =>
      // "hs matches by prefix, the others exactly"
      entry.values.some((v) => (dimension === 'hs' ? value.startsWith(v) : value === v)),
    );
  return {
    now: matching.at(-1)?.sign === '+',
    ever: matching.some((entry) => entry.sign === '+'),
  };
}

export function stayed(folded: Folded): boolean {
  return folded.state !== 'VALID' && folded.appeal?.stay === true;
}

/** §2: "In force on d: folded at d, VALID or stayed, validFrom else issued <= d <= validUntil". */
function inForce(c: Certificate, d: Day): boolean {
  const folded = fold(c, d);
  return (
    (folded.state === 'VALID' || stayed(folded)) &&
    (c.validFrom ?? c.issued) <= d &&
    (folded.validUntil === undefined || d <= folded.validUntil)
  );
}

/** §2 CERTIFICATE: the codes, or an answer where the text says "return". */
export function gateCertificate(s: Situation, c: Certificate, folded: Folded): Code[] | Early {
  const d = s.day;
  const codes: Code[] = [];
  // transferredFrom
  if (c.transferredFrom !== undefined) {
    const { number, on } = c.transferredFrom;
    const predecessors = recordsOf(s, number);
    if (predecessors.length > 0)
      codes.push(
        predecessors.every((p) => inForce(p, on)) ? 'CERT_TRANSFERRED' : 'TRANSFER_OF_INVALID_CERT',
      );
    else if (unavailable(s, 'registers')) return noRegisters();
    else if (complete(s, { scheme: c.scheme }, on)) codes.push('TRANSFER_OF_INVALID_CERT');
    else return notFound();
  }
  // "D < validFrom (else issued)"; "D > folded validUntil: CERT_EXPIRED (an appeal does not stay expiry)"
  if (d < (c.validFrom ?? c.issued)) codes.push('CERT_NOT_YET_VALID');
  if (folded.validUntil !== undefined && d > folded.validUntil) codes.push('CERT_EXPIRED');
  // "state not VALID: stayed -> APPEAL_STAY; else ..., plus APPEAL_PENDING if an appeal is open"
  if (folded.state !== 'VALID') {
    if (stayed(folded)) codes.push('APPEAL_STAY');
    else {
      codes.push(`CERT_${folded.state}`);
      if (folded.appeal !== null) codes.push('APPEAL_PENDING');
    }
  } else if (folded.restored) codes.push('CERT_RESTORED');
  if (folded.transferred) codes.push('CERT_TRANSFERRED');
  // "Some folded event has day(recordedAt) > D"
  if (
    folded.events.some((e) => e.recordedAt !== undefined && instant(e.recordedAt).slice(0, 10) > d)
  )
    codes.push('RETROACTIVE_CHANGE');
  return [...codes, ...scopeCodes(s, folded)];
}

function scopeCodes(s: Situation, folded: Folded): Code[] {
  const x = product(s);
  const codes: Code[] = [];
  const tests: readonly (readonly [Dimension, readonly string[]])[] = [
    ['hs', x.hs === undefined ? [] : [x.hs]],
    ['models', x.model === undefined ? [] : [x.model]],
    ['keys', x.keys ?? []],
    ['sites', x.site === undefined ? [] : [x.site]],
  ];
  for (const [dimension, values] of tests) {
    // "for each dimension that has ever had an entry and X has a value"
    if (values.length === 0 || !folded.scope.some((entry) => entry.dimension === dimension))
      continue;
    const found = values.map((value) => scopeOf(folded, dimension, value));
    if (found.some(({ now }) => now)) continue; // "X.keys (any of them suffices)"
    if (dimension === 'sites') codes.push('CERT_SITE_NOT_COVERED');
    else codes.push(found.some(({ ever }) => ever) ? 'CERT_SCOPE_REDUCED' : 'CERT_SCOPE_MISMATCH');
  }
  return codes;
}
