import { afterEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createEngine } from '../../../gateway/executor/index.ts';
import type { Engine } from '../../../gateway/executor/index.ts';
import {
  readSupergraph,
  subgraphsOf,
  watchSupergraph,
} from '../../../gateway/executor/supergraph.ts';
import { startGraphql } from '../../../gateway/graphql/service.ts';
import type { GraphqlService } from '../../../gateway/graphql/service.ts';
import { createLog } from '../../../gateway/observability/log.ts';
import { context } from '../../subgraphs/graph.ts';
import { library } from '../support/library.ts';
import { until } from '../../until.ts';

const { supergraphSdl, schemas, weather } = library();
/** The same world without one root field. */
const smaller = supergraphSdl.replace(/^\s*whoami: .*$/m, '');
const stranger = supergraphSdl.replace(
  'AUTHORS @join__graph(name: "authors"',
  'AUTHORS @join__graph(name: "nobody"',
);

const log = createLog({ logLevel: 'silent' });
const whole = '{ __typename whoami book(id: "1") { author { name } } }';

describe.each(['compiled', 'apollo'] as const)('the %s engine', (kind) => {
  let engine: Engine;
  let graphql: GraphqlService;
  let events: string[] = [];

  async function start(operations: readonly string[] = []): Promise<void> {
    events = [];
    engine = await createEngine({
      config: { engine: kind, subgraphUrls: {} },
      supergraphSdl,
      schemas,
      operations,
      log,
      observe: (event) => events.push(event),
    });
    graphql = await startGraphql({
      engine: engine.gateway,
      pipeline: kind,
      log,
      feedUrl: 'https://x/feed',
    });
  }
  async function ask(query: string): Promise<{ data?: unknown; codes: unknown[] }> {
    const { data, errors = [] } = await graphql.answer({ query }, context(new Date()));
    return { data, codes: errors.map(({ extensions }) => extensions?.['code']) };
  }
  afterEach(async () => {
    weather.authorsDelayMs = 0;
    await graphql.stop();
    await engine.close();
  });

  it('takes another supergraph into use, and lets requests under way finish on the one they began with', async () => {
    await start();
    weather.authorsAsked = 0;
    weather.authorsDelayMs = 300;
    const underWay = ask(whole);
    await until(() => weather.authorsAsked > 0, 5);
    expect(await engine.reload(smaller)).toBe(true);
    expect((await ask('{ whoami }')).codes).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    expect(await underWay).toEqual({
      data: { __typename: 'Query', whoami: null, book: { author: { name: 'Author a1' } } },
      codes: [],
    });
    expect((await ask('{ book(id: "1") { author { name } } }')).codes).toEqual([]);
    expect(events).toContain('reload');
  });

  it.each([
    ['is not GraphQL', 'type Query {'],
    ['is no supergraph', 'type Query { a: Int }'],
    ['names a subgraph that nobody serves', stranger],
    ['is empty', ''],
    ['is cut off', supergraphSdl.slice(0, supergraphSdl.length / 2)],
    ['renames a field', supergraphSdl.replaceAll('title:', 'titel:')],
    [
      'names a field that no subgraph has',
      supergraphSdl.replace(/^(\s*)whoami: /m, '$1whoareyou: Int\n$1whoami: '),
    ],
    ['has a field of another type', supergraphSdl.replace(/whoami: \w+/, 'whoami: Int')],
    ['has a list where there is none', supergraphSdl.replace(/whoami: (\w+)/, 'whoami: [$1]')],
    [
      'has an argument that no subgraph takes',
      supergraphSdl.replace('whoami: ', 'whoami(of: Int): '),
    ],
    ['breaks a persisted operation', smaller],
  ])('refuses a supergraph that %s, and goes on with the one it has', async (_, sdl) => {
    await start([whole]);
    expect(await engine.reload(sdl)).toBe(false);
    expect(await ask(whole)).toMatchObject({ data: { book: { author: { name: 'Author a1' } } } });
    expect(events).toContain('reload-refused');
  });
});

describe('the supergraph file', () => {
  it('names our four subgraphs', () => {
    expect(subgraphsOf(readSupergraph()).sort()).toEqual([
      'agreements',
      'attestations',
      'bodies',
      'certificates',
    ]);
  });

  it('is read again when another is put in its place', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'symbolon-supergraph-'));
    const file = join(folder, 'supergraph.graphql');
    await writeFile(file, 'first');
    const changed = new Promise<string>((seen) => {
      const stop = watchSupergraph(file, (text) => {
        stop();
        seen(text);
      });
    });
    await rm(file);
    await delay(1_200); // long enough for a look that finds no file
    await writeFile(join(folder, 'next'), 'the second');
    await rename(join(folder, 'next'), file);
    expect(await changed).toBe('the second');
    await rm(folder, { recursive: true });
  });
});
