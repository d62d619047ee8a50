import { readSchemaFile } from '../../subgraphs/kit/installation.ts';

/** The composed supergraph, as committed (`npm run generate` renews it). */
export const readSupergraph = (): string => readSchemaFile('supergraph.graphql');
