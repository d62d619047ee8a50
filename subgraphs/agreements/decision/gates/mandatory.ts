import type { PreparedCatalogue } from '../filings.ts';
import type { Findings } from '../findings.ts';
import type { Inquiry } from '../inquiry.ts';
import { active } from '../time.ts';

/** A catalogue product needs the catalogue's scheme, or one that it accepts (gate 4b). */
export function mandatoryScheme(inquiry: Inquiry, found: Findings): void {
  const { question, identified, product, day, sources, market } = inquiry;
  if (question.purpose !== 'REGULATORY' || !identified) return;
  const lists = ({ record, products }: PreparedCatalogue): boolean =>
    products.matching(product).some((item) => active(item, day)) &&
    active(record, day) &&
    inquiry.coversMarket(record.market);
  const hits = sources.catalogues(market).filter(lists);
  if (hits.length > 0 && !hits.some((hit) => accepts(hit, inquiry.certificate.scheme)))
    found.add('SCHEME_NOT_ACCEPTED_FOR_MANDATORY');
}

const accepts = ({ record }: PreparedCatalogue, scheme: string): boolean =>
  record.scheme === scheme || record.acceptsSchemes?.includes(scheme) === true;

/** The certificate itself may be limited to some territories (gate 5a). */
export function validIn(inquiry: Inquiry, found: Findings): void {
  const { validIn: territories } = inquiry.certificate;
  if (territories === undefined || territories.length === 0) return;
  if (!territories.some((territory) => inquiry.coversMarket(territory)))
    found.add('TERRITORY_EXCLUDED');
}
