/** The quick and telling ones first: a run stops at the first test that notices. */
const TESTS = [
  'twins',
  'rules',
  'edges',
  'readings',
  'knowledge',
  'time',
  'explain',
  'cases',
  'accepted',
];

/**
 * `npm run test:mutation`: alters the decision in every small way and counts the alterations that a
 * test notices. The properties over random worlds are left out: they take long, and a mutant should
 * be caught by a test that says what is wrong. Some folders only: `-- --mutate 'subgraphs/…/**'`.
 */
export default {
  testRunner: 'in-process',
  plugins: ['./scripts/mutation/runner.mjs'],
  inProcess: {
    testFiles: TESTS.map((name) => `test/subgraphs/agreements/decision/${name}.test.ts`),
  },
  testRunnerNodeArgs: ['--experimental-vm-modules', '--no-warnings'],
  coverageAnalysis: 'perTest',
  ignoreStatic: true,
  mutate: ['subgraphs/agreements/decision/**/*.ts'],
  ignorePatterns: ['dist', 'data', 'coverage', 'reports', 'gateway', 'store', 'docs'],
  incremental: true,
  incrementalFile: 'reports/mutation/decision.json',
  concurrency: 1,
  maxTestRunnerReuse: 400,
  tempDirName: '.stryker-tmp',
  reporters: ['clear-text', 'progress-append-only', 'html'],
  htmlReporter: { fileName: 'reports/mutation/decision.html' },
  clearTextReporter: { allowColor: false, reportTests: false, logTests: false },
  thresholds: { high: 95, low: 92, break: 90 },
};
