import type { KindDescription } from './description.ts';

/**
 * Conformity assessment and accreditation bodies (ISO/IEC 17000). A record belongs to the territory that
 * it names, and so does its id: nobody writes another one's under it. A change touches the certificates
 * of the body and, of an accreditation body, those of whom it accredited.
 */
export const bodies: KindDescription<'bodies'> = {
  identifier: 'id',
  indexes: [{ 'fact.territory': 1, key: 1 }],
  isArrangement: false,
  claims: ({ territory }) => ({ territories: [territory] }),
  isForeign: (_, { territory }, covers) => !covers(territory),
  dependencies: ({ id }) => [`bodies:${id}`],
  impact: ({ id }) => ({ issuer: [id], accreditedBy: [id] }),
};
