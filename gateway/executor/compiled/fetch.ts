import { GraphQLError, parse } from 'graphql';
import type { SubgraphError, SubgraphResult, SubgraphSource } from '../source.ts';
import type { Cursor, Execution, Step } from './execution.ts';
import { compileMerge } from './merge.ts';
import { evidenceOf } from './outage.ts';
import type { OutageRules } from './outage.ts';
import type { ResponsePath } from './path.ts';
import type { Entity, FetchNode, TypeTest } from './plan.ts';
import { compileRepresentation } from './representation.ts';
import { compileRewrites } from './rewrite.ts';

/** What compiling a fetch needs to know of its surroundings. */
export interface FetchSettings<Context> {
  readonly sources: Readonly<Record<string, SubgraphSource<Context>>>;
  readonly isOfType: TypeTest;
  readonly outage: OutageRules;
}

const FAILED = 'A data source did not answer.';

/**
 * Compiles one fetch: variables or representations in, one call, its answer merged into the
 * response and its errors placed at the response's paths.
 * @throws when the plan names a subgraph that has no source
 */
export function compileFetch<Context>(
  node: FetchNode,
  settings: FetchSettings<Context>,
): Step<Context> {
  const source = settings.sources[node.serviceName];
  if (!source) throw new Error(`No source for the subgraph "${node.serviceName}"`);
  const document = parse(node.operation, { noLocation: true });
  const call = source.prepare({
    text: node.operation,
    document,
    name: node.operationName,
    kind: node.operationKind,
  });
  const merge = compileMerge(document);
  const rewriteInput = compileRewrites(node.inputRewrites, settings.isOfType);
  const rewriteOutput = compileRewrites(node.outputRewrites, settings.isOfType);
  const usages = node.variableUsages ?? [];
  const evidence = evidenceOf(document, settings.outage);

  const variablesOf = (execution: Execution<Context>): Record<string, unknown> => {
    const variables: Record<string, unknown> = {};
    for (const name of usages)
      if (Object.hasOwn(execution.given, name) && execution.given[name] !== undefined)
        variables[name] = execution.given[name];
    return variables;
  };

  /** Calls the subgraph; a throw or a rejection becomes an answer without data. */
  const send = (
    variables: Record<string, unknown>,
    execution: Execution<Context>,
    receive: (result: SubgraphResult) => void,
  ): Promise<void> | undefined => {
    const failed = (error: unknown): SubgraphResult => {
      settings.outage.report(node.serviceName, error);
      return {
        data: null,
        errors: [{ message: FAILED, extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }],
      };
    };
    try {
      const result = call(variables, execution.context);
      if (result instanceof Promise) return result.catch(failed).then(receive);
      receive(result);
    } catch (error) {
      receive(failed(error));
    }
    return undefined;
  };

  if (!node.requires) {
    return (execution, cursor) =>
      send(variablesOf(execution), execution, ({ data, errors }) => {
        if (errors) for (const error of errors) execution.errors.push(rootError(error, cursor));
        if (!data) return;
        rewriteOutput?.(data);
        for (const entity of cursor.entities) merge.root(entity, data);
      });
  }

  const represent = compileRepresentation(node.requires, settings.isOfType);
  return (execution, cursor) => {
    const batch = new Batch();
    cursor.entities.forEach((entity, position) => {
      const representation = represent(entity);
      if (!representation) return;
      if (batch.add(representation.key, position)) {
        rewriteInput?.(representation.value);
        batch.representations.push(representation.value);
      }
    });
    if (batch.representations.length === 0) return undefined;
    const variables = variablesOf(execution);
    variables['representations'] = batch.representations;
    return send(variables, execution, ({ data, errors }) => {
      const received = data?.['_entities'];
      const complete = Array.isArray(received) && received.length === batch.positions.length;
      if (complete) mergeEntities(received as (Entity | null)[], batch, cursor);
      evidence.markMissing(cursor.entities);
      if (errors)
        for (const error of errors)
          if (!evidence.explains(error)) place(error, batch, cursor, execution.errors);
      if (!complete && !errors) execution.errors.push(new GraphQLError(FAILED, unavailable));
    });
  };

  function mergeEntities(received: (Entity | null)[], batch: Batch, cursor: Cursor): void {
    received.forEach((entity, index) => {
      if (!entity) return;
      rewriteOutput?.(entity);
      for (const position of batch.positions[index] ?? []) {
        const target = cursor.entities[position];
        if (target) merge.entity(target, entity);
      }
    });
  }
}

const unavailable = { extensions: { code: 'SUBGRAPH_UNAVAILABLE' } };

/** Distinct representations, with the entities (by position in the cursor) each stands for. */
class Batch {
  readonly representations: Entity[] = [];
  readonly positions: number[][] = [];
  readonly #index = new Map<string, number[]>();

  /** Returns whether the representation is new. */
  add(key: string, position: number): boolean {
    const known = this.#index.get(key);
    if (known) {
      known.push(position);
      return false;
    }
    const positions = [position];
    this.#index.set(key, positions);
    this.positions.push(positions);
    return true;
  }
}

function toGraphQLError(error: SubgraphError, path: ResponsePath | undefined): GraphQLError {
  return new GraphQLError(error.message, {
    path: path ?? null,
    extensions: { code: 'DOWNSTREAM_SERVICE_ERROR', ...error.extensions },
  });
}

function rootError(error: SubgraphError, cursor: Cursor): GraphQLError {
  return toGraphQLError(error, error.path && [...(cursor.paths()[0] ?? []), ...error.path]);
}

/** An error of `_entities[i]…` belongs to every response position that entity fills. */
function place(error: SubgraphError, batch: Batch, cursor: Cursor, errors: GraphQLError[]): void {
  const [, index, ...rest] = error.path ?? [];
  const positions = typeof index === 'number' ? (batch.positions[index] ?? []) : [];
  if (positions.length === 0) errors.push(toGraphQLError(error, undefined));
  for (const position of positions)
    errors.push(toGraphQLError(error, [...(cursor.paths()[position] ?? []), ...rest]));
}
