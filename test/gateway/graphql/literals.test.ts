import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { buildSchema, print } from 'graphql';
import { Admissions } from '../../../gateway/graphql/admission.ts';
import { installScalars } from '../../../subgraphs/federation/scalars.ts';

const schema = buildSchema(
  readFileSync(new URL('../../../schema/api.graphql', import.meta.url), 'utf8'),
);
installScalars(schema);
const fresh = () => new Admissions(schema, 'http://localhost/feed', new Map());

const question = (number: string, market: string, asOf = '"2024-01-10"') =>
  `{ recognition(question: { certificate: ${number}, market: ${market}, asOf: ${asOf} }) { status } }`;
const page = (first: string, after = '"x"') =>
  `query Page($f: CertificateFilter) { certificates(filter: $f, first: ${first}, after: ${after}) { nodes { number } } }`;

describe('documents that differ in their literals only', () => {
  let admissions: Admissions;
  beforeEach(() => {
    admissions = fresh();
  });
  const variablesOf = (source: string) => {
    const admission = admissions.admit(source);
    if (admission.error) throw admission.error;
    return admission.literals && Object.values(admission.literals);
  };

  it('are one document with other values', () => {
    const first = admissions.admit(question('"A"', '"US"'));
    const second = admissions.admit(question('"B \\" \\u4e2d"', '"DE"', '"2023-12-31"'));
    expect(second.admitted).toBe(first.admitted);
    expect(variablesOf(question('"B \\" \\u4e2d"', '"DE"'))).toEqual([
      'B " 中',
      'DE',
      '2024-01-10',
    ]);
    expect(admissions.size).toBe(1);
  });

  it.each([
    ['numbers', page('5'), [5, 'x']],
    ['block texts', page('5', '"""\n  y\n"""'), [5, 'y']],
    ['the same value at two types', question('"US"', '"US"'), ['US', 'US', '2024-01-10']],
  ])('keep %s', (_, source, values) => {
    for (let time = 0; time < 2; time += 1) expect(variablesOf(source)).toEqual(values);
  });

  it('stay apart where equal values matter to whether fields merge', () => {
    const twice = (a: string, b: string) =>
      `{ c: certificate(number: ${a}) { level } c: certificate(number: ${b}) { number } }`;
    expect(variablesOf(twice('"A"', '"A"'))).toEqual(['A']);
    expect(variablesOf(twice('"B"', '"B"'))).toEqual(['B']);
    expect(admissions.admit(twice('"A"', '"B"')).error?.message).toMatch(/conflict/);
  });

  it.each([
    ['a day that is none', question('"A"', '"US"', '"2024-02-30"')],
    ['a territory in small letters', question('"A"', '"us"')],
    ['a number for a text', question('7', '"US"')],
    ['a number too large', page('99999999999')],
    ['a fraction', page('1.5')],
    ['text that does not end', `${page('5').slice(0, -30)}"`],
  ])('are refused as they are for %s', (_, source) => {
    admissions.admit(question('"A"', '"US"'));
    admissions.admit(page('5'));
    const { error } = admissions.admit(source);
    expect(error).toBeDefined();
    expect(error?.toJSON()).toEqual(fresh().admit(source).error?.toJSON());
  });

  it('keep what a variable could not stand for', () => {
    const typeOf = (name: string) =>
      `{ __type(name: "${name}") { name } certificate(number: "A") { level } }`;
    expect(variablesOf(typeOf('Body'))).toEqual(['Body', 'A']);
    const included = (number: string) =>
      `query ($n: Int = 5) { certificate(number: ${number}) { level } certificates(first: $n) { nodes { number } } }`;
    expect(variablesOf(included('"A"'))).toBeUndefined();
    expect(variablesOf(included('"B"'))).toBeUndefined();
  });

  it('have the place of a variable in their text, for errors', () => {
    for (const after of ['"x"', '"much longer than that"']) {
      const { admitted } = admissions.admit(page('5', after));
      const [operation] = admitted?.operations.values() ?? [];
      const [own] = operation?.definition.variableDefinitions ?? [];
      expect(own && print(own)).toBe('$f: CertificateFilter');
      expect(own?.loc?.start).toBe(page('5').indexOf('$f'));
    }
  });

  it('do not meet a caller who names variables as ours are', () => {
    const source =
      'query ($lifted_0: String!) { certificate(number: $lifted_0) { level issuer { id } } a: certificate(number: "A") { level } }';
    expect(variablesOf(source)).toBeUndefined();
  });
});
