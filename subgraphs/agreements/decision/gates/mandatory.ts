import type { ProductItem } from '../../../../schema/generated/facts.ts';
import { mayBe, surely } from '../closer.ts';
import type { PreparedCatalogue } from '../fact-set/index-specs.ts';
import type { Findings } from '../findings.ts';
import type { DecisionContext } from '../context.ts';
import { closerBy, type ProductDescription, type Entry } from '../fact-set/prepared/products.ts';
import type { ReasonCode } from '../reasons.ts';
import { active } from '../timeline/time.ts';

/** Entries whose properties, put in together, can turn the test: hs, model and key, one of each. */
const DIMENSIONS = 3;

/** RULE §4b: a catalogue product needs the catalogue's scheme, or one that it accepts. */
export function mandatoryScheme(context: DecisionContext, found: Findings): void {
  const { question, identified, product, sources, market, certificate } = context;
  if (question.purpose !== 'REGULATORY' || !identified) return;
  const catalogues = sources.catalogues(market).filter(({ record }) => isInForce(context, record));
  const satisfied = ({ record }: PreparedCatalogue): boolean =>
    record.scheme === certificate.scheme ||
    record.acceptsSchemes?.includes(certificate.scheme) === true;
  if (catalogues.every(satisfied)) return;
  const test = (x: ProductDescription): ReasonCode | undefined => {
    const hits = catalogues.filter(({ products }) => isHit(context, products.matching(x)));
    return hits.length > 0 && !hits.some(satisfied)
      ? 'SCHEME_NOT_ACCEPTED_FOR_MANDATORY'
      : undefined;
  };
  const code = surely(test(product), closerProducts(context, catalogues), test);
  if (code !== undefined) found.add(code);
}

const isInForce = (context: DecisionContext, record: PreparedCatalogue['record']): boolean =>
  active(record, context.day) && context.coversMarket(record.market);

/** RULE §4b: an entry that counts matches, and none that counts is excluded. */
function isHit(context: DecisionContext, matching: readonly ProductItem[]): boolean {
  const counted = matching.filter(
    (item) => active(item, context.day) && context.concernsMarket(item.market),
  );
  return counted.length > 0 && counted.every(({ excluded }) => excluded !== true);
}

/**
 * RULE §0: X with the properties of one entry put in, or of several that agree. One entry can bring a
 * product into a catalogue; only excluded ones take it out again, each by a property of its own.
 */
function* closerProducts(
  context: DecisionContext,
  catalogues: readonly PreparedCatalogue[],
): Iterable<ProductDescription> {
  const { product } = context;
  let latest: readonly ProductDescription[] = [product];
  for (let depth = 1; depth <= DIMENSIONS && latest.length > 0; depth += 1) {
    const counts = ({ item }: Entry<ProductItem>): boolean => depth === 1 || item.excluded === true;
    const next: ProductDescription[] = [];
    for (const x of latest)
      for (const { products } of catalogues)
        for (const entry of products.looser(x).filter(counts)) {
          const closer = closerBy(entry.criteria, x);
          if (closer === undefined || !mayBe(context, product, closer)) continue;
          next.push(closer);
          yield closer;
        }
    latest = next;
  }
}

/** RULE §5a: the certificate itself may be limited to some territories. */
export function validIn(context: DecisionContext, found: Findings): void {
  const { validIn: territories } = context.certificate;
  if (territories === undefined || territories.length === 0) return;
  if (!territories.some((territory) => context.coversMarket(territory)))
    found.add('TERRITORY_EXCLUDED');
}
