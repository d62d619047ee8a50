import { ofNumber } from './certificates.ts';
import type { KindDescription } from './description.ts';

/** Safeguard measures of a market, which count there alone. */
export const measures: KindDescription<'measures'> = {
  indexes: [],
  isArrangement: true,
  claims: ({ market }) => ({ territories: [market] }),
  dependencies: ({ certificate, body }) => {
    if (certificate !== undefined) return ofNumber(certificate);
    return body === undefined ? 'ALL' : [`bodies:${body}`];
  },
  impact: ({ body, certificate }) => {
    if (body !== undefined) return { issuer: [body] };
    return certificate === undefined ? 'EVERY' : { number: [certificate] };
  },
};
