import { GraphQLError, Kind } from 'graphql';
import type { DocumentNode, FragmentDefinitionNode, SelectionSetNode } from 'graphql';
import type { SubgraphError } from '../source.ts';
import type { ResponsePath } from './path.ts';

/** An error that a fetch met, placed in the response. */
export interface Failure {
  readonly error: GraphQLError;
  /** Places of what else did not arrive for it. */
  readonly lost: () => readonly ResponsePath[];
}

/** Finds where in the response a path of a subgraph's answer is. */
export type PlaceOf = (path: ResponsePath) => ResponsePath;

const NOTHING = (): readonly ResponsePath[] => [];

/**
 * Places an error of a fetch. A null that may not be takes its parents with it (GraphQL specification,
 * "Handling Execution Errors"), and with them whatever else the fetch selected there.
 * @param placeOf undefined: where it happened cannot be told
 */
export function failureOf(
  { message, path, extensions, originalError }: SubgraphError,
  document: DocumentNode,
  data: unknown,
  placeOf: PlaceOf | undefined,
): Failure {
  const error = new GraphQLError(message, {
    path: path && placeOf ? placeOf(path) : null,
    extensions: { code: 'DOWNSTREAM_SERVICE_ERROR', ...extensions },
    originalError,
  });
  const gone = path && parentGone(path, data);
  if (!gone || !placeOf) return { error, lost: NOTHING };
  return {
    error,
    lost: () => namesAt(document, gone).map((name) => placeOf([...gone, name])),
  };
}

/** The nearest object on a path that is null in an answer; undefined: none before the path's end. */
function parentGone(path: ResponsePath, data: unknown): ResponsePath | undefined {
  let value = data;
  for (const [depth, key] of path.entries()) {
    if (typeof value !== 'object' || value === null) return path.slice(0, depth);
    value = (value as Readonly<Record<string | number, unknown>>)[key];
  }
  return undefined;
}

/** The response names of the fields that an operation selects at a path, whatever the type. */
export function namesAt(document: DocumentNode, path: ResponsePath): string[] {
  const fragments = new Map<string, FragmentDefinitionNode>();
  let found: SelectionSetNode[] = [];
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION)
      fragments.set(definition.name.value, definition);
    else if (definition.kind === Kind.OPERATION_DEFINITION) found.push(definition.selectionSet);
  const fieldsOf = (selectionSet: SelectionSetNode): Field[] =>
    selectionSet.selections.flatMap((selection) => {
      if (selection.kind === Kind.FIELD) {
        const name = (selection.alias ?? selection.name).value;
        return [{ name, below: selection.selectionSet }];
      }
      const inner =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      return inner ? fieldsOf(inner.selectionSet) : [];
    });
  for (const key of path)
    if (typeof key === 'string')
      found = found
        .flatMap(fieldsOf)
        .flatMap(({ name, below }) => (name === key && below ? [below] : []));
  const names = new Set(found.flatMap(fieldsOf).map(({ name }) => name));
  names.delete('__typename');
  return [...names];
}

interface Field {
  readonly name: string;
  readonly below: SelectionSetNode | undefined;
}
