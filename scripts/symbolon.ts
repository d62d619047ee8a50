#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { register as ask } from './commands/ask.ts';
import { register as check } from './commands/check.ts';
import { register as importFacts } from './commands/import.ts';
import { register as serve } from './commands/serve.ts';
import { CommandError, EXIT, tell } from './commands/terminal.ts';

const program = new Command('symbolon')
  .description('hub for cross-border mutual recognition of conformity certificates')
  .exitOverride()
  .showHelpAfterError('(symbolon help lists the commands)');
for (const register of [serve, ask, importFacts, check]) register(program);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommandError) tell(`${error.code}: ${error.message}`);
  else if (!(error instanceof CommanderError)) throw error;
  const isDone = error instanceof CommanderError && error.exitCode === 0;
  process.exitCode = isDone ? EXIT.done : EXIT.badInput;
}
