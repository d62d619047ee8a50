import type { AgreementAnnex, ProductItem } from '../../../../schema/generated/facts.ts';
import { mayBe, surely } from '../closer.ts';
import { isAny, type DecisionContext } from '../context.ts';
import { closerBy, type ProductDescription } from '../fact-set/prepared/products.ts';
import type { AgreementRoute } from '../route.ts';
import { active } from '../timeline/time.ts';

/** RULE §6: an annex limited to sectors, and a certificate that names none. */
export function sectorStated(
  { sectors }: DecisionContext,
  { annex, findings }: AgreementRoute,
): void {
  if (!isAny(annex.sectors) && sectors.length === 0) findings.add('SECTOR_NOT_STATED');
}

/** RULE §6 */
export function sector(_: DecisionContext, { annexId, findings }: AgreementRoute): void {
  if (annexId === null) findings.add('SECTOR_NOT_COVERED');
}

/** RULE §6 */
export function operational({ day }: DecisionContext, { annex, findings }: AgreementRoute): void {
  if (!active(annex, day)) findings.add('ANNEX_NOT_OPERATIONAL');
}

/** RULE §6 */
export function suspended({ day }: DecisionContext, { annex, findings }: AgreementRoute): void {
  if (annex.suspensions?.some((period) => active(period, day)) === true)
    findings.add('ANNEX_SUSPENDED');
}

/** RULE §6 */
export function upToDate({ day }: DecisionContext, { annex, findings }: AgreementRoute): void {
  if (day.reached(annex.notUpdatedSince)) findings.add('ANNEX_NOT_UPDATED');
}

/** RULE §6: the territories that take part in the annex, where it names its own. */
export function parties(context: DecisionContext, { annex, link, findings }: AgreementRoute): void {
  if (isAny(annex.parties)) return;
  if (!takesPart(context, annex.parties, link.governing)) findings.add('ANNEX_NOT_OPERATIONAL');
}

/** RULE §6: some entry covers the issuer's side on g, and some the market on D. */
const takesPart = (
  context: DecisionContext,
  entries: AgreementAnnex['parties'] = [],
  governing: AgreementRoute['link']['governing'],
): boolean =>
  entries.some(
    (entry) =>
      active(entry, governing) && context.sources.covers(entry.territory, context.home, governing),
  ) && entries.some((entry) => active(entry, context.day) && context.coversMarket(entry.territory));

/** RULE §6: the product list. */
export function productListed(context: DecisionContext, route: AgreementRoute): void {
  const { products, closed, findings } = route;
  if (!context.identified) {
    if (closed) findings.add('PRODUCT_LIST_APPLIES');
    return;
  }
  const { product, day } = context;
  const applies = (item: ProductItem): boolean =>
    active(item, day) && context.concernsMarket(item.market);
  const test = (x: ProductDescription) => {
    const near = products.matching(x).filter(applies);
    if (near.some(({ excluded }) => excluded === true)) return 'PRODUCT_EXCLUDED';
    return closed && near.length === 0 ? 'PRODUCT_NOT_LISTED' : undefined;
  };
  const code = surely(test(product), closerProducts(context, route), test);
  if (code !== undefined) findings.add(code);
}

/** RULE §0: X with the properties of one entry of the list put in. */
function* closerProducts(
  context: DecisionContext,
  { products }: AgreementRoute,
): Iterable<ProductDescription> {
  const { product } = context;
  for (const { criteria } of products.looser(product)) {
    const closer = closerBy(criteria, product);
    if (closer !== undefined && mayBe(context, product, closer)) yield closer;
  }
}

/** RULE §6 */
export function rulesKnown(_: DecisionContext, { annex, findings }: AgreementRoute): void {
  if (annex.rulesUnknown === true) findings.add('SECTOR_RULES_UNKNOWN');
}
