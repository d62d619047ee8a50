/**
 * The walls of the house: a room imports only what stands below it, so data flows one way.
 * Each entry forbids what the room must not see; everything not forbidden is allowed.
 */
const walls = [
  {
    files: ['subgraphs/agreements/decision/**/*.ts'],
    forbid: [
      'node:*',
      '**/store/**',
      '**/gateway/**',
      '**/kit/**',
      '**/scripts/**',
      'mongoose',
      'graphql',
    ],
    why: 'The decision is pure: no input/output, no clock, its own types only.',
  },
  {
    files: ['store/**/*.ts'],
    forbid: ['**/gateway/**', '**/subgraphs/**', '**/schema/**', '**/scripts/**'],
    why: 'The store knows documents, not their meaning.',
  },
  {
    files: ['subgraphs/**/*.ts'],
    forbid: ['**/gateway/**', '**/scripts/**'],
    why: 'A subgraph imports schema, store and kit only.',
  },
  {
    files: ['gateway/**/*.ts'],
    forbid: ['**/scripts/**'],
    why: 'Scripts start the gateway, never the other way round.',
  },
  {
    files: ['{gateway,store,subgraphs,schema,scripts}/**/*.ts'],
    forbid: ['**/test/**'],
    why: 'The product never depends on its tests.',
  },
];

export const house = walls.map(({ files, forbid, why }) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns: [{ group: forbid, message: why }] }] },
}));
