import base from './jest.config.mjs';

/** `npm run test:coverage`: the decision's own tests take every branch of it, but for a few. */
export default {
  ...base,
  roots: ['<rootDir>/test/subgraphs/agreements/decision'],
  collectCoverage: true,
  collectCoverageFrom: ['subgraphs/agreements/decision/**/*.ts'],
  coverageReporters: ['text'],
  coverageThreshold: { global: { branches: 98, functions: 99, lines: 98, statements: 98 } },
};
