import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import { parse, printSchema } from 'graphql';
import { errorClass } from '../../lib/errors/hub-error.ts';

/** A subgraph as `supergraph.yaml` names it, with the text of its SDL. */
export interface SubgraphSdl {
  readonly name: string;
  readonly url: string;
  readonly sdl: string;
}

/** What composition gives: the supergraph for routers, and the schema that clients see. */
export interface Composed {
  readonly supergraph: string;
  readonly api: string;
}

/** The subgraphs do not fit together; every reason is in the message, one a line. */
export class CompositionError extends errorClass('COMPOSITION_FAILED') {}

/**
 * Composes the subgraphs (Apollo Federation 2). Hints of level WARN count as errors: they are
 * inconsistencies that another router may judge differently.
 */
export function compose(subgraphs: readonly SubgraphSdl[]): Composed {
  const services = subgraphs.map(({ name, url, sdl }) => ({ name, url, typeDefs: parse(sdl) }));
  const { supergraphSdl, errors, hints } = composeServices(services);
  const faults = [
    ...(errors ?? []).map((error) => error.message),
    ...(hints ?? [])
      .filter(({ definition }) => definition.level.name === 'WARN')
      .map((hint) => `${hint.definition.code}: ${hint.message}`),
  ];
  if (faults.length > 0 || supergraphSdl === undefined)
    throw new CompositionError(faults.join('\n'));
  const api = Supergraph.build(supergraphSdl).apiSchema().toGraphQLJSSchema();
  return { supergraph: supergraphSdl, api: `${printSchema(api)}\n` };
}
