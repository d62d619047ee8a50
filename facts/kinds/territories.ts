import type { KindDescription } from './description.ts';

/**
 * Countries, unions and other places with law of their own. Who lies in whom decides parties, markets,
 * catalogues and registers alike (RULE §0, Territories), so that a change may touch any certificate, and
 * no territory changes the map alone.
 */
export const territories: KindDescription<'territories'> = {
  identifier: 'code',
  indexes: [],
  isArrangement: true,
  claims: () => null,
  dependencies: () => 'ALL',
  impact: () => 'EVERY',
};
