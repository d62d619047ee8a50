import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildSchema, parse, validate } from 'graphql';
import { ownManifest, readManifest } from '../../../gateway/config/manifest.ts';
import { PersistedOperations } from '../../../gateway/graphql/persisted.ts';
import { readSchemaFile } from '../../../lib/installation.ts';
import { startTestHub } from '../support/hub.ts';
import type { TestHub } from '../support/hub.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const persisted = (sha256Hash: unknown, version: unknown = 1) => ({
  persistedQuery: { version, sha256Hash },
});

interface Reply {
  readonly status: number;
  readonly type: string | null;
  readonly cache: string | null;
  readonly body: unknown;
}

async function reply(response: Response): Promise<Reply> {
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    cache: response.headers.get('cache-control'),
    body: await response.json(),
  };
}

const poster = (url: string) => async (body: object, accept?: string) =>
  reply(
    await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(accept ? { accept } : {}) },
      body: JSON.stringify(body),
    }),
  );
const getter = (url: string) => async (parameters: Record<string, unknown>) => {
  const search = new URLSearchParams(
    Object.entries(parameters).map(([name, value]): [string, string] => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
  return reply(await fetch(`${url}/graphql?${search.toString()}`));
};
const code = (body: unknown): unknown =>
  (body as { errors?: { extensions: { code: string } }[] }).errors?.[0]?.extensions.code;

describe('automatic persisted queries', () => {
  let hub: TestHub;
  let post: ReturnType<typeof poster>;
  let get: ReturnType<typeof getter>;
  beforeAll(async () => {
    hub = await startTestHub();
    post = poster(hub.url);
    get = getter(hub.url);
  });
  afterAll(() => hub.stop());

  it('are asked for once, then found by their hash, by POST and GET', async () => {
    const query = 'query One($id: ID!) { book(id: $id) { id } }';
    const extensions = persisted(sha256(query));
    const variables = { id: '1' };
    expect(await post({ variables, extensions })).toEqual({
      status: 200,
      type: 'application/json; charset=utf-8',
      cache: 'no-store',
      body: {
        errors: [
          { message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } },
        ],
      },
    });
    const answer = { data: { book: { id: '1' } } };
    expect((await post({ query, variables, extensions })).body).toEqual(answer);
    expect((await post({ variables, extensions })).body).toEqual(answer);
    expect((await get({ variables, extensions })).body).toEqual(answer);
  });

  it('may be registered by GET, and their answers are as public as others', async () => {
    const query = '{ book(id: "7") { title } }';
    const extensions = persisted(sha256(query));
    expect(code((await get({ extensions })).body)).toBe('PERSISTED_QUERY_NOT_FOUND');
    expect(await get({ query, extensions })).toMatchObject({
      status: 200,
      cache: expect.stringMatching(/^public, max-age=\d+$/),
    });
    expect((await get({ extensions })).body).toEqual({ data: { book: { title: 'Book 7' } } });
  });

  it('that are missed are an error for those who asked for the newer media type', async () => {
    const missed = await post(
      { extensions: persisted(sha256('{ nobody }')) },
      'application/graphql-response+json',
    );
    expect(missed).toMatchObject({
      status: 400,
      type: 'application/graphql-response+json; charset=utf-8',
    });
  });

  const query = '{ book(id: "2") { id } }';
  it.each([
    ['a hash of another text', { query, extensions: persisted(sha256('{ x }')) }],
    ['version 2', { query, extensions: persisted(sha256(query), 2) }],
    ['no version', { query, extensions: { persistedQuery: { sha256Hash: sha256(query) } } }],
    ['an upper-case hash', { query, extensions: persisted(sha256(query).toUpperCase()) }],
    ['a short hash', { extensions: persisted('abc') }],
    ['a hash that is no text', { extensions: persisted({ $ne: '' }) }],
    ['a hash from the prototype', { extensions: persisted('__proto__') }],
    ['text for an object', { extensions: { persistedQuery: 'x' } }],
    ['extensions that are a list', { extensions: [] }],
  ])('refuses %s', async (_what, body) => {
    expect(await post(body)).toMatchObject({ status: 400 });
    expect(code((await post(body)).body)).toBe('BAD_REQUEST');
    expect(code((await post({ extensions: persisted(sha256(query)) })).body)).toBe(
      'PERSISTED_QUERY_NOT_FOUND',
    );
  });

  it('that may not run are not kept', async () => {
    const bad = '{ book(id: "1") { nothing } }';
    const extensions = persisted(sha256(bad));
    expect(code((await post({ query: bad, extensions })).body)).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(code((await post({ extensions })).body)).toBe('PERSISTED_QUERY_NOT_FOUND');
  });

  it('do not turn a mutation into something that GET may do', async () => {
    const mutation = 'mutation { touch }';
    const extensions = persisted(sha256(mutation));
    await post({ query: mutation, extensions });
    expect(await get({ extensions })).toMatchObject({ status: 405 });
  });

  it('fill their store up to its bound', () => {
    const store = new PersistedOperations(new Map(), 'any');
    const text = (index: number): string => `{ a${index}: x } #${'.'.repeat(100_000)}`;
    const ask = (index: number, send: boolean) =>
      store.resolve({
        query: send ? text(index) : undefined,
        extensions: persisted(sha256(text(index))),
      });
    for (let index = 0; index < 200; index += 1) {
      const resolved = ask(index, true);
      if ('keep' in resolved) resolved.keep();
    }
    const kept = Array.from({ length: 200 }, (_, index) => ask(index, false)).filter(
      (resolved) => 'query' in resolved,
    );
    expect(kept.length).toBeGreaterThan(25);
    expect(kept.length).toBeLessThan(65);
  });
});

describe('with only listed operations allowed', () => {
  let hub: TestHub;
  let folder: string;
  const listed = '{ book(id: "1") { id } }';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'symbolon-manifest-'));
    const file = join(folder, 'manifest.json');
    const operations = [{ id: sha256(listed), name: 'One', type: 'query', body: listed }];
    const manifest = { format: 'apollo-persisted-query-manifest', version: 1, operations };
    await writeFile(file, JSON.stringify(manifest));
    hub = await startTestHub({ env: { ALLOWED_OPERATIONS: 'listed', OPERATION_MANIFEST: file } });
  });
  afterAll(async () => {
    await hub.stop();
    await rm(folder, { recursive: true });
  });

  it('one runs, by its id or its text', async () => {
    const answer = { data: { book: { id: '1' } } };
    const post = poster(hub.url);
    expect((await post({ extensions: persisted(sha256(listed)) })).body).toEqual(answer);
    expect((await post({ query: listed })).body).toEqual(answer);
  });

  it.each([
    ['another text', { query: '{ book(id: "2") { id } }' }],
    ['introspection', { query: '{ __schema { types { name } } }' }],
    ['the same with a space', { query: `${listed} ` }],
    ['an unknown hash', { extensions: persisted(sha256('{ x }')) }],
    ['a registration', { query: '{ whoami }', extensions: persisted(sha256('{ whoami }')) }],
  ])('%s does not', async (_what, body) => {
    const post = poster(hub.url);
    expect(await post(body)).toMatchObject({ status: 400 });
    expect(code((await post(body)).body)).toBe('QUERY_NOT_IN_SAFELIST');
  });
});

describe('the manifest of the portal and the documentation', () => {
  it('holds valid operations of the graph, each under the SHA-256 of its text', () => {
    const api = buildSchema(readSchemaFile('api.graphql'));
    const manifest = ownManifest();
    expect(manifest.size).toBeGreaterThan(4);
    for (const [id, body] of manifest) {
      expect(sha256(body)).toBe(id);
      expect(validate(api, parse(body))).toEqual([]);
    }
  });

  it.each([
    ['no JSON', 'x', 'not JSON'],
    ['another format', '{"format":"x","version":1,"operations":[]}', 'format'],
    [
      'an id that is not the hash',
      JSON.stringify({
        format: 'apollo-persisted-query-manifest',
        version: 1,
        operations: [{ id: sha256('a'), name: 'A', type: 'query', body: 'b' }],
      }),
      'the id of A',
    ],
  ])('is not read from %s', (_what, text, message) => {
    expect(() => readManifest(text)).toThrow(message);
  });
});
