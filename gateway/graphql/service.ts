import type { GatewayInterface } from '@apollo/server-gateway-interface';
import { GraphQLError, OperationTypeNode } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { installScalars } from '../../subgraphs/federation/scalars.ts';
import type { RequestContext } from '../../subgraphs/federation/subgraph.ts';
import type { Config } from '../config/config.ts';
import type { Lookup } from '../limits/asked.ts';
import type { Logger } from '../observability/log.ts';
import { Admissions } from './admission.ts';
import type { Admitted } from './admission.ts';
import { apolloPipeline } from './apollo.ts';
import type { RegisterSize } from './far-looks.ts';
import { publicError } from './codes.ts';
import { refusalStatus, shown } from './errors.ts';
import { leanPipeline } from './pipeline.ts';
import type { Answer, Pipeline, Runnable } from './pipeline.ts';
import { refusal, roleRules } from './roles.ts';
import { selectOperation } from './select.ts';
import { sharing } from './sharing.ts';
import { exceededByVariables } from './variables.ts';

/** A GraphQL request, however it arrived. */
export interface OperationRequest {
  readonly query: string;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  /** By GET: nothing may be changed. */
  readonly readOnly?: boolean;
  /** Counts the objects that are looked up and the looks at many facts; refuses when they are too many. */
  readonly meter?: (objects: readonly Lookup[], work: number) => GraphQLError | undefined;
}

/** An answer, and whether its document is one that may run. */
export interface OperationResponse extends Answer {
  readonly isAdmitted: boolean;
}

/** The graph behind its limits: documents admitted, operations permitted, errors masked. */
export interface GraphqlService {
  /** Answers one request; never throws. */
  answer(request: OperationRequest, context: RequestContext): Promise<OperationResponse>;
  /** Of the schema in use; replaced when another supergraph is. */
  readonly admissions: () => Admissions;
  stop(): Promise<void>;
}

/** Parts of the service. */
export interface GraphqlOptions {
  readonly engine: GatewayInterface;
  readonly log: Logger;
  /** Where changes are read instead of by subscription. */
  readonly feedUrl: string;
  /** `apollo`: Apollo Server's own pipeline runs the operations, as the reference. */
  readonly pipeline?: Config['engine'];
  /** Told of each operation: its kind, and the code of its first error (`OK`: none). */
  readonly observe?: (kind: string, code: string) => void;
  /** Number of the newest commit that reads see; given, identical reads under way are shared. */
  readonly version?: () => number;
  /** How much there is to look at. */
  readonly size?: () => RegisterSize;
  /** Told of each read that was spared. */
  readonly onShared?: () => void;
}

/** Makes the service and loads the engine's supergraph. */
export async function startGraphql(options: GraphqlOptions): Promise<GraphqlService> {
  const { engine, log, observe } = options;
  let loaded: { readonly admissions: Admissions; readonly schema: GraphQLSchema } | undefined;
  const current = () => {
    if (!loaded) throw new Error('The supergraph is not loaded');
    return loaded;
  };
  engine.onSchemaLoadOrUpdate(({ apiSchema, coreSupergraphSdl }) => {
    installScalars(apiSchema);
    const admissions = new Admissions(apiSchema, options.feedUrl, roleRules(coreSupergraphSdl));
    loaded = { admissions, schema: apiSchema };
  });
  const admissions = (): Admissions => current().admissions;
  const pipeline =
    options.pipeline === 'apollo'
      ? await apolloPipeline({ engine, log, admissions })
      : await lean(engine, { log, schema: () => current().schema });
  const { stop } = pipeline;
  const run = options.version
    ? sharing(pipeline.run, options.version, options.onShared)
    : pipeline.run;

  return {
    admissions,
    stop,
    async answer(request, context) {
      const admission = admissions().admit(request.query);
      const { admitted } = admission;
      const prepared = admitted
        ? prepare(admission, request, context, options.size?.())
        : refused(admission.error);
      const runnable = 'status' in prepared ? undefined : prepared;
      const answer = runnable ? await run(runnable) : (prepared as Answer);
      const code = answer.errors?.[0]?.extensions?.['code'];
      const kind = runnable?.operation.definition.operation ?? 'none';
      observe?.(kind, typeof code === 'string' ? code : 'OK');
      return { ...answer, isAdmitted: admitted !== undefined };
    },
  };
}

/** Checks of a request before any subgraph is asked. */
function prepare(
  { admitted, literals }: Admitted,
  { operationName, variables: given = {}, readOnly = false, meter }: OperationRequest,
  context: RequestContext,
  size: RegisterSize | undefined,
): Runnable | Answer {
  const operation = selectOperation(admitted, operationName);
  if (operation instanceof GraphQLError) return refused(operation);
  if (readOnly && operation.definition.operation !== OperationTypeNode.QUERY)
    return refused(publicError('BAD_REQUEST', 'Send a mutation by POST.'), 405);
  const variables = literals ? { ...given, ...literals } : given;
  const error =
    exceededByVariables(variables) ??
    operation.cost.check(variables, size) ??
    refusal(operation.restrictions, context.identity) ??
    meter?.(operation.lookups(variables), operation.cost.work(variables, size));
  return error ? refused(error) : { admitted, operation, variables, context };
}

/** The answer to a request that is not run. */
export const refused = (error: GraphQLError, status = refusalStatus(error)): Answer => ({
  status,
  errors: [shown(error)],
});

async function lean(
  engine: GatewayInterface,
  options: Parameters<typeof leanPipeline>[1],
): Promise<{ run: Pipeline; stop: () => Promise<void> }> {
  const { executor } = await engine.load({ apollo: {} });
  if (!executor) throw new Error('The engine cannot execute');
  return { run: leanPipeline(executor, options), stop: () => engine.stop() };
}
