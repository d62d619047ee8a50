import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { fixtureUrl } from './fixtures.ts';

const FOLDER = new URL('./', import.meta.url);
const read = (path: URL): string => readFileSync(path, 'utf8');

/** What no test bears the name of, and why. Who writes the test takes the line out. */
const WITHOUT: Readonly<Record<string, string>> = {
  'AUT-012': 'There is no Idempotency-Key: a request is known by its content (issuance, imports).',
  'AZN-004': 'A service takes representations from the holder of the gateway’s credential only.',
  'AZN-006': 'Roles are in tokens of short life; rights by organisation come with the register.',
  'AZN-007': 'Four eyes: procedures are of the supervision subgraph.',
  'AZN-008': 'Steps of a procedure are of the supervision subgraph.',
  'DB-001': 'A stepdown needs a replica set: with the tests on other databases.',
  'DB-007': 'Migrations come with upgrades between released layouts.',
  'EVT-001': 'There are no webhooks yet.',
  'EVT-003': 'Ten thousand clients are beyond a test; places and resumption have their own tests.',
  'IMP-008': 'A full disk comes with the faults of disks.',
  'INJ-006': 'There are no webhooks yet.',
  'KEY-001': 'Keys are found in their folder; no configuration names one.',
  'KEY-004':
    'A store that is slow comes with the faults of disks and devices; wrong answers are tested.',
  'LOG-001':
    'Kills are tried at random moments (crash.test.ts); failing writes come with the faults of disks.',
  'LOG-002': 'A backup that is rolled back comes with the restoring of backups.',
  'LOG-003': 'A monitor that runs by itself comes with the keys of the log.',
  'OPS-006': 'A soak of hours is no test.',
  'OPS-008': 'Backup and restore are tested under the commands’ names.',
  'SIG-008': 'Each condition has tests in the decision, by reason code.',
  'SUP-001': 'The lockfile is tested; a bill of materials comes with the files for others.',
  'TIM-001': 'The clock of the log is tested; an alarm at a jump is not there yet.',
  'TIM-002': 'The day of a market comes with the second edition of the register.',
  'UI-001': 'Pages without scripts and at every size come with the portal.',
  'UI-004': 'Texts of every script in one page come with the portal.',
  'UI-005': 'Shapes beside colours come with the portal.',
};

const TESTS = readdirSync(FOLDER, { recursive: true })
  .map(String)
  .filter((path) => path.endsWith('.ts') && path !== 'faults.test.ts')
  .map((path) => read(new URL(path, FOLDER)))
  .join('\n');
const { entries: FAULTS } = JSON.parse(read(fixtureUrl('faults.json'))) as {
  entries: readonly { readonly id: string }[];
};

describe('the list of faults', () => {
  it('has a test for each entry that bears its name, or a reason why not', () => {
    const untested = FAULTS.map(({ id }) => id).filter((id) => !TESTS.includes(id));
    expect(FAULTS).toHaveLength(113);
    // Attacks are tried as listed, each under its own id, in attacks.test.ts.
    expect(untested.sort()).toEqual(Object.keys(WITHOUT).sort());
  });
});
