import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startFactsHub, type FactsHub } from './facts-hub.ts';

let hub: FactsHub;
beforeAll(async () => {
  hub = await startFactsHub();
});
afterAll(() => hub.stop());

const ATTESTED = `query ($id: ID!) {
  attestation(id: $id) {
    status
    certificate { id number issuer { id } }
    recognition { status question { issuer } }
  }
}`;

describe('an attestation whose certificate gets a namesake', () => {
  const payload = (jws: string): unknown =>
    JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString());

  it('names the issuer, and is not disturbed by what another body records under the number', async () => {
    const attestation = await hub.attest('C-1');
    expect(payload(attestation.jws)).toMatchObject({
      sub: `${hub.url}/certificates/B-1/C-1`,
      mra: { question: { certificate: 'C-1', issuer: 'B-1' } },
    });
    const namesake = hub.certificate('C-1', { issuer: 'B-2' });
    // What is recorded with it ends another attestation: once that is seen, both have been looked at.
    const other = await hub.attest('C-2');
    const withdrawn = { type: 'WITHDRAWN', effectiveFrom: '2024-06-01' };
    await hub.record({
      certificates: [namesake, hub.certificate('C-2', { events: [withdrawn] })],
    });
    await hub.until(async () => (await hub.statusOf(other.id)) === 'REVOKED');
    const { data } = (await hub.graphql(ATTESTED, { id: attestation.id })) as { data: unknown };
    expect(data).toEqual({
      attestation: {
        status: 'VALID',
        certificate: { id: 'B-1/C-1', number: 'C-1', issuer: { id: 'B-1' } },
        recognition: { status: 'RECOGNISED', question: { issuer: 'B-1' } },
      },
    });
  });
});
