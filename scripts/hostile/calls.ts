import { Agent, request } from 'node:http';

/** What came back; status 0: nothing did. */
export interface Reply {
  readonly status: number;
  readonly text: string;
}

/** Milliseconds that a client waits for an answer. */
const PATIENCE_MS = 30_000;

/** What is sent: by POST, if it has a body. */
export interface Call {
  readonly path: string;
  readonly type?: string;
  readonly body?: string;
  /** Header lines, name and value by turns, so that one name may come twice. */
  readonly lines?: readonly string[];
}

/** Calls a hub from an address of this machine. */
export class Calls {
  readonly #origin: URL;
  readonly #agent: Agent;
  readonly #token: string | undefined;
  readonly address: string;

  /** @param address from 127.0.0.0/8: each is a caller of its own */
  constructor(origin: string, address: string, token?: string) {
    this.#origin = new URL(origin);
    this.#agent = new Agent({ keepAlive: true, localAddress: address });
    this.#token = token;
    this.address = address;
  }

  send({ path, type = 'application/json', body, lines = [] }: Call): Promise<Reply> {
    const { hostname, port, host } = this.#origin;
    const isNamed = (name: string): boolean => lines.includes(name);
    const headers = [
      ...(isNamed('host') ? [] : ['host', host]),
      ...(body === undefined
        ? []
        : ['content-type', type, 'content-length', String(Buffer.byteLength(body))]),
      ...(this.#token === undefined || isNamed('authorization')
        ? []
        : ['authorization', `Bearer ${this.#token}`]),
      ...lines,
    ];
    return new Promise((resolve) => {
      const method = body === undefined ? 'GET' : 'POST';
      const sent = request({ agent: this.#agent, hostname, port, path, method, headers });
      sent.setTimeout(PATIENCE_MS, () => sent.destroy());
      sent.on('error', (error) => {
        // The hub has closed a connection that nobody used: every client asks again on another one.
        const isClosed = sent.reusedSocket && 'code' in error && error.code === 'ECONNRESET';
        if (isClosed)
          resolve(this.send({ path, type, lines, ...(body === undefined ? {} : { body }) }));
        else resolve({ status: 0, text: error.message });
      });
      sent.on('response', (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('close', () => {
          const text = Buffer.concat(parts).toString();
          resolve({ status: response.complete ? (response.statusCode ?? 0) : 0, text });
        });
      });
      sent.end(body);
    });
  }

  graphql(query: string, variables: object = {}): Promise<Reply> {
    return this.send({ path: '/graphql', body: JSON.stringify({ query, variables }) });
  }

  get token(): string | undefined {
    return this.#token;
  }

  get origin(): URL {
    return this.#origin;
  }
}
