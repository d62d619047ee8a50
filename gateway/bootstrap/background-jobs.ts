import type { AttestationService } from '../../subgraphs/attestations/index.ts';
import { keepCalendar } from '../../subgraphs/attestations/keys/index.ts';
import { faultCode } from '../../lib/errors/code-of.ts';
import { jobListener } from './job-listener.ts';
import type { Logger } from '../observability/log.ts';

/** Work beside requests: the calendar of keys, and keeping up with partners. */
export async function startBackgroundJobs(
  service: AttestationService,
  log: Logger,
): Promise<() => Promise<void>> {
  const stopCalendar = await keepCalendar(service.keys, {
    beforeRetiring: () => service.log.checkpoint(),
    onFault: (error) => {
      const { message } = error as { message?: unknown };
      const what = 'the keys could not be rotated; the active ones go on signing';
      log.error({ code: faultCode(error), cause: message }, what);
    },
  });
  const stopUpkeep = service.partners?.keepUp(jobListener(log, 'keeping up with partners'));
  return async () => {
    stopCalendar();
    await stopUpkeep?.();
  };
}
