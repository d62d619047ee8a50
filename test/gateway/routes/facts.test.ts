import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fixtureUrl } from '../../fixtures.ts';
import { startFactsHub } from './attestations/facts-hub.ts';
import type { FactsHub } from './attestations/facts-hub.ts';

let hub: FactsHub;
let token: string;
beforeAll(async () => {
  hub = await startFactsHub();
  token = await hub.tokenFor('hub:admin');
});
afterAll(() => hub.stop());

interface Sent {
  readonly type?: string;
  readonly token?: string | null;
  readonly query?: string;
}

async function send(body: string, sent: Sent = {}): Promise<[number, Record<string, unknown>]> {
  const { type = 'application/json', query = '' } = sent;
  const bearer = sent.token === undefined ? token : sent.token;
  const response = await fetch(`${hub.url}/facts${query}`, {
    method: 'POST',
    headers: {
      'content-type': type,
      ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
    },
    body,
  });
  return [response.status, (await response.json()) as Record<string, unknown>];
}

describe('POST /facts', () => {
  it('records a document, and the same again as nothing new', async () => {
    const document = JSON.stringify({ certificates: [hub.certificate('P-1')] });
    expect(await send(document)).toMatchObject([200, { outcome: 'COMMITTED' }]);
    expect(await send(document)).toMatchObject([200, { outcome: 'UNCHANGED' }]);
  });

  it('records nothing of a document with a fault, and says where the fault is', async () => {
    const document = { certificates: [hub.certificate('P-2'), { number: 'P-3' }] };
    const [status, problem] = await send(JSON.stringify(document));
    expect(status).toBe(422);
    expect(JSON.stringify(problem['faults'])).toContain('$.certificates[1].issuer');
    const again = await send(JSON.stringify({ certificates: [hub.certificate('P-2')] }));
    expect(again).toMatchObject([200, { outcome: 'COMMITTED' }]);
  });

  it.each([
    ['without a token', { token: null }, 401],
    ['with a stamp that is neither true nor false', { query: '?stamp=perhaps' }, 400],
    ['of another media type', { type: 'text/html' }, 415],
  ])('refuses a document %s', async (_, sent, status) => {
    expect((await send('{}', sent))[0]).toBe(status);
  });

  it("lets nobody occupy another body's number, or change what it says of its own", async () => {
    const { A, B } = JSON.parse(
      readFileSync(fixtureUrl('found/01-number-squatting.json'), 'utf8'),
    ) as Record<'A' | 'B', { readonly certificates: readonly [object] }>;
    const country = (code: string) => ({ code, kind: 'COUNTRY' });
    const setting = {
      territories: [country('CL'), country('FR')],
      bodies: [{ id: 'ANSSI', kind: 'CERTIFICATION_BODY', territory: 'FR' }],
    };
    expect(await send(JSON.stringify(setting))).toMatchObject([200, { outcome: 'COMMITTED' }]);
    const squatter = await hub.tokenFor('facts:write', 'squatter', 'CL');
    const owner = await hub.tokenFor('facts:write', 'owner', 'FR');
    expect((await send(JSON.stringify(A), { token: squatter }))[0]).toBe(200);
    expect((await send(JSON.stringify(B), { token: owner }))[0]).toBe(200);
    const disturbed = { certificates: [{ ...B.certificates[0], level: 'EAL7' }] };
    expect((await send(JSON.stringify(disturbed), { token: squatter }))[0]).toBe(403);
    const ask = async (issuer?: string) => {
      const { data } = (await hub.graphql(
        `query ($question: RecognitionQuestion!) {
          recognition(question: $question) { status reasons { code } certificate { level } }
        }`,
        { question: { certificate: 'ANSSI-CC-2026/77', market: 'FR', issuer } },
      )) as { data: { recognition: object } };
      return data.recognition;
    };
    expect(await ask()).toMatchObject({
      status: 'INDETERMINATE',
      reasons: [{ code: 'CERT_AMBIGUOUS' }],
    });
    expect(await ask('ANSSI')).toMatchObject({ certificate: { level: 'EAL4' } });
  });

  it('refuses a token that may not write facts', async () => {
    const reader = await hub.tokenFor('attestation:issue');
    expect((await send('{}', { token: reader }))[0]).toBe(403);
  });
});
