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

describe('the cost of a list for a list', () => {
  const issue = (count: number, selection: string): string => {
    const one = '{ question: { certificate: "A", market: "CN" }, audience: "urn:x:y" }';
    return `mutation { issueAttestations(inputs: [${one.repeat(count)}]) { ${selection} } }`;
  };
  const verify = (count: number): string =>
    `{ verifyAttestations(tokens: [${'"t" '.repeat(count)}]) { verdict checks { code } attested { reasons { code } } } }`;
  const OUTCOME =
    '... on Attestation { id jws } ... on NotRecognised { reasons { code } } ... on InvalidInput { faults { code } }';

  it('is affordable for 1,000 requests and 100 tokens', () => {
    expect(refusal(issue(1_000, OUTCOME))).toBeUndefined();
    expect(refusal(verify(100))).toBeUndefined();
  });

  it('is counted for each item', () => {
    const nested = `... on Attestation { certificate { issuer { certificates(first: 20) { nodes { number } } } } }`;
    expect(refusal(issue(1, nested))).toBeUndefined();
    expect(refusal(issue(1_000, nested))).toMatch(/could load \d+ objects/);
  });

  it('is refused by its length before anything is signed', () => {
    expect(refusal(issue(1_001, OUTCOME))).toBe(
      'Argument "inputs" of Mutation.issueAttestations may have at most 1000 items.',
    );
  });
});

describe('the cost of a look at many facts', () => {
  const counting = (count: number): string =>
    `{ ${Array.from({ length: count }, (_, index) => `s${index}: statistics(by: [STATUS]) { certificates }`).join(' ')} }`;

  it('is that of a list, so that few fit into one operation', () => {
    expect(refusal(counting(5))).toBeUndefined();
    expect(refusal(counting(50))).toMatch(/could load \d+ objects/);
  });
});
