import { refusedWith, sound, worst } from '../attack.ts';
import type { Attack, Verdict } from '../attack.ts';
import type { Reply } from '../calls.ts';

const nested = Buffer.from(`{"a":${'['.repeat(7_000)}${']'.repeat(7_000)}}`).toString('base64url');

/** Bad tokens beside a good one: as many as a request of a megabyte takes. */
const BESIDE = 40;

/** One line of facts in the name of a body of another territory. */
const FOREIGN_FACTS = JSON.stringify({
  certificates: [
    {
      number: 'FORGED-1',
      scheme: 'COMMON_CRITERIA',
      issuer: 'ANSSI',
      issuerTerritory: 'FR',
      issued: '2024-01-01',
      validUntil: '2030-01-01',
      scope: {},
    },
  ],
});

const verdictIs = (reply: Reply, verdict: string): Verdict =>
  reply.status === 200 && reply.text.includes(`"verdict":"${verdict}"`)
    ? undefined
    : refusedWith(reply, 413, 431);

/** Tokens and facts that are not what they pretend to be. */
export const DOOR_ATTACKS: readonly Attack[] = [
  {
    name: 'deep and broken tokens',
    async run(calls, { jws }, number) {
      const bad = number % 2 ? `${nested}.e30.AA` : '.'.repeat(number % 9_000);
      const alone = await calls.send({ path: '/verify', type: 'application/jose', body: bad });
      const batch = await calls.graphql(
        'query ($tokens: [String!]!) { verifyAttestations(tokens: $tokens) { verdict } }',
        { tokens: [jws, ...Array.from({ length: BESIDE }, () => bad)] },
      );
      const verdicts = /"verdict":"(\w+)"/.exec(batch.text)?.[1];
      return worst([
        bad === '' ? sound(alone) : verdictIs(alone, 'invalid'),
        verdicts === 'VALID' ? undefined : refusedWith(batch, 'RATE_LIMITED'),
      ]);
    },
  },
  {
    name: 'facts in the name of others, and simulated',
    token: 'foreign',
    async run(calls) {
      const sent = await calls.send({ path: '/facts', body: FOREIGN_FACTS });
      const supposed = await calls.graphql(
        'query ($changes: [String!]!) { simulate(changes: $changes, scope: { markets: ["US"] }) { __typename } }',
        { changes: [FOREIGN_FACTS] },
      );
      return worst([
        refusedWith(sent, 403),
        refusedWith(supposed, 'InvalidFacts', 'SimulationRefused', 'FORBIDDEN'),
      ]);
    },
  },
  {
    name: 'an attestation presented by somebody else',
    token: 'holder',
    async run(calls, { jws }) {
      const reply = await calls.graphql(
        'mutation ($jws: String!) { presentAttestation(input: { jws: $jws }) { __typename } }',
        { jws },
      );
      return reply.text.includes('"PresentedAttestation"') ? reply.text : sound(reply);
    },
  },
  {
    name: 'two of a header that decides',
    token: 'foreign',
    async run(calls) {
      const bearer = `Bearer ${calls.token ?? ''}`;
      const twice = await calls.send({
        path: '/facts',
        body: '{}',
        lines: ['authorization', bearer, 'authorization', bearer],
      });
      const { host } = calls.origin;
      const hosts = await calls.send({
        path: '/openapi.json',
        lines: ['host', host, 'host', 'other.example'],
      });
      return worst([refusedWith(twice, 401), refusedWith(hosts, 400)]);
    },
  },
];
