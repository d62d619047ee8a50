import { compiledModule } from '../../../../lib/installation.ts';
import type { PlanNode } from './plan.ts';
import { Child } from './child.ts';
import type { ProcessExit } from './child.ts';
import { Lanes } from './lanes.ts';
import {
  PlannerAbsent,
  PlannerBusy,
  PlannerDied,
  PlannerTooSlow,
  PlanningFailed,
} from './messages.ts';
import type { FromPlanner } from './messages.ts';

/** Limits of a planner's process. */
export interface ProcessLimits {
  /** Milliseconds that one operation may take. */
  readonly planMs: number;
  /** Milliseconds that a process may take to load a supergraph. */
  readonly loadMs: number;
  /** Milliseconds that an operation waits for its turn. */
  readonly waitMs: number;
  /** Milliseconds before a process that died is replaced, doubled with each death in a row. */
  readonly restartMs: { readonly first: number; readonly most: number };
  /** Operations that it has at the same time. */
  readonly width: number;
  /** Operations that wait. */
  readonly waiting: { readonly perCaller: number; readonly total: number };
}

/** The largest operation that is admitted takes 0.3 s; the machine may be busy. */
const LIMITS: ProcessLimits = {
  planMs: 3_000,
  loadMs: 30_000,
  waitMs: 8_000,
  restartMs: { first: 20, most: 5_000 },
  width: 2,
  waiting: { perCaller: 32, total: 256 },
};

/** Parts of a planner's process. */
export interface PlannerProcessOptions {
  readonly onDeath: (death: ProcessExit) => void;
  readonly onRestart: () => void;
  /** The process's program, and other limits: for tests. */
  readonly program?: URL | undefined;
  readonly limits?: Partial<ProcessLimits> | undefined;
}

interface PlanRequest {
  readonly number: number;
  readonly caller: string;
  readonly text: string;
  readonly operationName: string | undefined;
  readonly planned: (node: PlanNode | undefined) => void;
  readonly failed: (error: Error) => void;
  /** Ends its waiting, then its planning. */
  timer?: NodeJS.Timeout;
}

/**
 * A planner in a process of its own, over one supergraph. The process keeps none alive, ends with its
 * parent, and is replaced when it ends before.
 */
export class PlannerProcess {
  readonly #supergraphSdl: string;
  readonly #options: PlannerProcessOptions;
  readonly #limits: ProcessLimits;
  readonly #lanes: Lanes<PlanRequest>;
  #child: Child | undefined;
  #isLoaded = false;
  #isClosed = false;
  #deaths = 0;
  #asked = 0;
  #restart: NodeJS.Timeout | undefined;

  constructor(supergraphSdl: string, options: PlannerProcessOptions) {
    this.#supergraphSdl = supergraphSdl;
    this.#options = options;
    this.#limits = { ...LIMITS, ...options.limits };
    this.#lanes = new Lanes(this.#limits.width, this.#limits.waiting);
  }

  /** Number of the process, while there is one. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /**
   * Starts the process and resolves with the API schema. Rejects when the text is no supergraph, with
   * {@link PlannerAbsent} when no process can do it; nothing runs then.
   */
  async open(): Promise<string> {
    try {
      return await new Promise<string>((resolve, reject) => {
        this.#start(resolve, reject);
      });
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** Plans an operation; rejects with one of the errors of `messages.ts`. */
  plan(
    text: string,
    operationName: string | undefined,
    caller: string,
  ): Promise<PlanNode | undefined> {
    return new Promise((planned, failed) => {
      if (this.#isClosed) {
        failed(new PlannerAbsent());
        return;
      }
      const asked = { number: ++this.#asked, caller, text, operationName, planned, failed };
      this.#await(asked);
      const left = this.#lanes.add(asked);
      if (left) this.#refuse(left, new PlannerBusy());
      this.#give();
    });
  }

  /** Lets what was asked be answered, and ends the process then. */
  close(): void {
    this.#isClosed = true;
    this.#endIfDone();
  }

  #start(loaded: (apiSdl: string) => void, failed: (error: Error) => void): void {
    const { program = compiledModule(import.meta.url, './process.js') } = this.#options;
    const child = new Child(program, this.#limits.loadMs, {
      onMessage: (answer) => {
        if (answer.kind === 'planned' || answer.kind === 'failed') this.#answered(answer);
        else if (answer.kind === 'absent') failed(new PlannerAbsent());
        else if (answer.kind === 'refused') failed(new PlanningFailed(answer.message));
        else {
          this.#isLoaded = true;
          loaded(answer.apiSdl);
          this.#give();
        }
      },
      onGone: (death) => {
        this.#lost(death);
        failed(new PlannerAbsent());
      },
    });
    this.#child = child;
    child.tell({ kind: 'load', supergraphSdl: this.#supergraphSdl });
  }

  get #isNeeded(): boolean {
    return this.#lanes.given.size + this.#lanes.waiting > 0;
  }

  #give(): void {
    if (this.#isLoaded)
      for (let asked = this.#lanes.next(); asked; asked = this.#lanes.next()) {
        const { number, text, operationName } = asked;
        clearTimeout(asked.timer);
        asked.timer = setTimeout(this.#tooSlow, this.#limits.planMs, asked);
        this.#child?.tell({ kind: 'plan', number, text, operationName });
      }
    this.#child?.hold(this.#isNeeded);
  }

  #await(asked: PlanRequest): void {
    clearTimeout(asked.timer);
    asked.timer = setTimeout(() => {
      this.#refuse(asked, new PlannerBusy());
    }, this.#limits.waitMs);
  }

  readonly #tooSlow = (asked: PlanRequest): void => {
    this.#child?.end();
    this.#lost({ reason: 'too slow' }, asked);
  };

  #answered(answer: FromPlanner & { readonly number: number }): void {
    const asked = [...this.#lanes.given].find(({ number }) => number === answer.number);
    if (!asked) return;
    this.#deaths = 0;
    this.#settle(asked);
    if (answer.kind === 'planned') asked.planned(answer.node);
    else if (answer.kind === 'failed') asked.failed(new PlanningFailed(answer.message));
    this.#give();
    this.#endIfDone();
  }

  #settle(asked: PlanRequest): void {
    clearTimeout(asked.timer);
    this.#lanes.done(asked);
  }

  #refuse(asked: PlanRequest, error: Error): void {
    this.#settle(asked);
    asked.failed(error);
    this.#endIfDone();
  }

  /** The process is gone: what it had is dealt with, and another one begins. */
  #lost(death: ProcessExit, guilty?: PlanRequest): void {
    const isFirst = !this.#isLoaded && this.#deaths === 0;
    this.#child = undefined;
    this.#isLoaded = false;
    this.#options.onDeath(death);
    for (const asked of this.#lanes.given) this.#await(asked);
    const atFault = this.#lanes.lost(guilty);
    if (atFault) this.#refuse(atFault, guilty ? new PlannerTooSlow() : new PlannerDied());
    if (!isFirst && (!this.#isClosed || this.#isNeeded)) this.#replace();
  }

  #replace(): void {
    const { first, most } = this.#limits.restartMs;
    this.#restart = setTimeout(
      () => {
        this.#start(this.#options.onRestart, () => undefined);
        this.#child?.hold(this.#isNeeded);
      },
      Math.min(most, first * 2 ** this.#deaths),
    );
    this.#deaths += 1;
    this.#restart.unref();
  }

  #endIfDone(): void {
    if (!this.#isClosed || this.#isNeeded) return;
    clearTimeout(this.#restart);
    this.#child?.end();
    this.#child = undefined;
    this.#isLoaded = false;
  }
}
