/** Jest runs the TypeScript sources as ES modules; `npm test` sets the VM-modules flag. */
export default {
  rootDir: '..',
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'es6' } },
    ],
  },
  collectCoverageFrom: ['{gateway,store,subgraphs,scripts}/**/*.ts'],
  coverageDirectory: 'coverage',
  maxWorkers: 2, // the smallest machine; Jest would leave one of its two cores idle
  // Modules of earlier files stay in a worker's memory, and make its garbage collection dear.
  workerIdleMemoryLimit: '600MB',
  testTimeout: 180_000, // waits are for conditions; this ends what hangs, on a busy machine too
  reporters: ['default', '<rootDir>/test/closing-line.mjs'],
};
