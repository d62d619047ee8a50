import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { unnamedBreaks } from '../../../scripts/generate/breaking-changes.ts';

const RELEASED = `
  interface Node { id: ID! }
  type Query { certificate(number: String!, on: String): Certificate colours: [Colour!]! }
  type Certificate implements Node { id: ID! level: String levels: [String!] either: Either }
  type Other { a: Int }
  union Either = Certificate | Other
  enum Colour { RED GREEN }
  input Filter { text: String }
  type Mutation { find(filter: Filter): Certificate }
`;
const changelogWith = (section: string, item: string): string =>
  `# Changes\n\n## Unreleased\n\n### Added\n\n- Something.\n\n### ${section}\n\n- ${item}\n\n## 1.0.0\n\n### Removed\n\n- \`Certificate.level\`, \`Colour.RED\`\n`;
const NONE = changelogWith('Changed', 'Nothing of note.');

/** Changes that break somebody: what is replaced by what, and an item that names it. */
const BREAKS: readonly (readonly [string, string, string, string])[] = [
  ['a field gone', 'level: String ', '', '`Certificate.level` is gone'],
  ['a field renamed', 'level: String', 'grade: String', '`Certificate.level` is now `grade`'],
  ['a field of another type', 'level: String ', 'level: Int ', '`Certificate.level` is a number'],
  [
    'a field that may be null',
    'id: ID! level',
    'id: ID level',
    'Certificate.id changed type from ID! to ID.',
  ],
  ['an argument gone', ', on: String', '', 'Query.certificate has no `on` any more'],
  ['an argument needed', 'on: String)', 'on: String!)', 'Query.certificate needs `on`'],
  ['a value gone', 'RED GREEN', 'GREEN', '`Colour.RED` is gone'],
  ['a member gone', 'Certificate | Other', 'Certificate', '`Other` is no `Either`'],
  [
    'a type gone',
    'type Other { a: Int }\n  union Either = Certificate | Other',
    'union Either = Certificate',
    '`Other` is gone, from `Either` too',
  ],
  ['an input needed', 'text: String', 'text: String by: Int!', '`Filter.by` is needed'],
];

describe('FED-007: a change that breaks clients', () => {
  it.each(BREAKS)(
    '%s is told, unless the changelog of the schema names it',
    (_, from, to, item) => {
      const current = RELEASED.replace(from, to);
      expect(current).not.toBe(RELEASED);
      expect(unnamedBreaks(RELEASED, current, NONE).length).toBeGreaterThan(0);
      expect(unnamedBreaks(RELEASED, current, changelogWith('Added', item)).length).toBeGreaterThan(
        0,
      );
      for (const section of ['Changed', 'Removed'])
        expect(unnamedBreaks(RELEASED, current, changelogWith(section, item))).toEqual([]);
    },
  );

  it('is not named by what begins alike', () => {
    const current = RELEASED.replace('level: String ', '');
    for (const item of ['`Certificate.levels` is new', 'XCertificate.level', '`Certificate`'])
      expect(unnamedBreaks(RELEASED, current, changelogWith('Changed', item))).toHaveLength(1);
  });

  it('is none that adds', () => {
    const current = RELEASED.replace('level: String', 'level: String grade(of: Int): Int');
    expect(unnamedBreaks(RELEASED, current, NONE)).toEqual([]);
  });

  it('is nowhere in our schema without being named', () => {
    const read = (file: string): string =>
      readFileSync(new URL(`../../../schema/${file}`, import.meta.url), 'utf8');
    const breaks = unnamedBreaks(
      read('released/api.graphql'),
      read('api.graphql'),
      read('CHANGELOG.md'),
    );
    expect(breaks).toEqual([]);
  });
});
