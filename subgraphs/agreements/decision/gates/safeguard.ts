import { mayBe, surely } from '../closer.ts';
import type { PreparedMeasure } from '../fact-set/index-specs.ts';
import type { DecisionContext } from '../context.ts';
import { closerBy, type ProductDescription } from '../fact-set/prepared/products.ts';
import type { Route } from '../route.ts';
import { active } from '../timeline/time.ts';
import { numberKey } from '../../../../schema/spelling.ts';

/** RULE §11 */
export function safeguard(context: DecisionContext, { findings }: Route): void {
  if (context.isUnavailable('measures')) {
    findings.add('SUBGRAPH_UNAVAILABLE');
    return;
  }
  if (!context.sources.hasMeasures) return;
  const test = (x: ProductDescription) =>
    measuresNear(context, x).some((measure) => applies(context, measure, x))
      ? ('SAFEGUARD_MEASURE' as const)
      : undefined;
  const { product, identified } = context;
  const code = surely(test(product), identified ? closerProducts(context) : [], test);
  if (code !== undefined) findings.add(code);
}

/** Measures that give one criterion which agrees, the most particular one that they give. */
function measuresNear(
  { sources, prepared, certificate }: DecisionContext,
  { model, hs = '' }: ProductDescription,
): readonly PreparedMeasure[] {
  return [
    ...sources.measures('certificate', prepared.key),
    ...sources.measures('body', certificate.issuer),
    ...(model === undefined ? [] : sources.measures('model', model)),
    ...Array.from(hs, (_, at) => hs.slice(0, at + 1)).flatMap((prefix) =>
      sources.measures('hs', prefix),
    ),
  ];
}

/** RULE §11: every criterion that is given agrees. */
function applies(
  context: DecisionContext,
  { record, criteria: { model, hs } }: PreparedMeasure,
  x: ProductDescription,
): boolean {
  const { certificate, prepared, day } = context;
  const { body, certificate: number, issuer, market } = record;
  return (
    (body === undefined || body === certificate.issuer) &&
    (number === undefined || numberKey(number) === prepared.key) &&
    (issuer === undefined || issuer === certificate.issuer) &&
    (model === undefined || model === x.model) &&
    (hs === undefined || x.hs?.startsWith(hs) === true) &&
    active(record, day) &&
    context.coversMarket(market)
  );
}

/** RULE §0: X with the properties of one measure put in. */
function* closerProducts(context: DecisionContext): Iterable<ProductDescription> {
  const { product, sources, market } = context;
  for (const { criteria } of sources.productMeasures(market)) {
    const closer = closerBy(criteria, product);
    if (closer !== undefined && mayBe(context, product, closer)) yield closer;
  }
}
