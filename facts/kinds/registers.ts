import type { KindDescription } from './description.ts';

/**
 * Registers of certificates, and how complete they are (RULE §1). One speaks for its territory and the
 * bodies that it names, and in its silence of certificates that are not there: any may be touched.
 */
export const registers: KindDescription<'registers'> = {
  identifier: 'id',
  indexes: [],
  isArrangement: false,
  claims: ({ territory, bodies }) => ({ territories: [territory], bodies: bodies ?? [] }),
  isForeign: (_, { territory }, covers) => !covers(territory),
  // A register that is no longer believed may have been what made another one's silence telling.
  dependencies: ({ id, retractedAt }) => (retractedAt === undefined ? [`registers:${id}`] : 'ALL'),
  impact: () => 'EVERY',
};
