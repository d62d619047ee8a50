import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import type { FromPlanner, ToPlanner } from './messages.ts';

/** How a process ended. */
export interface ProcessExit {
  readonly reason: 'died' | 'too slow' | 'not started';
  readonly code?: number | null;
  readonly signal?: string | null;
}

/** Messages of a process to its owner. */
export interface ChildEvents {
  readonly onMessage: (message: FromPlanner) => void;
  /** Once, and nothing after it; not when it was ended from here. */
  readonly onGone: (death: ProcessExit) => void;
}

/** One process of a planner, from its start to its end. */
export class Child {
  readonly #process: ChildProcess;
  readonly #patience: NodeJS.Timeout;
  #isOver = false;

  /** @param loadMs milliseconds until the first message must have come */
  constructor(program: URL, loadMs: number, { onMessage, onGone }: ChildEvents) {
    const gone = (death: ProcessExit): void => {
      if (this.#isOver) return;
      this.end();
      onGone(death);
    };
    this.#process = fork(program, {
      env: {}, // it needs nothing of ours, and the environment may hold secrets
      execArgv: [],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'], // a panic's words may quote the operation
    });
    this.#process.once('error', () => {
      gone({ reason: 'not started' });
    });
    this.#process.once('exit', (code, signal) => {
      gone({ reason: 'died', code, signal });
    });
    this.#process.on('message', (message: FromPlanner) => {
      clearTimeout(this.#patience);
      if (!this.#isOver) onMessage(message);
    });
    this.#patience = setTimeout(() => {
      gone({ reason: 'not started' });
    }, loadMs);
    this.#patience.unref();
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** A message to a process that is just ending is lost; the end is reported separately. */
  tell(message: ToPlanner): void {
    if (this.#process.connected) this.#process.send(message, () => undefined);
  }

  /** Whether this process stays for the sake of that one. */
  hold(isNeeded: boolean): void {
    this.#process.unref();
    if (isNeeded) this.#process.channel?.ref();
    else this.#process.channel?.unref();
  }

  end(): void {
    this.#isOver = true;
    clearTimeout(this.#patience);
    this.#process.kill('SIGKILL');
    this.hold(false);
  }
}
