import { stated, type KindDescription } from './description.ts';

/**
 * Catalogues of products that a market regulates (RULE §5): each entry belongs to the market that it is
 * for. They count for products, of which a question may name any, so that every certificate may be touched.
 */
export const catalogues: KindDescription<'catalogues'> = {
  indexes: [],
  isArrangement: true,
  claims: ({ market, products }) => ({
    territories: [market, ...products.flatMap((item) => stated(item.market))],
  }),
  dependencies: () => 'ALL',
  impact: () => 'EVERY',
};
