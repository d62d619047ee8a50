import { TraceFlags } from '@opentelemetry/api';
import { ExportResultCode } from '@opentelemetry/core';
import { BatchSpanProcessor } from '@opentelemetry/sdk-trace';
import type { ReadableSpan, SpanExporter, SpanProcessor } from '@opentelemetry/sdk-trace';

/** Spans held at most, those being sent included; about 1 kB each. */
export const MAX_SPANS = 2_048;
/** Milliseconds after which a batch counts as not sent. */
export const EXPORT_TIMEOUT_MS = 5_000;
/** Milliseconds that the end of the process waits for the last spans. */
const LAST_SPANS_MS = 1_000;

/** Why spans were lost: too many waited, or the collector did not take them. */
export type DropReason = 'queue-full' | 'not-sent';
export type OnDropped = (reason: DropReason, spans: number) => void;

/**
 * Sends spans in batches, beside everything else: a collector that hangs, is slow or refuses costs its
 * spans, which are counted, and neither memory beyond a bound nor time at the end.
 */
export class BoundedSpans implements SpanProcessor {
  readonly #inner: BatchSpanProcessor;
  readonly #dropped: OnDropped;
  #held = 0;

  constructor(exporter: SpanExporter, dropped: OnDropped) {
    this.#dropped = dropped;
    this.#inner = new BatchSpanProcessor({
      exporter: this.#counting(exporter),
      maxQueueSize: MAX_SPANS,
      exportTimeoutMillis: EXPORT_TIMEOUT_MS,
    });
  }

  onStart(): void {
    // A span is of interest when it has ended.
  }

  onEnd(span: ReadableSpan): void {
    if ((span.spanContext().traceFlags & TraceFlags.SAMPLED) === 0) return;
    if (this.#held >= MAX_SPANS) {
      this.#dropped('queue-full', 1);
      return;
    }
    this.#held += 1;
    this.#inner.onEnd(span);
  }

  async forceFlush(): Promise<void> {
    await this.#inner.forceFlush().catch(() => undefined);
  }

  /** Never rejects, and never takes long. */
  async shutdown(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const timeIsUp = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, LAST_SPANS_MS);
    });
    await Promise.race([this.#inner.shutdown().catch(() => undefined), timeIsUp]);
    clearTimeout(timer);
  }

  #counting(exporter: SpanExporter): SpanExporter {
    return {
      export: (spans, told) => {
        exporter.export(spans, (result) => {
          this.#held -= spans.length;
          if (result.code !== ExportResultCode.SUCCESS) this.#dropped('not-sent', spans.length);
          told(result);
        });
      },
      shutdown: () => exporter.shutdown(),
    };
  }
}
