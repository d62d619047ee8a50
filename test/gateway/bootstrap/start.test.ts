import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';

/** Modules that a start loads, from the command on; those imported later, on demand, are left out. */
function loadedAtStart(): ReadonlySet<string> {
  const packages = new Set<string>();
  const seen = new Set<string>();
  const follow = (file: URL): void => {
    if (seen.has(file.href)) return;
    seen.add(file.href);
    const text = readFileSync(file, 'utf8');
    for (const [, clause = '', from = ''] of text.matchAll(
      /^(?:import|export)\s([^;]*?)from '([^']+)';/gm,
    )) {
      if (clause.startsWith('type ')) continue;
      if (from.startsWith('.')) follow(new URL(from, file));
      else packages.add(from);
    }
  };
  for (const entry of [
    'scripts/commands/serve.ts',
    'gateway/bootstrap/hub.ts',
    'gateway/bootstrap/workers.ts',
  ])
    follow(new URL(`../../../${entry}`, import.meta.url));
  return packages;
}

describe('a start', () => {
  const packages = loadedAtStart();

  it('loads what serving needs', () => {
    expect([...packages]).toEqual(expect.arrayContaining(['fastify', 'graphql', 'mongoose']));
  });

  // Together they took half of it. The stock gateway is loaded when an operation falls back to it,
  // the HTTP client when a subgraph is remote.
  it.each([
    '@apollo/gateway',
    '@apollo/composition',
    '@apollo/federation-internals',
    '@apollo/query-planner',
    '@apollo/subgraph',
    'undici',
  ])('does not load %s', (name) => {
    expect(packages.has(name)).toBe(false);
  });
});
