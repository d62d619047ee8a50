/** Permissions of a token (claim `scope`), with the purpose of each role. */
export const ROLES = {
  'attestation:issue': 'Issue attestations of certificates of the own holder.',
  'attestation:revoke': 'Revoke attestations.',
  'facts:write': 'Record facts of the own territory.',
  'agreements:write': 'Record agreements and their amendments.',
  'subgraph:query': 'Ask subgraph services, as a router of another vendor.',
  'hub:admin': 'Operate the hub.',
} as const;

export type Role = keyof typeof ROLES;

export const isRole = (text: string): text is Role => Object.hasOwn(ROLES, text);
