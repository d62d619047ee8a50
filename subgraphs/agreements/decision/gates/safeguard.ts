import type { Measure } from '../../../../schema/generated/facts.ts';
import type { Inquiry } from '../inquiry.ts';
import type { Route } from '../route.ts';
import { active } from '../time.ts';

export function safeguard(inquiry: Inquiry, { findings }: Route): void {
  if (inquiry.isUnavailable('measures')) findings.add('SUBGRAPH_UNAVAILABLE');
  else if (measuresNear(inquiry).some((measure) => applies(inquiry, measure)))
    findings.add('SAFEGUARD_MEASURE');
}

/** Measures that give one criterion which agrees, the most particular one that they give. */
function measuresNear({ sources, certificate, product }: Inquiry): readonly Measure[] {
  if (!sources.hasMeasures) return [];
  const { model, hs = '' } = product;
  return [
    ...sources.measures('certificate', certificate.number),
    ...sources.measures('body', certificate.issuer),
    ...(model === undefined ? [] : sources.measures('model', model)),
    ...Array.from(hs, (_, at) => hs.slice(0, at + 1)).flatMap((prefix) =>
      sources.measures('hs', prefix),
    ),
  ];
}

function applies(inquiry: Inquiry, measure: Measure): boolean {
  const { certificate, product, day } = inquiry;
  const { body, model, hs, market } = measure;
  return (
    (body === undefined || body === certificate.issuer) &&
    (model === undefined || model === product.model) &&
    (hs === undefined || product.hs?.startsWith(hs) === true) &&
    active(measure, day) &&
    inquiry.coversMarket(market)
  );
}
