/**
 * The walls of the house: a room imports only what stands below it, so data flows one way.
 * Each entry forbids what the room must not see; everything not forbidden is allowed. A room inside
 * another has the walls of both.
 */
const product = {
  files: ['{gateway,store,subgraphs,schema,scripts}/**/*.ts'],
  forbid: ['**/test/**'],
  why: 'The product never depends on its tests.',
};
const subgraphs = {
  inside: product,
  files: ['subgraphs/**/*.ts'],
  forbid: ['**/gateway/**', '**/scripts/**'],
  why: 'A subgraph imports schema, store and kit only.',
};
const walls = [
  product,
  subgraphs,
  {
    inside: subgraphs,
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
    inside: subgraphs,
    files: ['subgraphs/attestations/verification/**/*.ts'],
    forbid: ['node:*', '**/schema/**', '**/store/**', '**/kit/**', '../**', 'mongoose', 'graphql'],
    globals: ['Buffer', 'process', 'require'],
    why: 'Verification also runs in browsers: jose and what every platform has, nothing else.',
  },
  {
    inside: product,
    files: ['store/**/*.ts'],
    forbid: ['**/gateway/**', '**/subgraphs/**', '**/schema/**', '**/scripts/**'],
    why: 'The store knows documents, not their meaning.',
  },
  {
    inside: product,
    files: ['gateway/**/*.ts'],
    forbid: ['**/scripts/**'],
    why: 'Scripts start the gateway, never the other way round.',
  },
  {
    inside: product,
    files: ['gateway/portal/browser/**/*.ts'],
    forbid: ['node:*', '../*.ts', '**/schema/**', '**/store/**', '**/kit/**', '**/scripts/**'],
    globals: ['Buffer', 'process', 'require'],
    why: 'It runs in browsers: the verification library and what browsers have, nothing else.',
  },
];

/** A later entry replaces the rule of an earlier one, so each has the outer walls too. */
const patternsOf = (wall) =>
  wall ? [{ group: wall.forbid, message: wall.why }, ...patternsOf(wall.inside)] : [];

export const house = walls.map((wall) => ({
  files: wall.files,
  rules: {
    'no-restricted-imports': ['error', { patterns: patternsOf(wall) }],
    ...(wall.globals && {
      'no-restricted-globals': [
        'error',
        ...wall.globals.map((name) => ({ name, message: wall.why })),
      ],
    }),
  },
}));
