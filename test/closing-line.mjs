/** Says at the very end how many tests passed, failed and were skipped, alone on a line. */
export default class ClosingLine {
  onRunComplete(_, { numPassedTests, numFailedTests, numFailedTestSuites, numPendingTests }) {
    // A file that cannot even be run has no test of its own to fail.
    const failed = Math.max(numFailedTests, numFailedTestSuites);
    const line = `${numPassedTests} passed, ${failed} failed, ${numPendingTests} skipped\n`;
    process.once('exit', () => process.stdout.write(line)); // after Jest's own summary
  }
}
