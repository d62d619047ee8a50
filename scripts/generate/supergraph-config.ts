import { LineCounter, parseDocument } from 'yaml';

/** A subgraph as `supergraph.yaml` (the format of rover) names it. */
export interface SubgraphEntry {
  readonly name: string;
  readonly url: string;
  /** Path of the SDL, relative to `supergraph.yaml`. */
  readonly file: string;
}

type Path = readonly string[];

/** The subgraphs that `supergraph.yaml` names, in its order. */
export function readSupergraphConfig(text: string): SubgraphEntry[] {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, version: '1.2' });
  // A warning (an unknown tag, say) is something that rover might read differently.
  const [fault] = [...document.errors, ...document.warnings];
  if (fault) {
    const { line } = lineCounter.linePos(fault.pos[0]);
    throw new Error(`supergraph.yaml:${line}: ${fault.message.split('\n', 1)[0] ?? ''}`);
  }
  const root: unknown = document.toJS();
  const subgraphs = at(root, ['subgraphs']);
  if (!isMapping(subgraphs)) throw new Error('supergraph.yaml: subgraphs must be a mapping');
  return Object.keys(subgraphs).map((name) => ({
    name,
    url: stringAt(root, ['subgraphs', name, 'routing_url']),
    file: stringAt(root, ['subgraphs', name, 'schema', 'file']).replace(/^\.\//, ''),
  }));
}

const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const at = (root: unknown, path: Path): unknown =>
  path.reduce((value, key) => (isMapping(value) ? value[key] : undefined), root);

function stringAt(root: unknown, path: Path): string {
  const value = at(root, path);
  if (typeof value !== 'string')
    throw new Error(`supergraph.yaml: ${path.join('.')} must be a string`);
  return value;
}
