import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testGraph, type TestGraph } from '../graph.ts';

const COMMON = { scheme: 'S', issued: '2024-01-15' } as const;

const FACTS = {
  territories: [
    { code: 'DE', kind: 'COUNTRY' },
    { code: 'FR', kind: 'COUNTRY' },
    { code: 'CL', kind: 'COUNTRY' },
  ],
  schemes: [{ id: 'S', kind: 'VOLUNTARY_PRODUCT' }],
  agreements: [
    {
      id: 'A',
      kind: 'BILATERAL',
      parties: [{ territory: 'FR' }, { territory: 'DE' }],
      annexes: [{ id: 'X' }],
    },
  ],
  certificates: [
    { number: 'FR-2024/17', issuer: 'CB-FR', issuerTerritory: 'FR', ...COMMON },
    { number: 'fr\u20132024/17', issuer: 'CB-CL', issuerTerritory: 'CL', ...COMMON },
    { number: 'FR-2024/17', issuer: 'CB-CL', issuerTerritory: 'CL', ...COMMON },
    {
      number: 'DE-1',
      issuer: 'CB-DE',
      issuerTerritory: 'DE',
      ...COMMON,
      transferredFrom: { number: 'FR-2024/17', issuer: 'CB-FR', on: '2024-06-01' },
    },
  ],
} as const;

describe('two bodies with one number', () => {
  let graph: TestGraph;

  beforeAll(async () => {
    graph = await testGraph();
    const { outcome } = await graph.load(FACTS);
    expect(outcome).toBe('COMMITTED');
  });
  afterAll(() => graph.close());

  const IN_DE = 'recognition(market: "DE", asOf: "2024-07-01") { status reasons { code } }';

  it('are told apart by the issuer, in any spelling of the number', async () => {
    const { data, messages } = await graph.ask(`{
      fr: certificate(number: "fr\u20112024/17", issuer: "CB-FR") { number issuer { id } ${IN_DE} }
      cl: certificate(number: "FR-2024/17", issuer: "CB-CL") { issuer { id } ${IN_DE} }
      none: certificate(number: "FR-2024/17", issuer: "CB-DE") { number }
      markets: certificate(number: "FR-2024/17", issuer: "CB-FR") {
        markets(asOf: "2024-07-01", status: [RECOGNISED]) { code }
      }
    }`);
    expect(messages).toEqual([]);
    expect(data).toMatchObject({
      fr: { number: 'FR-2024/17', issuer: { id: 'CB-FR' }, recognition: { status: 'RECOGNISED' } },
      cl: { issuer: { id: 'CB-CL' }, recognition: { reasons: [{ code: 'NO_AGREEMENT' }] } },
      none: null,
      markets: { markets: [{ code: 'DE' }] },
    });
  });

  it('are an error where a certificate is asked for and none of them is named', async () => {
    const { data, codes, messages } = await graph.ask(
      '{ certificate(number: "FR-2024/17") { number } }',
    );
    expect(data).toEqual({ certificate: null });
    expect(codes).toEqual(['AMBIGUOUS_CERTIFICATE']);
    expect(messages.join()).toContain('"CB-CL", "CB-FR"');
  });

  const ask = async (question: object) => {
    const asked = { certificate: 'FR-2024/17', market: 'DE', asOf: '2024-07-01', ...question };
    const { data } = await graph.ask(
      `query ($asked: RecognitionQuestion!) {
        recognition(question: $asked) {
          status reasons { code } certificate { issuer { id } } question { issuer }
        }
      }`,
      { asked },
    );
    return (data as { recognition: object }).recognition;
  };

  it('leave a question open that names neither of them', async () => {
    expect(await ask({})).toMatchObject({
      status: 'INDETERMINATE',
      reasons: [{ code: 'CERT_AMBIGUOUS' }],
      certificate: null,
    });
  });

  it('are told apart by the issuer asked about or claimed', async () => {
    const french = { status: 'RECOGNISED', certificate: { issuer: { id: 'CB-FR' } } };
    expect(await ask({ issuer: 'CB-FR' })).toMatchObject({
      ...french,
      question: { issuer: 'CB-FR' },
    });
    expect(await ask({ claimed: { issuer: 'CB-FR' } })).toMatchObject(french);
  });

  it('do not disturb a transfer that names the one meant', async () => {
    const { data } = await graph.ask(
      '{ certificate(number: "DE-1") { transferredFrom { issuer certificate { issuer { id } } } } }',
    );
    expect(data).toMatchObject({
      certificate: {
        transferredFrom: { issuer: 'CB-FR', certificate: { issuer: { id: 'CB-FR' } } },
      },
    });
  });

  it('answer a number that only looks like one on record by saying so', async () => {
    expect(await ask({ certificate: 'FR-2O24/17' })).toMatchObject({
      reasons: [{ code: 'CERT_NUMBER_RESEMBLES' }, { code: 'CERT_NOT_FOUND' }],
    });
  });
});
