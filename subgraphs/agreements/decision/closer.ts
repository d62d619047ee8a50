import { judgeScope } from './timeline/certificate-state.ts';
import type { DecisionContext } from './context.ts';
import type { ProductDescription } from './fact-set/prepared/products.ts';
import type { ReasonCode } from './reasons.ts';

/**
 * RULE §0, Products not described closely: a product that the certificate's product may be counts as
 * far as what was put in is in the certificate's scope.
 */
export function mayBe(
  { fold: { scope } }: DecisionContext,
  x: ProductDescription,
  closer: ProductDescription,
): boolean {
  const { hs, model, keys } = closer;
  const isIn = (dimension: 'hs' | 'models' | 'keys', value: string): boolean =>
    judgeScope(scope, dimension, value) === 'IN';
  return (
    (hs === undefined || hs === x.hs || isIn('hs', hs)) &&
    (model === undefined || model === x.model || isIn('models', model)) &&
    (keys === undefined || keys === x.keys || keys.every((key) => isIn('keys', key)))
  );
}

/**
 * RULE §0, Products not described closely: what a test says of X, unless it refuses some and not
 * others of the products that X may be. The codes of these tests all refuse.
 */
export function surely(
  own: ReasonCode | undefined,
  closer: Iterable<ProductDescription>,
  test: (product: ProductDescription) => ReasonCode | undefined,
): ReasonCode | undefined {
  for (const product of closer)
    if ((test(product) === undefined) !== (own === undefined)) return 'PRODUCT_CODE_TOO_COARSE';
  return own;
}
