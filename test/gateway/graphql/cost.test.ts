import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, Kind, parse } from 'graphql';
import { operationCost } from '../../../gateway/graphql/cost.ts';

const schema = buildSchema(
  readFileSync(new URL('../../../schema/api.graphql', import.meta.url), 'utf8'),
);

/** What the limit says of a query; undefined: nothing. */
function refusal(query: string): string | undefined {
  const [operation] = parse(query).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('One operation was expected');
  return operationCost(schema, operation, new Map()).check({})?.message;
}

describe('the cost of every market', () => {
  const MARKETS = 'markets { code status reasons { code } route { id } annex { id } }';

  it('is affordable for one certificate', () => {
    expect(refusal(`{ certificate(number: "A") { ${MARKETS} } }`)).toBeUndefined();
  });

  it('is counted for each market, however few answers are asked for', () => {
    const few = MARKETS.replace('markets', 'markets(status: [RECOGNISED])');
    for (const markets of [MARKETS, few])
      expect(refusal(`{ certificates(first: 100) { nodes { number ${markets} } } }`)).toMatch(
        /could load \d+ objects/,
      );
  });
});
