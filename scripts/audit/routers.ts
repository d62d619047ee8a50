/**
 * `npm run test:routers`: three ways to run, one answer. Asks the same 100 operations of our gateway in one
 * process, of our gateway with its subgraphs as services, and of Hive Gateway (Rust planner) on
 * `schema/supergraph.graphql` and the same services, over the bundled data. Exits with 1 when any
 * answer differs by a byte.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HIVE_RUST, OURS, REMOTE, startField } from '../bench/gateway/contestants.ts';
import { start } from '../bench/servers.ts';
import type { Server } from '../bench/servers.ts';
import { bundledFacts } from '../seed/documents.ts';

const HUB = { PUBLIC_URL: 'http://routers.localhost', HUB_ID: 'did:web:routers.localhost' };
const WAYS = [OURS, REMOTE, HIVE_RUST];
const COUNT = 100;
const MARKETS = ['US', 'DE', 'JP', 'FR', 'AU', 'CN', 'NZ', 'GB'];
const REASONS = 'status reasons { code message } route { id name } annex { id } changesOn';

type Variables = Readonly<Record<string, unknown>>;

/** What is asked; `$number`, `$market`, `$other`, `$body` and `$agreement` vary. */
const DOCUMENTS: readonly string[] = [
  `query ($number: String!) { certificate(number: $number) { __typename number level components
    issuer { id name kind } scheme { id name } standard { id } events { kind effectiveFrom } } }`,
  `query ($number: String!, $market: TerritoryCode!) { certificate(number: $number) { number
    issuer { id territory } recognition(market: $market, asOf: "2022-01-10") { ${REASONS} } } }`,
  `query ($number: String!, $market: TerritoryCode!) {
    recognition(question: { certificate: $number, market: $market, asOf: "2021-06-01" }) { ${REASONS}
      alternatives { kind status agreement { id } reasons { code } } certificate { number } } }`,
  `query ($number: String!, $other: String!, $market: TerritoryCode!) { recognitions(questions: [
    { certificate: $number, market: $market, asOf: "2022-01-10" }
    { certificate: $other, market: "DE", asOf: "2022-01-10" }
    { certificate: "none", market: $market, asOf: "2022-01-10" }]) { ${REASONS} } }`,
  `query ($body: ID!) { body(id: $body) { id kind territory certificates(first: 3) {
    edges { node { number level } } pageInfo { hasNextPage } } } }`,
  `query ($agreement: ID!) { agreement(id: $agreement) { __typename id name kind from until } }`,
  `{ agreements(first: 5) { edges { node { ...a } } pageInfo { hasNextPage endCursor } } }
    fragment a on Agreement { id kind parties { territory } }`,
  `query ($body: ID!) { certificates(filter: { issuer: $body }, first: 4) {
    edges { cursor node { number issuer { id name } } } } }`,
  `query ($number: String!, $yes: Boolean = true) { a: certificate(number: $number) {
    number @include(if: $yes) level @skip(if: $yes) } b: certificate(number: "none") { number } }`,
  `query ($market: TerritoryCode!, $agreement: ID!) { bodies(filter: { territory: $market }, first: 3) {
    edges { node { id name } } } agreement(id: $agreement) { id } __typename }`,
];

async function operations(): Promise<{ query: string; variables: Variables }[]> {
  const { certificates = [], agreements = [] } = await bundledFacts();
  const pick = <T>(from: readonly T[], index: number): T | undefined =>
    from[(index * 37) % from.length];
  return Array.from({ length: COUNT }, (_, index) => {
    const certificate = pick(certificates, index);
    const known: Variables = {
      number: certificate?.number,
      other: pick(certificates, index + 1)?.number,
      body: certificate?.issuer,
      market: MARKETS[index % MARKETS.length],
      agreement: pick(agreements, index)?.id,
    };
    const query = DOCUMENTS[index % DOCUMENTS.length] ?? '';
    const used = Object.entries(known).filter(([name]) => query.includes(`$${name}:`));
    return { query, variables: Object.fromEntries(used) };
  });
}

async function answer(url: string, body: object): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
  });
  const { data, errors } = (await response.json()) as { data?: unknown; errors?: unknown };
  return JSON.stringify({ data, failed: errors !== undefined });
}

const tell = (text: string): void => void process.stderr.write(`${text}\n`);
const folder = await mkdtemp(join(tmpdir(), 'symbolon-routers-'));
const running: Server[] = [];
let differences = 0;
try {
  const dataDir = join(folder, 'data');
  tell('loading the bundled data…');
  const hub = await start('seeding hub', './hub.js', [], { ...HUB, DATA_DIR: dataDir });
  await hub.stop();
  const keep = (server: Server): void => void running.push(server);
  const { contestants } = await startField(HUB, dataDir, folder, keep, tell, WAYS);
  for (const asked of await operations()) {
    const answers = await Promise.all(contestants.map(({ url }) => answer(url, asked)));
    contestants.forEach(({ name }, index) => {
      if (answers[index] === answers[0]) return;
      differences += 1;
      tell(`${name} answers differently:\n${JSON.stringify(asked)}`);
      tell(`  expected ${String(answers[0])}\n  received ${String(answers[index])}`);
    });
  }
  const peers = contestants.map(({ name }) => name).join('; ');
  process.stdout.write(
    `${JSON.stringify({ operations: COUNT, differences, ways: peers.split('; ') })}\n`,
  );
} finally {
  await Promise.allSettled(running.reverse().map((server) => server.stop()));
  await rm(folder, { recursive: true, force: true });
}
process.exit(differences > 0 ? 1 : 0);
