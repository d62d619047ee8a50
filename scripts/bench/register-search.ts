import type { Certificate } from '../../schema/generated/facts.ts';

/** Asks a GraphQL query. */
export type RunQuery = (
  query: string,
  variables: Record<string, unknown>,
) => Promise<Record<string, unknown>>;

/** How long a kind of search takes. */
export interface SearchTimes {
  readonly search: string;
  readonly p50: number;
  readonly p99: number;
  /** Mean number of certificates on the first page. */
  readonly found: number;
}

/** Searches of each kind, each with a text of its own, so that no page is kept. */
const SEARCHES = 200;

const SEARCH = `query ($text: String!) {
  certificates(filter: { text: $text }, first: 20) { nodes { number } }
}`;
const NEAR = 'query ($text: String!) { nearCertificates(number: $text) { number } }';

const ADJECTIVES = ['Secure', 'Compact', 'Industrial', 'Portable', 'Digital', 'Wireless', 'Marine'];
const NOUNS = ['amplifier', 'microcontroller', 'toy', 'detector', 'charger', 'valve', 'passport'];

/** A certificate with a product and a holder, as real registers have them: always the same. */
export const described = (certificate: Certificate, number: number): Certificate => ({
  ...certificate,
  product: {
    name: { en: `${ADJECTIVES[number % 7] ?? ''} ${NOUNS[Math.floor(number / 7) % 7] ?? ''}` },
    model: `MX${number % 90_000}`,
    brand: `Brand${number % 5_000}`,
  },
  holder: { id: `LEI${number % 50_000}`, name: { en: `Holder${number % 50_000} Trading` } },
});

/** A number that is spread evenly and never the same twice. */
const spread = (at: number, below: number): number => (at * 7_919 + 104_729) % below;

/** What people type, by kind. */
const TEXTS: Readonly<Record<string, (at: number, size: number) => string>> = {
  'a whole number, in another spelling': (at, size) => `certificate ${spread(at, size)}`,
  'five digits of a number': (at) => String(10_000 + spread(at, 89_999)),
  'three digits of a number': (at) => String(100 + spread(at, 899)),
  'a model': (at) => `mx${spread(at, 90_000)}`,
  'a holder': (at) => `holder${spread(at, 50_000)}`,
  'two words that many have': (at) => `${ADJECTIVES[at % 7] ?? ''} ${NOUNS[at % 6] ?? ''}`,
  'a word that all have': (at) => `trading certificate-${at % 10}`,
  'what nobody has': (at) => `absent${at}`,
};

/** Measures searches over a register of a size. */
export async function measureSearches(
  ask: RunQuery,
  size: number,
): Promise<readonly SearchTimes[]> {
  const results: SearchTimes[] = [];
  for (const [search, textOf] of Object.entries(TEXTS))
    results.push(await timed(search, (at) => ask(SEARCH, { text: textOf(at, size) })));
  const slip = (at: number): string => `CERTIFICATE_${spread(at, size)}7`;
  results.push(await timed('near numbers', (at) => ask(NEAR, { text: slip(at) })));
  return results;
}

async function timed(
  search: string,
  once: (at: number) => Promise<Record<string, unknown>>,
): Promise<SearchTimes> {
  const times: number[] = [];
  let found = 0;
  for (let at = 0; at < SEARCHES; at += 1) {
    const start = performance.now();
    const { certificates, nearCertificates } = await once(at);
    times.push(performance.now() - start);
    const nodes = (certificates as { nodes: unknown[] } | undefined)?.nodes ?? nearCertificates;
    found += (nodes as unknown[]).length;
  }
  const sorted = times.toSorted((one, other) => one - other);
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? 0;
  return { search, p50: at(0.5), p99: at(0.99), found: found / SEARCHES };
}

/** The measurements as a table for people. */
export const searchTable = (results: readonly SearchTimes[]): string =>
  [
    `${'search'.padEnd(38)}${'p50 ms'.padStart(10)}${'p99 ms'.padStart(10)}${'found'.padStart(8)}   (wanted: p99 ≤ 50 ms)`,
    ...results.map(
      ({ search, p50, p99, found }) =>
        `${search.padEnd(38)}${p50.toFixed(1).padStart(10)}${p99.toFixed(1).padStart(10)}${found.toFixed(1).padStart(8)}`,
    ),
  ].join('\n');
