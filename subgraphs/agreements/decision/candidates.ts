import type { AgreementParty, TerritoryCode } from '../../../schema/generated/facts.ts';
import type { Findings } from './findings.ts';
import { admits, type DecisionContext, isAny, meets } from './context.ts';
import type { PreparedAgreement, PreparedAnnex } from './fact-set/prepared/agreement.ts';
import { AgreementRoute, type Link, PlainRoute, type Route, type Side } from './route.ts';
import { active, Day } from './timeline/time.ts';

/**
 * RULE §5, Candidates: every route to be tried: the domestic one first, then agreements by id and
 * annexes by id. Each begins with what was found about the certificate itself. Whoever needs only
 * some route of a kind stops when it is enough.
 */
export function candidates(
  context: DecisionContext,
  pre: Findings,
  isEnough: (route: Route) => boolean = () => false,
): Route[] {
  const routes: Route[] = [];
  if (isDomestic(context)) {
    const domestic = new PlainRoute('DOMESTIC', pre.copy(), context.object);
    routes.push(domestic);
    if (isEnough(domestic)) return routes;
  }
  if (context.isUnavailable('agreements')) {
    const unknown = new PlainRoute('UNKNOWN', pre.copy(), context.object);
    unknown.findings.add('SUBGRAPH_UNAVAILABLE');
    routes.push(unknown);
    isEnough(unknown);
    return routes;
  }
  for (const agreement of context.sources.agreementsBetween(context.home, context.market)) {
    const link = linkThrough(context, agreement);
    if (!link) continue;
    const before = routes.length;
    addRoutes(routes, context, link, pre);
    for (let at = before; at < routes.length; at += 1) {
      const route = routes[at];
      if (route && isEnough(route)) return routes;
    }
  }
  return routes;
}

/** RULE §5, DOMESTIC: the market and the issuer are the scheme's, or the scheme is domestic at its issuer. */
function isDomestic(context: DecisionContext): boolean {
  const { sources, scheme, home, day, product, decided } = context;
  if (scheme === undefined) return false;
  if (scheme.territory !== undefined && context.coversMarket(scheme.territory)) {
    const { placedOnMarket } = product;
    const counted = placedOnMarket !== undefined && day.reached(placedOnMarket);
    const h = counted ? new Day(placedOnMarket) : day;
    if (isInside(context, decided) && isInside(context, h)) return true;
  }
  return scheme.domesticAtIssuer === true && sources.covers(home, context.market, day);
}

/** RULE §5, inside on d: one of the scheme's issuer territories covers the issuer's. */
function isInside({ sources, scheme, home }: DecisionContext, day: Day): boolean {
  const { territory, issuerTerritories = [] } = scheme ?? {};
  if (issuerTerritories.length > 0)
    return issuerTerritories.some((outer) => sources.covers(outer, home, day));
  return territory !== undefined && sources.covers(territory, home, day);
}

/** RULE §5: no candidate, and yet the issuer was inside the scheme's territory, and so was the market. */
export function wasDomestic(context: DecisionContext): boolean {
  const { sources, scheme, market, decided } = context;
  const territory = scheme?.territory;
  return (
    territory !== undefined &&
    isInside(context, decided) &&
    (sources.covers(territory, market, decided) || context.coversMarket(territory))
  );
}

/** RULE §5: one route for each annex that matches; without any, the agreement as such. */
function addRoutes(routes: Route[], context: DecisionContext, link: Link, pre: Findings): void {
  const before = routes.length;
  for (const annex of link.agreement.annexes)
    if (isFor(annex, context))
      routes.push(new AgreementRoute(link, annex, pre.copy(), context.object));
  if (routes.length === before)
    routes.push(new AgreementRoute(link, undefined, pre.copy(), context.object));
}

/** RULE §5: the annex matches the certificate. */
const isFor = (
  { record }: PreparedAnnex,
  { certificate, scheme, sectors }: DecisionContext,
): boolean =>
  admits(record.schemes, certificate.scheme) &&
  admits(record.norms, scheme?.norm) &&
  (isAny(record.sectors) || sectors.length === 0 || meets(record.sectors, sectors));

/** RULE §5: the annex is about certificates of this kind. */
const isAbout = ({ record }: PreparedAnnex, { certificate, scheme }: DecisionContext): boolean => {
  const { schemes = [], norms = [] } = record;
  if (schemes.length === 0 && norms.length === 0) return true;
  return (
    schemes.includes(certificate.scheme) ||
    (scheme?.norm !== undefined && norms.includes(scheme.norm))
  );
};

/** RULE §5: the agreement between the two territories; undefined if it is passed over. */
export function linkThrough(
  context: DecisionContext,
  agreement: PreparedAgreement,
): Link | undefined {
  if (!agreement.annexes.some((annex) => isAbout(annex, context))) return undefined;
  const link = linkBetween(context, agreement);
  return link === undefined || isTakenOver(context, link) ? undefined : link;
}

/** RULE §5: the agreement, whatever it is about and whether or not another one has taken over. */
export function linkBetween(
  context: DecisionContext,
  agreement: PreparedAgreement,
): Link | undefined {
  const { record } = agreement;
  if (context.question.purpose === 'REGULATORY' && agreement.effect === 'TECHNICAL_EQUIVALENCE')
    return undefined;
  const governing = governingDay(context, agreement);
  const sides = sidesOf(context, agreement, governing);
  if (sides === 'NONE') return undefined;
  const sunset = inSunset(context, agreement);
  const ended = governing.reached(record.until);
  return { agreement, governing, sides, sunset, ended };
}

/** RULE §5: an ended agreement is passed over for a successor that is itself a candidate. */
function isTakenOver(context: DecisionContext, link: Link): boolean {
  const next = successorOf(context, link);
  return (
    next?.annexes.some((annex) => isAbout(annex, context)) === true &&
    linkBetween(context, next) !== undefined
  );
}

/** RULE §5: the successor of an agreement that has ended without sunset, if it is visible. */
export function successorOf(
  { sources }: DecisionContext,
  { agreement, ended, sunset }: Link,
): PreparedAgreement | undefined {
  const { id, successor } = agreement.record;
  if (!ended || sunset || successor === undefined || successor.agreement === id) return undefined;
  return sources.agreement(successor.agreement);
}

/** RULE §5, g: the governing date. */
function governingDay(context: DecisionContext, { record }: PreparedAgreement): Day {
  const { day, decided, certificate, product } = context;
  switch (record.governingDate) {
    case 'ISSUED':
      return decided;
    case 'ACCEPTED_INTO_PROCESS':
      return certificate.acceptedIntoProcess === undefined
        ? decided
        : new Day(certificate.acceptedIntoProcess);
    case 'PLACED_ON_MARKET':
      return product.placedOnMarket === undefined ? day : new Day(product.placedOnMarket);
    default:
      return day;
  }
}

/** RULE §5, sunset: decided before its date, and it has not itself run out. */
const inSunset = (
  { decided, day }: DecisionContext,
  { record: { sunset } }: PreparedAgreement,
): boolean =>
  sunset !== undefined && decided.date < sunset.issuedBefore && !day.reached(sunset.until);

/** RULE §5: the sides of the agreement, or NONE: it does not lie between them. */
function sidesOf(
  context: DecisionContext,
  { parties }: PreparedAgreement,
  governing: Day,
): Link['sides'] | 'NONE' {
  if (parties === undefined) return undefined;
  const issuer = sideOf(context, parties, context.home, governing);
  if (issuer === undefined) return 'NONE';
  const market = sideOf(context, parties, context.market, context.day);
  if (market === undefined) return 'NONE';
  const oneParty = issuer.party.territory === market.party.territory;
  return oneParty || market.party.role === 'ORIGINATING' ? 'NONE' : { issuer, market };
}

type Parties = NonNullable<PreparedAgreement['parties']>;

/** RULE §5, side(t, d): the territory's own party first, then the others that cover it, by territory and role. */
function sideOf(
  { sources, decided }: DecisionContext,
  parties: Parties,
  territory: TerritoryCode,
  day: Day,
): Side | undefined {
  let left: AgreementParty | undefined;
  let first: AgreementParty | undefined;
  for (const around of sources.around(territory)) {
    const there = parties.get(around);
    if (there === undefined || !sources.covers(around, territory, day)) continue;
    for (const party of there) {
      if (active(party, day)) return { party, membership: 'ACTIVE' };
      if (day.reached(party.until)) left ??= party;
      first ??= party;
    }
  }
  if (left) return { party: left, membership: 'LEFT' };
  if (first) return { party: first, membership: 'FUTURE' };
  const covering = sources
    .around(territory)
    .find((around) => parties.has(around) && sources.covers(around, territory, decided));
  const former = covering === undefined ? undefined : parties.get(covering)?.[0];
  return former && { party: former, membership: 'LEFT' };
}
