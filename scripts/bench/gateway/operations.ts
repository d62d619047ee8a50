import type { Workload } from '../workload.ts';

/** Synthetic certificates beside the bundled ones: a register of ordinary size. */
export const SYNTHETIC_CERTIFICATES = 100_000;
/** Distinct requests of a small operation, used in turn, and of a large one. */
const VARIETY = 500;
const VARIETY_OF_LARGE = 50;
const DAY = '2022-01-10';

export const syntheticNumber = (index: number): string =>
  `SYN-BENCH-${String(index).padStart(6, '0')}`;

/** Facts of the synthetic certificates, one NDJSON line each. */
export function* syntheticFacts(): Generator<string> {
  for (let index = 0; index < SYNTHETIC_CERTIFICATES; index += 1)
    yield `${JSON.stringify({
      kind: 'certificates',
      fact: {
        number: syntheticNumber(index),
        issuer: index % 2 === 0 ? 'BSI' : 'ANSSI',
        issuerTerritory: index % 2 === 0 ? 'DE' : 'FR',
        scheme: 'COMMON_CRITERIA',
        level: `EAL${String((index % 7) + 1)}`,
        issued: `20${String(10 + (index % 12))}-0${String((index % 9) + 1)}-15`,
        note: 'synthetic',
      },
    })}\n`;
}

const RECOGNITION = 'status reasons { code message } route { id } changesOn';
const CERTIFICATE = `number level issued issuer { id kind territory }`;

const body = (query: string, variables: object): string => JSON.stringify({ query, variables });
const MARKETS = ['US', 'DE', 'JP', 'FR', 'AU', 'CN'];
const market = (index: number): string => MARKETS[index % MARKETS.length] ?? 'US';
const spread = (index: number): string => syntheticNumber((index * 7919) % SYNTHETIC_CERTIFICATES);

function workload(
  name: string,
  connections: number,
  variety: number,
  request: (index: number) => string,
): Workload {
  return {
    name,
    connections,
    questionsPerRequest: 1,
    bodies: Array.from({ length: variety }, (_, index) => request(index)),
  };
}

/** The operations that gateways are compared on. */
export const OPERATIONS: readonly Workload[] = [
  workload('A: one certificate, body, recognition', 16, VARIETY, (index) =>
    body(
      `query A($n: String!, $m: TerritoryCode!) { certificate(number: $n) { ${CERTIFICATE}
        recognition(market: $m, asOf: "${DAY}") { ${RECOGNITION} } } }`,
      { n: spread(index), m: market(index) },
    ),
  ),
  workload('B: 50 of them', 8, VARIETY_OF_LARGE, (index) =>
    body(
      `query B($p: String!, $m: TerritoryCode!) { certificates(filter: { number: $p }, first: 50) {
        edges { node { ${CERTIFICATE} recognition(market: $m, asOf: "${DAY}") { ${RECOGNITION} } } } } }`,
      { p: spread(index).slice(0, -2), m: market(index) },
    ),
  ),
  workload('C: one subgraph', 16, VARIETY, (index) =>
    body('query C($n: String!) { certificate(number: $n) { number level issued edition } }', {
      n: spread(index),
    }),
  ),
  workload('D: batch of 100 questions', 4, VARIETY_OF_LARGE, (index) =>
    body(
      `query D($q: [RecognitionQuestion!]!) { recognitions(questions: $q) { ${RECOGNITION} } }`,
      {
        q: Array.from({ length: 100 }, (_, question) => ({
          certificate: spread(index + question),
          market: market(question),
          asOf: DAY,
        })),
      },
    ),
  ),
  workload('E: portal search', 8, VARIETY_OF_LARGE, (index) =>
    body(
      `query E($t: TerritoryCode!) { certificates(filter: { issuerTerritory: $t }, first: 20) {
        edges { node { number level issued issuer { id } } } pageInfo { hasNextPage endCursor } } }`,
      { t: index % 2 === 0 ? 'DE' : 'FR' },
    ),
  ),
];
