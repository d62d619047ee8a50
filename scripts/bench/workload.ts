import type { Certificate } from '../../schema/generated/facts.ts';

/** Requests to repeat, and how many questions each one asks. */
export interface Workload {
  readonly name: string;
  /** JSON bodies of POST /graphql, used in turn. */
  readonly bodies: readonly string[];
  readonly questionsPerRequest: number;
  /** Requests under way at once. */
  readonly connections: number;
}

const MARKETS = [
  ...['US', 'DE', 'CN', 'JP', 'FR', 'GB', 'AU', 'IN'],
  ...['NZ', 'CA', 'KR', 'SG', 'NL', 'SE', 'NO', 'IT'],
];
const AS_OF = '2022-01-10';
/** Different questions asked in batches. */
const QUESTIONS = 10_000;
const BATCH = 1_000;

const ANSWER = 'status reasons { code message } route { id } changesOn';
const ONE = `query Recognise($number: String!, $market: TerritoryCode!, $asOf: Date) {
  certificate(number: $number) {
    number
    recognition(market: $market, asOf: $asOf) { ${ANSWER} }
  }
}`;
const MANY = `query RecogniseAll($questions: [RecognitionQuestion!]!) {
  recognitions(questions: $questions) { ${ANSWER} }
}`;

const market = (index: number): string => MARKETS[index % MARKETS.length] ?? 'US';

/** The recognition query over every bundled certificate, alone and a thousand at a time. */
export function workloads(certificates: readonly Certificate[]): Workload[] {
  const single = certificates.map(({ number }, index) =>
    JSON.stringify({
      query: ONE,
      variables: { number, market: market(index), asOf: AS_OF },
    }),
  );
  // Every question is another one: each certificate with one market after the other.
  const question = (index: number) => ({
    certificate: certificates[index % certificates.length]?.number ?? '',
    market: market(index + Math.floor(index / certificates.length)),
    asOf: AS_OF,
  });
  const batches = Array.from({ length: QUESTIONS / BATCH }, (_, batch) =>
    Array.from({ length: BATCH }, (__, index) => question(batch * BATCH + index)),
  );
  return [
    { name: 'one certificate', bodies: single, questionsPerRequest: 1, connections: 16 },
    {
      name: `batch of ${String(BATCH)}`,
      bodies: batches.map((questions) => JSON.stringify({ query: MANY, variables: { questions } })),
      questionsPerRequest: BATCH,
      connections: 2,
    },
  ];
}
