import { Option, type Command } from 'commander';
import type { Locale } from './answer-text.ts';
import type { HistoryQuestion } from './history-hub.ts';
import { historyText } from './history-text.ts';
import { EXIT, print, run } from '../terminal.ts';

interface HistoryOptions extends Omit<HistoryQuestion, 'product'> {
  readonly hs?: string;
  readonly facts?: string;
  readonly hub?: string;
  readonly json?: boolean;
  readonly locale: Locale;
}

/** `symbolon history`: how an answer changes from one day to another. */
export function register(program: Command): void {
  program
    .command('history')
    .description('how the answer for a certificate and a market changes with the day')
    .requiredOption('--certificate <number>', 'number of the certificate')
    .option('--issuer <body>', 'body that issued it, where several issued one of this number')
    .requiredOption('--market <territory>', 'market, for example CN')
    .requiredOption('--from <day>', 'first day')
    .requiredOption('--to <day>', 'last day, inclusive (a hub: at most 100 years later)')
    .option('--known-at <instant>', 'as known at this instant (default: now)')
    .addOption(
      new Option('--purpose <purpose>', 'purpose')
        .choices(['REGULATORY', 'VOLUNTARY'])
        .default('REGULATORY'),
    )
    .option('--hs <code>', 'HS code of the product')
    .option('--hub <url>', 'hub to ask (default: PUBLIC_URL)')
    .option('--facts <file>', 'answer from this facts document, without a hub')
    .option('--json', 'print the intervals as JSON')
    .addOption(
      new Option('--locale <locale>', 'language of the reasons')
        .choices(['en', 'zh'])
        .default('en'),
    )
    .addHelpText('after', '\nExit: 0 done, 2 bad input, 3 hub unavailable.')
    .action((options: HistoryOptions) => run(options.json === true, () => tellHistory(options)));
}

async function tellHistory(options: HistoryOptions): Promise<number> {
  const { certificate, issuer, market, from, to, knownAt, purpose, hs } = options;
  const { facts, hub, json, locale } = options;
  const question: HistoryQuestion = {
    ...{ certificate, market, from, to },
    ...(issuer === undefined ? {} : { issuer }),
    ...(knownAt === undefined ? {} : { knownAt }),
    ...(purpose === undefined ? {} : { purpose }),
    ...(hs === undefined ? {} : { product: { hs } }),
  };
  // Each door is loaded when used: the rules are not needed for a question to a hub.
  const { stretches, texts } =
    facts === undefined
      ? await (await import('./history-hub.ts')).hubHistory(question, hub, locale)
      : await (await import('./history-facts.ts')).factsHistory(question, facts, locale);
  const text = (code: string): string => texts.get(code) ?? '';
  await print(
    json === true
      ? JSON.stringify({ certificate, market, from, to, intervals: stretches })
      : historyText(certificate, market, stretches, text, locale),
  );
  return EXIT.done;
}
