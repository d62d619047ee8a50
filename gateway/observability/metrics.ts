import { monitorEventLoopDelay } from 'node:perf_hooks';
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import { cacheSizes, type CacheSize } from '../../lib/cache-budget.ts';
import { FastHistogram } from './fast-histogram.ts';

/** Upper bounds of the buckets of a duration, seconds: from a cached read to the subgraph deadline. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** The same of a decision: from one microsecond. */
const DECISION_SECONDS = [1e-6, 2.5e-6, 5e-6, 1e-5, 2.5e-5, 5e-5, 1e-4, 2.5e-4, 1e-3, 1e-2, 0.1];
/** The same of a command to the store: from a write or read that stays on this machine. */
const STORE_SECONDS = [0.0001, 0.00025, 0.0005, ...SECONDS];
/** Milliseconds between looks at the event loop's delay. */
const LOOP_WINDOW_MS = 2_000;
/** Milliseconds for which the event loop may not be blocked; the hub is not ready after that. Shorter blocks pass before a balancer could do anything about them. */
const LOOP_ALARM_MS = 1_500;
const NANOSECONDS_IN_MS = 1e6;

/** The hub's own metrics, in Prometheus' terms. */
export interface Metrics {
  readonly registry: Registry;
  readonly requests: FastHistogram<'route' | 'method' | 'status'>;
  readonly operations: Counter<'kind' | 'code'>;
  readonly engine: Counter<'event'>;
  readonly outages: Counter<'subgraph'>;
  readonly unreadable: Counter<'kind'>;
  readonly fetches: FastHistogram<'subgraph'>;
  readonly decisions: FastHistogram;
  readonly store: FastHistogram<'command'>;
  readonly limited: Counter<'limit'>;
  readonly droppedSpans: Counter<'reason'>;
  /** Whether the event loop was blocked for longer than it may in the last seconds. */
  loopIsBlocked(): boolean;
  /** Starting up is work that may block: what happened so far is not held against the hub. */
  forgetBlocks(): void;
  close(): void;
}

/** Watches for checkpoints that contradict the log though its own key signed them: 0, or an alarm. */
export function watchConflicts({ registry }: Metrics, count: () => Promise<number>): void {
  new Gauge({
    name: 'symbolon_log_conflicts',
    help: 'Checkpoints kept as evidence: signed by the key of the log, contradicted by the log.',
    registers: [registry],
    async collect() {
      // Without the store nothing is known, and the last value stands.
      await count().then(
        (conflicts) => {
          this.set(conflicts);
        },
        () => undefined,
      );
    },
  });
}

/** Makes the metrics of one hub, apart from those of any other in the process. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const loop = watchLoop();
  new Gauge({
    name: 'symbolon_event_loop_delay_max_seconds',
    help: 'Longest block of the event loop in the last window; over 1.5 s the hub is not ready.',
    registers,
    collect() {
      this.set(loop.worstMs() / 1000);
    },
  });
  watchCaches(registers);
  return {
    registry,
    requests: new FastHistogram({
      name: 'symbolon_http_request_seconds',
      help: 'Time from the head of a request to the end of its answer.',
      labelNames: ['route', 'method', 'status'],
      buckets: SECONDS,
      registers,
    }),
    operations: new Counter({
      name: 'symbolon_graphql_operations_total',
      help: 'GraphQL operations by kind and first error code (OK: none).',
      labelNames: ['kind', 'code'],
      registers,
    }),
    engine: new Counter({
      name: 'symbolon_engine_events_total',
      help: 'Compiled operations found (hit), compiled (miss), left to the stock engine (fallback) or planner (second-planner); processes of the planner that ended (planner-death) and that replaced one (planner-restart); supergraphs taken into use (reload) or refused (reload-refused); reads spared by one under way (shared).',
      labelNames: ['event'],
      registers,
    }),
    outages: new Counter({
      name: 'symbolon_subgraph_failures_total',
      help: 'Calls of a subgraph that failed or took too long.',
      labelNames: ['subgraph'],
      registers,
    }),
    unreadable: new Counter({
      name: 'symbolon_facts_unreadable_total',
      help: 'Reads of facts that failed or took too long: their facts are unavailable to decisions.',
      labelNames: ['kind'],
      registers,
    }),
    fetches: new FastHistogram({
      name: 'symbolon_subgraph_fetch_seconds',
      help: 'Time of a call of a subgraph, with what it reads and decides.',
      labelNames: ['subgraph'],
      buckets: SECONDS,
      registers,
    }),
    decisions: new FastHistogram({
      name: 'symbolon_decision_seconds',
      help: 'Time of the decision on one question, its evidence being there.',
      buckets: DECISION_SECONDS,
      registers,
    }),
    store: new FastHistogram({
      name: 'symbolon_store_seconds',
      help: 'Time of a command to the store, from sending it to the end of its answer.',
      labelNames: ['command'],
      buckets: STORE_SECONDS,
      registers,
    }),
    limited: new Counter({
      name: 'symbolon_limit_hits_total',
      help: 'Requests refused by a limit.',
      labelNames: ['limit'],
      registers,
    }),
    droppedSpans: new Counter({
      name: 'symbolon_spans_dropped_total',
      help: 'Spans lost: too many waited (queue-full), or the collector did not take them (not-sent).',
      labelNames: ['reason'],
      registers,
    }),
    loopIsBlocked: () => loop.worstMs() > LOOP_ALARM_MS,
    forgetBlocks: () => {
      loop.forget();
    },
    close: () => {
      loop.close();
    },
  };
}

/** Caches are those of the process. */
function watchCaches(registers: Registry[]): void {
  const watch = (name: string, help: string, of: (size: CacheSize) => number): Gauge =>
    new Gauge({
      name,
      help,
      labelNames: ['cache'],
      registers,
      collect() {
        for (const size of cacheSizes()) this.set({ cache: size.name }, of(size));
      },
    });
  watch(
    'symbolon_cache_bytes',
    'Bytes that a cache holds, by its own reckoning.',
    ({ bytes }) => bytes,
  );
  watch('symbolon_cache_entries', 'Entries that a cache holds.', ({ entries }) => entries);
}

/** Keeps the longest delay of the current and the previous window. */
function watchLoop(): { worstMs(): number; forget(): void; close(): void } {
  const histogram = monitorEventLoopDelay({ resolution: 20 });
  histogram.enable();
  let previous = 0;
  const timer = setInterval(() => {
    previous = histogram.max;
    histogram.reset();
  }, LOOP_WINDOW_MS);
  timer.unref();
  return {
    worstMs: () => Math.max(previous, histogram.max) / NANOSECONDS_IN_MS,
    forget: () => {
      previous = 0;
      histogram.reset();
    },
    close: () => {
      clearInterval(timer);
      histogram.disable();
    },
  };
}
