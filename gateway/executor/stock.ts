import type {
  GatewayExecutor,
  GatewayGraphQLRequestContext,
  GatewayGraphQLResponse,
  GatewayInterface,
} from '@apollo/server-gateway-interface';
import { createHash } from 'node:crypto';
import { GraphQLError, Kind, parse, print, visit } from 'graphql';
import type { DocumentNode, FieldNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { BusyError } from '../../lib/deadline.ts';
import { boundedCache, COMPILED_BYTES_A_CHARACTER } from '../../lib/cache-budget.ts';
import type { RequestContext } from '../../subgraphs/federation/subgraph.ts';
import type { Logger } from '../observability/log.ts';
import { Answers } from './canonical/answers.ts';
import type { Engine } from './canonical/answers.ts';
import { namePrefix } from './canonical/names.ts';
import type { CanonicalOperation } from './canonical/operation.ts';
import { askedPath } from './canonical/shape.ts';
import type { ResponsePath } from './canonical/shape.ts';
import {
  BUSY,
  delayedWithin,
  evidenceOf,
  failedCall,
  reportOf,
  UNAVAILABLE,
} from './compiled/outage.ts';
import type { FetchEvidence, OutageRules } from './compiled/outage.ts';
import { judgeOf } from './compiled/planning/readings.ts';
import type { Judge } from './compiled/planning/readings.ts';
import { typeTest } from './compiled/planning/planner.ts';
import type { SubgraphCall, SubgraphError, SubgraphSource } from './source.ts';

/** Parts of a stock gateway. */
export interface StockGatewayOptions {
  readonly supergraphSdl: string;
  readonly sources: Readonly<Record<string, SubgraphSource<RequestContext>>>;
  readonly outage: OutageRules;
  readonly log: Logger;
}

/** A gateway that takes another supergraph into use while it serves. */
export interface ReloadableGateway extends GatewayInterface {
  /** Rejects, and keeps the supergraph in use, when this one cannot be. */
  reload(supergraphSdl: string): Promise<void>;
}

/**
 * Apollo's own gateway (Elastic License 2.0) on our sources: the reference that the compiled engine
 * is compared with, and its fallback. Like that one it sees canonical operations only. Nothing is
 * reported to its vendor.
 */
export async function createStockGateway(options: StockGatewayOptions): Promise<ReloadableGateway> {
  const { gateway, update } = await stockGateway(options);
  const answers = new WeakMap<GraphQLSchema, Answers>();
  return {
    onSchemaLoadOrUpdate: (callback) => gateway.onSchemaLoadOrUpdate(callback),
    stop: () => gateway.stop(),
    // eslint-disable-next-line @typescript-eslint/require-await -- what it throws is to be a rejection
    reload: async (supergraphSdl) => {
      update(supergraphSdl);
    },
    load: async (settings) => {
      gateway.onSchemaLoadOrUpdate(({ apiSchema: schema, coreSupergraphSdl: sdl }) => {
        const canonical = { schema, isOfType: typeTest(sdl), prefix: namePrefix(sdl) };
        const engine = engineOf((request) => executor(request), judgeOf(sdl));
        answers.set(schema, new Answers(canonical, engine));
      });
      const { executor } = await gateway.load(settings);
      return {
        executor: (request) => {
          const known = answers.get(request.schema);
          if (!known) throw new Error('The request belongs to no supergraph of this gateway');
          return known.execute(request);
        },
      };
    },
  };
}

/** The same for canonical operations of another engine, which it is the fallback of. */
export async function createStockEngine(options: StockGatewayOptions): Promise<Engine> {
  const { gateway } = await stockGateway(options);
  const { executor } = await gateway.load({ apollo: {} });
  return engineOf(executor, judgeOf(options.supergraphSdl));
}

/** Loads the packages of the stock gateway. */
export const loadStock = () => import('@apollo/gateway');

async function stockGateway(options: StockGatewayOptions) {
  process.env['APOLLO_TELEMETRY_DISABLED'] = 'true'; // read once, when a gateway is made
  const { ApolloGateway } = await loadStock();
  let update: ((supergraphSdl: string) => void) | undefined;
  const gateway = new ApolloGateway({
    supergraphSdl: (manager) => {
      ({ update } = manager);
      return Promise.resolve({ supergraphSdl: options.supergraphSdl });
    },
    logger: options.log,
    buildService: ({ name }) => {
      const source = options.sources[name];
      if (!source) throw new Error(`No source for the subgraph "${name}"`);
      return new SourceAdapter(name, source, options.outage);
    },
  });
  return { gateway, update: (supergraphSdl: string) => update?.(supergraphSdl) };
}

/** The gateway reports values that do not fit the schema as an extension; they are errors. */
function engineOf(executor: GatewayExecutor, judge: Judge): Engine {
  const asked = new WeakMap<CanonicalOperation, StockOperation>();
  return async (operation, variables, request) => {
    let known = asked.get(operation);
    if (!known) {
      const refused = judge(request.schema, operation.document);
      if (refused) return { data: null, errors: () => [refused] };
      asked.set(operation, (known = askFor(operation)));
    }
    const asking = { ...request, ...known, request: { query: known.source, variables } };
    const { data, errors, extensions } = await executor(asking);
    const misfits = extensions?.['valueCompletion'] as readonly GraphQLError[] | undefined;
    const all = [...(errors ?? []), ...(misfits ?? []).map(incomplete)];
    return {
      data: data ?? null,
      errors: (_, shape) =>
        all.map((error) => (error.path ? at(error, askedPath(error.path, shape)) : error)),
    };
  };
}

type StockOperation = Pick<
  GatewayGraphQLRequestContext,
  'document' | 'operation' | 'operationName' | 'queryHash' | 'source'
>;

/** The gateway gives what it is asked for and no more; what answers are written from is their types. */
function askFor({ document: { definitions } }: CanonicalOperation): StockOperation {
  const document = visit<DocumentNode>(
    { kind: Kind.DOCUMENT, definitions },
    {
      Field: {
        leave: ({ selectionSet, ...field }) =>
          selectionSet?.selections.some(({ kind }) => kind === Kind.INLINE_FRAGMENT)
            ? {
                ...field,
                selectionSet: {
                  ...selectionSet,
                  selections: [TYPENAME, ...selectionSet.selections],
                },
              }
            : undefined,
      },
    },
  );
  const source = print(document);
  return {
    document,
    operation: document.definitions[0] as OperationDefinitionNode,
    operationName: null,
    queryHash: createHash('sha256').update(source).digest('hex'),
    source,
  };
}

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

const incomplete = ({ message, path }: GraphQLError): GraphQLError =>
  new GraphQLError(message, { path, extensions: { code: 'INCOMPLETE_DATA' } });

const at = (
  { message, extensions, originalError }: GraphQLError,
  path: ResponsePath,
): GraphQLError => new GraphQLError(message, { path, extensions, originalError });

interface Prepared {
  readonly call: SubgraphCall<RequestContext>;
  readonly evidence: FetchEvidence;
}

/** The part of a data source that the stock gateway uses. */
interface Ask {
  readonly request: { query?: string; variables?: Record<string, unknown>; operationName?: string };
  readonly context: unknown;
}

/** One of our sources, as the stock gateway's data source. */
class SourceAdapter {
  readonly #name: string;
  readonly #source: SubgraphSource<RequestContext>;
  readonly #outage: OutageRules;
  readonly #prepared = boundedCache<Prepared>('stock calls', {
    sizeOf: (_, query) => COMPILED_BYTES_A_CHARACTER * query.length,
  });

  constructor(name: string, source: SubgraphSource<RequestContext>, outage: OutageRules) {
    this.#name = name;
    this.#source = source;
    this.#outage = outage;
  }

  async process({ request, context }: Ask): Promise<GatewayGraphQLResponse> {
    const { call, evidence } = this.#prepare(request.query ?? '', request.operationName);
    const variables = request.variables ?? {};
    const entities = () => blanks(variables['representations']);
    try {
      const { data, errors } = await call(variables, context as RequestContext);
      const isRoot = variables['representations'] === undefined;
      const busy = errors && (isRoot ? delayedWithin(errors) : evidence.delayedBy(errors));
      if (busy) return failedBy(busy);
      const unexplained = errors?.filter((error) => !evidence.explains(error));
      for (const error of errors ?? [])
        if (evidence.explains(error)) this.#outage.report(this.#name, reportOf(error));
      const received = data?.['_entities'];
      const asked = variables['representations'];
      if (data && Array.isArray(asked) && !answersAll(received, asked.length))
        throw new Error('The subgraph did not answer for every entity');
      const completed = Array.isArray(received)
        ? { ...data, _entities: complete(received, entities(), evidence) }
        : data;
      return {
        data:
          completed ?? (evidence.explains(UNAVAILABLE) ? withEvidence(entities(), evidence) : null),
        ...(unexplained && unexplained.length > 0
          ? { errors: unexplained as GatewayGraphQLResponse['errors'] & object }
          : {}),
      };
    } catch (error) {
      if (error instanceof BusyError) return failedBy(BUSY);
      this.#outage.report(this.#name, error);
      const data = withEvidence(entities(), evidence);
      const failure = failedCall(error);
      if (evidence.explains(failure)) return { data };
      return { data, errors: [failure] as GatewayGraphQLResponse['errors'] & object };
    }
  }

  #prepare(text: string, name: string | undefined): Prepared {
    const known = this.#prepared.get(text);
    if (known) return known;
    const document = parse(text, { noLocation: true });
    const operation = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
    const kind = operation?.kind === Kind.OPERATION_DEFINITION ? operation.operation : 'query';
    const entities = { key: '_entities' } as Parameters<typeof evidenceOf>[1][number];
    const prepared = {
      call: this.#source.prepare({ text, document, name, kind }),
      evidence: evidenceOf(document, [entities], this.#outage),
    };
    this.#prepared.set(text, prepared);
    return prepared;
  }
}

/** Nothing came, and what needs it is not asked. */
const failedBy = ({ message, extensions }: SubgraphError): GatewayGraphQLResponse => ({
  data: null,
  errors: [{ message, extensions: { ...extensions } }],
});

const answersAll = (received: unknown, count: number): boolean =>
  Array.isArray(received) && received.length === count;

/** Entities as they are represented, without any field. */
function blanks(representations: unknown): Record<string, unknown>[] {
  if (!Array.isArray(representations)) return [];
  return (representations as Record<string, unknown>[]).map(({ __typename }) => ({ __typename }));
}

/**
 * The gateway skips a fetch whose required inputs are undefined, and takes it when they are null:
 * missing evidence becomes an explicit null, so that the decision is still asked.
 */
function withEvidence(
  entities: Record<string, unknown>[],
  evidence: FetchEvidence,
): Record<string, unknown> | null {
  if (entities.length === 0) return null;
  evidence.markMissing(entities);
  return { _entities: entities };
}

function complete(
  received: readonly unknown[],
  blank: Record<string, unknown>[],
  evidence: FetchEvidence,
): unknown[] {
  const entities = received.map((entity, index) => {
    const known = entity as Record<string, unknown> | null;
    return known ? { ...blank[index], ...known } : (blank[index] ?? {});
  });
  evidence.markMissing(entities);
  return received.map((entity, index) => {
    const marked = entities[index];
    return entity === null && marked && Object.keys(marked).length <= 1 ? null : marked;
  });
}
