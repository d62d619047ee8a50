import type { KindDescription } from './description.ts';

/**
 * Recognition agreements, which are made between territories: none may write one alone. A change touches
 * certificates issued where a party of the agreement reaches, or of one that is tied to it by succession
 * or by accreditation through it (RULE §5, §8, §9).
 */
export const agreements: KindDescription<'agreements'> = {
  identifier: 'id',
  indexes: [],
  isArrangement: true,
  claims: () => null,
  dependencies: ({ id }) => [`agreements:${id}`],
  impact: ({ id }) => ({ agreement: [id] }),
};
