import { stated, type KindDescription } from './description.ts';

/**
 * Designations of bodies under an agreement (RULE §8): by an authority of the body's own territory, which
 * must be a party.
 */
export const designations: KindDescription<'designations'> = {
  indexes: [{ 'fact.body': 1 }, { 'fact.agreement': 1 }],
  isArrangement: true,
  claims: ({ body, agreement, by }) => ({
    bodies: [body],
    agreements: [agreement],
    authorities: stated(by),
  }),
  dependencies: ({ body }) => [`bodies:${body}`],
  impact: ({ body }) => ({ issuer: [body] }),
};
