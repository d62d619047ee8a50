import { describe, expect, it } from '@jest/globals';
import { Linter } from 'eslint';

interface Clauses {
  readonly clauses: Linter.Config;
}

const messages = async (code: string): Promise<string[]> => {
  const file = new URL('../../../scripts/lint/clause.mjs', import.meta.url).href;
  const { clauses } = (await import(file)) as Clauses;
  const config = { ...clauses, files: ['**/*.js'] };
  return new Linter().verify(code, [config], { filename: 'gate.js' }).map(({ message }) => message);
};

describe('a function of a gate', () => {
  it('names the clause that it carries out', async () => {
    expect(await messages('/** RULE §6: the list. */\nexport function listed() {}\n')).toEqual([]);
    expect(await messages('export function listed() {}\n')).toEqual([
      expect.stringContaining('listed: say which clause'),
    ]);
    expect(await messages('/** The list. */\nexport function listed() {}\n')).toHaveLength(1);
  });
});
