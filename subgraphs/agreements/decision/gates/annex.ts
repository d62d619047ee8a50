import type { ProductItem } from '../../../../schema/generated/facts.ts';
import type { Inquiry } from '../inquiry.ts';
import type { AgreementRoute } from '../route.ts';
import { active } from '../time.ts';

export function sector(_: Inquiry, { annexId, findings }: AgreementRoute): void {
  if (annexId === null) findings.add('SECTOR_NOT_COVERED');
}

export function operational({ day }: Inquiry, { annex, findings }: AgreementRoute): void {
  if (!active(annex, day)) findings.add('ANNEX_NOT_OPERATIONAL');
}

export function suspended({ day }: Inquiry, { annex, findings }: AgreementRoute): void {
  if (annex.suspensions?.some((period) => active(period, day)) === true)
    findings.add('ANNEX_SUSPENDED');
}

export function upToDate({ day }: Inquiry, { annex, findings }: AgreementRoute): void {
  if (day.reached(annex.notUpdatedSince)) findings.add('ANNEX_NOT_UPDATED');
}

export function productListed(inquiry: Inquiry, { products, findings }: AgreementRoute): void {
  if (!inquiry.identified) return;
  const { product, day } = inquiry;
  const applies = (item: ProductItem): boolean =>
    active(item, day) && inquiry.concernsMarket(item.market);
  const near = products.matching(product).filter(applies);
  if (near.some((item) => item.excluded === true)) findings.add('PRODUCT_EXCLUDED');
  else if (products.lists && near.length === 0) findings.add('PRODUCT_NOT_LISTED');
}

export function rulesKnown(_: Inquiry, { annex, findings }: AgreementRoute): void {
  if (annex.rulesUnknown === true) findings.add('SECTOR_RULES_UNKNOWN');
}
