import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { CLIENTS } from './attacks/index.ts';
import type { Outcome, Phase, Role } from './client.ts';

/** The clients of a run, each in a process of its own, so that none is slow because another one works. */
export class Company {
  readonly #children: readonly ChildProcess[];

  constructor(role: Omit<Role, 'client'>) {
    const program = fileURLToPath(new URL('./client.js', import.meta.url));
    this.#children = [undefined, ...Array.from({ length: CLIENTS }, (_, client) => client)].map(
      (client) => {
        const child = fork(program, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
        child.send({ role: { ...role, ...(client === undefined ? {} : { client }) } });
        return child;
      },
    );
  }

  /** Lets all of them act for a while. */
  async act(company: Phase['company'], milliseconds: number): Promise<readonly Outcome[]> {
    const phase: Phase = { company, until: Date.now() + milliseconds };
    const outcomes = await Promise.all(
      this.#children.map(async (child) => {
        const waiting = new AbortController();
        const { signal } = waiting;
        const told = once(child, 'message', { signal }) as Promise<[Outcome[]]>;
        const gone = once(child, 'exit', { signal }).then(() => {
          throw new Error('A client of the run has ended.');
        });
        for (const one of [told, gone]) one.catch(() => undefined);
        child.send({ phase });
        const [outcome] = await Promise.race([told, gone]).finally(() => {
          waiting.abort(); // leaves no listener behind
        });
        return outcome;
      }),
    );
    return outcomes.flat();
  }

  end(): void {
    for (const child of this.#children) child.kill();
  }
}
