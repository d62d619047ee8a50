import type { Config } from '../../config/config.ts';
import type { Metrics } from '../metrics.ts';
import type { OnDropped } from './bounded-spans.ts';
import type { Tracing } from './tracing.ts';

export type { Tracing } from './tracing.ts';

/**
 * OpenTelemetry traces, sent to the collector that the configuration names. Undefined without one:
 * nothing is then loaded or wrapped, so tracing that is off costs nothing.
 */
export async function openTracing(
  { tracing }: Pick<Config, 'tracing'>,
  service: string,
  onDropped: OnDropped = () => undefined,
): Promise<Tracing | undefined> {
  if (!tracing) return undefined;
  const { createTracing } = await import('./tracing.ts');
  return createTracing(tracing, service, onDropped);
}

/** Counts the spans that are lost. */
export const countDropped =
  ({ droppedSpans }: Pick<Metrics, 'droppedSpans'>): OnDropped =>
  (reason, spans) => {
    droppedSpans.inc({ reason }, spans);
  };
