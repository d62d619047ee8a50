/**
 * The walls between the rooms of the house: which room may import which, so that data flows one way.
 * The rule sees every way to import: `import`, `export … from`, `import type` and `import()`.
 */
import { posix, relative, sep } from 'node:path';

/** For each room, the rooms it may import besides itself, and why no others. */
const ROOMS = {
  schema: { sees: [], why: 'The schema is what all others rest on; it imports nothing.' },
  lib: { sees: [], why: 'lib/ knows nothing of the domain.' },
  store: { sees: ['lib'], why: 'The store knows documents, not their meaning.' },
  facts: {
    sees: ['lib', 'schema', 'store'],
    why: 'Facts know the store and their schema, not who reads them.',
  },
  'subgraphs/federation': {
    sees: ['facts', 'lib', 'schema', 'store'],
    why: 'What makes a schema a subgraph knows no subgraph.',
  },
  subgraph: {
    sees: ['facts', 'lib', 'schema', 'store', 'subgraphs/federation'],
    why: 'A subgraph imports no other subgraph, nor what stands above.',
  },
  'subgraphs/registry.ts': {
    sees: ['facts', 'lib', 'schema', 'store', 'subgraphs/federation', 'subgraph'],
    why: 'The registry names the subgraphs; they do not know each other or it.',
  },
  gateway: {
    sees: [
      'subgraphs/registry.ts',
      'facts',
      'lib',
      'schema',
      'store',
      'subgraphs/federation',
      'subgraph',
    ],
    why: 'Scripts start the gateway, never the other way round.',
  },
  scripts: {
    sees: [
      'subgraphs/registry.ts',
      'facts',
      'gateway',
      'lib',
      'schema',
      'store',
      'subgraphs/federation',
      'subgraph',
    ],
    why: 'The product never depends on its tests.',
  },
};

/** The room of a file by its path from the root, and what tells two rooms of one kind apart. */
function roomOf(path) {
  const [top, second = ''] = path.split('/');
  if (top !== 'subgraphs') return { kind: top, name: top };
  const name = `subgraphs/${second}`;
  return { kind: name in ROOMS ? name : 'subgraph', name };
}

/** Why a file may not import another; undefined: it may. Paths are from the root, with `/`. */
export function wallBetween(from, to) {
  const [source, target] = [roomOf(from), roomOf(to)];
  const rule = ROOMS[source.kind];
  if (!rule || source.name === target.name) return undefined;
  const allowed = rule.sees.includes(target.kind) && target.kind in ROOMS;
  return allowed ? undefined : rule.why;
}

const rule = {
  meta: { type: 'problem', schema: [], messages: { wall: '{{why}}' } },
  create(context) {
    const from = relative(context.cwd, context.filename).split(sep).join('/');
    const check = (node) => {
      const source = node.source;
      const specifier = source?.value ?? source?.literal?.value ?? node.argument?.literal?.value;
      if (typeof specifier !== 'string' || !specifier.startsWith('.')) return;
      const why = wallBetween(from, posix.join(posix.dirname(from), specifier));
      if (why) context.report({ node, messageId: 'wall', data: { why } });
    };
    return {
      ImportDeclaration: check,
      ExportAllDeclaration: check,
      ExportNamedDeclaration: check,
      ImportExpression: check,
      TSImportType: check,
    };
  },
};

export const walls = {
  files: ['{lib,store,facts,subgraphs,gateway,schema,scripts}/**/*.ts'],
  plugins: { house: { rules: { walls: rule } } },
  rules: { 'house/walls': 'error' },
};
