import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { Option, type Command } from 'commander';
import { exportDocument } from '../../../facts/ledger/export.ts';
import type { ExportFormat } from '../../../facts/ledger/export.ts';
import { withData } from './open-data.ts';
import { CommandError, EXIT, run, tell } from '../terminal.ts';

interface ExportOptions {
  readonly output?: string;
  readonly format: ExportFormat;
  readonly json?: boolean;
}

/** `symbolon export`: all facts as one document, exactly as they were stated. */
export function register(program: Command): void {
  program
    .command('export')
    .description('write all facts as one document, which imports to the same facts')
    .option('-o, --output <file>', 'write to this file (default: stdout)')
    .addOption(
      new Option('--format <format>', 'form of the document')
        .choices(['json', 'ndjson'])
        .default('json'),
    )
    .addHelpText('after', '\nExit: 0 done, 2 the file cannot be written, 3 no store.')
    .action((options: ExportOptions) => run(false, () => write(options)));
}

async function write({ output, format }: ExportOptions): Promise<number> {
  return withData(async ({ facts }) => {
    let count = 0;
    const text = exportDocument(facts, format, () => count++);
    // A name that exists is not overwritten: it may be the only copy of something.
    const target =
      output === undefined ? process.stdout : createWriteStream(output, { flags: 'wx' });
    await pipeline(text, target, { end: output !== undefined }).catch((error: unknown) => {
      const { code } = error as NodeJS.ErrnoException;
      if (output === undefined || code === undefined) throw error;
      throw new CommandError('OUTPUT_UNWRITABLE', `${output} cannot be written (${code}).`);
    });
    tell(`${count} facts exported.`);
    return EXIT.done;
  });
}
