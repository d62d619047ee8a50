import { buildSchema, findBreakingChanges } from 'graphql';

/** How the kinds of change name what they are about (graphql's `findBreakingChanges`). */
const NAMES: readonly RegExp[] = [
  /^A required arg (\w+) on (\S+) was added/,
  /^A required field (\w+) on input type (\w+) was added/,
  /^(\S+\.\w+) arg (\w+) /,
  /^(\w+) was removed from \w+ type (\w+)\.$/,
  /^(\w+) no longer implements interface (\w+)\.$/,
  /^@?([\w.]+) /,
];

/**
 * What in the schema that clients see would break those who use the released one, and is not named in
 * the changelog of the schema: one sentence each.
 *
 * A change is named by an item under "Unreleased" that holds its sentence, or the names in it
 * (`Certificate.level`); an item under "Added" names no break.
 */
export function unnamedBreaks(released: string, current: string, changelog: string): string[] {
  const items = itemsOf(changelog);
  return (
    findBreakingChanges(buildSchema(released), buildSchema(current))
      .map(({ description }) => description)
      // A scalar that GraphQL has anyway is listed while something uses it.
      .filter((description) => !description.startsWith('Standard scalar'))
      .filter((description) => !items.some((item) => isNamed(description, item)))
  );
}

/** Items of the topmost version, on one line each and without the marks of code. */
function itemsOf(changelog: string): string[] {
  const [, unreleased = ''] = changelog.split(/^## /m);
  return unreleased
    .split(/^### /m)
    .filter((section) => !/^Added\b/.test(section))
    .flatMap((section) => section.split(/^[-*] /m).slice(1))
    .map((item) => item.replaceAll('`', '').replaceAll(/\s+/g, ' '));
}

function isNamed(description: string, item: string): boolean {
  if (item.includes(description.replace(/\.$/, ''))) return true;
  const names = NAMES.map((pattern) => pattern.exec(description)?.slice(1)).find(Boolean);
  return names?.every((name) => hasName(item, name, names.length === 1)) ?? false;
}

/** A name as a whole: `Certificate.level` names no `Certificate.levels`, and alone not the whole type. */
const hasName = (item: string, name: string, isAlone: boolean): boolean => {
  const pattern = name.replaceAll('.', '\\.');
  const after = isAlone && !name.includes('.') ? '(?!\\.\\w)' : '';
  return new RegExp(`(?<![\\w])${pattern}(?!\\w)${after}`).test(item);
};
