import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A server under measurement, in a process of its own. */
export interface Server {
  readonly name: string;
  readonly url: string;
  readonly pid: number;
  /** Milliseconds of CPU the process has used; null where the system does not tell. */
  cpu(): Promise<number | null>;
  stop(): Promise<void>;
}

const READY_WITHIN_MS = 240_000;
const STOP_WITHIN_MS = 12_000;
/** USER_HZ of Linux: the unit of /proc/<pid>/stat. */
const TICKS_PER_SECOND = 100;

/** A bench that is stopped takes its servers with it. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

async function cpuOf(pid: number | undefined): Promise<number | null> {
  const stat = await readFile(`/proc/${String(pid)}/stat`, 'utf8').catch(() => null);
  if (stat === null) return null;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_PER_SECOND;
}

async function ready(child: ChildProcess, name: string): Promise<void> {
  const { stdout } = child;
  if (stdout === null) throw new Error(`${name} has no output`);
  const gone = once(child, 'exit').then(([code]) => {
    throw new Error(`${name} ended with exit code ${String(code)} before it was ready`);
  });
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => {
      reject(new Error(`${name} was not ready in time`));
    }, READY_WITHIN_MS).unref();
  });
  const seen = (async () => {
    for await (const line of createInterface({ input: stdout }))
      if (line.startsWith('symbolon ready')) return;
    return gone;
  })();
  await Promise.race([seen, late]);
  gone.catch(() => undefined);
  stdout.resume();
}

/** Starts a program beside this file that prints `symbolon ready` when it answers. */
export async function start(
  name: string,
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Server> {
  const port = String(await freePort());
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL(script, import.meta.url)), ...args],
    {
      env: {
        ...process.env,
        NODE_ENV: 'production',
        ALLOW_INSECURE: '1', // on this machine only
        PUBLIC_URL: `http://127.0.0.1:${port}`,
        ...env,
        PORT: port,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    const kill = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
    await gone;
    clearTimeout(kill);
  };
  running.add(child.once('exit', () => running.delete(child)));
  try {
    await ready(child, name);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    name,
    url: `http://127.0.0.1:${port}/graphql`,
    pid: child.pid ?? 0,
    cpu: () => cpuOf(child.pid),
    stop,
  };
}

/** A hub with the bundled data in a data directory of its own. */
export const startHub = (name: string, dataDir: string, engine: string): Promise<Server> =>
  start(name, './hub.js', [], {
    DATA_DIR: dataDir,
    GATEWAY_ENGINE: engine,
    LOG_LEVEL: 'error',
    SEED: 'demo',
  });

/** node:http sending the bytes of a file: what the platform itself costs. */
export const startBare = (file: string): Promise<Server> =>
  start('bare node:http', './bare.js', [file], {});
