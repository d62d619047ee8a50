import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const storeModule = new URL('../../../dist/store/index.js', import.meta.url).href;

/** Another process that has the (compiled) store; it prints lines. */
export interface Child {
  readonly process: ChildProcessWithoutNullStreams;
  readonly lines: string[];
  /** Resolves with the first line, past or to come, that passes. */
  line(wanted: (line: string) => boolean): Promise<string>;
  kill(): Promise<void>;
}

/**
 * Starts a process that runs a script; there `connect` opens the store, `dataDir` is the directory
 * and `say` prints a line.
 */
export function startChild(dataDir: string, script: string): Child {
  const program = `
    import { writeSync } from 'node:fs';
    const { connect } = await import(${JSON.stringify(storeModule)});
    const dataDir = ${JSON.stringify(dataDir)};
    const say = (line) => writeSync(1, line + '\\n');
    ${script}`;
  const process = spawn(globalThis.process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const waiting: {
    wanted: (line: string) => boolean;
    found: (line: string) => void;
    failed: (error: Error) => void;
  }[] = [];
  let errors = '';
  process.stderr.on('data', (part: Buffer) => (errors += part.toString()));
  let ended = false;
  const exited = once(process, 'exit').then(() => {
    ended = true;
    for (const { failed } of waiting) failed(new Error(`the process ended: ${errors}`));
  });
  createInterface({ input: process.stdout }).on('line', (line) => {
    lines.push(line);
    for (const each of [...waiting])
      if (each.wanted(line)) {
        waiting.splice(waiting.indexOf(each), 1);
        each.found(line);
      }
  });
  return {
    process,
    lines,
    line: async (wanted) => {
      const past = lines.find(wanted);
      if (past !== undefined) return past;
      if (ended) throw new Error(`the process ended: ${errors}`);
      return new Promise((found, failed) => waiting.push({ wanted, found, failed }));
    },
    kill: async () => {
      process.kill('SIGKILL');
      await exited;
    },
  };
}
