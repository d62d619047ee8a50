import { Command } from 'commander';

/** What a command printed and how it ended. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

type Register = (program: Command) => void;

/** Runs one command of the tool in this process, as the tool itself does. */
export async function runCommand(register: Register, ...args: string[]): Promise<Outcome> {
  const program = new Command('symbolon')
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  register(program);
  for (const command of program.commands)
    for (const one of [command, ...command.commands]) one.exitOverride();
  const captured = { stdout: '', stderr: '' };
  const originals = {
    stdout: process.stdout.write.bind(process.stdout),
    stderr: process.stderr.write.bind(process.stderr),
  };
  const capture = (stream: 'stdout' | 'stderr'): void => {
    process[stream].write = (text: string | Uint8Array) => {
      captured[stream] += String(text);
      return true;
    };
  };
  const before = process.exitCode;
  capture('stdout');
  capture('stderr');
  try {
    process.exitCode = 0;
    await program.parseAsync(args, { from: 'user' });
    return { code: process.exitCode, ...captured };
  } catch {
    return { code: 2, ...captured };
  } finally {
    process.stdout.write = originals.stdout;
    process.stderr.write = originals.stderr;
    process.exitCode = before;
  }
}
