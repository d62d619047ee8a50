import { exactly, refusedWith, sound, worst } from '../attack.ts';
import type { Attack, Target } from '../attack.ts';

const NAMES = ['__proto__', 'constructor', 'number', 'issuer', 'representations', 'toString', 'id'];
const nameOf = (number: number): string => NAMES[number % NAMES.length] ?? '';

const certificate = ({ number }: Target): string =>
  `certificate(number: ${JSON.stringify(number)})`;

/** An object that has the name as a member, even `__proto__`. */
const named = (name: string, value: unknown): object => Object.fromEntries([[name, value]]);

/** Response names and variables that must not reach a plan, nor an object that could be polluted. */
export const NAMES_ATTACKS: readonly Attack[] = [
  {
    name: 'names of ours as aliases and variables',
    async run(calls, target, number) {
      const name = nameOf(number);
      const flat = await calls.graphql(`{ ${name}: ${certificate(target)} { ${name}: level } }`);
      const nested = await calls.graphql(
        `{ c: ${certificate(target)} { ${name}: issuer { ${name}: territory } } }`,
      );
      const variable = await calls.graphql(
        `query ($${name}: String!) { certificate(number: $${name}) { level } }`,
        named(name, target.number),
      );
      return worst([
        exactly(flat, { data: named(name, named(name, target.level)) }),
        exactly(nested, { data: { c: named(name, named(name, target.territory)) } }),
        exactly(variable, { data: { certificate: { level: target.level } } }),
      ]);
    },
  },
  {
    name: 'aliases of key fields',
    async run(calls, target, number) {
      const day = 'market: "US", asOf: "2024-01-10"';
      const key = ['number', 'id', 'asOf', 'market', 'question'][number % 5] ?? '';
      const flat = await calls.graphql(
        `{ c: ${certificate(target)} { ${key}: level recognition(${day}) { status } } }`,
      );
      const nested = await calls.graphql(
        `{ c: ${certificate(target)} { issuer { id: territory territory: id } recognition(${day}) { ${key}: status } } }`,
      );
      return worst([
        exactly(flat, {
          data: { c: { [key]: target.level, recognition: { status: target.status } } },
        }),
        exactly(nested, {
          data: {
            c: {
              issuer: { id: target.territory, territory: target.issuer },
              recognition: { [key]: target.status },
            },
          },
        }),
      ]);
    },
  },
  {
    name: 'evidence through aliases',
    async run(calls, target, number) {
      const question = `question: { certificate: ${JSON.stringify(target.number)}, market: "US", asOf: "2024-01-10" }`;
      const evidence = ['bodyEvidence', 'certificateEvidence'][number % 2] ?? '';
      const aliased = await calls.graphql(
        `{ recognition(${question}) { ${evidence}: asOf status } }`,
      );
      const plain = await calls.graphql(`{ recognition(${question}) { ${evidence} } }`);
      return worst([
        exactly(aliased, {
          data: { recognition: { [evidence]: '2024-01-10', status: target.status } },
        }),
        refusedWith(plain, 400),
      ]);
    },
  },
  {
    name: 'one name, other arguments, in exclusive types',
    token: 'issuer',
    async run(calls, _, number) {
      const [one, other] = number % 2 ? ['en', 'zh'] : ['zh', 'en'];
      const reply = await calls.graphql(
        `mutation ($input: IssueAttestationInput!) { issueAttestation(input: $input) {
          ... on Attestation { r: recognition { reasons { code m: message(locale: ${one}) } } }
          ... on NotRecognised { r: recognition { reasons { code m: message(locale: ${other}) } } }
        } }`,
        {
          input: { question: { certificate: `none ${number}`, market: 'US' }, audience: 'urn:x:y' },
        },
      );
      const isChinese = /\p{Script=Han}/u.test(reply.text);
      if (reply.status === 200 && isChinese !== (other === 'zh')) return `200 ${reply.text}`;
      return sound(reply);
    },
  },
  {
    name: 'a new literal each time',
    run: async (calls, _, number) =>
      exactly(await calls.graphql(`{ certificate(number: "N-0.${number}") { level } }`), {
        data: { certificate: null },
      }),
  },
];
