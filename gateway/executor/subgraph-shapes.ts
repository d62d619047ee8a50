import { randomUUID } from 'node:crypto';
import { parse, printSchema } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import type { RequestContext } from '../../subgraphs/federation/subgraph.ts';
import type { SubgraphShapes } from './served.ts';
import { shapesOf } from './shape.ts';
import type { SubgraphSource } from './source.ts';

/** The query by which every subgraph describes itself (Federation subgraph specification). */
const SERVICE = '{ _service { sdl } }';

/** The shapes of the subgraphs of this process. */
export function localShapes(
  schemas: Readonly<Record<string, GraphQLSchema>>,
  elsewhere: readonly string[],
): SubgraphShapes {
  const here = Object.entries(schemas).filter(([name]) => !elsewhere.includes(name));
  return new Map(here.map(([name, schema]) => [name, shapesOf(parse(printSchema(schema)))]));
}

/**
 * The shapes of all subgraphs; those elsewhere are asked.
 * @throws when one does not say it
 */
export async function shapesOfAll(
  schemas: Readonly<Record<string, GraphQLSchema>>,
  elsewhere: readonly string[],
  sources: Readonly<Record<string, SubgraphSource<RequestContext>>>,
): Promise<SubgraphShapes> {
  const asked = elsewhere.map(async (name) => {
    const sdl = await sdlOf(sources[name]).catch((error: unknown) => {
      throw new Error(`The subgraph ${name} does not say what it has`, { cause: error });
    });
    return [name, shapesOf(parse(sdl, { noLocation: true }))] as const;
  });
  return new Map([...localShapes(schemas, elsewhere), ...(await Promise.all(asked))]);
}

async function sdlOf(source: SubgraphSource<RequestContext> | undefined): Promise<string> {
  const document = parse(SERVICE);
  const call = source?.prepare({ text: SERVICE, document, name: undefined, kind: 'query' });
  const context = {
    identity: null,
    requestId: randomUUID(),
    now: () => new Date(),
    cache: new Map(),
  };
  const answer = await call?.({}, context);
  const { sdl } = (answer?.data?.['_service'] ?? {}) as { sdl?: unknown };
  if (typeof sdl !== 'string') throw new Error('no SDL');
  return sdl;
}
