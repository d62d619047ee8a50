import { Kind, parse, print, visit } from 'graphql';
import type { DocumentNode, FragmentDefinitionNode, NameNode } from 'graphql';

/** Names that mean something to what plans, runs or writes an answer. */
const HOSTILE = [
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', 'toJSON', 'then'],
  ...[
    '__typename',
    '_entities',
    '_service',
    'representations',
    '_e0',
    '__batch_reps_0',
    '_r0',
    'v0',
  ],
  ...['id', 'number', 'name', 'code', 'bodyEvidence', 'certificateEvidence', 'length', '__schema'],
  ...[
    'price',
    'label',
    'country',
    'status',
    'question',
    'asOf',
    'market',
    'nodes',
    'a',
    'a__alias_0',
  ],
];

/** An operation under other names, with how to read its answers. */
export interface Renamed {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** An answer with the names of the operation it was made of, as the answer to the one made. */
  readonly rename: (answer: unknown) => unknown;
}

const name = (value: string): NameNode => ({ kind: Kind.NAME, value });

/**
 * The same operation under hostile names: of what it answers, of variables, of fragments (conditions on
 * types become such, alternately) and of itself.
 * @param at where in the names to begin
 */
export function renamed(
  query: string,
  variables: Readonly<Record<string, unknown>>,
  at: number,
): Renamed {
  let next = at;
  const given = new Map<string, string>();
  const other = (of: string): string => {
    let found = given.get(of);
    if (found === undefined) {
      const turn = next - at;
      const word = HOSTILE[next++ % HOSTILE.length] ?? '';
      found = turn < HOSTILE.length ? word : `${word}_${turn}`;
      given.set(of, found);
    }
    return found;
  };
  const document = parse(query, { noLocation: true });
  const text = print(spread(rename(document, other), (index) => other(`fragment ${index}`)));
  return {
    query: text,
    variables: own(Object.entries(variables).map(([key, value]) => [other(`$${key}`), value])),
    rename: (answer) => renameKeys(answer, (key) => given.get(key) ?? key),
  };
}

function rename(document: DocumentNode, other: (of: string) => string): DocumentNode {
  return visit(document, {
    OperationDefinition: (node) => ({ ...node, name: name(other('operation')) }),
    Field: (node) => ({ ...node, alias: name(other((node.alias ?? node.name).value)) }),
    Variable: (node) => ({ ...node, name: name(other(`$${node.name.value}`)) }),
  });
}

/** Every second condition on a type becomes a fragment that is spread. */
function spread(document: DocumentNode, fragmentName: (index: number) => string): DocumentNode {
  const fragments: FragmentDefinitionNode[] = [];
  let count = 0;
  const { definitions } = visit(document, {
    InlineFragment: {
      leave: ({ typeCondition, directives, selectionSet }) => {
        if (!typeCondition || count++ % 2 === 0) return undefined;
        const called = name(fragmentName(fragments.length));
        fragments.push({
          kind: Kind.FRAGMENT_DEFINITION,
          name: called,
          typeCondition,
          selectionSet,
        });
        return { kind: Kind.FRAGMENT_SPREAD, name: called, ...(directives ? { directives } : {}) };
      },
    },
  });
  return { kind: Kind.DOCUMENT, definitions: [...definitions, ...fragments] };
}

function renameKeys(value: unknown, other: (key: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => renameKeys(item, other));
  if (typeof value !== 'object' || value === null) return value;
  return own(Object.entries(value).map(([key, item]) => [other(key), renameKeys(item, other)]));
}

/** An object with these properties of its own, whatever their names. */
const own = (entries: readonly (readonly [string, unknown])[]): Record<string, unknown> =>
  Object.fromEntries(entries);
