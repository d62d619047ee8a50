import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import vm from 'node:vm'; // its modules exist only in the worker, which has the flag
import { commonTokens, declareClassPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin';
import {
  determineHitLimitReached,
  DryRunStatus,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import { transformSync } from '@swc/core';
import { expect } from 'expect';
import * as circus from 'jest-circus';

/** What instrumented code and Stryker share. */
const shared = (globalThis.__stryker__ ??= {});

const SWC = {
  jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
  module: { type: 'es6' },
};

/** Compiled sources by URL: a file is read once, and loaded anew for every mutant. */
const sources = new Map();

const sourceOf = (url) =>
  sources.get(url) ?? transformSync(readFileSync(fileURLToPath(url), 'utf8'), SWC);

const outside = new Map();

/** A module that is not ours, shared by every load. */
async function packageModule(specifier) {
  const known = outside.get(specifier) ?? synthetic(await exportsOf(specifier));
  outside.set(specifier, known);
  return known;
}

const exportsOf = (specifier) =>
  specifier === '@jest/globals' ? { ...circus, expect } : import(specifier);

function synthetic(exports) {
  const names = Object.keys(exports);
  return new vm.SyntheticModule(names, function () {
    for (const name of names) this.setExport(name, exports[name]);
  });
}

/** Loads modules with nothing left over from an earlier mutant. */
class Loader {
  #modules = new Map();

  async load(url) {
    const module = await this.#module(url);
    await module.link((specifier, { identifier }) => this.#imported(specifier, identifier));
    await module.evaluate();
  }

  #imported(specifier, from) {
    return specifier.startsWith('.')
      ? this.#module(new URL(specifier, from).href)
      : packageModule(specifier);
  }

  #module(url) {
    const known = this.#modules.get(url);
    if (known) return known;
    const initializeImportMeta = (meta) => {
      meta.url = url;
    };
    const { code, cachedData } = sourceOf(url);
    const made = new vm.SourceTextModule(code, {
      identifier: url,
      initializeImportMeta,
      ...(cachedData && { cachedData }),
    });
    if (!cachedData) sources.set(url, { code, cachedData: made.createCachedData() });
    this.#modules.set(url, made);
    return made;
  }
}

/** Every test below a block, with its full name. */
const testsBelow = ({ children }, path) =>
  children.flatMap((child) => {
    const name = `${path} ${child.name}`;
    return child.type === 'test' ? [{ id: name, test: child }] : testsBelow(child, name);
  });

/**
 * Runs the tests of the decision inside Stryker's worker, a mutant in some tens of milliseconds:
 * the tests are Jest's own (circus and expect), but nothing else of Jest is started.
 */
class InProcessRunner {
  static inject = tokens(commonTokens.options);
  #files;

  constructor({ inProcess: { testFiles } }) {
    this.#files = testFiles;
  }

  capabilities() {
    return { reloadEnvironment: true };
  }

  async dryRun() {
    const result = await this.#run({ bail: false });
    return { ...result, mutantCoverage: shared.mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, disableBail, hitLimit }) {
    shared.activeMutant = activeMutant.id;
    shared.hitLimit = hitLimit;
    shared.hitCount = hitLimit === undefined ? undefined : 0;
    try {
      const result = await this.#run({ bail: !disableBail, filter: testFilter });
      const timeout = determineHitLimitReached(shared.hitCount, hitLimit);
      return toMutantRunResult(timeout ?? result, !disableBail);
    } finally {
      shared.activeMutant = undefined;
    }
  }

  async #run({ bail, filter }) {
    circus.resetState();
    const files = this.#files.filter(
      (file) => filter === undefined || filter.some((id) => id.startsWith(`${file} `)),
    );
    let tests;
    try {
      tests = await registered(files);
    } catch (error) {
      return { status: DryRunStatus.Error, errorMessage: String(error) };
    }
    const skip = (chosen) => {
      for (const { test } of chosen) test.mode = 'skip';
    };
    if (filter) skip(tests.filter(({ id }) => !filter.includes(id)));
    const idOf = new Map(tests.map(({ id, test }) => [test, id]));
    const follow = ({ name, test }) => {
      if (name === 'test_start') shared.currentTestId = idOf.get(test);
      if (name !== 'test_done') return;
      shared.currentTestId = undefined;
      if (bail && test.errors.length > 0) skip(tests);
    };
    circus.addEventHandler(follow);
    try {
      await circus.run();
    } finally {
      circus.removeEventHandler(follow);
    }
    return { status: DryRunStatus.Complete, tests: tests.map(resultOf) };
  }
}

/** The tests of the files, each named after its file. */
async function registered(files) {
  const loader = new Loader();
  const { rootDescribeBlock } = circus.getState();
  const tests = [];
  for (const file of files) {
    const before = rootDescribeBlock.children.length;
    await loader.load(pathToFileURL(file).href);
    const children = rootDescribeBlock.children.slice(before);
    const fileName = resolve(file);
    tests.push(...testsBelow({ children }, file).map((found) => ({ ...found, fileName })));
  }
  return tests;
}

function resultOf({ id, test, fileName }) {
  const found = { id, name: id, fileName, timeSpentMs: test.duration ?? 0 };
  if (test.status !== 'done') return { ...found, status: TestStatus.Skipped };
  if (test.errors.length === 0) return { ...found, status: TestStatus.Success };
  const failureMessage = String(test.errors.flat()[0]?.message ?? test.errors.flat()[0]);
  return { ...found, status: TestStatus.Failed, failureMessage };
}

export const strykerPlugins = [
  declareClassPlugin(PluginKind.TestRunner, 'in-process', InProcessRunner),
];

export const strykerValidationSchema = {
  properties: {
    inProcess: {
      type: 'object',
      properties: { testFiles: { type: 'array', items: { type: 'string' } } },
    },
  },
};
