import type { KindDescription } from './description.ts';

/**
 * Certification schemes (ISO/IEC 17067). They are made between territories or by organisations: no
 * territory may write one alone. A change touches the certificates under the scheme, whose attestations
 * name it among their grounds.
 */
export const schemes: KindDescription<'schemes'> = {
  identifier: 'id',
  indexes: [],
  isArrangement: true,
  claims: () => null,
  dependencies: ({ id }) => [`schemes:${id}`],
  impact: ({ id }) => ({ scheme: [id] }),
};
