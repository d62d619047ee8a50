import type { JobListener } from '../../lib/backoff.ts';
import { faultCode } from '../../lib/errors/code-of.ts';
import type { Logger } from '../observability/log.ts';

/**
 * Tells the log how work beside requests goes: one line when it begins to fail, one when it succeeds
 * again. What nobody foresaw comes with its stack.
 */
export const jobListener = (log: Logger, work: string): JobListener => ({
  failing(error) {
    const code = faultCode(error);
    if (code === 'INTERNAL_ERROR') log.error({ code, err: error }, `${work} fails`);
    else log.warn({ code }, `${work} fails; it is tried again, at longer and longer intervals`);
  },
  recovered(failures) {
    log.info({ failures }, `${work} succeeds again`);
  },
});
