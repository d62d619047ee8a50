/** A subgraph as `supergraph.yaml` (the format of rover) names it. */
export interface SubgraphEntry {
  readonly name: string;
  readonly url: string;
  /** Path of the SDL, relative to `supergraph.yaml`. */
  readonly file: string;
}

interface Mapping {
  readonly [key: string]: Mapping | string | undefined;
}

/**
 * Reads the part of YAML that `supergraph.yaml` uses: mappings nested by indentation, plain
 * scalars, comments. Anything else is an error, so that rover and we never read it differently.
 */
function parseMappings(text: string): Mapping {
  const root: Record<string, Mapping | string> = {};
  const open: { indent: number; mapping: Record<string, Mapping | string> }[] = [
    { indent: -1, mapping: root },
  ];
  text.split('\n').forEach((line, index) => {
    if (/^\s*(#.*)?$/.test(line)) return;
    const match = /^( *)([A-Za-z_][\w-]*):(?: +([^\s#'"{[&*!|>].*))?$/.exec(line);
    if (!match) throw new Error(`supergraph.yaml:${index + 1}: write \`key: value\` or \`key:\``);
    const [, spaces = '', key = '', value] = match;
    while ((open.at(-1)?.indent ?? -1) >= spaces.length) open.pop();
    const parent = open.at(-1)?.mapping ?? root;
    if (value !== undefined) parent[key] = value.trim();
    else {
      const mapping = {};
      parent[key] = mapping;
      open.push({ indent: spaces.length, mapping });
    }
  });
  return root;
}

function text(mapping: Mapping, ...path: string[]): string {
  let value: Mapping | string | undefined = mapping;
  for (const key of path) value = typeof value === 'object' ? value[key] : undefined;
  if (typeof value !== 'string') throw new Error(`supergraph.yaml: ${path.join('.')} is missing`);
  return value;
}

/** The subgraphs that `supergraph.yaml` names, in its order. */
export function readSupergraphConfig(yaml: string): SubgraphEntry[] {
  const root = parseMappings(yaml);
  const subgraphs = root['subgraphs'];
  if (typeof subgraphs !== 'object') throw new Error('supergraph.yaml: subgraphs is missing');
  return Object.keys(subgraphs).map((name) => ({
    name,
    url: text(subgraphs, name, 'routing_url'),
    file: text(subgraphs, name, 'schema', 'file').replace(/^\.\//, ''),
  }));
}
