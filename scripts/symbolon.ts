#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { register as ask } from './commands/ask.ts';
import { register as attest } from './commands/attest.ts';
import { register as backup } from './commands/backup.ts';
import { register as check } from './commands/check.ts';
import { register as exportFacts } from './commands/export.ts';
import { register as fsck } from './commands/fsck.ts';
import { register as history } from './commands/history.ts';
import { register as importFacts } from './commands/import.ts';
import { register as keys } from './commands/keys.ts';
import { register as partners } from './commands/partners.ts';
import { register as serve } from './commands/serve.ts';
import { register as status } from './commands/status.ts';
import { register as simulate } from './commands/simulate.ts';
import { register as subgraph } from './commands/subgraph.ts';
import { CommandError, endQuietlyOnClosedPipe, EXIT, tell } from './commands/terminal.ts';
import { register as token } from './commands/token.ts';
import { register as trust } from './commands/trust.ts';
import { register as verify } from './commands/verify.ts';

const program = new Command('symbolon')
  .description('hub for cross-border mutual recognition of conformity certificates')
  .exitOverride()
  .showHelpAfterError('(symbolon help lists the commands)');
const commands = [
  serve,
  subgraph,
  ask,
  simulate,
  history,
  importFacts,
  check,
  attest,
  status,
  verify,
  token,
  keys,
  fsck,
  exportFacts,
  backup,
  trust,
  partners,
];
for (const register of commands) register(program);

endQuietlyOnClosedPipe();
try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommandError) tell(`${error.code}: ${error.message}`);
  else if (!(error instanceof CommanderError)) throw error;
  const isDone = error instanceof CommanderError && error.exitCode === 0;
  process.exitCode = isDone ? EXIT.done : EXIT.badInput;
}
