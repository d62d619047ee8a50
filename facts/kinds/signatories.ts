import type { KindDescription } from './description.ts';

/**
 * Signatories of an accreditation arrangement (RULE §9): a status that others grant, after a peer
 * evaluation (ISO/IEC 17040), never the body itself.
 * A change touches the certificates of all whom the accreditation body accredited; their attestations do
 * not name it, so all are looked at again.
 */
export const signatories: KindDescription<'signatories'> = {
  indexes: [{ 'fact.accreditationBody': 1 }],
  isArrangement: true,
  claims: () => null,
  dependencies: () => 'ALL',
  impact: ({ accreditationBody }) => ({ accreditedBy: [accreditationBody] }),
};
