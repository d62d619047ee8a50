import { GraphQLError, parse } from 'graphql';
import { BusyError } from '../../../lib/deadline.ts';
import type { SubgraphError, SubgraphResult, SubgraphSource } from '../source.ts';
import { compileEntityRequest, placeEntityError } from './entities.ts';
import type { Batch } from './entities.ts';
import type { Execution, Step } from './execution.ts';
import { failureOf } from './failure.ts';
import { compileMerge } from './merge.ts';
import { BUSY, delayedWithin, evidenceOf, failedCall, reportOf, UNAVAILABLE } from './outage.ts';
import type { OutageRules } from './outage.ts';
import type { FetchNode, TypeTest } from './planning/plan.ts';
import { compileRewrites, rewrittenPath } from './rewrite.ts';

/** Input for compiling a fetch. */
export interface FetchSettings<Context> {
  readonly sources: Readonly<Record<string, SubgraphSource<Context>>>;
  readonly isOfType: TypeTest;
  readonly outage: OutageRules;
}

/** Ends the request: an answer from what a busy source left out would be another one. */
function stopAt(busy: SubgraphError | undefined): void {
  if (busy) throw new GraphQLError(busy.message, { extensions: { ...busy.extensions } });
}

type Variables = Record<string, unknown>;

/**
 * Compiles one fetch: variables and representations in, one call, its answer merged into the
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

  /** Calls the subgraph; a throw or a rejection becomes an answer without data. */
  const send = (
    variables: Variables,
    context: Context,
    receive: (result: SubgraphResult, isReported?: boolean) => void,
  ): Promise<void> | undefined => {
    const failed = (error: unknown): void => {
      if (error instanceof BusyError) {
        receive({ data: null, errors: [BUSY] });
        return;
      }
      settings.outage.report(node.serviceName, error);
      receive({ data: null, errors: [failedCall(error)] }, true);
    };
    let result: SubgraphResult | Promise<SubgraphResult>;
    try {
      result = call(variables, context);
    } catch (error) {
      failed(error);
      return undefined;
    }
    if (result instanceof Promise)
      return result.then((answered) => {
        receive(answered);
      }, failed);
    receive(result);
    return undefined;
  };

  const usages = node.variableUsages;
  const variablesOf = ({ given }: Execution<Context>): Variables => {
    const variables: Variables = {};
    for (const name of usages)
      if (Object.hasOwn(given, name) && given[name] !== undefined) variables[name] = given[name];
    return variables;
  };

  if (!node.entities) {
    const rewrite = compileRewrites(node.outputRewrites, settings.isOfType);
    return (execution, cursor) =>
      send(variablesOf(execution), execution.context, ({ data, errors = [] }) => {
        if (errors.length > 0) {
          // The outcome of a mutation is reported, whatever else could not be read.
          if (node.operationKind === 'query') stopAt(delayedWithin(errors));
          const start = cursor.paths()[0] ?? [];
          for (const error of errors)
            execution.failures.push(
              failureOf(error, document, data, (path) => [
                ...start,
                ...rewrittenPath(path, node.outputRewrites),
              ]),
            );
        }
        if (!data) return;
        rewrite?.(data);
        for (const entity of cursor.entities) merge.root(entity, data);
      });
  }

  const requests = node.entities.map((entities) =>
    compileEntityRequest(entities, merge.of(entities.key), settings.isOfType),
  );
  const evidence = evidenceOf(document, node.entities, settings.outage);
  return (execution, cursor) => {
    const variables = variablesOf(execution);
    const batches: Batch[] = [];
    for (const request of requests) {
      const batch = request.collect(cursor, execution.data);
      variables[request.variable] = batch.representations;
      batches.push(batch);
    }
    if (batches.every(({ representations }) => representations.length === 0)) return undefined;
    return send(variables, execution.context, ({ data, errors = [] }, isReported) => {
      const fail = (error: SubgraphError): void => {
        if (!evidence.explains(error))
          execution.failures.push(...placeEntityError(error, document, data, batches));
        else if (!isReported) settings.outage.report(node.serviceName, reportOf(error));
      };
      stopAt(evidence.delayedBy(errors));
      errors.forEach(fail);
      const merged = requests.map((request, index) => {
        const batch = batches[index];
        return !batch || request.merge(data?.[request.key], batch);
      });
      for (const batch of batches) evidence.markMissing(batch.entities);
      if (errors.length === 0 && !merged.every(Boolean)) fail(UNAVAILABLE);
    });
  };
}
