import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { ATTACKS } from '../../../scripts/hostile/attacks/index.ts';
import { reportOf, written } from '../../../scripts/hostile/report.ts';
import type { Report, Round } from '../../../scripts/hostile/report.ts';
import { compiledModule } from '../../../lib/installation.ts';

const PROGRAM = fileURLToPath(
  compiledModule(new URL('../../../scripts/x.ts', import.meta.url).href, './hostile/index.js'),
);

describe('a hub under attack', () => {
  it('lives, answers the honest client rightly, and refuses everything as it must', async () => {
    const child = spawn(process.execPath, [PROGRAM, '--minutes', '0.1', '--json'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said: Record<'stdout' | 'stderr', string> = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const)
      child[name].setEncoding('utf8').on('data', (part: string) => (said[name] += part));
    await once(child, 'close');
    expect(said.stderr).toMatch(/^Loaded the bundled data: \d+ facts\.\n$/);
    const { honest, ended, attacks } = JSON.parse(said.stdout) as Report;
    expect(ended).toBe(0);
    for (const { sent, wrong, indeterminate, shown } of [honest.good, honest.bad]) {
      expect({ wrong, indeterminate, shown }).toEqual({ wrong: 0, indeterminate: 0, shown: [] });
      expect(sent).toBeGreaterThan(20);
    }
    expect(attacks.map(({ name }) => name).sort()).toEqual(ATTACKS.map(({ name }) => name).sort());
    for (const { sent, ...attack } of attacks) {
      expect(attack).toEqual({ name: attack.name, faults: 0, shown: [] });
      expect(sent).toBeGreaterThan(0);
    }
  });
});

describe('the report of a run', () => {
  const round = (
    company: Round['company'],
    times: readonly number[],
    more: object = {},
  ): Round => ({
    company,
    outcomes: [
      { name: 'honest', sent: times.length, times, faults: 0, shown: [], ...more },
      { name: 'an attack', sent: 3, times: [], faults: 0, shown: [] },
    ],
  });

  it('compares the medians of the rounds, so that one bad moment does not decide', () => {
    const rounds = [10, 11, 500].flatMap((p99) => [
      round('good', [1, p99]),
      round('bad', [2, 4 * p99]),
    ]);
    expect(reportOf(rounds, 0)).toMatchObject({
      ratio: 4,
      honest: { good: { p99: 11, sent: 6 }, bad: { p99: 44 } },
      attacks: [{ name: 'an attack', sent: 9 }],
    });
    expect(written(reportOf(rounds, 0)).holds).toBe(true);
  });

  it.each([
    ['the time', [round('good', [10]), round('bad', [51])], 0],
    ['a wrong answer', [round('good', [10]), round('bad', [10], { faults: 1, shown: ['?'] })], 0],
    [
      'an answer that nobody knows',
      [round('good', [10]), round('bad', [10], { indeterminate: 1 })],
      0,
    ],
    ['a process that ended', [round('good', [10]), round('bad', [10])], 1],
  ] as const)('misses what is wanted for %s', (_, rounds, ended) => {
    const { lines, holds } = written(reportOf(rounds, ended));
    expect(holds).toBe(false);
    expect(lines.filter((line) => line.startsWith('MISS'))).toHaveLength(1);
  });
});
