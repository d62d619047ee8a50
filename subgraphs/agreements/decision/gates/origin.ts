import type { DecisionContext } from '../context.ts';
import type { AgreementRoute } from '../route.ts';

/** RULE §10: by each basis; the default is the origin. */
export function origin({ sources, product, day }: DecisionContext, route: AgreementRoute): void {
  const { territories = [], basis = [] } = route.annex.origin ?? {};
  if (territories.length === 0) return;
  const comesFrom = (place: string | undefined): boolean =>
    place !== undefined && territories.some((territory) => sources.covers(territory, place, day));
  const bases = basis.length === 0 ? (['ORIGIN'] as const) : basis;
  const isMet = bases.every((test) =>
    comesFrom(test === 'ORIGIN' ? product.origin : product.assembledIn),
  );
  if (!isMet) route.findings.add('ORIGIN_NOT_MET');
}

/** RULE §10 */
export function directShipment(
  { product }: DecisionContext,
  { annex, findings }: AgreementRoute,
): void {
  if (annex.origin?.directShipment === true && product.shippedDirect !== true)
    findings.add('DIRECT_SHIPMENT_NOT_MET');
}
