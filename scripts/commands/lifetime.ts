import cluster from 'node:cluster';
import { randomUUID } from 'node:crypto';
import { EXIT } from './terminal.ts';

/** Milliseconds after which a second signal, or a stop that hangs, ends the process. */
const LAST_RESORT_MS = 9_800;

/** Where the cause of an end is told. */
export interface FatalLog {
  fatal(what: object, message: string): void;
}

/** What the end of a process needs of it. */
export interface ProcessControl {
  on(
    event: 'uncaughtException' | 'unhandledRejection',
    listener: (error: unknown) => void,
  ): unknown;
  exit(code: number): void;
}

/** Ends a process that serves: in order when it is told to, and as far as possible when it is broken. */
export class Lifetime {
  readonly #log: FatalLog;
  readonly #process: ProcessControl;
  #stop: (() => Promise<void>) | undefined;
  #stopped: Promise<void> | undefined;
  #isBroken = false;

  /**
   * From now on an error that nobody handles is one line of the log; what is under way is answered,
   * and the process ends with another code than 0, for its supervisor to begin anew. It cannot go on:
   * what the error left half done, nobody knows.
   */
  constructor(log: FatalLog, ending: ProcessControl = process) {
    this.#log = log;
    this.#process = ending;
    for (const event of ['uncaughtException', 'unhandledRejection'] as const)
      ending.on(event, (error) => {
        this.#broken(event, error);
      });
  }

  /** How to stop in order, once there is something to stop; also on the signals that ask for it. */
  stopBy(stop: () => Promise<void>): void {
    this.#stop = stop;
    const onSignal = (): void => {
      this.#end(EXIT.done);
    };
    process.once('SIGTERM', onSignal);
    // The terminal's signal reaches workers too; they leave it to the first process.
    if (cluster.isWorker) process.on('SIGINT', () => undefined);
    else process.once('SIGINT', onSignal);
  }

  #broken(event: string, error: unknown): void {
    if (this.#isBroken) return; // what follows from the first one tells nothing new
    this.#isBroken = true;
    const err = error instanceof Error ? error : new Error(String(error));
    this.#log.fatal({ id: randomUUID(), event, err }, 'ending: an error that nobody handled');
    this.#end(EXIT.unavailable);
  }

  #end(code: number): void {
    const exit = (): void => {
      this.#process.exit(this.#isBroken ? EXIT.unavailable : code);
    };
    setTimeout(() => {
      this.#process.exit(EXIT.unavailable);
    }, LAST_RESORT_MS).unref();
    this.#stopped ??= this.#stop?.() ?? Promise.resolve();
    this.#stopped.then(exit, (error: unknown) => {
      this.#broken('stop', error);
      exit();
    });
  }
}
