import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';
import type { Config } from '../config/config.ts';
import { redact } from './redact.ts';

export type { Logger } from 'pino';

/**
 * Fields that never reach the log, whoever logs an object that has them. Bodies and tokens are not
 * logged in the first place; this is the second lock, and {@link redact} on each line the third.
 */
const REDACTED = ['authorization', 'cookie', 'set-cookie', 'token', 'jws', 'body', 'variables'];

/** The log: one JSON object a line, on stderr, so that stdout stays for the program's answer. */
export function createLog(
  { logLevel }: Pick<Config, 'logLevel'>,
  destination: DestinationStream = pino.destination({ dest: 2, sync: false }),
): Logger {
  return pino(
    {
      level: logLevel,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: REDACTED.flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`]),
        censor: '[redacted]',
      },
      hooks: { streamWrite: redact },
    },
    destination,
  );
}
