import type { AttestationService } from '../subgraphs/attestations/index.ts';
import { keepCalendar } from '../subgraphs/attestations/keys/index.ts';
import type { Logger } from './log.ts';

/** What goes on beside requests: the calendar of keys, and keeping up with partners. */
export async function keepHouse(
  service: AttestationService,
  log: Logger,
): Promise<() => Promise<void>> {
  const told =
    (what: string) =>
    (error: unknown): void => {
      const { code, message } = error as { code?: unknown; message?: unknown };
      log.error({ code, cause: message }, what);
    };
  const stopCalendar = await keepCalendar(service.keys, {
    beforeRetiring: () => service.log.checkpoint(),
    onFault: told('the keys could not be rotated; the active ones go on signing'),
  });
  const stopUpkeep = service.partners?.keepUp(told('keeping up with partners'));
  return async () => {
    stopCalendar();
    await stopUpkeep?.();
  };
}
