/** Parameters that several routes of attestations have, as they are described. */
export const ATTESTATION_ID = { id: { description: 'Identifier of the attestation.' } } as const;
