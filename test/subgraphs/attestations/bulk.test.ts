import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { graphql } from 'graphql';
import type { Identity, RequestContext } from '../../../subgraphs/federation/subgraph.ts';
import { openHub, REQUEST } from './hub.ts';
import type { TestHub } from './hub.ts';
import { AUDIENCE } from './support.ts';

const ISSUE = `mutation ($inputs: [IssueAttestationInput!]!) {
  issueAttestations(inputs: $inputs) {
    __typename
    ... on Attestation { jws attested { certificate } }
    ... on NotRecognised { reasons { code } }
    ... on InvalidInput { faults { code path } }
  }
}`;
const VERIFY = `query ($tokens: [String!]!, $audience: String) {
  verifyAttestations(tokens: $tokens, audience: $audience) { verdict attested { certificate } }
}`;
const ISSUER: Identity = { subject: 'officer', scopes: new Set(['attestation:issue']) };

let hub: TestHub;
beforeAll(async () => {
  hub = await openHub();
});
afterAll(() => hub.close());

async function ask(
  source: string,
  variableValues: Record<string, unknown>,
  identity: Identity | null = ISSUER,
): Promise<{ readonly data: Record<string, unknown> | null; readonly codes: readonly unknown[] }> {
  const contextValue: RequestContext = {
    identity,
    requestId: 'test',
    now: () => hub.now,
    cache: new Map(),
  };
  const { schema } = hub.subgraph;
  const { data, errors = [] } = await graphql({ schema, source, variableValues, contextValue });
  return {
    data: data as Record<string, unknown> | null,
    codes: errors.map(({ extensions }) => extensions['code']),
  };
}

const input = (certificate: string, changes: object = {}): object => ({
  question: { ...REQUEST.question, certificate },
  audience: AUDIENCE,
  ...changes,
});

/** The tokens of some certificates, in order. */
async function tokensOf(...certificates: string[]): Promise<string[]> {
  const inputs = certificates.map((certificate) => input(certificate));
  const { data } = await ask(ISSUE, { inputs });
  return (data?.['issueAttestations'] as { jws: string }[]).map(({ jws }) => jws);
}

describe('issueAttestations', () => {
  it('gives each request its own result, in order', async () => {
    hub.answers.set('B-2', () => ({
      answer: { status: 'NOT_RECOGNISED', reasons: ['NO_AGREEMENT'] },
    }));
    const inputs = [
      input('B-1'),
      input('B-2'),
      input('B-3', { audience: 'the customs', validDays: 31 }),
      input('B-4'),
    ];
    const { data, codes } = await ask(ISSUE, { inputs });
    expect(codes).toEqual([]);
    expect(data).toEqual({
      issueAttestations: [
        expect.objectContaining({ attested: { certificate: 'B-1' } }),
        { __typename: 'NotRecognised', reasons: [{ code: 'NO_AGREEMENT' }] },
        {
          __typename: 'InvalidInput',
          faults: [
            { code: 'AUDIENCE_NOT_URI', path: 'audience' },
            { code: 'LIFE_OUT_OF_RANGE', path: 'validDays' },
          ],
        },
        expect.objectContaining({ attested: { certificate: 'B-4' } }),
      ],
    });
  });

  it("refuses an exporter others' certificates only", async () => {
    hub.answers.set('B-5', ({ certificate }) => ({
      certificate: {
        number: certificate,
        scheme: 'S',
        issuer: 'CB',
        issuerTerritory: 'NZ',
        issued: '2024-05-01',
        holder: { id: 'LEI-1' },
      },
    }));
    const exporter = { ...ISSUER, holder: 'LEI-1' };
    const { data, codes } = await ask(ISSUE, { inputs: [input('B-6'), input('B-5')] }, exporter);
    expect(codes).toEqual([]);
    expect(data).toMatchObject({
      issueAttestations: [
        {
          __typename: 'InvalidInput',
          faults: [{ code: 'FORBIDDEN', path: 'question.certificate' }],
        },
        { __typename: 'Attestation' },
      ],
    });
  });

  it.each([
    ['nobody', null, 'UNAUTHENTICATED'],
    ['a token without the scope', { ...ISSUER, scopes: new Set(['facts:write']) }, 'FORBIDDEN'],
  ])('refuses %s as a whole', async (_, identity, code) => {
    expect(await ask(ISSUE, { inputs: [input('B-7')] }, identity)).toEqual({
      data: null,
      codes: [code],
    });
  });

  it('takes 1,000 requests and refuses more, signing nothing', async () => {
    const same = Array.from({ length: 1_001 }, () => input('B-8'));
    expect(await ask(ISSUE, { inputs: same })).toEqual({ data: null, codes: ['BAD_USER_INPUT'] });
    const { data } = await ask(ISSUE, { inputs: same.slice(1) });
    const results = data?.['issueAttestations'] as { jws: string }[];
    expect(results).toHaveLength(1_000);
    expect(new Set(results.map(({ jws }) => jws)).size).toBe(1);
  });
});

describe('verifyAttestations', () => {
  it('gives each token its own verdict, in order', async () => {
    const [one = '', other = ''] = await tokensOf('V-1', 'V-2');
    const tokens = [other, 'no token', `${one.slice(0, -4)}AAAA`, one];
    const { data } = await ask(VERIFY, { tokens, audience: AUDIENCE }, null);
    expect(data).toEqual({
      verifyAttestations: [
        { verdict: 'VALID', attested: { certificate: 'V-2' } },
        { verdict: 'INVALID', attested: null },
        { verdict: 'INVALID', attested: null },
        { verdict: 'VALID', attested: { certificate: 'V-1' } },
      ],
    });
  });

  it('holds each against the audience', async () => {
    const tokens = await tokensOf('V-1');
    const { data } = await ask(VERIFY, { tokens, audience: 'did:web:elsewhere.example' }, null);
    expect(data).toMatchObject({ verifyAttestations: [{ verdict: 'INVALID' }] });
  });

  it('takes 100 tokens and refuses more', async () => {
    const many = (await tokensOf('V-1')).flatMap((token) => Array<string>(101).fill(token));
    expect((await ask(VERIFY, { tokens: many }, null)).codes).toEqual(['BAD_USER_INPUT']);
    const { data } = await ask(VERIFY, { tokens: many.slice(1) }, null);
    const verdicts = (data?.['verifyAttestations'] as { verdict: string }[]).map(
      ({ verdict }) => verdict,
    );
    expect(verdicts).toEqual(Array<string>(100).fill('VALID'));
  });
});
