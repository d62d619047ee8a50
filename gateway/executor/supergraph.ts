import { readFileSync, unwatchFile, watchFile } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parse } from 'graphql';
import { schemaFile } from '../../lib/installation.ts';
import { graphNames } from './served.ts';

/** Milliseconds between looks at the file: by name, so that one put in its place is seen too. */
const LOOK_EVERY_MS = 1_000;

/** The composed supergraph, as committed (`npm run generate` renews it). */
export const supergraphFile = (): string => fileURLToPath(schemaFile('supergraph.graphql'));

/** The text of the committed supergraph. */
export const readSupergraph = (): string => readFileSync(supergraphFile(), 'utf8');

/**
 * Calls back with the text whenever the file has changed; returns how to stop. A file that is gone, or
 * goes while it is read, is no change: the next look finds the one put in its place.
 */
export function watchSupergraph(
  file: string,
  onChange: (supergraphSdl: string) => void,
): () => void {
  const look = ({ size }: { size: number }): void => {
    if (size > 0) void readFile(file, 'utf8').then(onChange, () => undefined);
  };
  watchFile(file, { interval: LOOK_EVERY_MS, persistent: false }, look);
  return () => {
    unwatchFile(file, look);
  };
}

/** Names of the subgraphs that a supergraph is composed of. */
export const subgraphsOf = (supergraphSdl: string): string[] => [
  ...graphNames(parse(supergraphSdl, { noLocation: true })).values(),
];
