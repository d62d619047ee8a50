import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CacheBudget } from '../../lib/cache-budget.ts';
import { startTestHub } from './support/hub.ts';
import type { AskOptions, TestHub } from './support/hub.ts';
import { SECRET } from './support/library.ts';
import { cpuMs } from '../until.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.stop());

/** A pathological operation and the code it must be refused with. */
interface Fault {
  readonly id: string;
  readonly provoke: string;
  readonly query: string;
  readonly options?: AskOptions;
  readonly code: string;
  readonly names?: RegExp;
}

const times = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');

const nested = (levels: number): string =>
  `{ book(id: "1") { ${'author { books(first: 1) { nodes { '.repeat(levels)} id ${'} } }'.repeat(levels)} } }`;

const amplifier = (fragments: number): string =>
  `{ book(id: "1") { ...F0 } } ${times(
    fragments,
    (index) => `fragment F${index} on Book { ...F${index + 1} ...F${index + 1} }`,
  )} fragment F${fragments} on Book { id }`;

const PAGE = /"first" of Query\.books must be a whole number from 1 to 100/;
const page = (first: string): string => `{ books(first: ${first}) { nodes { id } } }`;
const byVariable = 'query ($n: Int) { books(first: $n) { nodes { id } } }';

const FAULTS: readonly Fault[] = [
  {
    id: 'GQL-005',
    provoke: '500 unknown directives',
    query: `{ book(id: "1") { id ${'@nope '.repeat(500)} } }`,
    code: 'LIMIT_EXCEEDED',
    names: /50 directives/,
  },
  {
    id: 'GQL-005',
    provoke: '10 unknown directives',
    query: `{ book(id: "1") { id ${'@nope '.repeat(10)} } }`,
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  {
    id: 'GQL-006',
    provoke: 'a cycle 12 levels deep',
    query: nested(12),
    code: 'LIMIT_EXCEEDED',
    names: /10 levels/,
  },
  {
    id: 'GQL-007',
    provoke: 'a literal page of 999999999',
    query: page('999999999'),
    code: 'BAD_USER_INPUT',
    names: PAGE,
  },
  {
    id: 'GQL-007',
    provoke: 'nested pages of 100',
    query: '{ books(first: 100) { nodes { author { books(first: 100) { nodes { id } } } } } }',
    code: 'LIMIT_EXCEEDED',
    names: /could load \d+ objects/,
  },
  {
    id: 'GQL-008',
    provoke: 'a page of 999999999 by variable',
    query: byVariable,
    options: { variables: { n: 999999999 } },
    code: 'BAD_USER_INPUT',
    names: PAGE,
  },
  {
    id: 'GQL-008',
    provoke: 'a page of 999999999 by the default of a variable',
    query: byVariable.replace('$n: Int', '$n: Int = 999999999'),
    code: 'BAD_USER_INPUT',
    names: PAGE,
  },
  {
    id: 'GQL-008',
    provoke: 'nested pages of 100 by variable',
    query:
      'query ($n: Int) { books(first: $n) { nodes { author { books(first: $n) { nodes { id } } } } } }',
    options: { variables: { n: 100 } },
    code: 'LIMIT_EXCEEDED',
    names: /could load \d+ objects/,
  },
  ...['-1', '0', '1.5', '2147483648', '"10"', 'null', '101', '[10]', '{}', 'TEN'].map((first) => ({
    id: 'GQL-009',
    provoke: `a literal page of ${first}`,
    query: page(first),
    code: 'BAD_USER_INPUT',
    names: PAGE,
  })),
  ...[-1, 0, 1.5, 2147483648, '10', null, 101, [10]].map((n) => ({
    id: 'GQL-009',
    provoke: `a page of ${JSON.stringify(n)} by variable`,
    query: byVariable,
    options: { variables: { n } },
    code: 'BAD_USER_INPUT',
    names: PAGE,
  })),
  {
    id: 'GQL-010',
    provoke: 'a cycle of fragments',
    query: '{ book(id: "1") { ...A } } fragment A on Book { ...B } fragment B on Book { ...A }',
    code: 'GRAPHQL_VALIDATION_FAILED',
    names: /spreads itself/,
  },
  {
    id: 'GQL-010',
    provoke: 'a fragment that spreads itself and is not used',
    query: '{ book(id: "1") { id } } fragment A on Book { ...A }',
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  {
    id: 'GQL-011',
    provoke: '2^30 selections by fragments',
    query: amplifier(30),
    code: 'LIMIT_EXCEEDED',
    names: /2000 selections/,
  },
  {
    id: 'GQL-012',
    provoke: '900 fields of the same name with differing selections',
    query: `{ ${times(40, (index) => `book(id: "1") { ${times(20, (inner) => `author { id n${index}x${inner}: name }`)} }`)} }`,
    code: 'LIMIT_EXCEEDED',
  },
  {
    id: 'GQL-013',
    provoke: 'a string literal of 100 KB',
    query: `{ book(id: "${'x'.repeat(100_000)}") { id } }`,
    code: 'LIMIT_EXCEEDED',
    names: /characters in a string/,
  },
  {
    id: 'GQL-013',
    provoke: 'a variable nested 200 levels deep',
    query: 'query ($id: ID!) { book(id: $id) { id } }',
    options: { variables: { id: JSON.parse(`${'['.repeat(200)}1${']'.repeat(200)}`) as unknown } },
    code: 'BAD_USER_INPUT',
    names: /12 levels/,
  },
  {
    id: 'GQL-013',
    provoke: 'too many tokens',
    query: `{ named(ids: [${times(16_000, () => '1')}]) { id } }`,
    code: 'LIMIT_EXCEEDED',
    names: /15000 tokens/,
  },
  {
    id: 'GQL-013',
    provoke: 'a list of 1001 items',
    query: 'query ($ids: [ID!]!) { named(ids: $ids) { id } }',
    options: { variables: { ids: Array.from({ length: 1001 }, String) } },
    code: 'BAD_USER_INPUT',
    names: /"ids" of Query\.named may have at most 1000 items/,
  },
  {
    id: 'GQL-016',
    provoke: '@defer',
    query: '{ book(id: "1") { ... @defer { title } } }',
    code: 'GRAPHQL_VALIDATION_FAILED',
    names: /@defer/,
  },
  {
    id: 'limits',
    provoke: '101 aliases',
    query: `{ book(id: "1") { ${times(101, (index) => `a${index}: id`)} } }`,
    code: 'LIMIT_EXCEEDED',
    names: /100 aliases/,
  },
  {
    id: 'limits',
    provoke: '51 root fields',
    query: `{ ${times(51, (index) => `a${index}: book(id: "1") { id }`)} }`,
    code: 'LIMIT_EXCEEDED',
    names: /50 root fields/,
  },
  {
    id: 'FED-009',
    provoke: 'a subscription',
    query: 'subscription { changes { id } }',
    code: 'SUBSCRIPTIONS_NOT_SUPPORTED',
    names: /https:\/\/hub\.example\/feed\/stream/,
  },
  {
    id: 'INF-006',
    provoke: '_service, which belongs to subgraphs',
    query: '{ _service { sdl } }',
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  {
    id: 'INF-006',
    provoke: '_entities, which belongs to subgraphs',
    query: '{ _entities(representations: []) { __typename } }',
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  {
    id: 'INF-007',
    provoke: 'a circular introspection query',
    query: `{ __schema { types { ${'fields { type { '.repeat(6)} name ${'} }'.repeat(6)} } } }`,
    code: 'GRAPHQL_VALIDATION_FAILED',
    names: /introspection depth/,
  },
  {
    id: 'operations',
    provoke: 'a document with two operations and no name',
    query: 'query A { book(id: "1") { id } } query B { book(id: "2") { id } }',
    code: 'OPERATION_RESOLUTION_FAILURE',
  },
];

/** Pathological documents must be refused before they cost more processor time than this. */
const REFUSED_WITHIN_MS = 200;

describe('an operation that attacks', () => {
  it.each(FAULTS)('$id $provoke: $code', async ({ query, options, code, names }) => {
    const first = await hub.ask('{ __typename }'); // so that no first-use cost is measured
    let answer = first;
    const spent = await cpuMs(async () => (answer = await hub.ask(query, options)));

    expect(answer.status).toBe(400);
    expect(answer.errors).toHaveLength(1);
    expect(answer.errors[0]?.extensions).toEqual({ code });
    expect(answer.errors[0]?.message).toMatch(names ?? /./);
    expect(answer).not.toHaveProperty('data', expect.anything());
    expect(answer.text.length).toBeLessThan(2_000);
    expect(spent).toBeLessThan(REFUSED_WITHIN_MS * 2); // whatever else the machine does
  });

  it.each(FAULTS)('$id $provoke: judged within 200 ms of CPU', ({ query }) => {
    const admissions = hub.hub.graphql.admissions();
    admissions.admit(query); // the first run compiles
    // The best of a few: what else the process does, such as collecting garbage, is not its cost.
    const taken = ['\n', '\n\n', '\n\n\n'].map((end) => {
      const before = process.cpuUsage();
      admissions.admit(`${query}${end}`);
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1000;
    });
    expect(Math.min(...taken)).toBeLessThan(REFUSED_WITHIN_MS);
  });
});

describe('what the limits leave alone', () => {
  it('a full introspection query', async () => {
    const { getIntrospectionQuery } = await import('graphql');
    const answer = await hub.ask(
      getIntrospectionQuery({ inputValueDeprecation: true, oneOf: true }),
    );
    expect(answer.errors).toEqual([]);
    expect(answer.status).toBe(200);
  });

  it('a page of 100, by literal, variable and default', async () => {
    for (const [query, variables] of [
      [page('100'), undefined],
      [byVariable, { n: 100 }],
      [byVariable.replace('$n: Int', '$n: Int = 100'), undefined],
      [byVariable, {}],
    ] as const) {
      const answer = await hub.ask(query, { variables });
      expect(answer).toMatchObject({
        status: 200,
        errors: [],
        data: { books: { nodes: expect.any(Array) } },
      });
    }
  });

  it('1000 items in a list argument', async () => {
    const ids = Array.from({ length: 1000 }, (_, index) => `n${index}`);
    const answer = await hub.ask('query ($ids: [ID!]!) { named(ids: $ids) { id title } }', {
      variables: { ids },
    });
    expect(answer.errors).toEqual([]);
    expect((answer.data as { named: unknown[] }).named).toHaveLength(1000);
  });

  it('fragments used several times', async () => {
    const answer = await hub.ask(
      '{ a: book(id: "1") { ...B } b: book(id: "2") { ...B } } fragment B on Book { id author { id name } }',
    );
    expect(answer.data).toEqual({
      a: { id: '1', author: { id: 'a1', name: 'Author a1' } },
      b: { id: '2', author: { id: 'a2', name: 'Author a2' } },
    });
  });
});

describe('what errors tell', () => {
  it('INF-003: nothing of what a resolver threw, which is logged with the request id', async () => {
    const answer = await hub.ask('{ fail(how: "boom") whoami }');
    expect(answer.text).not.toContain(SECRET);
    expect(answer.text).not.toMatch(/boom|stack|shelves/);
    expect(answer.errors).toEqual([
      {
        message: 'The hub could not complete the request.',
        path: ['fail'],
        extensions: { code: 'INTERNAL_SERVER_ERROR' },
      },
    ]);
    const id = answer.headers.get('x-request-id');
    expect(hub.logged()).toContainEqual(expect.objectContaining({ requestId: id, msg: 'masked' }));
  });

  it('INF-008: no traces, whoever asks for them', async () => {
    const response = await fetch(`${hub.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'apollo-federation-include-trace': 'ftv1',
        'apollo-query-plan-experimental': '1',
        'x-apollo-tracing': '1',
      },
      body: JSON.stringify({ query: '{ book(id: "1") { id author { name } } }' }),
    });
    expect(await response.json()).toEqual({
      data: { book: { id: '1', author: { name: 'Author a1' } } },
    });
  });

  it('INF-005: the full message of validation, since the schema is public', async () => {
    const answer = await hub.ask('{ book(id: "1") }');
    expect(answer.errors[0]?.message).toContain('must have a selection of subfields');
  });
});

describe('GQL-014: a stream of distinct documents', () => {
  it('fills the document cache up to its bound and no further', () => {
    const admissions = hub.hub.graphql.admissions();
    for (let index = 0; index < 10_000; index += 1) admissions.admit(`{ a${index}: whoami }`);
    expect(admissions.size).toBeLessThan(10_000);
    expect(admissions.bytes).toBeLessThanOrEqual(new CacheBudget().share('admitted documents'));
  });
});
