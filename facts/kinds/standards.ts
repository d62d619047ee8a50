import type { KindDescription } from './description.ts';

/**
 * Standards and their editions. They are published by organisations that no territory speaks for. An
 * edition's transition is looked at for every certificate against the standard (RULE §3); which
 * attestations those are cannot be told from the standard's id, so all are looked at again.
 */
export const standards: KindDescription<'standards'> = {
  identifier: 'id',
  indexes: [],
  isArrangement: true,
  claims: () => null,
  dependencies: () => 'ALL',
  impact: ({ id }) => ({ standard: [id] }),
};
