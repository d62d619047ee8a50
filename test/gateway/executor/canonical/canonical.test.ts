import { describe, expect, it } from '@jest/globals';
import { buildSchema, parse, validate } from 'graphql';
import { CallersOperation } from '../../../../gateway/executor/canonical/callers-operation.ts';
import { namePrefix } from '../../../../gateway/executor/canonical/names.ts';
import { typeTest } from '../../../../gateway/executor/compiled/planning/planner.ts';

const SDL = `
  scalar Any
  enum Unit { KG T }
  input Size { of: Float!  unit: Unit = KG  within: [Size!] }
  interface Box { id: ID!  weight(unit: Unit): Float }
  type Crate implements Box { id: ID!  weight(unit: Unit): Float  holds: Crate }
  type Bag implements Box { id: ID!  weight(unit: Unit): Float  holds: Bag }
  type Query {
    box(id: ID!): Box
    boxes(first: Int! = 3, size: Size, units: [Unit!], any: Any): [Box!]!
  }
  type Mutation { add(id: ID!): Box }
`;
const schema = buildSchema(SDL);
const settings = { schema, isOfType: typeTest(SDL), prefix: '_r' };

/** What is planned of an operation, on one line, and the values of its variables. */
function canonical(query: string, given: Record<string, unknown> = {}) {
  const document = parse(query);
  expect(validate(schema, document)).toEqual([]);
  const { operation, bind } = new CallersOperation(settings, document, undefined).variant(given);
  return { text: operation?.text.replaceAll(/\s+/g, ' '), values: { ...bind(given) } };
}

const text = (query: string, given?: Record<string, unknown>) => canonical(query, given).text;

describe('a canonical operation', () => {
  it.each([
    [
      'response names',
      '{ box(id: "1") { id weight } }',
      '{ __proto__: box(id: "1") { a: id id: weight } }',
    ],
    [
      'literals',
      '{ boxes(first: 1, units: [KG]) { id } }',
      '{ boxes(first: 2, units: [KG, T]) { id } }',
    ],
    [
      'what a literal nests',
      '{ boxes(size: { of: 1 }) { id } }',
      '{ boxes(size: { of: 2, unit: T }) { id } }',
    ],
    [
      'a literal and a variable',
      '{ box(id: 7) { id } }',
      'query ($id: ID!) { box(id: $id) { id } }',
    ],
    [
      'variables',
      'query ($id: ID!) { box(id: $id) { id } }',
      'query ($__proto__: ID!) { box(id: $__proto__) { id } }',
    ],
    [
      'defaults',
      'query ($n: Int = 1) { boxes(first: $n) { id } }',
      'query ($n: Int = 2) { boxes(first: $n) { id } }',
    ],
    [
      'fragments',
      '{ box(id: "1") { ... on Box { id } } }',
      'query q { box(id: "1") { ...toString } } fragment toString on Box { id }',
    ],
    [
      'the order of arguments',
      '{ boxes(first: 1, units: T) { id } }',
      '{ boxes(units: T, first: 1) { id } }',
    ],
    [
      'what is left out',
      '{ box(id: "1") { id } }',
      '{ box(id: "1") { id weight @skip(if: true) } }',
    ],
    [
      'a name of the type',
      '{ box(id: "1") { __typename id } }',
      '{ box(id: "1") { id t: __typename } }',
    ],
  ])('is the same for operations that differ in %s', (_, one, other) => {
    expect(text(other)).toBe(text(one));
  });

  it('has the values that its literals and the variables given have', () => {
    const literals =
      '{ box(id: 12345678901234567890) { id } boxes(size: { of: 1, within: { of: 2.5 } }, units: KG, any: { a: [1, null] }) { id } }';
    expect(canonical(literals).values).toEqual({
      v0: '12345678901234567890',
      v1: { of: 1, within: [{ of: 2.5 }] },
      v2: ['KG'],
      v3: { a: [1, null] },
    });
    const nested =
      'query ($of: Float!, $unit: Unit, $first: Int = 5) { boxes(first: $first, size: { of: $of, unit: $unit, within: [{ of: 3 }] }) { id } }';
    expect(canonical(nested, { of: 1 })).toEqual({
      text: 'query ($v0: Int!, $v1: Float!, $v2: Unit, $v3: [Size!]) { _r0: boxes(first: $v0, size: {of: $v1, unit: $v2, within: $v3}) { _r1: id } }',
      values: { v0: 5, v1: 1, v3: [{ of: 3 }] },
    });
    expect(canonical(nested, { of: 1, unit: null }).values).toHaveProperty('v2', null);
  });

  it('keeps null from what is absent', () => {
    expect(canonical('{ boxes(size: null) { id } }').values).toEqual({ v0: null });
    expect(canonical('query ($s: Size) { boxes(size: $s) { id } }').values).toEqual({});
  });

  it('lets a null given for a default be refused where it was', () => {
    const query = 'query ($n: Int = 1) { boxes(first: $n) { id } }';
    expect(canonical(query, { n: null })).toEqual({
      text: 'query ($v0: Int) { _r0: boxes(first: $v0) { _r1: id } }',
      values: { v0: null },
    });
  });

  it('keeps a literal that JSON cannot tell', () => {
    const { text: planned, values } = canonical(
      'query ($x: Any) { a: boxes(any: [90071992547409931, KG]) { id } b: boxes(any: { x: $x }) { id } }',
    );
    expect(planned).toContain('any: [90071992547409931, KG]');
    expect(planned).toContain('any: {x: $v0}');
    expect(values).toEqual({});
  });

  it('gives fields of types that exclude each other names of their own', () => {
    const query = `{ box(id: "1") {
      ... on Crate { x: weight(unit: KG) y: holds { id } }
      ... on Bag { x: weight(unit: T) y: holds { id } }
      z: weight(unit: KG)
    } }`;
    const names = text(query)?.match(/_r\d+(?=: (?:weight|holds))/g) ?? [];
    expect(new Set(names).size).toBe(5);
  });

  it('gives one name to fields that may meet on one object', () => {
    const query =
      '{ box(id: "1") { x: weight ... on Crate { x: weight } ... on Box { x: weight } } }';
    expect(new Set(text(query)?.match(/_r\d+(?=: weight)/g)).size).toBe(1);
  });

  it('changes as often as it is asked to', () => {
    expect(text('mutation { a: add(id: "1") { id } b: add(id: "1") { id } }')).toMatch(
      /_r0: add\(id: \$v0\).*_r2: add\(id: \$v1\)/,
    );
  });

  it('is none where nothing is asked of a subgraph', () => {
    expect(
      text('{ __proto__: __typename constructor: __schema { queryType { name } } }'),
    ).toBeUndefined();
  });

  it('begins its names as nothing in the supergraph does', () => {
    expect(namePrefix('type Query { _r: Int }')).toBe('_r');
    expect(namePrefix('type Query { _r0: Int _rr12: Int }')).toBe('_rrr');
  });
});

describe('the size of an operation', () => {
  const sizeOf = (query: string): number =>
    new CallersOperation(settings, parse(query), undefined).characters / query.length;

  it('is that of every variant which is kept of it', () => {
    expect(sizeOf('query ($id: ID!) { box(id: $id) { id } }')).toBe(1);
    expect(sizeOf('query ($a: Boolean!) { box(id: "1") { id @skip(if: $a) weight } }')).toBe(2);
    const many = ['a', 'b', 'c', 'd', 'e', 'f'];
    const fields = many.map((name) => `${name}: weight @skip(if: $${name})`).join(' ');
    const given = many.map((name) => `$${name}: Boolean!`).join(' ');
    expect(sizeOf(`query (${given}) { box(id: "1") { id ${fields} } }`)).toBe(16);
  });
});
