import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { graphql, type GraphQLSchema } from 'graphql';
import type { FactsDocument } from '../../schema/generated/facts.ts';
import { HEAVY_WORK } from '../../gateway/config/limits.ts';
import { createSubgraphs } from '../../gateway/bootstrap/subgraphs.ts';
import { connect } from '../../store/index.ts';
import { openFacts } from '../../facts/ledger/facts-store.ts';
import { ingest } from '../../facts/ledger/ingest.ts';
import { fileSource } from '../../facts/document/source.ts';
import type { RequestContext } from '../../subgraphs/federation/subgraph.ts';
import { streamed, syntheticFacts } from './synthetic-facts.ts';
import { described, measureSearches, searchTable, type RunQuery } from './register-search.ts';
import { table } from './register-table.ts';
import type { Measured } from './register-table.ts';

/**
 * `npm run bench:register -- [--json] [--certificates N] [--search]`: searches and (without --search) simulations over a register of the size of
 * a country's, in a synthetic world of 200 territories, 2,000 agreements and 10,000 bodies, on the
 * embedded store (or MONGODB_URI), asked as the gateway asks.
 */
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    certificates: { type: 'string', default: '100000' },
    search: { type: 'boolean', default: false },
  },
});
const CERTIFICATES = Number(values.certificates);
const MEGABYTE = 1024 * 1024;
const NANOSECONDS_A_MILLISECOND = 1e6;
const DAY = '2023-06-01';

const SIMULATE = `query ($changes: [String!]!, $scope: SimulationScope!) {
  simulate(changes: $changes, scope: $scope) {
    __typename
    ... on Simulation { examined transitions { from to count } changes(first: 1) { totalCount } }
    ... on SimulationRunning { examined }
    ... on InvalidFacts { faults { code path message } }
  }
}`;

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'symbolon-bench-'));
  const uri = process.env['MONGODB_URI'];
  const database = `bench_${randomBytes(4).toString('hex')}`;
  const store = await connect({ dataDir: folder, ...(uri === undefined ? {} : { uri, database }) });
  const facts = await openFacts(store.mongoose);
  try {
    const world = syntheticFacts();
    await writeFile(join(folder, 'world.json'), JSON.stringify(world));
    await writeCertificates(join(folder, 'certificates.ndjson'));
    let rate = 0;
    for (const file of ['world.json', 'certificates.ndjson']) {
      const start = performance.now();
      const report = await ingest(facts, await fileSource(join(folder, file)));
      if (report.outcome !== 'COMMITTED') throw new Error(JSON.stringify(report));
      rate = (CERTIFICATES * 1000) / (performance.now() - start);
    }
    const now = (): Date => new Date();
    const { schemas } = await createSubgraphs({
      config: {
        dataDir: folder,
        hubId: 'did:web:bench',
        publicUrl: 'http://bench',
        homeTerritory: 'CN',
        keyStore: { kind: 'file' },
        limits: { heavyWork: HEAVY_WORK.atOnce },
      },
      store,
      facts,
      now,
      random: (size) => randomBytes(size),
    });
    const ask = asking(schemas.certificates, now);
    const searches = await measureSearches(ask, CERTIFICATES);
    const results = values.search ? [] : await measureAll(world, ask);
    const shown = `${CERTIFICATES} certificates, imported at ${Math.round(rate)}/s\n${searchTable(searches)}`;
    process.stdout.write(
      values.json
        ? `${JSON.stringify({ rate, searches, simulations: results }, null, 2)}\n`
        : `${shown}\n${results.length > 0 ? `${table(results)}\n` : ''}`,
    );
  } finally {
    facts.close();
    if (uri !== undefined) await store.mongoose.connection.dropDatabase();
    await store.close();
    await rm(folder, { recursive: true });
  }
}

async function writeCertificates(file: string): Promise<void> {
  const out = createWriteStream(file);
  let number = 0;
  for (const { certificate } of streamed(CERTIFICATES)) {
    const fact = described(certificate, number++);
    if (!out.write(`${JSON.stringify({ kind: 'certificates', fact })}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}

function asking(schema: GraphQLSchema, now: () => Date): RunQuery {
  return async (source, variableValues) => {
    const contextValue: RequestContext = {
      identity: { subject: 'bench', scopes: new Set(['hub:admin']) },
      requestId: 'bench',
      now,
      cache: new Map(),
    };
    const { data, errors } = await graphql({ schema, source, variableValues, contextValue });
    if (errors) throw new Error(errors.map(({ message }) => message).join(' '));
    return data as Record<string, unknown>;
  };
}

async function measureAll(world: FactsDocument, ask: RunQuery): Promise<Measured[]> {
  const suspended = (wanted: (parties: number) => boolean): FactsDocument => ({
    agreements: (world.agreements ?? [])
      .filter(({ parties = [] }) => wanted(parties.length))
      .slice(0, 1)
      .map(({ annexes, ...rest }) => ({
        ...rest,
        annexes: annexes.map((annex) => ({ ...annex, suspensions: [{ from: '2023-01-01' }] })),
      })),
  });
  const union = [{ code: 'UNION', kind: 'COMPOSITE' as const, members: [{ territory: 'T000' }] }];
  const cases: readonly (readonly [string, FactsDocument, number])[] = [
    ['bilateral agreement suspended', suspended((parties) => parties === 2), 1],
    ['multilateral agreement suspended', suspended((parties) => parties > 2), 1],
    ['a territory added: every certificate', { territories: union }, 1],
    ['the same, 5 markets', { territories: union }, 5],
    ['a body debarred', { debarments: [{ body: 'BODY-1', from: '2000-01-01' }] }, 5],
  ];
  const results: Measured[] = [];
  for (const [question, changes, count] of cases)
    results.push(
      await measure(question, async () => {
        const agreement = changes.agreements?.[0];
        const markets = agreement
          ? (agreement.parties ?? []).slice(0, count).map(({ territory }) => territory)
          : Array.from({ length: count }, (_, at) => `T00${at}`);
        for (;;) {
          const { simulate } = await ask(SIMULATE, {
            changes: [JSON.stringify(changes)],
            scope: { markets, asOf: DAY },
          });
          const {
            __typename,
            examined,
            changes: listed,
          } = simulate as {
            readonly __typename: string;
            readonly examined: number;
            readonly changes: { readonly totalCount: number };
          };
          if (__typename === 'Simulation') return { examined, changed: listed.totalCount };
          if (__typename !== 'SimulationRunning') throw new Error(JSON.stringify(simulate));
        }
      }),
    );
  return results;
}

async function measure(
  question: string,
  work: () => Promise<Record<string, number>>,
): Promise<Measured> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 50);
  const cpu = process.cpuUsage();
  const start = performance.now();
  delay.enable();
  const found = await work();
  delay.disable();
  clearInterval(watch);
  const { user, system } = process.cpuUsage(cpu);
  return {
    question,
    seconds: (performance.now() - start) / 1000,
    cpuSeconds: (user + system) / 1e6,
    longestTurnMs: delay.max / NANOSECONDS_A_MILLISECOND,
    peakMb: Math.max(peak, process.memoryUsage().rss) / MEGABYTE,
    found,
  };
}

await main();
