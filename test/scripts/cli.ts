import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { TestGateway } from '../subgraphs/engines.ts';
import { databaseOf } from '../database.ts';

const PROGRAM = fileURLToPath(new URL('../../dist/scripts/symbolon.js', import.meta.url));

export interface Ran {
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** Closes our end of stdout after the first bytes, as `head` does. */
  readonly closeEarly?: boolean;
  /** Closes our end of stdout before the command can write at all. */
  readonly closed?: boolean;
  /** Sends this signal as soon as the condition holds. */
  readonly kill?: { readonly signal: NodeJS.Signals; readonly when: () => boolean };
}

/** Runs the compiled command as a user would. */
export function symbolon(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [PROGRAM, ...args], {
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        ...databaseOf(options.env?.['DATA_DIR'] ?? ''),
        ...options.env,
      },
    });
    if (options.closed === true) child.stdout.destroy();
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
      if (options.closeEarly === true) child.stdout.destroy();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
    const { kill } = options;
    let signalled = false;
    const timer = setInterval(() => {
      if (!kill || signalled || !kill.when()) return;
      signalled = true;
      child.kill(kill.signal);
    }, 10);
    child.on('error', reject);
    child.on('close', (exit) => {
      clearInterval(timer);
      resolve({ exit, stdout, stderr });
    });
  });
}

/** Serves a gateway at `/graphql`, for commands that ask a hub. */
export async function serveGraphql(
  gateway: TestGateway,
): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const server = createServer((request, response) => {
    void json(request).then(async (body) => {
      const { query, variables } = body as { query: string; variables: Record<string, unknown> };
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(await gateway.ask(query, variables)));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
