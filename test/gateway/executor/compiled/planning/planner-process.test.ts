import { afterEach, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import {
  PlannerAbsent,
  PlannerBusy,
  PlannerDied,
  PlannerTooSlow,
  PlanningFailed,
} from '../../../../../gateway/executor/compiled/planning/messages.ts';
import { PlannerProcess } from '../../../../../gateway/executor/compiled/planning/planner-process.ts';
import type { ProcessLimits } from '../../../../../gateway/executor/compiled/planning/planner-process.ts';
import { compiledModule } from '../../../../../lib/installation.ts';
import { until } from '../../../../until.ts';

const PROGRAM = new URL('./program.mjs', import.meta.url);
const PLAN = { kind: 'Sequence', nodes: [] };

let planner: PlannerProcess;
let events: string[];

async function open(
  limits: Partial<ProcessLimits> = {},
  program: URL | undefined = PROGRAM,
): Promise<PlannerProcess> {
  events = [];
  planner = new PlannerProcess('', {
    program,
    limits,
    onDeath: ({ reason }) => events.push(reason),
    onRestart: () => events.push('restart'),
  });
  await planner.open();
  return planner;
}

afterEach(() => {
  planner.close();
});

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe("a planner's process", () => {
  it('plans, says what it cannot plan, and ends when it is closed', async () => {
    const { pid = 0 } = await open();
    expect(await planner.plan('{a}', undefined, 'x')).toEqual(PLAN);
    await expect(planner.plan('fails', undefined, 'x')).rejects.toThrow(PlanningFailed);
    const last = planner.plan('{b}', undefined, 'x');
    planner.close();
    expect(await last).toEqual(PLAN);
    await until(() => !isAlive(pid));
    await expect(planner.plan('{a}', undefined, 'x')).rejects.toThrow(PlannerAbsent);
    expect(events).toEqual([]);
  });

  it('fails only the operation that it aborts over, and begins again', async () => {
    await open();
    const honest = planner.plan('{a}', undefined, 'honest');
    const results = await Promise.allSettled([
      planner.plan('aborts', undefined, 'x'),
      planner.plan('{b}', undefined, 'y'),
      planner.plan('{c}', undefined, 'x'),
      honest,
    ]);
    expect(results.map(({ status }) => status)).toEqual([
      'rejected',
      'fulfilled',
      'fulfilled',
      'fulfilled',
    ]);
    expect(results[0]).toHaveProperty('reason', expect.any(PlannerDied));
    expect(events).toContain('restart');
  });

  it('finds out which of two operations it was that the process died over', async () => {
    await open();
    const [honest, hostile] = await Promise.allSettled([
      planner.plan('later', undefined, 'honest'),
      planner.plan('aborts', undefined, 'x'),
    ]);
    expect(honest).toEqual({ status: 'fulfilled', value: PLAN });
    expect(hostile).toHaveProperty('reason', expect.any(PlannerDied));
    expect(events).toEqual(['died', 'restart', 'died']);
  });

  it('survives a kill -9 in the middle of planning', async () => {
    const { pid = 0 } = await open();
    const asked = planner.plan('waits', undefined, 'x');
    process.kill(pid, 'SIGKILL');
    await expect(asked).rejects.toThrow(PlannerDied);
    expect(await planner.plan('{a}', undefined, 'x')).toEqual(PLAN);
    expect(planner.pid).not.toBe(pid);
    expect(events).toEqual(['died', 'restart']);
  });

  it.each(['loops', 'waits'])('ends a process that %s, and serves the others', async (text) => {
    const { pid = 0 } = await open({ planMs: 300 });
    const slow = planner.plan(text, undefined, 'x');
    const others = [planner.plan('{a}', undefined, 'y'), planner.plan('{a}', undefined, 'x')];
    await expect(slow).rejects.toThrow(PlannerTooSlow);
    expect(await Promise.all(others)).toEqual([PLAN, PLAN]);
    await until(() => !isAlive(pid));
    expect(events).toEqual(['too slow', 'restart']);
  });

  it("lets one caller's operations wait for each other, not others for them", async () => {
    await open({ planMs: 60_000, waitMs: 60_000, waiting: { perCaller: 2, total: 3 } });
    const mine = Array.from({ length: 4 }, () =>
      planner.plan('waits', undefined, 'x').then(
        () => '',
        (error: unknown) => error,
      ),
    );
    expect(await mine[3]).toBeInstanceOf(PlannerBusy);
    expect(await planner.plan('{a}', undefined, 'y')).toEqual(PLAN);
    for (let killed = 0; killed < 3; killed += 1) {
      await until(() => events.filter((event) => event === 'restart').length === killed);
      process.kill(planner.pid ?? 0, 'SIGKILL');
      expect(await mine[killed]).toBeInstanceOf(PlannerDied);
    }
  });

  it('lets nothing wait for ever for a process that does not come back', async () => {
    await open({ waitMs: 200, restartMs: { first: 60_000, most: 60_000 } });
    process.kill(planner.pid ?? 0, 'SIGKILL');
    await until(() => events.length > 0);
    await expect(planner.plan('{a}', undefined, 'y')).rejects.toThrow(PlannerBusy);
  });

  it('is absent when its program does not start', async () => {
    await expect(open({}, new URL('./none.mjs', import.meta.url))).rejects.toThrow(PlannerAbsent);
  });

  it.each([
    ['ends by itself', ''],
    ['is killed', 'SIGKILL'],
  ] as const)('keeps no process alive, and ends with one that %s', async (_, signal) => {
    const module = compiledModule(
      import.meta.url.replace(/test\/.*$/, 'gateway/executor/compiled/planning/x.ts'),
      './planner-process.js',
    );
    const code = `
      import { PlannerProcess } from ${JSON.stringify(module.href)};
      const planner = new PlannerProcess('', { program: new URL(${JSON.stringify(PROGRAM.href)}), onDeath() {}, onRestart() {} });
      await planner.open();
      await planner.plan('{a}', undefined, '');
      ${signal ? "void planner.plan('waits', undefined, '');" : ''}
      console.log(planner.pid);`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', code], {
      cwd: fileURLToPath(new URL('.', import.meta.url)),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(parent, 'exit');
    const [line] = (await once(createInterface({ input: parent.stdout }), 'line')) as [string];
    expect(Number(line)).toBeGreaterThan(1);
    if (signal) parent.kill(signal);
    expect(await ended).toEqual(signal ? [null, signal] : [0, null]);
    await until(() => !isAlive(Number(line)));
  });
});
