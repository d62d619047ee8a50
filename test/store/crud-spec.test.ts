import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BSON } from 'bson';
import type { SpecFile, SpecTest } from './crud-spec/format.ts';
import { knows } from './crud-spec/operations.ts';
import { meets, runTest, serverInfo } from './crud-spec/runner.ts';
import type { ServerInfo } from './crud-spec/runner.ts';
import { describeEmbedded, openStore } from './support/store.ts';
import type { TestStore } from './support/store.ts';

const folder = new URL('../fixtures/mongodb-crud-spec/', import.meta.url);

const files = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => {
    const file: unknown = BSON.EJSON.parse(readFileSync(new URL(name, folder), 'utf8'));
    return { name, file: file as SpecFile };
  });

/** Tests that the driver's own suite leaves out too: it replaces a null _id before sending. */
const REPLACED_BY_DRIVER = [
  'inserting _id with type null via insertOne',
  'inserting _id with type null via insertMany',
  'inserting _id with type null via bulkWrite',
];

/** Tests that ask for something outside the supported subset. */
const OUTSIDE_SUBSET = ['Aggregate with $out passes bypassDocumentValidation: false'];

/** Tests with operations that this driver no longer has, or that only a test server obeys. */
const NOT_RUNNABLE = [
  'Deprecated count with empty collection',
  'Deprecated count without a filter',
  'Deprecated count with a filter',
  'Deprecated count with skip and limit',
  'estimatedDocumentCount errors correctly--command error',
  'estimatedDocumentCount errors correctly--socket error',
  'estimatedDocumentCount works correctly on views',
  'findOneAndUpdate document validation errInfo is accessible',
  'inserting _id with type null via clientBulkWrite',
];

const leftOut = new Set([...REPLACED_BY_DRIVER, ...OUTSIDE_SUBSET, ...NOT_RUNNABLE]);
const tests: readonly (SpecTest & { file: SpecFile })[] = files.flatMap(({ file }) =>
  file.tests.map((test) => ({ ...test, file })),
);

let store: TestStore;
let server: ServerInfo;

beforeAll(async () => {
  store = await openStore();
  server = await serverInfo(store.mongoose.connection.getClient());
});

afterAll(async () => {
  await store.remove();
});

const asked = (file: SpecFile, test: SpecTest): boolean =>
  meets(server, file.runOnRequirements) && meets(server, test.runOnRequirements);

describe('the CRUD specification', () => {
  for (const { name, file } of files)
    describe(name, () => {
      for (const test of file.tests.filter(({ description }) => !leftOut.has(description)))
        it(test.description, async () => {
          if (!asked(file, test)) return;
          await runTest(store.mongoose.connection.getClient(), file, test);
        });
    });
});

describeEmbedded('what is left out of the CRUD specification', () => {
  it('passes most of it: the requirements do not ask the tests away', () => {
    const run = tests.filter(
      (test) => asked(test.file, test) && !leftOut.has(test.description),
    ).length;
    expect(run).toBe(221);
  });

  it('is not runnable exactly where an operation is unknown to the runner', () => {
    const unknown = tests
      .filter((test) => test.operations.some((operation) => !knows(operation)))
      .map(({ description }) => description);
    expect(unknown.sort()).toEqual([...NOT_RUNNABLE].sort());
  });

  it('is refused with an error that says so', async () => {
    for (const description of OUTSIDE_SUBSET) {
      const test = tests.find((each) => each.description === description);
      if (test === undefined) throw new Error(`there is no test “${description}”`);
      await expect(runTest(store.mongoose.connection.getClient(), test.file, test)).rejects.toThrow(
        'not supported by the embedded store',
      );
    }
  });
});
