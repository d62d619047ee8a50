import type { Command } from 'commander';
import { faultLine, type DocumentFault } from '../../../facts/model/fault.ts';
import { tellDifferences } from './snapshot-text.ts';
import { CommandError, EXIT, print, run, tell } from '../terminal.ts';
import { FORMATS } from '../../../facts/document/source.ts';
import { tableOf } from '../table-file.ts';
import type { ImportOptions, Importer, Outcome } from './importer.ts';

/** `symbolon import`: checks facts documents and stores each of them whole or not at all. */
export function register(program: Command): void {
  program
    .command('import')
    .description('check facts documents (JSON, NDJSON; CSV or XLSX of certificates) and store them')
    .argument('<file...>', 'documents; - for standard input')
    .option('--hub <url>', 'send them to this hub instead of the store in DATA_DIR')
    .option('--token <token>', 'access token for --hub (or SYMBOLON_TOKEN)')
    .option('--stamp', 'record facts that have no recordedAt as known from now')
    .option('--format <format>', 'json, ndjson, csv or xlsx (default: by name, else by content)')
    .option('--dates <order>', 'of a table: iso, or dmy to read 31/12/2026 too (default: iso)')
    .option(
      '--encoding <name>',
      'of a CSV: utf-8, gb18030, utf-16le … (default: told by the bytes)',
    )
    .option('--map <file>', 'of a table: JSON that says which columns are meant')
    .option(
      '--snapshot <register>',
      'the file is the whole export of this register: record what differs',
    )
    .option('--as-at <day>', 'with --snapshot: day as at which it was exported')
    .option(
      '--end-missing <type>',
      'with --snapshot: end what it lacks, SUSPENDED, WITHDRAWN or CANCELLED',
    )
    .option('--max-changes <percent>', 'with --snapshot: how many may change (default: 5)')
    .option('--dry-run', 'with --snapshot: only show the differences')
    .option('--json', 'print a report as JSON')
    .addHelpText(
      'after',
      '\nThe same file twice adds nothing. An interrupted import is taken up by running it again.' +
        '\nExit: 0 stored or already known, 2 a document has faults, 3 store or hub unavailable.',
    )
    .action((files: string[], options: ImportOptions) =>
      run(options.json === true, () => importAll(files, options)),
    );
}

async function importAll(files: readonly string[], options: ImportOptions): Promise<number> {
  const { format } = options;
  if (format !== undefined && !FORMATS.includes(format))
    throw new CommandError('USAGE', `--format is one of ${FORMATS.join(', ')}.`);
  const table = await tableOf(options);
  if (options.snapshot !== undefined && options.hub !== undefined)
    throw new CommandError('USAGE', 'Import a snapshot on the machine of the hub: without --hub.');
  if (options.snapshot !== undefined && files.length > 1)
    throw new CommandError('USAGE', 'A snapshot is one file.');
  // Each way loads only what it needs: a hub needs no store here.
  const outcomes =
    options.hub === undefined
      ? await (await import('./import-store.ts')).withStoreImporter({ ...options, table }, each)
      : await each((await import('./import-hub.ts')).hubImporter({ ...options, table }));
  if (options.json === true) await print(JSON.stringify({ documents: outcomes }));
  return outcomes.reduce<number>(
    (worst, { outcome }) => Math.max(worst, exitOf(outcome)),
    EXIT.done,
  );

  async function each(importer: Importer): Promise<Outcome[]> {
    const done: Outcome[] = [];
    for (const file of files) {
      const outcome = await importer(file);
      report(outcome);
      done.push(outcome);
      // What stopped this one would stop the others.
      if (outcome.outcome === 'FAILED') break;
    }
    return done;
  }
}

function exitOf(outcome: Outcome['outcome']): number {
  if (outcome === 'FAILED') return EXIT.unavailable;
  if (outcome === 'DRY_RUN') return EXIT.done;
  return outcome === 'REJECTED' ? EXIT.badInput : EXIT.done;
}

function report(outcome: Outcome): void {
  if (outcome.outcome === 'FAILED') {
    tell(`${outcome.source}: ${outcome.code}: ${outcome.message}`);
    return;
  }
  if ('differences' in outcome) tellDifferences(outcome.differences);
  if (outcome.outcome === 'DRY_RUN') {
    for (const found of outcome.faults) tell(faultLine(found));
    tell(`${outcome.source}: nothing was stored (dry run)`);
    return;
  }
  if (outcome.outcome === 'REJECTED') {
    const { faults, faultCount, source } = outcome;
    faults.forEach((found: DocumentFault) => {
      tell(faultLine({ ...found, file: source }));
    });
    const more = faultCount > faults.length ? ` (${faults.length} listed)` : '';
    tell(`${source}: ${faultCount} faults${more}; nothing was stored`);
    return;
  }
  const { source, added, extended, retracted, unchanged, resumed } = outcome;
  const again = resumed > 0 ? `, ${resumed} taken over from an interrupted import` : '';
  tell(
    `${source}: added ${added}, extended ${extended}, retracted ${retracted}, unchanged ${unchanged}${again}`,
  );
}
