import type { AgreementParty, TerritoryCode } from '../../../schema/generated/facts.ts';
import type { Findings } from './findings.ts';
import { admits, type Inquiry, meets } from './inquiry.ts';
import type { PreparedAgreement, PreparedAnnex } from './prepared/agreement.ts';
import { AgreementRoute, type Link, PlainRoute, type Route, type Side } from './route.ts';
import { active, Day } from './time.ts';

/**
 * Every route to be tried (RULE §5, Candidates): the domestic one first, then agreements by id and
 * annexes by id. Each begins with what was found about the certificate itself.
 */
export function candidates(inquiry: Inquiry, pre: Findings): Route[] {
  const routes: Route[] = [];
  if (isDomestic(inquiry)) routes.push(new PlainRoute('DOMESTIC', pre.copy(), inquiry.object));
  if (inquiry.isUnavailable('agreements')) {
    const unknown = new PlainRoute('UNKNOWN', pre.copy(), inquiry.object);
    unknown.findings.add('SUBGRAPH_UNAVAILABLE');
    routes.push(unknown);
    return routes;
  }
  for (const agreement of inquiry.sources.agreementsBetween(inquiry.home, inquiry.market)) {
    const link = linkThrough(inquiry, agreement);
    if (link) addRoutes(routes, inquiry, link, pre);
  }
  return routes;
}

function isDomestic({ sources, scheme, home, market, day }: Inquiry): boolean {
  if (scheme?.territory !== undefined) {
    const { territory } = scheme;
    if (sources.covers(territory, home, day) && sources.covers(territory, market, day)) return true;
  }
  return scheme?.domesticAtIssuer === true && sources.covers(home, market, day);
}

/** The scheme's own territory held both sides when the certificate was issued. */
export function wasDomestic({ sources, scheme, home, market, issued }: Inquiry): boolean {
  const territory = scheme?.territory;
  return (
    territory !== undefined &&
    sources.covers(territory, home, issued) &&
    sources.covers(territory, market, issued)
  );
}

/** One route for each annex that matches; without any, the agreement as such. */
function addRoutes(routes: Route[], inquiry: Inquiry, link: Link, pre: Findings): void {
  const before = routes.length;
  for (const annex of link.agreement.annexes)
    if (isFor(annex, inquiry))
      routes.push(new AgreementRoute(link, annex, pre.copy(), inquiry.object));
  if (routes.length === before)
    routes.push(new AgreementRoute(link, undefined, pre.copy(), inquiry.object));
}

const isFor = ({ record }: PreparedAnnex, { certificate, scheme }: Inquiry): boolean =>
  admits(record.schemes, certificate.scheme) &&
  admits(record.norms, scheme?.norm) &&
  meets(record.sectors, certificate.sectors);

/** The agreement between the two territories; undefined if it does not lie between them. */
export function linkThrough(inquiry: Inquiry, agreement: PreparedAgreement): Link | undefined {
  const { record } = agreement;
  if (inquiry.question.purpose === 'REGULATORY' && agreement.effect === 'TECHNICAL_EQUIVALENCE')
    return undefined;
  const governing = governingDay(inquiry, agreement);
  const sides = sidesOf(inquiry, agreement, governing);
  if (sides === 'NONE') return undefined;
  const sunset = inSunset(inquiry, agreement);
  const ended = governing.reached(record.until);
  const { successor } = record;
  if (ended && !sunset && successor && inquiry.sources.hasAgreement(successor.agreement))
    return undefined;
  return { agreement, governing, sides, sunset, ended };
}

function governingDay(inquiry: Inquiry, { record }: PreparedAgreement): Day {
  const { day, issued, certificate, product } = inquiry;
  switch (record.governingDate) {
    case 'ISSUED':
      return issued;
    case 'ACCEPTED_INTO_PROCESS':
      return certificate.acceptedIntoProcess === undefined
        ? issued
        : new Day(certificate.acceptedIntoProcess);
    case 'PLACED_ON_MARKET':
      return product.placedOnMarket === undefined ? day : new Day(product.placedOnMarket);
    default:
      return day;
  }
}

/** An `A.sunset` clause holds: issued before its date, and it has not itself run out. */
const inSunset = ({ issued, day }: Inquiry, { record: { sunset } }: PreparedAgreement): boolean =>
  sunset !== undefined && issued.date < sunset.issuedBefore && !day.reached(sunset.until);

function sidesOf(
  inquiry: Inquiry,
  { parties }: PreparedAgreement,
  governing: Day,
): Link['sides'] | 'NONE' {
  if (parties === undefined) return undefined;
  const issuer = sideOf(inquiry, parties, inquiry.home, governing);
  if (issuer === undefined) return 'NONE';
  const market = sideOf(inquiry, parties, inquiry.market, inquiry.day);
  if (market === undefined) return 'NONE';
  const oneParty = issuer.party.territory === market.party.territory;
  return oneParty || market.party.role === 'ORIGINATING' ? 'NONE' : { issuer, market };
}

type Parties = NonNullable<PreparedAgreement['parties']>;

/** side(t, d): the territory's own party first, then the others that cover it, by territory and role. */
function sideOf(
  { sources, issued }: Inquiry,
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
      if (active(party, day)) return { party, standing: 'ACTIVE' };
      if (day.reached(party.until)) left ??= party;
      first ??= party;
    }
  }
  if (left) return { party: left, standing: 'LEFT' };
  if (first) return { party: first, standing: 'FUTURE' };
  const covering = sources
    .around(territory)
    .find((around) => parties.has(around) && sources.covers(around, territory, issued));
  const former = covering === undefined ? undefined : parties.get(covering)?.[0];
  return former && { party: former, standing: 'LEFT' };
}
