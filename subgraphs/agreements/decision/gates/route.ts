import type { AgreementExchange } from '../../../../schema/generated/facts.ts';
import { admits, type Inquiry } from '../inquiry.ts';
import type { AgreementRoute } from '../route.ts';
import { active } from '../time.ts';

export function inForce(_: Inquiry, { link, findings }: AgreementRoute): void {
  const { from } = link.agreement.record;
  if (from !== undefined && !link.governing.reached(from)) findings.add('AGREEMENT_NOT_IN_FORCE');
}

export function ended(_: Inquiry, { link, findings }: AgreementRoute): void {
  if (link.ended) findings.add(link.sunset ? 'AGREEMENT_SUNSET' : 'AGREEMENT_TERMINATED');
}

export function notYetJoined(_: Inquiry, { link: { sides }, findings }: AgreementRoute): void {
  if (sides?.issuer.standing === 'FUTURE' || sides?.market.standing === 'FUTURE')
    findings.add('PARTY_NOT_YET_JOINED');
}

export function left(_: Inquiry, { link, findings }: AgreementRoute): void {
  const { sides, sunset } = link;
  if (sides?.issuer.standing === 'LEFT' || sides?.market.standing === 'LEFT')
    findings.add(sunset ? 'AGREEMENT_SUNSET' : 'PARTY_WITHDREW');
}

export function onlyConsuming(_: Inquiry, { link: { sides }, findings }: AgreementRoute): void {
  if (sides?.issuer.party.role === 'CONSUMING') findings.add('PARTY_ROLE_CONSUMING_ONLY');
}

export function excluded(inquiry: Inquiry, { link, findings }: AgreementRoute): void {
  const { sides, governing } = link;
  if (sides === undefined) return;
  const { sources, home } = inquiry;
  const { issuer, market } = sides;
  if (
    issuer.party.excludes?.some((territory) => sources.covers(territory, home, governing)) ===
      true ||
    market.party.excludes?.some((territory) => inquiry.coversMarket(territory)) === true
  )
    findings.add('TERRITORY_EXCLUDED');
}

export function exchanges(inquiry: Inquiry, route: AgreementRoute): void {
  const { annexId, link } = route;
  const { record } = link.agreement;
  if (record.exchangesRequired !== true) return;
  const { sources, home, day } = inquiry;
  const opens = (exchange: AgreementExchange): boolean =>
    admits(exchange.annexes, annexId) &&
    active(exchange, day) &&
    sources.covers(exchange.issuer, home, day) &&
    inquiry.coversMarket(exchange.market);
  route.exchanges = record.exchanges?.filter(opens) ?? [];
  if (route.exchanges.length === 0) route.findings.add('NO_IMPLEMENTING_EXCHANGE');
}

export function succeeded({ sources, issued }: Inquiry, { link, findings }: AgreementRoute): void {
  const { id } = link.agreement.record;
  const tookOver = sources
    .predecessors(id)
    .some(
      ({ record }) => record.id !== id && record.until !== undefined && issued.date < record.until,
    );
  if (tookOver) findings.add('AGREEMENT_SUCCEEDED');
}
