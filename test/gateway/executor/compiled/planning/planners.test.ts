import { afterEach, describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { PlanningRefused } from '../../../../../gateway/executor/compiled/planning/planner.ts';
import type { Planner } from '../../../../../gateway/executor/compiled/planning/planner.ts';
import { createPlanners } from '../../../../../gateway/executor/compiled/planning/planners.ts';
import { createEngine } from '../../../../../gateway/executor/index.ts';
import { readSupergraph } from '../../../../../gateway/executor/supergraph.ts';
import { startGraphql } from '../../../../../gateway/graphql/service.ts';
import { createLog } from '../../../../../gateway/observability/log.ts';
import { context } from '../../../../subgraphs/graph.ts';
import { library } from '../../../support/library.ts';
import { until } from '../../../../until.ts';
import { childrenOf } from '../../../support/processes.ts';

const PROGRAM = new URL('./program.mjs', import.meta.url);

let planner: Planner | undefined;
let events: string[] = [];

async function open(...[, options]: Parameters<typeof createPlanners>): Promise<Planner> {
  events = [];
  planner = await createPlanners((event) => events.push(event), options)(readSupergraph());
  return planner;
}

afterEach(() => {
  planner?.close();
});

const level = parse('{ certificate(number: "X") { level } }');
const mutation = parse(`
  mutation ($input: IssueAttestationInput!) {
    issueAttestation(input: $input) {
      ... on Attestation {
        recognition { certificate { same: recognition(market: "US") { status } } }
      }
      ... on NotRecognised {
        recognition { certificate { same: recognition(market: "CN") { status } } }
      }
    }
  }`);

describe('the planners', () => {
  it('plan on the second what the process of the first died over, and remember it', async () => {
    const planner = await open(() => undefined, { program: PROGRAM });
    const aborting = parse('{ aborts: certificate(number: "X") { level } }');
    for (let times = 0; times < 2; times += 1)
      expect((await planner.plan(aborting, undefined)).node).toMatchObject({
        serviceName: 'certificates',
      });
    expect(events.filter((event) => event === 'planner-death')).toHaveLength(1);
    expect(events.filter((event) => event === 'second-planner')).toHaveLength(2);
  });

  it('refuse for good what takes too long to plan', async () => {
    const planner = await open(() => undefined, { program: PROGRAM, limits: { planMs: 300 } });
    const looping = parse('{ loops: certificate(number: "X") { level } }');
    for (let times = 0; times < 2; times += 1)
      await expect(planner.plan(looping, undefined)).rejects.toThrow(PlanningRefused);
    expect(events).not.toContain('second-planner');
    expect(events.filter((event) => event === 'planner-death')).toHaveLength(1);
  });

  it('do without a process that does not start', async () => {
    const planner = await open(() => undefined, { program: new URL('./none', import.meta.url) });
    expect((await planner.plan(level, undefined)).node).toMatchObject({
      serviceName: 'certificates',
    });
    expect(events).toEqual(['planner-death', 'second-planner']);
  });

  it('survive what aborts the native planner', async () => {
    const planner = await open(() => undefined);
    expect((await planner.plan(mutation, undefined)).node).toBeDefined();
    expect((await planner.plan(level, undefined)).node).toMatchObject({
      serviceName: 'certificates',
    });
  });
});

describe('an engine whose planner is in trouble', () => {
  const { supergraphSdl, schemas } = library();
  const log = createLog({ logLevel: 'silent' });

  it('tells the caller what to do, and serves others and another supergraph', async () => {
    const earlier = new Set(await childrenOf(process.pid));
    const planners = async (): Promise<number[]> =>
      (await childrenOf(process.pid)).filter((pid) => !earlier.has(pid));
    const engine = await createEngine({
      config: { engine: 'compiled', subgraphUrls: {} },
      supergraphSdl,
      schemas,
      log,
      planners: { limits: { planMs: 100 } },
    });
    const graphql = await startGraphql({
      engine: engine.gateway,
      pipeline: 'compiled',
      log,
      feedUrl: 'https://x/feed',
    });
    // A planner that is stopped takes longer than any limit.
    await until(async () => (await planners()).length > 0);
    const stopped = await planners();
    for (const pid of stopped) process.kill(pid, 'SIGSTOP');
    const slow = await graphql.answer({ query: '{ whoami }' }, context(new Date()));
    expect(slow).toMatchObject({
      status: 400,
      errors: [{ extensions: { code: 'LIMIT_EXCEEDED' } }],
    });
    expect(await engine.reload(supergraphSdl)).toBe(true);
    await graphql.stop();
    await engine.close();
    // What is stopped hears of no end.
    const left = await planners();
    for (const pid of stopped) if (left.includes(pid)) process.kill(pid, 'SIGKILL');
  });
});
