import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { CHANGES } from '../newcomer/changes.ts';
import type { Change, Edit } from '../newcomer/changes.ts';
import { forgotten } from './additions.ts';
import type { ProjectFiles } from './additions.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PATHS = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
  cwd: ROOT,
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => /\.(?:ts|json|graphql|yaml)$/.test(path) && !path.startsWith('test/'));

const texts = new Map<string, string>();
const onDisk = (path: string): string => {
  const text = texts.get(path) ?? readFileSync(join(ROOT, path), 'utf8');
  texts.set(path, text);
  return text;
};

/** The project as these edits would leave it. */
function withEdits(edits: readonly Edit[]): ProjectFiles {
  const edited = new Map<string, string>();
  const read = (path: string): string => edited.get(path) ?? onDisk(path);
  for (const edit of edits)
    edited.set(
      edit.file,
      'write' in edit ? edit.write : read(edit.file).replaceAll(edit.replace[0], edit.replace[1]),
    );
  return { paths: [...new Set([...PATHS, ...edited.keys()])], read };
}

const filesOf = ({ edits }: Change): readonly string[] => [
  ...new Set(edits.map(({ file }) => file)),
];

describe('what belongs together', () => {
  it('is complete in this project', () => {
    expect(forgotten(withEdits([]))).toEqual([]);
  });

  it.each(CHANGES)('is complete when a newcomer adds $what', ({ edits }) => {
    expect(forgotten(withEdits(edits))).toEqual([]);
  });

  it.each(
    CHANGES.flatMap((change) =>
      filesOf(change).map((file) => ({ change, file, what: change.what })),
    ),
  )('names $file when a newcomer who adds $what forgets it', ({ change, file }) => {
    const faults = forgotten(withEdits(change.edits.filter((edit) => edit.file !== file)));
    const folder = file.slice(0, file.lastIndexOf('/') + 1);
    // A rule may be in any file of the decision: there, the room is named.
    const isNamed = (fault: string): boolean =>
      fault.startsWith(`${file}:`) ||
      (file.startsWith('subgraphs/agreements/decision/') &&
        folder.startsWith(fault.split(':')[0] ?? '?'));
    expect(faults.filter(isNamed)).not.toEqual([]);
  });
});
