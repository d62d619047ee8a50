import type {
  AgreementExchange,
  AgreementParty,
  TerritoryCode,
} from '../../../../schema/generated/facts.ts';
import { admits, type DecisionContext } from '../context.ts';
import { type PreparedAgreement, roleOf } from '../fact-set/prepared/agreement.ts';
import type { AgreementRoute } from '../route.ts';
import { active, type Day } from '../timeline/time.ts';

/** RULE §5 */
export function inForce(_: DecisionContext, { link, findings }: AgreementRoute): void {
  const { from } = link.agreement.record;
  if (from !== undefined && !link.governing.reached(from)) findings.add('AGREEMENT_NOT_IN_FORCE');
}

/** RULE §5 */
export function ended(_: DecisionContext, { link, findings }: AgreementRoute): void {
  if (link.ended) findings.add(link.sunset ? 'AGREEMENT_SUNSET' : 'AGREEMENT_TERMINATED');
}

/** RULE §5 */
export function notYetJoined(
  _: DecisionContext,
  { link: { sides }, findings }: AgreementRoute,
): void {
  if (sides?.issuer.membership === 'FUTURE' || sides?.market.membership === 'FUTURE')
    findings.add('PARTY_NOT_YET_JOINED');
}

/** RULE §5 */
export function left(_: DecisionContext, { link, findings }: AgreementRoute): void {
  const { sides, sunset } = link;
  if (sides?.issuer.membership === 'LEFT' || sides?.market.membership === 'LEFT')
    findings.add(sunset ? 'AGREEMENT_SUNSET' : 'PARTY_WITHDREW');
}

/** RULE §5 */
export function onlyConsuming(
  _: DecisionContext,
  { link: { sides }, findings }: AgreementRoute,
): void {
  if (sides?.issuer.party.role === 'CONSUMING') findings.add('PARTY_ROLE_CONSUMING_ONLY');
}

/** RULE §5: territories that a party keeps out, in whichever of its records. */
export function excluded(context: DecisionContext, { link, findings }: AgreementRoute): void {
  const { sides, governing } = link;
  if (sides === undefined || !link.agreement.excludes) return;
  const { sources, home, day } = context;
  const { parties } = link.agreement;
  const ofIssuer = excludesOf(parties, sides.issuer.party, governing);
  const ofMarket = excludesOf(parties, sides.market.party, day);
  if (
    ofIssuer.some((territory) => sources.covers(territory, home, governing)) ||
    ofMarket.some((territory) => context.coversMarket(territory))
  )
    findings.add('TERRITORY_EXCLUDED');
}

/** RULE §5: those of the party and of others of its territory that are active or of the same stretch. */
function excludesOf(
  parties: PreparedAgreement['parties'],
  party: AgreementParty,
  day: Day,
): readonly TerritoryCode[] {
  const isOne = (other: AgreementParty): boolean =>
    other === party ||
    (roleOf(other) === roleOf(party) && other.from === party.from && other.until === party.until);
  return (parties?.get(party.territory) ?? [])
    .filter((other) => other.excludes !== undefined && (isOne(other) || active(other, day)))
    .flatMap(({ excludes = [] }) => excludes);
}

/** RULE §5 */
export function exchanges(context: DecisionContext, route: AgreementRoute): void {
  const { annexId, link } = route;
  const { record } = link.agreement;
  if (record.exchangesRequired !== true) return;
  const { sources, home, day } = context;
  const opens = (exchange: AgreementExchange): boolean =>
    admits(exchange.annexes, annexId) &&
    active(exchange, day) &&
    sources.covers(exchange.issuer, home, day) &&
    context.coversMarket(exchange.market);
  route.exchanges = record.exchanges?.filter(opens) ?? [];
  if (route.exchanges.length === 0) route.findings.add('NO_IMPLEMENTING_EXCHANGE');
}

/** RULE §5 */
export function succeeded(
  { sources, decided }: DecisionContext,
  { link, findings }: AgreementRoute,
): void {
  const { id } = link.agreement.record;
  const tookOver = sources
    .predecessors(id)
    .some(
      ({ record }) => record.id !== id && record.until !== undefined && decided.date < record.until,
    );
  if (tookOver) findings.add('AGREEMENT_SUCCEEDED');
}
