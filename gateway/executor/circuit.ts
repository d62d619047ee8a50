import { errorClass } from '../../lib/errors/hub-error.ts';

/** Failures in a row that open the circuit. */
const BREAK_AFTER_FAILURES = 10;
/** Share of calls that may be made again, so that a service in trouble is not asked twice as much. */
const RETRY_SHARE = 0.1;
/** Retries that a service may have at once after a time without any. */
const MAX_RETRIES_SAVED = 10;

/** The service is not asked at the moment. */
export class CircuitOpen extends errorClass('CIRCUIT_OPEN') {}

/** How a call ended; told once. */
export type ReportOutcome = (succeeded: boolean) => void;

/**
 * Stops calling a service that keeps failing. After a pause one call is let through: when it succeeds all
 * may call again, when it fails the pause begins anew.
 */
export class Circuit {
  readonly #pauseMs: number;
  readonly #now: () => number;
  #failures = 0;
  #openUntil: number | undefined;
  #isProbing = false;

  constructor(pauseMs: number, now: () => number) {
    this.#pauseMs = pauseMs;
    this.#now = now;
  }

  /** Whether a call may be made now, and then how to tell its end. @throws {@link LeftAlone} */
  enter(): ReportOutcome {
    if (this.#openUntil === undefined)
      return (succeeded) => {
        this.#settled(succeeded);
      };
    if (this.#isProbing || this.#now() < this.#openUntil) throw new CircuitOpen();
    this.#isProbing = true;
    return (succeeded) => {
      this.#isProbing = false;
      if (succeeded) this.#close();
      else this.#open();
    };
  }

  /** Calls that began before the circuit opened say nothing about the service of now. */
  #settled(succeeded: boolean): void {
    if (this.#openUntil !== undefined) return;
    this.#failures = succeeded ? 0 : this.#failures + 1;
    if (this.#failures >= BREAK_AFTER_FAILURES) this.#open();
  }

  #open(): void {
    this.#openUntil = this.#now() + this.#pauseMs;
  }

  #close(): void {
    this.#openUntil = undefined;
    this.#failures = 0;
  }
}

/** Bounds retries to a share of the calls, however many of these fail. */
export class RetryBudget {
  #saved = MAX_RETRIES_SAVED;

  called(): void {
    this.#saved = Math.min(MAX_RETRIES_SAVED, this.#saved + RETRY_SHARE);
  }

  /** Whether one more retry may be made; it is then counted. */
  take(): boolean {
    if (this.#saved < 1) return false;
    this.#saved -= 1;
    return true;
  }
}
