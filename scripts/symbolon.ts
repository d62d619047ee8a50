#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { CommandError, endQuietlyOnClosedPipe, EXIT, tell } from './commands/terminal.ts';

interface CommandModule {
  readonly register: (program: Command) => void;
}

/** Where each command is, in the order of the help. */
const COMMANDS: Readonly<Record<string, () => Promise<CommandModule>>> = {
  serve: () => import('./commands/serve.ts'),
  subgraph: () => import('./commands/subgraph.ts'),
  ask: () => import('./commands/ask/ask.ts'),
  simulate: () => import('./commands/ask/simulate.ts'),
  history: () => import('./commands/ask/history.ts'),
  import: () => import('./commands/facts/import.ts'),
  check: () => import('./commands/facts/check.ts'),
  attest: () => import('./commands/attest/attest.ts'),
  status: () => import('./commands/attest/status.ts'),
  verify: () => import('./commands/trust/verify.ts'),
  token: () => import('./commands/token.ts'),
  keys: () => import('./commands/keys/keys.ts'),
  fsck: () => import('./commands/facts/fsck.ts'),
  export: () => import('./commands/facts/export.ts'),
  backup: () => import('./commands/facts/backup.ts'),
  trust: () => import('./commands/trust/trust.ts'),
  partners: () => import('./commands/trust/partners.ts'),
};

/** Only the command asked for is loaded, since each brings what it needs; for help, all are. */
async function modules(name: string | undefined): Promise<readonly CommandModule[]> {
  const asked = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  const loads = asked ? [asked] : Object.values(COMMANDS);
  return Promise.all(loads.map((load) => load()));
}

const program = new Command('symbolon')
  .description('hub for cross-border mutual recognition of conformity certificates')
  .exitOverride()
  .showHelpAfterError('(symbolon help lists the commands)');
for (const { register } of await modules(process.argv[2])) register(program);

endQuietlyOnClosedPipe();
try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommandError) tell(`${error.code}: ${error.message}`);
  else if (!(error instanceof CommanderError)) throw error;
  const isDone = error instanceof CommanderError && error.exitCode === 0;
  process.exitCode = isDone ? EXIT.done : EXIT.badInput;
}
