import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { FactsDocument } from '../../schema/generated/facts.ts';
import type { Question } from '../../schema/generated/question.ts';
import { compile, decide } from '../../subgraphs/agreements/decision/index.ts';
import { streamed, syntheticFacts } from './synthetic-facts.ts';

/** `npm run bench:decision -- [--json] [--certificates N]`: the decision alone, on one core. */
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    certificates: { type: 'string', default: '1000000' },
  },
});

const root = new URL(import.meta.url.includes('/dist/') ? '../../../' : '../../', import.meta.url);

/** The bundled real data that the questions are about. */
const BUNDLED = ['agreements', 'china', 'common-criteria', 'uk-bodies'] as const;
const MARKETS = ['US', 'DE', 'CN', 'JP', 'FR', 'GB', 'AU', 'IN', 'NZ', 'EU'] as const;
const DAYS = ['2015-06-01', '2020-01-01', '2024-03-01'] as const;
/** Passes over the real questions: first to warm up, then to count. */
const [WARM, COUNTED] = [2, 8];
/** Certificates made at a time, so that making them is not counted. */
const CHUNK = 10_000;
const MEGABYTE = 1024 * 1024;

/** Answers one question. */
type Decision = () => unknown;

interface Result {
  readonly world: string;
  readonly decisions: number;
  readonly perSecond: number;
  /** Per second of this process's CPU time: comparable on a machine with other work to do. */
  readonly perCpuSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly compileMs: number;
  readonly heapMb: number;
}

/** Counts decisions by the chunk, and times each of every tenth chunk in microseconds. */
class Meter {
  readonly #micros: number[] = [];
  #decisions = 0;
  #wallMs = 0;
  #cpuMs = 0;
  #chunks = 0;

  run(decisions: readonly Decision[]): void {
    this.#chunks += 1;
    if (this.#chunks % 10 === 1) this.#timeEach(decisions);
    else this.#count(decisions);
  }

  result(world: string, compileMs: number): Result {
    const micros = this.#micros.toSorted((one, other) => one - other);
    return {
      world,
      decisions: this.#decisions,
      perSecond: (this.#decisions * 1000) / this.#wallMs,
      perCpuSecond: (this.#decisions * 1000) / this.#cpuMs,
      p50: micros[Math.floor(micros.length * 0.5)] ?? 0,
      p99: micros[Math.floor(micros.length * 0.99)] ?? 0,
      compileMs,
      heapMb: process.memoryUsage().heapUsed / MEGABYTE,
    };
  }

  #count(decisions: readonly Decision[]): void {
    const cpu = process.cpuUsage();
    const start = performance.now();
    for (const decision of decisions) decision();
    this.#wallMs += performance.now() - start;
    const { user, system } = process.cpuUsage(cpu);
    this.#cpuMs += (user + system) / 1000;
    this.#decisions += decisions.length;
  }

  #timeEach(decisions: readonly Decision[]): void {
    for (const decision of decisions) {
      const start = performance.now();
      decision();
      this.#micros.push((performance.now() - start) * 1000);
    }
  }
}

async function realFacts(): Promise<FactsDocument> {
  const facts: Record<string, unknown[]> = {};
  for (const name of BUNDLED) {
    const text = await readFile(new URL(`scripts/seed/data/${name}.json`, root), 'utf8');
    for (const [kind, records] of Object.entries(JSON.parse(text) as object))
      if (Array.isArray(records)) facts[kind] = [...(facts[kind] ?? []), ...(records as unknown[])];
  }
  return facts;
}

function timedCompile(facts: FactsDocument) {
  const start = performance.now();
  const compiled = compile(facts);
  return { compiled, compileMs: performance.now() - start };
}

async function real(): Promise<Result> {
  const facts = await realFacts();
  const { compiled, compileMs } = timedCompile(facts);
  const questions = (facts.certificates ?? []).flatMap(({ number }) =>
    MARKETS.flatMap((market) =>
      DAYS.map((asOf): Question => ({ certificate: number, market, asOf, purpose: 'REGULATORY' })),
    ),
  );
  const decisions = questions.map((question) => () => decide(compiled, question));
  for (let pass = 0; pass < WARM; pass += 1) for (const decision of decisions) decision();
  const meter = new Meter();
  for (let pass = 0; pass < COUNTED; pass += 1)
    for (let at = 0; at < decisions.length; at += CHUNK) meter.run(decisions.slice(at, at + CHUNK));
  return meter.result('real agreements', compileMs);
}

function synthetic(certificates: number): Result {
  const { compiled, compileMs } = timedCompile(syntheticFacts());
  const meter = new Meter();
  let decisions: Decision[] = [];
  for (const { certificate, question } of streamed(certificates)) {
    const evidence = { certificates: [certificate] };
    decisions.push(() => decide(compiled, question, evidence));
    if (decisions.length < CHUNK) continue;
    meter.run(decisions);
    decisions = [];
  }
  meter.run(decisions);
  return meter.result('synthetic world', compileMs);
}

const digits = (value: number, places = 0): string =>
  value.toLocaleString('en', { minimumFractionDigits: places, maximumFractionDigits: places });

function table(results: readonly Result[]): string {
  const head = ['world', 'decisions', '/s', '/CPU s', 'p50 µs', 'p99 µs', 'compile ms', 'heap MB'];
  const rows = results.map((one) => [
    one.world,
    digits(one.decisions),
    digits(one.perSecond),
    digits(one.perCpuSecond),
    digits(one.p50, 1),
    digits(one.p99, 1),
    digits(one.compileMs, 1),
    digits(one.heapMb),
  ]);
  const widths = head.map((_, at) =>
    Math.max(...[head, ...rows].map((row) => row[at]?.length ?? 0)),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  ');
  return [head, ...rows].map(line).join('\n');
}

const results = [await real(), synthetic(Number(values.certificates))];
process.stdout.write(`${values.json ? JSON.stringify(results, null, 2) : table(results)}\n`);
