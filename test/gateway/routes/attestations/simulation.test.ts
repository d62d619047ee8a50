import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startFactsHub } from './facts-hub.ts';
import type { Attested, FactsHub } from './facts-hub.ts';

const today = new Date().toISOString().slice(0, 10);

const SIMULATE = `query ($changes: [String!]!) {
  simulate(changes: $changes, scope: { markets: ["CN"] }) {
    ... on Simulation {
      attestationTransitions { from to count }
      attestations { totalCount nodes { id number market before { status } after { status } } }
    }
  }
}`;

interface Simulated {
  readonly attestationTransitions: readonly { from: string; to: string; count: number }[];
  readonly attestations: {
    readonly totalCount: number;
    readonly nodes: readonly {
      readonly id: string | null;
      readonly number: string;
      readonly market: string;
      readonly before: { readonly status: string };
      readonly after: { readonly status: string };
    }[];
  };
}

describe('a simulation', () => {
  let hub: FactsHub;
  let issued: Readonly<Record<'one' | 'other' | 'elsewhere' | 'revoked', Attested>>;
  beforeAll(async () => {
    hub = await startFactsHub();
    issued = {
      one: await hub.attest('C-2'),
      other: await hub.attest('C-4'),
      elsewhere: await hub.attest('C-1'),
      revoked: await hub.attest('C-5'),
    };
    await hub.graphql(
      `mutation ($id: ID!) {
        revokeAttestation(input: { id: $id, reason: "Issued in error" }) { __typename }
      }`,
      { id: issued.revoked.id },
    );
    expect(await hub.statusOf(issued.revoked.id)).toBe('REVOKED');
  });
  afterAll(() => hub.stop());

  const withdrawn = {
    designations: [
      {
        body: 'B-2',
        agreement: 'AG-1',
        from: '2020-01-01',
        events: [{ type: 'WITHDRAWN', effectiveFrom: today, recordedAt: new Date().toISOString() }],
      },
    ],
  };
  const simulate = async (document: object, token?: string): Promise<Simulated> => {
    const { data } = (await hub.graphql(
      SIMULATE,
      { changes: [JSON.stringify(document)] },
      token,
    )) as { data: { simulate: Simulated } };
    return data.simulate;
  };

  it('lists the standing attestations whose answer would change, and no other', async () => {
    const { attestations, attestationTransitions } = await simulate(withdrawn);
    const answers = { before: { status: 'RECOGNISED' }, after: { status: 'NOT_RECOGNISED' } };
    expect(attestations).toEqual({
      totalCount: 2,
      nodes: [
        { id: issued.one.id, number: 'C-2', market: 'CN', ...answers },
        { id: issued.other.id, number: 'C-4', market: 'CN', ...answers },
      ],
    });
    expect(attestationTransitions).toEqual([
      { from: 'RECOGNISED', to: 'NOT_RECOGNISED', count: 2 },
    ]);
  });

  it('counts none when no attested answer would change', async () => {
    const ended = { agreements: [{ ...hub.agreement('AG-9', 'AU'), until: today }] };
    expect(await simulate(ended)).toEqual({
      attestationTransitions: [],
      attestations: { totalCount: 0, nodes: [] },
    });
  });

  it('tells the identifiers only to those who may revoke', async () => {
    const { attestations } = await simulate(withdrawn, await hub.tokenFor('agreements:write'));
    expect(attestations.nodes.map(({ id, number }) => [id, number])).toEqual([
      [null, 'C-2'],
      [null, 'C-4'],
    ]);
  });

  it('changes no attestation, and foretells what the fact does to them', async () => {
    const all = Object.values(issued);
    const statuses = () => Promise.all(all.map(({ id }) => hub.statusOf(id)));
    expect(await statuses()).toEqual(['VALID', 'VALID', 'VALID', 'REVOKED']);
    await hub.record(withdrawn);
    await hub.until(async () => (await hub.statusOf(issued.other.id)) !== 'VALID');
    await hub.until(async () => (await hub.statusOf(issued.one.id)) !== 'VALID');
    expect(await statuses()).toEqual(['REVOKED', 'REVOKED', 'VALID', 'REVOKED']);
  });
});
