import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { errorClass, HubError } from '../../../lib/errors/hub-error.ts';
import { errorEntry, ERRORS, EXIT, type ErrorCode } from '../../../lib/errors/table.ts';

/** Errors that are not of the family, and why. */
const OTHERS: ReadonlySet<string> = new Set([
  'lib/errors/hub-error.ts', // the family itself
  'store/faults.ts', // an answer of the wire protocol, with MongoDB's numbers
  'subgraphs/attestations/verification/keyset.ts', // runs in browsers: imports nothing above it
]);

const sources = execFileSync('git', ['ls-files', '*.ts'], { encoding: 'utf8' })
  .split('\n')
  .filter((file) => /^(?:lib|store|facts|subgraphs|gateway|scripts)\//.test(file));

describe('the family of errors', () => {
  it.each(Object.entries(ERRORS))('%s has a status, an exit code and a sentence', (code, entry) => {
    expect(entry.status).toBeGreaterThanOrEqual(400);
    expect([EXIT.badInput, EXIT.unavailable]).toContain(entry.exit);
    expect(entry.text).toMatch(/^[A-Z].*\.$/);
    expect(code).toMatch(/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/);
  });

  it('has no relative elsewhere', () => {
    const strangers = sources.filter(
      (file) => !OTHERS.has(file) && /extends Error\b/.test(readFileSync(file, 'utf8')),
    );
    expect(strangers).toEqual([]);
  });

  it('names an error after its class, and takes its words from the table', () => {
    class Late extends errorClass('DEADLINE_EXCEEDED') {}
    const error = new Late();
    expect(error).toBeInstanceOf(HubError);
    expect(error).toMatchObject({
      name: 'Late',
      code: 'DEADLINE_EXCEEDED',
      message: ERRORS.DEADLINE_EXCEEDED.text,
    });
  });

  it('knows no code by the name of what objects inherit', () => {
    for (const code of ['constructor', '__proto__', 'toString', 'NO_SUCH_CODE' as ErrorCode])
      expect(errorEntry(code)).toBeUndefined();
  });
});
