import type { GraphQLSchema } from 'graphql';
import { federate } from './federate.ts';
import type { ClientGroup } from '../../lib/client-group.ts';
import type { TerritoryDays } from '../../facts/model/days.ts';
import { readSchemaFile } from '../../lib/installation.ts';
import type { MaybePromise } from '../../lib/maybe-promise.ts';
import { EvidenceScalar, SCALARS } from './scalars.ts';

/** Who asks, from a verified access token. */
export interface Identity {
  readonly subject: string;
  /** What the token permits (claim `scope`, RFC 8693 §4.2). */
  readonly scopes: ReadonlySet<string>;
  /** The territory for which it may write facts. */
  readonly territory?: string;
  /** The holder whose certificates it may have attested. */
  readonly holder?: string;
}

/** The context that every resolver receives beside its arguments. */
export interface RequestContext {
  /** Null: anonymous. */
  readonly identity: Identity | null;
  readonly requestId: string;
  /** Whose share of the hub's work this takes: a token's subject, else an address. */
  readonly caller?: string | undefined;
  /** Who waits for the answer; absent: that cannot be told. */
  readonly clients?: ClientGroup | undefined;
  /** The clock. */
  readonly now: () => Date;
  /** Values kept for the length of the request: loaders and the like. */
  readonly cache: Map<object | string, unknown>;
}

/** A subgraph, ready to be executed in this process or served over HTTP. */
export interface Subgraph {
  readonly name: string;
  readonly schema: GraphQLSchema;
}

/** Builds a subgraph from its SDL and resolvers. */
export function buildSubgraph(name: string, resolvers: object): Subgraph {
  const sdl = readSchemaFile(`${name}.graphql`);
  const schema = federate(sdl, {
    ...SCALARS,
    ...(sdl.includes('scalar Evidence') ? { Evidence: EvidenceScalar } : {}),
    ...resolvers,
  });
  return { name, schema };
}

/** Which day it is where, as now believed; COUNTRY_DAYS where territories are not at hand. */
export type Days = () => MaybePromise<TerritoryDays>;

/**
 * The day of a request in a territory, one and the same throughout: of the market asked about, else of
 * the issuer; of none, that of the hub's home.
 */
export const today = (
  context: RequestContext,
  days: TerritoryDays,
  territory?: string | null,
): string =>
  days.on(
    territory,
    perRequest(context, today, () => context.now()),
  );

/** Makes something once for a request: the loaders of one subgraph, for example. */
export function perRequest<T>(
  context: Pick<RequestContext, 'cache'>,
  key: object,
  make: () => T,
): T {
  const made = context.cache.get(key) as T | undefined;
  if (made !== undefined) return made;
  const fresh = make();
  context.cache.set(key, fresh);
  return fresh;
}
