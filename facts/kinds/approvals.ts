import { stated, type KindDescription } from './description.ts';

/**
 * Approvals of bodies by a territory's authority (RULE §4, §8), which count in that territory alone: the
 * body may be anybody's, the authority must be the territory's own.
 */
export const approvals: KindDescription<'approvals'> = {
  indexes: [{ 'fact.body': 1 }],
  isArrangement: false,
  claims: ({ territory, authority }) => ({
    territories: [territory],
    authorities: stated(authority),
  }),
  dependencies: ({ body }) => [`bodies:${body}`],
  impact: ({ body }) => ({ issuer: [body] }),
};
