import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, Kind, parse, validate } from 'graphql';
import {
  DateScalar,
  DateTimeScalar,
  EvidenceScalar,
  installScalars,
  TerritoryCodeScalar,
} from '../../../subgraphs/federation/scalars.ts';

describe('scalars', () => {
  it.each(['2024-02-29', '2023-12-31', '0001-01-01'])('takes the date %s', (day) => {
    expect(DateScalar.parseValue(day)).toBe(day);
    expect(DateScalar.parseLiteral({ kind: Kind.STRING, value: day }, {})).toBe(day);
  });

  it.each([
    '2023-02-29',
    '2023-13-01',
    '2023-1-1',
    '20230101',
    ' 2023-01-01',
    '',
    20230101,
    null,
    {},
  ])('refuses %j as a date, with a code and what to write', (value) => {
    expect(() => DateScalar.parseValue(value)).toThrow(
      expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT' } }),
    );
  });

  it('reads a bare date of knowledge as its last moment', () => {
    expect(DateTimeScalar.parseValue('2023-05-01')).toBe('2023-05-01T23:59:59.999Z');
    expect(DateTimeScalar.parseValue('2023-05-01T10:00:00Z')).toBe('2023-05-01T10:00:00.000Z');
  });

  it('shows an instant recorded as a date as its first moment', () => {
    expect(DateTimeScalar.serialize('2023-05-01')).toBe('2023-05-01T00:00:00.000Z');
    expect(DateTimeScalar.serialize(new Date(0))).toBe('1970-01-01T00:00:00.000Z');
  });

  it.each(['2023-05-01T25:00:00Z', '2023-02-30T10:00:00Z', '2023-05-01T10:00:00+02:00', 'now', 5])(
    'refuses %j as an instant',
    (value) => {
      expect(() => DateTimeScalar.parseValue(value)).toThrow(/is not an instant|is text/);
    },
  );

  it('takes codes of territories by form, and nothing that could be an operator', () => {
    expect(TerritoryCodeScalar.parseValue('GB-NIR')).toBe('GB-NIR');
    for (const value of ['nz', 'N', '$ne', 'NZ ', { $ne: 'NZ' }, ['NZ']])
      expect(() => TerritoryCodeScalar.parseValue(value)).toThrow(/territory code|is text/);
  });

  it('hands evidence over as it is, and never takes it from a literal', () => {
    const evidence = { certificates: [] };
    expect(EvidenceScalar.serialize(evidence)).toBe(evidence);
    expect(() => EvidenceScalar.parseLiteral({ kind: Kind.STRING, value: '' }, {})).toThrow();
  });
});

describe('the schema that clients see, given the scalars', () => {
  const api = buildSchema(
    readFileSync(new URL('../../../schema/api.graphql', import.meta.url), 'utf8'),
  );
  const recognition = (arguments_: string) =>
    parse(`{ certificate(number: "A") { recognition(${arguments_}) { status } } }`);

  it('refuses bad literals before any subgraph is asked', () => {
    installScalars(api);
    expect(validate(api, recognition('market: "NZ", asOf: "2024-02-29"'))).toEqual([]);
    const [error] = validate(api, recognition('market: "NZ", asOf: "2023-02-29"'));
    expect(error?.message).toMatch(/"2023-02-29" is not a date; write 2026-06-30/);
    expect(validate(api, recognition('market: NZ'))).toHaveLength(1);
  });
});
