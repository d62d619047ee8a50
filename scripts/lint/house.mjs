/**
 * Rooms inside a room that see less than their neighbours do: pure rules, and code that runs in
 * browsers too. The walls between the rooms themselves are in `walls.mjs`.
 */
const rooms = [
  {
    files: ['subgraphs/agreements/decision/**/*.ts'],
    forbid: [
      'node:*',
      '**/store/**',
      '**/gateway/**',
      '**/facts/**',
      '**/lib/**',
      '**/federation/**',
      '**/scripts/**',
      'mongoose',
      'graphql',
    ],
    why: 'The decision is pure: no input/output, no clock, its own types only.',
  },
  {
    files: ['subgraphs/attestations/verification/**/*.ts'],
    forbid: ['node:*', '../**', 'mongoose', 'graphql'],
    globals: ['Buffer', 'process', 'require'],
    why: 'Verification also runs in browsers: jose and what every platform has, nothing else.',
  },
  {
    files: ['gateway/portal/browser/**/*.ts'],
    forbid: [
      'node:*',
      '../*.ts',
      '**/schema/**',
      '**/store/**',
      '**/facts/**',
      '**/lib/**',
      '**/federation/**',
      '**/scripts/**',
    ],
    globals: ['Buffer', 'process', 'require'],
    why: 'It runs in browsers: the verification library and what browsers have, nothing else.',
  },
];

export const house = rooms.map(({ files, forbid, globals, why }) => ({
  files,
  rules: {
    'no-restricted-imports': ['error', { patterns: [{ group: forbid, message: why }] }],
    ...(globals && {
      'no-restricted-globals': ['error', ...globals.map((name) => ({ name, message: why }))],
    }),
  },
}));
