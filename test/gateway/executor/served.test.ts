import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { parse, printSchema } from 'graphql';
import { createEngine } from '../../../gateway/executor/index.ts';
import { broken, unserved } from '../../../gateway/executor/served.ts';
import { shapesOf } from '../../../gateway/executor/shape.ts';
import { readSupergraph, subgraphsOf } from '../../../gateway/executor/supergraph.ts';
import { ownManifest } from '../../../gateway/config/manifest.ts';
import { createLog } from '../../../gateway/observability/log.ts';
import { library } from '../support/library.ts';

const supergraph = readSupergraph();
const sdlOf = (name: string): string =>
  readFileSync(new URL(`../../../schema/${name}.graphql`, import.meta.url), 'utf8');

/** Our subgraphs, one of them changed. */
const withChange = (subgraph: string, from: RegExp, to: string) =>
  new Map(
    subgraphsOf(supergraph).map((name) => {
      const sdl = sdlOf(name);
      const changed = name === subgraph ? sdl.replace(from, to) : sdl;
      if (name === subgraph) expect(changed).not.toBe(sdl);
      return [name, shapesOf(parse(changed))];
    }),
  );

describe('FED-006: our supergraph', () => {
  it('is served by our subgraphs', () => {
    const shapes = new Map(
      subgraphsOf(supergraph).map((name) => [name, shapesOf(parse(sdlOf(name)))]),
    );
    expect(unserved(supergraph, shapes)).toEqual([]);
    expect(broken(supergraph, ownManifest().values())).toEqual([]);
  });

  it.each<[string, string, RegExp, string, string]>([
    ['a renamed field', 'certificates', /^ {2}level: /m, '  grade: ', 'level'],
    ['another type', 'agreements', /changesOn: Date\b/, 'changesOn: String', 'another type'],
    ['another argument', 'certificates', /(certificate\([^)]*?)number: /s, '$1no: ', 'number'],
    ['a renamed root field', 'bodies', /^ {2}body\(/m, '  organisation(', 'Query.body'],
    ['a value renamed', 'attestations', /^ {2}SUSPENDED$/m, '  HALTED', 'SUSPENDED'],
  ])('is not when a subgraph has %s', (_, name, from, to, told) => {
    const faults = unserved(supergraph, withChange(name, from, to));
    expect(faults.join('\n')).toContain(told);
    expect(faults.join('\n')).toContain(name);
  });
});

describe('a hub whose subgraphs are of another version', () => {
  const { supergraphSdl, schemas } = library();
  const settings = { schemas, log: createLog({ logLevel: 'silent' }) };

  it('does not begin', async () => {
    const config = { engine: 'compiled', subgraphUrls: {} } as const;
    const renamed = supergraphSdl.replaceAll('title:', 'titel:');
    await expect(createEngine({ ...settings, config, supergraphSdl: renamed })).rejects.toThrow(
      /has no \w+\.titel/,
    );
  });

  it('asks those elsewhere before it takes another supergraph, and believes none that is silent', async () => {
    const { authors } = schemas;
    if (!authors) throw new Error('the library has no authors');
    let answer: string | undefined = printSchema(authors);
    const service = createServer((_request, response) => {
      response
        .writeHead(answer === undefined ? 503 : 200)
        .end(JSON.stringify({ data: { _service: { sdl: answer } } }));
    });
    await new Promise<void>((listening) => service.listen(0, '127.0.0.1', listening));
    const { port } = service.address() as AddressInfo;
    const engine = await createEngine({
      ...settings,
      supergraphSdl,
      config: {
        engine: 'compiled',
        subgraphUrls: { authors: `http://127.0.0.1:${port}/graphql` } as object,
      },
    });
    await engine.gateway.load({ apollo: {} });
    expect(await engine.reload(supergraphSdl)).toBe(true);
    const renamed = supergraphSdl.replaceAll('name: String!', 'label: String!');
    expect(renamed).not.toBe(supergraphSdl);
    expect(await engine.reload(renamed)).toBe(false);
    answer = answer.replaceAll('name: String!', 'label: String!');
    expect(await engine.reload(renamed)).toBe(true);
    answer = undefined;
    expect(await engine.reload(supergraphSdl)).toBe(false);
    await engine.gateway.stop();
    await engine.close();
    service.close();
  });
});
