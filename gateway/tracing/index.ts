import type { Config } from '../config.ts';
import type { Tracing } from './tracing.ts';

export type { Tracing } from './tracing.ts';

/**
 * OpenTelemetry traces, sent to the collector that the configuration names. Undefined without one:
 * nothing is then loaded or wrapped, so tracing that is off costs nothing.
 */
export async function openTracing(
  { tracing }: Pick<Config, 'tracing'>,
  service: string,
): Promise<Tracing | undefined> {
  if (!tracing) return undefined;
  const { createTracing } = await import('./tracing.ts');
  return createTracing(tracing, service);
}
