import type { Certificate, CertificateEvent, ScopeLists } from '../../schema/generated/facts.ts';
import type { Code } from './codes.ts';
import type { Day, Situation } from './conventions.ts';
import { outcome } from './closer.ts';
import { inEventOrder, instant, product } from './conventions.ts';
import { absent, recordsOf } from './evidence.ts';
import { fold as textFold, key } from './spelling.ts';

type Dimension = keyof ScopeLists;
const DIMENSIONS: readonly Dimension[] = ['hs', 'keys', 'models', 'sites'];

interface Entry {
  readonly dimension: Dimension;
  readonly sign: '+' | '-';
  readonly values: readonly string[] | 'EVERYTHING';
}

/** A certificate with its events up to a day folded in. */
export interface Folded {
  readonly state: 'VALID' | 'SUSPENDED' | 'WITHDRAWN' | 'CANCELLED';
  readonly restored: boolean;
  readonly transferred: boolean;
  /** The event from which the state comes. */
  readonly stateFrom: CertificateEvent['type'] | null;
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
    stateFrom: null,
    appeal: null,
    decided: c.issued,
    validUntil: c.validUntil,
    edition: c.edition,
    // "The scope at issue is the first + entry; a dimension absent there ... matches everything."
    scope: DIMENSIONS.map((dimension) => ({
      dimension,
      sign: '+',
      values: c.scope?.[dimension] ?? 'EVERYTHING',
    })),
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
      return { state: e.type, stateFrom: e.type, restored: false, appeal: null };
    // "TRANSFERRED: the same with CANCELLED, plus transferred."
    case 'TRANSFERRED':
      return {
        state: 'CANCELLED',
        stateFrom: e.type,
        restored: false,
        appeal: null,
        transferred: true,
      };
    // "RESTORED: state VALID, restored yes, appeal none."
    case 'RESTORED':
      return {
        state: 'VALID',
        stateFrom: e.type,
        restored: true,
        appeal: null,
        ...replaced(before, e),
      };
    // "APPEAL_LODGED: appeal = {stay: e.stay or false}. APPEAL_STAY: appeal = {stay: true}."
    case 'APPEAL_LODGED':
      return { appeal: { stay: e.stay ?? false } };
    case 'APPEAL_STAY':
      return { appeal: { stay: true } };
    // "APPEAL_DECIDED, if an appeal is open: appeal none; outcome ALLOWED, state not VALID and not
    // from TRANSFERRED: state VALID, restored yes."
    case 'APPEAL_DECIDED':
      if (before.appeal === null) return {};
      if (e.outcome === 'ALLOWED' && before.state !== 'VALID' && before.stateFrom !== 'TRANSFERRED')
        return { appeal: null, state: 'VALID', restored: true };
      return { appeal: null };
    // "RENEWED or RESTORED: edition and validUntil replaced if given; RENEWED: decided = effectiveFrom."
    case 'RENEWED':
      return { decided: e.effectiveFrom, ...replaced(before, e) };
    // "MAINTAINED changes nothing else."
    case 'MAINTAINED':
      return replaced(before, e);
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
    const values = scope?.[dimension];
    return values === undefined ? [] : [{ dimension, sign, values }];
  });
}

/** §2: "A value is in scope if the last entry matching it is +; it was ever in scope if ...". */
export function scopeOf(
  folded: Folded,
  dimension: Dimension,
  value: string,
): { now: boolean; ever: boolean } {
  const matching = folded.scope
    .filter((entry) => entry.dimension === dimension)
    .filter(
      ({ values }) =>
        values === 'EVERYTHING' ||
        // "hs matches by prefix", the others by fold
        values.some((v) =>
          dimension === 'hs' ? value.startsWith(v) : textFold(value) === textFold(v),
        ),
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
  // "without the TRANSFERRED and CANCELLED events of that very day"
  const events = (c.events ?? []).filter(
    (e) => !(e.effectiveFrom === d && (e.type === 'TRANSFERRED' || e.type === 'CANCELLED')),
  );
  const folded = fold({ ...c, events }, d);
  return (
    (folded.state === 'VALID' || stayed(folded)) &&
    (c.validFrom ?? c.issued) <= d &&
    (folded.validUntil === undefined || d <= folded.validUntil)
  );
}

/** §2: what transferredFrom gives. */
export function transferCodes(s: Situation, c: Certificate): Code[] {
  if (c.transferredFrom === undefined) return [];
  const { number, issuer, on } = c.transferredFrom;
  // "prev = visible certificates it names, other than C"
  const prev = recordsOf(s, number, issuer).filter(
    (p) => !(p.issuer === c.issuer && key(p.number) === key(c.number)),
  );
  if (prev.length > 0) {
    if (prev.every((p) => inForce(p, on))) return ['CERT_TRANSFERRED'];
    const several = new Set(prev.map((p) => p.issuer)).size > 1;
    return several && prev.some((p) => inForce(p, on))
      ? ['CERT_AMBIGUOUS']
      : ['TRANSFER_OF_INVALID_CERT'];
  }
  // "the codes of absent(its number, its issuer, {scheme, issuer: its issuer}, on), C left aside"
  const claim = { scheme: c.scheme, ...(issuer === undefined ? {} : { issuer }) };
  const codes = absent(s, number, issuer, claim, on, c);
  return codes === 'proved' ? ['TRANSFER_OF_INVALID_CERT'] : codes;
}

/** §2 CERTIFICATE. */
export function gateCertificate(s: Situation, c: Certificate, folded: Folded): Code[] {
  const d = s.day;
  const codes: Code[] = transferCodes(s, c);
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
  codes.push(...scopeCodes(s, folded));
  // "presented given, not C.object (default CERTIFICATE), and not the TEST_REPORT behind a CERTIFICATE"
  const [presented, object] = [s.question.presented, c.object ?? 'CERTIFICATE'];
  if (
    presented !== undefined &&
    presented !== object &&
    !(presented === 'TEST_REPORT' && object === 'CERTIFICATE')
  )
    codes.push('OBJECT_NOT_ACCEPTED');
  return codes;
}

function scopeCodes(s: Situation, folded: Folded): Code[] {
  const x = product(s);
  const test = (dimension: Dimension, values: readonly string[]): Code | undefined => {
    const found = values.map((value) => scopeOf(folded, dimension, value));
    if (found.some(({ now }) => now)) return undefined; // "X.keys (any of them suffices)"
    if (dimension === 'sites') return 'CERT_SITE_NOT_COVERED';
    return found.some(({ ever }) => ever) ? 'CERT_SCOPE_REDUCED' : 'CERT_SCOPE_MISMATCH';
  };
  const codes: (Code | undefined)[] = [];
  const { hs, model, keys = [], site } = x;
  if (hs !== undefined) {
    // "(X, but only longer hs are tried, and nothing is added that X has not)"
    const longer = folded.scope
      .filter(({ dimension }) => dimension === 'hs')
      .flatMap(({ values }) => (values === 'EVERYTHING' ? [] : values))
      .filter((code) => code.startsWith(hs) && code !== hs)
      .map((code) => ({ ...x, hs: code }));
    codes.push(outcome(x, longer, (y) => test('hs', [y.hs ?? hs])));
  }
  if (model !== undefined) codes.push(test('models', [model]));
  if (keys.length > 0) codes.push(test('keys', keys));
  if (site !== undefined) codes.push(test('sites', [site]));
  return codes.filter((code) => code !== undefined);
}
