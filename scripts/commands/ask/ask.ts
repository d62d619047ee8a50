import { Option, type Command } from 'commander';
import type { Locale } from './answer-text.ts';
import { CommandError, run } from '../terminal.ts';

interface AskOptions {
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
      'questions: with --facts as NDJSON, to a hub as NDJSON or CSV; one JSON answer a line',
    )
    .option('-o, --output <file>', 'with --questions to a hub: write the answers to this file')
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
    });
  }
  if (question !== undefined) throw new CommandError('USAGE', 'Give --facts FILE with --question.');
  if (questions !== undefined) {
    const { askManifest } = await import('./ask-manifest.ts');
    return askManifest({ ...options, questions, resume: options.resume === true });
  }
  if (certificate === undefined || market === undefined)
    throw new CommandError(
      'USAGE',
      'Give --certificate N and --market M, or --facts FILE and --question FILE.',
    );
  const { askHub } = await import('./ask-hub.ts');
  return askHub({ ...options, certificate, market });
}
