import type {
  Agreement,
  AgreementAnnex,
  AgreementParty,
  Certificate,
} from '../../schema/generated/facts.ts';
import type { AnswerAccepts } from '../../schema/generated/question.ts';
import type { Code } from './codes.ts';
import type { Day, Situation } from './conventions.ts';
import {
  active,
  anyOr,
  byText,
  covers,
  product,
  schemeRecord,
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

/** "5-11 ROUTES", Candidates. */
export function candidates(s: Situation, c: Certificate): Route[] {
  const o = s.question.presented ?? c.object ?? 'CERTIFICATE';
  const fresh = { codes: [], stoppedAt: null, object: o, upToLevel: null };
  const plain = { ...fresh, governing: s.day, sunset: false, ended: false };
  const routes: Route[] = [];
  if (isDomestic(s, c))
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
    // "effect = A.effect, else TECHNICAL_EQUIVALENCE for kind ACCREDITATION, else MARKET_ACCESS"
    const effect =
      a.effect ?? (a.kind === 'ACCREDITATION' ? 'TECHNICAL_EQUIVALENCE' : 'MARKET_ACCESS');
    if (s.question.purpose === 'REGULATORY' && effect === 'TECHNICAL_EQUIVALENCE') continue;
    const governing = governingDate(s, c, a);
    const sides = sidesOf(s, c, a, governing);
    if (sides === 'SKIP') continue;
    // "sunset = A.sunset given and issued < issuedBefore and D < sunset.until"
    const sunset =
      a.sunset !== undefined && c.issued < a.sunset.issuedBefore && s.day < a.sunset.until;
    // "ended = A.until given and g >= A.until"
    const ended = a.until !== undefined && governing >= a.until;
    // "Skip A if ended, its successor agreement is visible, and not sunset."
    const successor = (s.facts.agreements ?? []).find(({ id }) => id === a.successor?.agreement);
    if (ended && successor !== undefined && !sunset) continue;
    const common = { ...fresh, ...sides, type: 'AGREEMENT' as const };
    const route = { ...common, effect, agreement: a, governing, sunset, ended };
    // "One route for each annex x that matches"; "No annex matches: one route with x = none."
    const annexes = a.annexes.filter((x) => annexMatches(s, c, x));
    for (const annex of annexes) routes.push({ ...route, codes: [], annex });
    if (annexes.length === 0) routes.push({ ...route, codes: [] });
  }
  return routes;
}

/** "DOMESTIC, if scheme.territory covers home and M on D, or domesticAtIssuer and home covers M". */
function isDomestic(s: Situation, c: Certificate): boolean {
  const scheme = schemeRecord(s, c.scheme);
  const [home, m, d] = [c.issuerTerritory, s.question.market, s.day];
  const territory = scheme?.territory;
  if (territory !== undefined && covers(s, territory, home, d) && covers(s, territory, m, d))
    return true;
  return scheme?.domesticAtIssuer === true && covers(s, home, m, d);
}

/** "g = governing date". */
function governingDate(s: Situation, c: Certificate, a: Agreement): Day {
  switch (a.governingDate ?? 'AS_OF') {
    case 'AS_OF':
      return s.day;
    case 'ISSUED':
      return c.issued;
    case 'ACCEPTED_INTO_PROCESS':
      return c.acceptedIntoProcess ?? c.issued;
    case 'PLACED_ON_MARKET':
      return product(s).placedOnMarket ?? s.day;
  }
}

type Sides = 'SKIP' | { readonly issuerSide?: Side; readonly marketSide?: Side };

function sidesOf(s: Situation, c: Certificate, a: Agreement, g: Day): Sides {
  // "If A.parties is not empty"
  if ((a.parties ?? []).length === 0) return {};
  const issuerSide = side(s, c, a, c.issuerTerritory, g);
  const marketSide = side(s, c, a, s.question.market, s.day);
  // "Skip A if a side is NONE, both parties have the same territory, or the market's party is ORIGINATING."
  if (issuerSide === null || marketSide === null) return 'SKIP';
  if (issuerSide.party.territory === marketSide.party.territory) return 'SKIP';
  if (marketSide.party.role === 'ORIGINATING') return 'SKIP';
  return { issuerSide, marketSide };
}

/** side(t,d); null is NONE. */
function side(s: Situation, c: Certificate, a: Agreement, t: string, d: Day): Side | null {
  // "sorted by (territory = t first, territory, role)"
  const sorted = [...(a.parties ?? [])].sort(
    (p, q) =>
      Number(q.territory === t) - Number(p.territory === t) ||
      byText(p.territory, q.territory) ||
      byText(p.role ?? 'AUTHORISING', q.role ?? 'AUTHORISING'),
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
  // "if no party covers t on d: first that covers t on `issued`: LEFT; else NONE"
  const former = sorted.find((party) => covers(s, party.territory, t, c.issued));
  return former === undefined ? null : { kind: 'LEFT', party: former };
}

/** "schemes contains C.scheme; norms contains scheme.norm; sectors meets C.sectors". */
function annexMatches(s: Situation, c: Certificate, x: AgreementAnnex): boolean {
  if (!anyOr(x.schemes, c.scheme)) return false;
  if (!anyOr(x.norms, schemeRecord(s, c.scheme)?.norm)) return false;
  const sectors = x.sectors ?? [];
  return sectors.length === 0 || (c.sectors ?? []).some((sector) => sectors.includes(sector));
}
