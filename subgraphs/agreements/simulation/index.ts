import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { boundedCache, memoryOf } from '../../../lib/cache-budget.ts';
import { canonical } from '../../../facts/model/canonical.ts';
import type { Simulate, Simulation, SimulationRequest } from '../../federation/simulation.ts';
import { simulate, type Run, type SimulationSources } from './run.ts';

export type { SimulationSources } from './run.ts';

/** Simulations at work at once, and those waiting for them: each takes a core for seconds. */
const MAX_OPEN = 4;
/** Of them by one caller: he leaves the others theirs. */
const MAX_OPEN_OF_ONE = 2;
/** Milliseconds that one request waits: well within what a gateway gives a subgraph. */
const PATIENCE_MS = 3_000;
/** Milliseconds after which a simulation that nobody asks about any more is given up. */
const ABANDONED_MS = 30_000;
/** Milliseconds an outcome is kept, so that further pages need not be worked out again. */
const KEPT_MS = 600_000;

interface Job {
  readonly caller: string | undefined;
  readonly run: Run;
  readonly outcome: Promise<Simulation>;
  readonly abort: AbortController;
  askedAt: number;
}

/**
 * Makes simulations, one after another, in the background: who asks waits for a while and is told
 * how far it is; asking the same again goes on waiting. Nothing is stored.
 */
export function createSimulate(sources: SimulationSources, patienceMs = PATIENCE_MS): Simulate {
  const jobs = new Map<string, Job>();
  const made = boundedCache<Simulation>('simulations', { sizeOf: memoryOf, ttl: KEPT_MS });
  /** Failures after nobody waited any more; reported to the next who asks. */
  const failed = new LRUCache<string, Error>({ max: MAX_OPEN, ttl: KEPT_MS });
  let turn: Promise<unknown> = Promise.resolve();

  const begin = (id: string, request: SimulationRequest): Job => {
    const abort = new AbortController();
    const run: Run = { id, examined: 0, signal: abort.signal };
    const outcome = turn.then(() => {
      abort.signal.throwIfAborted();
      return simulate(sources, request, run);
    });
    const { caller } = request;
    const job: Job = { caller, run, outcome, abort, askedAt: performance.now() };
    const watch = setInterval(() => {
      if (performance.now() - job.askedAt > ABANDONED_MS) abort.abort();
    }, 1_000).unref();
    turn = outcome
      .then((done) => made.set(id, done))
      .catch((error: unknown) => {
        if (!abort.signal.aborted && error instanceof Error) failed.set(id, error);
      })
      .finally(() => {
        clearInterval(watch);
        jobs.delete(id);
      });
    jobs.set(id, job);
    return job;
  };

  return async (request) => {
    const id = identityOf(request, sources.facts.horizon.current());
    const known = made.get(id);
    if (known) return known;
    const failure = failed.get(id);
    failed.delete(id);
    if (failure) throw failure;
    let job = jobs.get(id);
    if (!job && jobs.size >= MAX_OPEN)
      return {
        kind: 'refused',
        code: 'BUSY',
        message: 'Other simulations are running; ask again later.',
      };
    const own = [...jobs.values()].filter(({ caller }) => caller === request.caller);
    if (!job && request.caller !== undefined && own.length >= MAX_OPEN_OF_ONE)
      return {
        kind: 'refused',
        code: 'BUSY',
        message: 'Others of your simulations are running; ask again later.',
      };
    job ??= begin(id, request);
    job.askedAt = performance.now();
    return within(patienceMs, job);
  };
}

async function within(patienceMs: number, { outcome, run }: Job): Promise<Simulation> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Simulation>((resolve) => {
    timer = setTimeout(() => {
      resolve({ kind: 'running', examined: run.examined });
    }, patienceMs);
  });
  try {
    return await Promise.race([outcome, late]);
  } finally {
    clearTimeout(timer);
  }
}

function identityOf(request: SimulationRequest, horizon: number): string {
  const { changes, writer, markets, question, statusOnly, certificates } = request;
  const by = { scopes: [...writer.scopes].sort(), territory: writer.territory ?? null };
  return createHash('sha256')
    .update(
      canonical({ changes, by, markets, question, statusOnly, of: certificates.key, horizon }),
    )
    .digest('base64url');
}
