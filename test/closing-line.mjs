/**
 * Says at the very end which groups of tests were skipped, and how many tests passed, failed and were
 * skipped, alone on a line. With CI set, a skipped group is a failure: nothing is left out unseen there.
 */
export default class ClosingLine {
  #isPartial;
  #skipped = [];

  constructor({ testNamePattern }) {
    // Whoever names tests leaves the others out; on another database, those of the embedded engine are.
    this.#isPartial = Boolean(testNamePattern) || process.env['MONGODB_URI'] !== undefined;
  }

  onRunComplete(_, results) {
    const { numPassedTests, numFailedTests, numFailedTestSuites, numPendingTests } = results;
    if (!this.#isPartial) this.#skipped = results.testResults.flatMap(skippedGroups);
    // A file that cannot even be run has no test of its own to fail.
    const failed = Math.max(numFailedTests, numFailedTestSuites);
    const lines = [
      ...this.#skipped.map((group) => `skipped: ${group}`),
      `${numPassedTests} passed, ${failed} failed, ${numPendingTests} skipped`,
    ];
    process.once('exit', () => process.stdout.write(`${lines.join('\n')}\n`)); // after Jest's own summary
  }

  getLastError() {
    if (this.#skipped.length > 0 && process.env['CI'])
      return new Error('With CI set, no group of tests may be skipped.');
    return undefined;
  }
}

/** The outermost groups of a file of which no test ran; of a file without groups, each test. */
export function skippedGroups({ testFilePath, testResults }) {
  const groups = new Map();
  for (const { ancestorTitles, title, status } of testResults) {
    const group = ancestorTitles[0] ?? title;
    groups.set(group, (groups.get(group) ?? true) && status === 'pending');
  }
  const file = testFilePath.slice(testFilePath.lastIndexOf('/test/') + 1);
  return [...groups].filter(([, none]) => none).map(([group]) => `${group} (${file})`);
}
