import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createSimulate } from '../../../../subgraphs/agreements/simulation/index.ts';
import { bodiesBehind } from '../../../../subgraphs/bodies/index.ts';
import type { Simulate, SimulationRequest } from '../../../../subgraphs/federation/simulation.ts';
import { testGraph, type TestGraph } from '../../graph.ts';

describe('simulations under way', () => {
  let graph: TestGraph;
  let simulate: Simulate;
  let end: ((reason: Error) => void) | undefined;
  const held = new Promise<never>((_, reject) => {
    end = reject;
  });
  beforeAll(async () => {
    graph = await testGraph();
    // Whoever simulates waits for the facts of bodies, which never come.
    simulate = createSimulate(
      {
        facts: graph.facts,
        rules: graph.rules,
        bodies: () => held,
        bodiesBehind,
        validAttestations: () => Promise.resolve(new Map()),
      },
      1,
    );
  });
  const ask = (caller: string, change: number) =>
    simulate({
      changes: [`{"note":"${change}"}`],
      caller,
      writer: { scopes: new Set(['hub:admin']) },
      markets: [],
      question: { asOf: '2024-01-01', knownAt: undefined, purpose: 'REGULATORY' },
      statusOnly: false,
      certificates: { key: 'all', registers: () => Promise.resolve([]) },
    } as unknown as SimulationRequest);
  afterAll(async () => {
    held.catch(() => undefined);
    end?.(new Error('It is over'));
    await graph.close();
  });

  it('are two of one caller, four of all; the same one asked again takes no further place', async () => {
    for (const change of [1, 2, 1, 2])
      expect(await ask('first', change)).toMatchObject({ kind: 'running' });
    expect(await ask('first', 3)).toMatchObject({
      kind: 'refused',
      code: 'BUSY',
      message: expect.stringMatching(/yours|your simulations/),
    });
    for (const change of [4, 5])
      expect(await ask('second', change)).toMatchObject({ kind: 'running' });
    expect(await ask('third', 6)).toMatchObject({
      kind: 'refused',
      code: 'BUSY',
      message: 'Other simulations are running; ask again later.',
    });
    expect(await ask('third', 4)).toMatchObject({ kind: 'running' });
  });
});
