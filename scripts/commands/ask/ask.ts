import { Option, type Command } from 'commander';
import type { Locale } from './answer-text.ts';
import { tableOf } from '../table-file.ts';
import type { TableWords } from '../../../facts/document/table/options.ts';
import { CommandError, run } from '../terminal.ts';

interface AskOptions extends TableWords {
  readonly facts?: string;
  readonly question?: string;
  readonly questions?: string;
  readonly certificate?: string;
  readonly issuer?: string;
  readonly market?: string;
  readonly asOf?: string;
  readonly knownAt?: string;
  readonly purpose?: 'REGULATORY' | 'VOLUNTARY';
  readonly hs?: string[];
  readonly hub?: string;
  readonly output?: string;
  readonly resume?: boolean;
  readonly json?: boolean;
  readonly locale: Locale;
}

/** `symbolon ask`: one question to a hub, or any number of questions over a facts document. */
export function register(program: Command): void {
  program
    .command('ask')
    .description('is a certificate recognised in a market, and why')
    .option('--certificate <number>', 'number of the certificate')
    .option('--issuer <body>', 'body that issued it, where several issued one of this number')
    .option('--market <territory>', 'market, for example CN')
    .option('--as-of <day>', 'day asked about (default: today)')
    .option('--known-at <instant>', 'as known at this instant (default: now)')
    .addOption(
      new Option('--purpose <purpose>', 'purpose (default: REGULATORY)').choices([
        'REGULATORY',
        'VOLUNTARY',
      ]),
    )
    .option('--hs <code...>', 'HS code of the product')
    .option('--hub <url>', 'hub to ask (default: PUBLIC_URL)')
    .option('--facts <file>', 'answer from this facts document, without a hub')
    .option('--question <file>', 'with --facts: a question as JSON')
    .option(
      '--questions <file>',
      'questions as NDJSON, CSV or XLSX; one JSON answer a line, or a table (-o)',
    )
    .option('--dates <order>', 'of a table: iso, or dmy to read 31/12/2026 too (default: iso)')
    .option(
      '--encoding <name>',
      'of a CSV: utf-8, gb18030, utf-16le … (default: told by the bytes)',
    )
    .option('--map <file>', 'of a table: JSON that says which columns are meant')
    .option(
      '-o, --output <file>',
      'with --questions: write the answers to this file; .csv and .xlsx are tables',
    )
    .option('--resume', 'with -o: go on with the answers that the file holds')
    .option('--json', 'print the answer as JSON')
    .addOption(
      new Option('--locale <locale>', 'language of the reasons')
        .choices(['en', 'zh'])
        .default('en'),
    )
    .addHelpText(
      'after',
      '\nExit: 0 recognised (with --questions: all answered), 1 not recognised or indeterminate,' +
        ' 2 bad input, 3 hub unavailable.',
    )
    .action((options: AskOptions) => run(options.json === true, () => ask(options)));
}

async function ask(options: AskOptions): Promise<number> {
  const { facts, question, questions, certificate, market } = options;
  if (facts !== undefined) {
    if ((question === undefined) === (questions === undefined))
      throw new CommandError('USAGE', 'Give --question FILE or --questions FILE with --facts.');
    // Loaded when used: a question to a hub needs no rules here.
    const { askFacts } = await import('./ask-facts.ts');
    return askFacts({
      facts,
      ...(question === undefined ? {} : { question }),
      ...(questions === undefined ? {} : { questions }),
      json: options.json === true,
      locale: options.locale,
      table: await tableOf(options),
      asOf: options.asOf,
      knownAt: options.knownAt,
      purpose: options.purpose,
      output: options.output,
    });
  }
  if (question !== undefined) throw new CommandError('USAGE', 'Give --facts FILE with --question.');
  if (questions !== undefined) {
    const { askManifest } = await import('./ask-manifest.ts');
    const table = await tableOf(options);
    return askManifest({ ...options, table, questions, resume: options.resume === true });
  }
  if (certificate === undefined || market === undefined)
    throw new CommandError(
      'USAGE',
      'Give --certificate N and --market M, or --facts FILE and --question FILE.',
    );
  const { askHub } = await import('./ask-hub.ts');
  return askHub({ ...options, certificate, market });
}
