import type { KindDescription } from './description.ts';

/**
 * Accreditations (ISO/IEC 17011, RULE §9): the accreditation body speaks, of any body at home or abroad.
 * Its id is its own, so that nobody else writes beside it.
 */
export const accreditations: KindDescription<'accreditations'> = {
  identifier: 'id',
  indexes: [{ 'fact.body': 1 }, { 'fact.accreditationBody': 1 }],
  isArrangement: false,
  claims: ({ accreditationBody }) => ({ bodies: [accreditationBody] }),
  isForeign: (own, other) => own.accreditationBody !== other.accreditationBody,
  dependencies: ({ id, body }) => [`accreditations:${id}`, `bodies:${body}`],
  impact: ({ body }) => ({ issuer: [body] }),
};
