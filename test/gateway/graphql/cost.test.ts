import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, Kind, parse } from 'graphql';
import { operationCost } from '../../../gateway/graphql/cost.ts';
import type { OperationCost } from '../../../gateway/graphql/cost.ts';

const schema = buildSchema(
  readFileSync(new URL('../../../schema/api.graphql', import.meta.url), 'utf8'),
);

function costOf(query: string): OperationCost {
  const [operation] = parse(query).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('One operation was expected');
  return operationCost(schema, operation, new Map());
}

/** What the limit says of a query; undefined: nothing. */
const refusal = (query: string): string | undefined => costOf(query).check({})?.message;

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

  const ofSize = (query: string, certificates: number) => {
    const cost = costOf(query);
    return { refused: cost.check({}, { certificates }), work: cost.work({}, { certificates }) };
  };

  it('is that of a list, so that few fit into one operation', () => {
    expect(refusal(counting(5))).toBeUndefined();
    expect(refusal(counting(50))).toMatch(/could load \d+ objects/);
  });

  it('follows the rows that are read, and the fields of each', () => {
    const plain = '{ statistics(by: [STATUS]) { certificates } }';
    const fine = '{ statistics(by: [STATUS, ISSUER, LEVEL]) { certificates } }';
    expect(ofSize(plain, 1_000).work).toBe(100);
    expect(ofSize(plain, 20_000).work).toBe(2_000);
    expect(ofSize(fine, 20_000).work).toBe(4_000);
    expect(ofSize(counting(10), 1_000)).toEqual({ refused: undefined, work: 1_000 });
    expect(ofSize(counting(10), 20_000).refused?.message).toMatch(/could load \d+ objects/);
  });

  it('allows one look through the largest register, and no second beside it', () => {
    expect(ofSize(counting(1), 100_000_000).refused).toBeUndefined();
    expect(ofSize(counting(2), 100_000_000).refused).toBeDefined();
  });

  it('is nothing where nothing is looked through', () => {
    expect(ofSize('{ certificate(number: "A") { number } }', 1_000_000).work).toBe(0);
  });

  it('is counted for each object that a look is made for', () => {
    const asked =
      '{ certificates(first: 10) { nodes { recognition(market: "US") { explanation { reliedOn { digest } } } } } }';
    expect(ofSize(asked, 1_000).work).toBe(50);
  });
});
