import { mayBe, surely } from '../closer.ts';
import type { PreparedMeasure } from '../fact-set/index-specs.ts';
import type { Inquiry } from '../input.ts';
import { closerBy, type Described } from '../fact-set/prepared/products.ts';
import type { Route } from '../route.ts';
import { active } from '../timeline/time.ts';
import { numberKey } from '../../../../schema/spelling.ts';

/** RULE §11 */
export function safeguard(inquiry: Inquiry, { findings }: Route): void {
  if (inquiry.isUnavailable('measures')) {
    findings.add('SUBGRAPH_UNAVAILABLE');
    return;
  }
  if (!inquiry.sources.hasMeasures) return;
  const test = (x: Described) =>
    measuresNear(inquiry, x).some((measure) => applies(inquiry, measure, x))
      ? ('SAFEGUARD_MEASURE' as const)
      : undefined;
  const { product, identified } = inquiry;
  const code = surely(test(product), identified ? closerProducts(inquiry) : [], test);
  if (code !== undefined) findings.add(code);
}

/** Measures that give one criterion which agrees, the most particular one that they give. */
function measuresNear(
  { sources, prepared, certificate }: Inquiry,
  { model, hs = '' }: Described,
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
  inquiry: Inquiry,
  { record, criteria: { model, hs } }: PreparedMeasure,
  x: Described,
): boolean {
  const { certificate, prepared, day } = inquiry;
  const { body, certificate: number, issuer, market } = record;
  return (
    (body === undefined || body === certificate.issuer) &&
    (number === undefined || numberKey(number) === prepared.key) &&
    (issuer === undefined || issuer === certificate.issuer) &&
    (model === undefined || model === x.model) &&
    (hs === undefined || x.hs?.startsWith(hs) === true) &&
    active(record, day) &&
    inquiry.coversMarket(market)
  );
}

/** RULE §0: X with the properties of one measure put in. */
function* closerProducts(inquiry: Inquiry): Iterable<Described> {
  const { product, sources, market } = inquiry;
  for (const { criteria } of sources.productMeasures(market)) {
    const closer = closerBy(criteria, product);
    if (closer !== undefined && mayBe(inquiry, product, closer)) yield closer;
  }
}
