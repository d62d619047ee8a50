import type {
  Agreement,
  AgreementAnnex,
  AgreementParty,
  Certificate,
} from '../../schema/generated/facts.ts';
import type { AnswerAccepts } from '../../schema/generated/question.ts';
import type { Folded } from './certificate.ts';
import type { Code } from './codes.ts';
import type { Day, Situation } from './conventions.ts';
import {
  active,
  anyOr,
  byText,
  covers,
  isEmpty,
  meet,
  product,
  schemeRecord,
  sectorsOf,
  unavailable,
} from './conventions.ts';

export interface Side {
  readonly kind: 'ACTIVE' | 'LEFT' | 'FUTURE';
  readonly party: AgreementParty;
}

/** A candidate route. Gates write what they find into the last four properties. */
export interface Route {
  readonly type: 'DOMESTIC' | 'AGREEMENT' | 'AGREEMENTS_UNAVAILABLE';
  readonly effect: 'MARKET_ACCESS' | 'TECHNICAL_EQUIVALENCE';
  readonly agreement?: Agreement;
  readonly annex?: AgreementAnnex;
  /** Governing date g. */
  readonly governing: Day;
  readonly issuerSide?: Side;
  readonly marketSide?: Side;
  readonly sunset: boolean;
  readonly ended: boolean;
  codes: Code[];
  /** Gate of the first neg code. */
  stoppedAt: number | null;
  object: AnswerAccepts['object'];
  upToLevel: string | null;
}

/** What most gates look at: C, and C with its events folded in on D. */
export interface Subject {
  readonly c: Certificate;
  readonly folded: Folded;
}

/** "5-11 ROUTES", Candidates. */
export function candidates(s: Situation, { c, folded }: Subject): Route[] {
  const o = s.question.presented ?? c.object ?? 'CERTIFICATE';
  const fresh = { codes: [], stoppedAt: null, object: o, upToLevel: null };
  const plain = { ...fresh, governing: s.day, sunset: false, ended: false };
  const routes: Route[] = [];
  if (isDomestic(s, c, folded))
    routes.push({ ...plain, codes: [], type: 'DOMESTIC', effect: 'MARKET_ACCESS' });
  // "none if agreements unavailable; then one pseudo-route, MARKET_ACCESS, with [SUBGRAPH_UNAVAILABLE]"
  if (unavailable(s, 'agreements')) {
    routes.push({
      ...plain,
      type: 'AGREEMENTS_UNAVAILABLE',
      effect: 'MARKET_ACCESS',
      codes: ['SUBGRAPH_UNAVAILABLE'],
    });
    return routes;
  }
  for (const a of s.facts.agreements ?? []) {
    const link = linked(s, c, folded, a);
    if (link === 'SKIP') continue;
    // "Skip A if ended, not sunset, and its successor agreement is visible, is not A itself, and is
    // not skipped by any sentence but this one."
    const successor = (s.facts.agreements ?? []).find(({ id }) => id === a.successor?.agreement);
    if (
      link.ended &&
      !link.sunset &&
      successor !== undefined &&
      successor.id !== a.id &&
      linked(s, c, folded, successor) !== 'SKIP'
    )
      continue;
    const route = { ...fresh, ...link, type: 'AGREEMENT' as const, agreement: a };
    // "One route for each annex x that matches"; "No annex matches: one route with x = none."
    const annexes = a.annexes.filter((x) => annexMatches(s, c, x));
    for (const annex of annexes) routes.push({ ...route, codes: [], annex });
    if (annexes.length === 0) routes.push({ ...route, codes: [] });
  }
  return routes;
}

type Link = Pick<Route, 'effect' | 'governing' | 'sunset' | 'ended' | 'issuerSide' | 'marketSide'>;

/** The sentences that skip A, but the one about successors. */
function linked(s: Situation, c: Certificate, folded: Folded, a: Agreement): Link | 'SKIP' {
  // "Skip A if none of its annexes is about C"
  const norm = schemeRecord(s, c.scheme)?.norm;
  const about = a.annexes.some(({ schemes = [], norms = [] }) => {
    if (schemes.length === 0 && norms.length === 0) return true;
    return schemes.includes(c.scheme) || (norm !== undefined && norms.includes(norm));
  });
  if (!about) return 'SKIP';
  // "effect = A.effect, else TECHNICAL_EQUIVALENCE for kind ACCREDITATION, else MARKET_ACCESS"
  const effect =
    a.effect ?? (a.kind === 'ACCREDITATION' ? 'TECHNICAL_EQUIVALENCE' : 'MARKET_ACCESS');
  if (s.question.purpose === 'REGULATORY' && effect === 'TECHNICAL_EQUIVALENCE') return 'SKIP';
  const governing = governingDate(s, c, folded, a);
  const sides = sidesOf(s, c, folded, a, governing);
  if (sides === 'SKIP') return 'SKIP';
  const { decided } = folded;
  // "sunset = A.sunset given and decided < issuedBefore and D < sunset.until"
  const sunset =
    a.sunset !== undefined && decided < a.sunset.issuedBefore && s.day < a.sunset.until;
  // "ended = A.until given and g >= A.until"
  return {
    ...sides,
    effect,
    governing,
    sunset,
    ended: a.until !== undefined && governing >= a.until,
  };
}

/** "Inside on d: some scheme.issuerTerritories (absent or empty: scheme.territory) covers home on d." */
export function inside(s: Situation, c: Certificate, d: Day): boolean {
  const { territory, issuerTerritories = [] } = schemeRecord(s, c.scheme) ?? {};
  const around = issuerTerritories.length > 0 ? issuerTerritories : [territory];
  return around.some((t) => t !== undefined && covers(s, t, c.issuerTerritory, d));
}

/** "DOMESTIC, if scheme.territory covers M on D and home was inside on decided and on h, or ..." */
function isDomestic(s: Situation, c: Certificate, folded: Folded): boolean {
  const scheme = schemeRecord(s, c.scheme);
  const [m, d] = [s.question.market, s.day];
  // "h = X.placedOnMarket if given and <= D, else D"
  const placed = product(s).placedOnMarket;
  const h = placed !== undefined && placed <= d ? placed : d;
  const territory = scheme?.territory;
  if (
    territory !== undefined &&
    covers(s, territory, m, d) &&
    inside(s, c, folded.decided) &&
    inside(s, c, h)
  )
    return true;
  return scheme?.domesticAtIssuer === true && covers(s, c.issuerTerritory, m, d);
}

/** "g = governing date". */
function governingDate(s: Situation, c: Certificate, folded: Folded, a: Agreement): Day {
  switch (a.governingDate ?? 'AS_OF') {
    case 'AS_OF':
      return s.day;
    case 'ISSUED':
      return folded.decided;
    case 'ACCEPTED_INTO_PROCESS':
      return c.acceptedIntoProcess ?? folded.decided;
    case 'PLACED_ON_MARKET':
      return product(s).placedOnMarket ?? s.day;
  }
}

type Sides = 'SKIP' | { readonly issuerSide?: Side; readonly marketSide?: Side };

function sidesOf(s: Situation, c: Certificate, folded: Folded, a: Agreement, g: Day): Sides {
  // "If A.parties is not empty"
  if (isEmpty(a.parties)) return {};
  const issuerSide = side(s, folded, a, c.issuerTerritory, g);
  const marketSide = side(s, folded, a, s.question.market, s.day);
  // "Skip A if a side is NONE, both parties have the same territory, or the market's party is ORIGINATING."
  if (issuerSide === null || marketSide === null) return 'SKIP';
  if (issuerSide.party.territory === marketSide.party.territory) return 'SKIP';
  if (marketSide.party.role === 'ORIGINATING') return 'SKIP';
  return { issuerSide, marketSide };
}

/** side(t,d); null is NONE. */
function side(s: Situation, folded: Folded, a: Agreement, t: string, d: Day): Side | null {
  // "sorted by (territory = t first, territory, role, from (none first), until (none last))"
  const sorted = [...(a.parties ?? [])].sort(
    (p, q) =>
      Number(q.territory === t) - Number(p.territory === t) ||
      byText(p.territory, q.territory) ||
      byText(p.role ?? 'AUTHORISING', q.role ?? 'AUTHORISING') ||
      byText(p.from ?? '', q.from ?? '') ||
      byText(p.until ?? 'none', q.until ?? 'none'),
  );
  // "parties whose territory covers t on d"
  const covering = sorted.filter((party) => covers(s, party.territory, t, d));
  // "first active on d: ACTIVE; else first with until <= d: LEFT; else first: FUTURE"
  const current = covering.find((party) => active(party, d));
  if (current !== undefined) return { kind: 'ACTIVE', party: current };
  const left = covering.find((party) => party.until !== undefined && party.until <= d);
  if (left !== undefined) return { kind: 'LEFT', party: left };
  const future = covering[0];
  if (future !== undefined) return { kind: 'FUTURE', party: future };
  // "if no party covers t on d: first that covers t on decided: LEFT; else NONE"
  const former = sorted.find((party) => covers(s, party.territory, t, folded.decided));
  return former === undefined ? null : { kind: 'LEFT', party: former };
}

/** "schemes contains C.scheme; norms contains scheme.norm; sectors meets C.sectors". */
function annexMatches(s: Situation, c: Certificate, x: AgreementAnnex): boolean {
  if (!anyOr(x.schemes, c.scheme)) return false;
  if (!anyOr(x.norms, schemeRecord(s, c.scheme)?.norm)) return false;
  // "sectors meets C's sectors, or C has no sectors"
  const mine = sectorsOf(s, c);
  return (x.sectors ?? []).length === 0 || mine.length === 0 || meet(x.sectors, mine);
}
