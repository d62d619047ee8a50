import { setMaxListeners } from 'node:events';

/** One who waits for an answer, and may go away before it comes. */
export interface Client {
  readonly isGone: () => boolean;
  /** Calls back once when it has gone away. */
  readonly onGone: (leave: () => void) => void;
}

/** Of whom it cannot be told. */
const PRESENT: Client = { isGone: () => false, onGone: () => undefined };

/** All who wait for one answer: work for it goes on for as long as one of them is there. */
export class ClientGroup {
  readonly #clients: Client[];
  #abort: AbortController | undefined;

  constructor(client: Client) {
    this.#clients = [client];
  }

  get isGone(): boolean {
    return this.#clients.every(({ isGone }) => isGone());
  }

  /** Those of another answer, which is this one too, wait here from now on. */
  join(other: ClientGroup | undefined): void {
    const clients = other ? other.#clients : [PRESENT];
    this.#clients.push(...clients);
    if (this.#abort) for (const client of clients) client.onGone(this.#look);
  }

  /** Aborted when nobody waits any more. Made when it is first asked for: few works look at it. */
  get signal(): AbortSignal {
    if (!this.#abort) {
      this.#abort = new AbortController();
      setMaxListeners(0, this.#abort.signal); // as many works as the request has look at it
      for (const client of this.#clients) client.onGone(this.#look);
      this.#look();
    }
    return this.#abort.signal;
  }

  readonly #look = (): void => {
    if (this.isGone) this.#abort?.abort();
  };
}
