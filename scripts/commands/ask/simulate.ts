import { createHash } from 'node:crypto';
import { Option, type Command } from 'commander';
import { DocumentError, faultLine, faultText } from '../../../facts/index.ts';
import { readFacts } from '../../../facts/document/read.ts';
import { fileSource } from '../../../facts/document/source.ts';
import { hubAddress, queryHub } from '../hub.ts';
import { CommandError, EXIT, print, run, tell } from '../terminal.ts';

/** Changes that a hub gives at once. */
const MAX_LISTED = 100;

interface SimulateOptions {
  readonly market: string[];
  readonly asOf?: string;
  readonly knownAt?: string;
  readonly purpose?: string;
  readonly scheme?: string;
  readonly issuer?: string;
  readonly number?: string;
  readonly statusOnly?: boolean;
  readonly list: number;
  readonly hub?: string;
  readonly token?: string;
  readonly json?: boolean;
}

/** `symbolon simulate`: which answers would change if the facts of a document were recorded. */
export function register(program: Command): void {
  program
    .command('simulate')
    .description('which answers would change if these facts were recorded; nothing is')
    .argument('<file>', 'facts document (JSON, NDJSON, CSV of certificates)')
    .requiredOption('--market <territory...>', 'markets asked about')
    .option('--as-of <day>', 'day asked about (default: today)')
    .option('--known-at <instant>', 'as known at this instant (default: now)')
    .addOption(new Option('--purpose <purpose>', 'purpose').choices(['REGULATORY', 'VOLUNTARY']))
    .option('--scheme <id>', 'only certificates of this scheme')
    .option('--issuer <id>', 'only certificates of this body')
    .option('--number <beginning>', 'only certificates whose number begins so')
    .option('--status-only', 'only answers whose status changes')
    .option('--list <n>', 'changes listed, 0 to 100', listLength, 20)
    .option('--hub <url>', 'hub to ask (default: PUBLIC_URL)')
    .option('--token <token>', 'access token (or SYMBOLON_TOKEN)')
    .option('--json', 'print the outcome as JSON')
    .addHelpText(
      'after',
      '\nExit: 0 nothing would change, 1 something would, 2 bad input, 3 hub unavailable.',
    )
    .action((file: string, options: SimulateOptions) =>
      run(options.json === true, () => simulate(file, options)),
    );
}

function listLength(text: string): number {
  if (!/^\d{1,3}$/.test(text) || Number(text) > MAX_LISTED)
    throw new CommandError('USAGE', `--list is a whole number from 0 to ${MAX_LISTED}.`);
  return Number(text);
}

const QUERY = `query Simulate($changes: [String!]!, $scope: SimulationScope!, $first: Int!) {
  simulate(changes: $changes, scope: $scope) {
    __typename
    ... on Simulation {
      examined unlisted knownAt
      transitions { from to count }
      attestationTransitions { from to count }
      changes(first: $first) {
        totalCount
        nodes {
          number market
          before { status reasons { code } route changesOn }
          after { status reasons { code } route changesOn }
        }
      }
    }
    ... on SimulationRunning { examined }
    ... on InvalidFacts { message faultCount faults { code path line message } }
    ... on SimulationRefused { message reason }
  }
}`;

interface Transition {
  readonly from: string;
  readonly to: string;
  readonly count: number;
}
interface Shown {
  readonly status: string;
  readonly reasons: readonly { readonly code: string }[];
  readonly changesOn: string | null;
}
type Result =
  | {
      readonly __typename: 'Simulation';
      readonly examined: number;
      readonly unlisted: number;
      readonly transitions: readonly Transition[];
      readonly attestationTransitions: readonly Transition[];
      readonly changes: {
        readonly totalCount: number;
        readonly nodes: readonly {
          readonly number: string;
          readonly market: string;
          readonly before: Shown;
          readonly after: Shown;
        }[];
      };
    }
  | { readonly __typename: 'SimulationRunning'; readonly examined: number }
  | {
      readonly __typename: 'InvalidFacts';
      readonly faultCount: number;
      readonly faults: readonly {
        readonly code: string;
        readonly path: string;
        readonly line: number | null;
        readonly message: string;
      }[];
    }
  | { readonly __typename: 'SimulationRefused'; readonly message: string; readonly reason: string };

/** A fact on its own line, and where it stands in the file. */
interface Placed {
  readonly text: string;
  readonly path: string;
  readonly line: number;
}

async function simulate(file: string, options: SimulateOptions): Promise<number> {
  const facts = await factsOf(file);
  const hub = hubAddress(options.hub);
  const token = options.token ?? process.env['SYMBOLON_TOKEN'];
  const { market, asOf, knownAt, purpose, scheme, issuer, number, statusOnly = false } = options;
  const variables = {
    changes: facts.map(({ text }) => text),
    scope: {
      markets: market,
      statusOnly,
      ...Object.fromEntries(
        Object.entries({ asOf, knownAt, purpose }).filter(([, value]) => value !== undefined),
      ),
      certificates: Object.fromEntries(
        Object.entries({ scheme, issuer, number }).filter(([, value]) => value !== undefined),
      ),
    },
    first: Math.max(1, options.list),
  };
  for (;;) {
    const { simulate: result } = await queryHub<{ simulate: Result }>(hub, QUERY, variables, token);
    switch (result.__typename) {
      case 'SimulationRunning':
        tell(`${result.examined} certificates examined …`);
        break;
      case 'InvalidFacts':
        for (const { code, path, line, message } of result.faults) {
          const place = facts[(line ?? 1) - 1];
          const found = { code: code as never, message, file, line: place?.line ?? 1 };
          tell(faultLine({ ...found, path: (place?.path ?? '$') + path.replace(/^\$\.fact/, '') }));
        }
        throw new CommandError(
          result.faults[0]?.code ?? 'DOC_FORMAT',
          `An import would refuse this document: ${result.faultCount} faults.`,
        );
      case 'SimulationRefused':
        throw new CommandError(
          result.reason,
          result.message,
          result.reason === 'BUSY' ? EXIT.unavailable : EXIT.badInput,
        );
      case 'Simulation':
        await print(options.json === true ? JSON.stringify(result) : textOf(result, options.list));
        return result.changes.totalCount + result.attestationTransitions.length > 0
          ? EXIT.no
          : EXIT.done;
    }
  }
}

async function factsOf(file: string): Promise<Placed[]> {
  const placed: Placed[] = [];
  try {
    for await (const { facts, faults } of readFacts(await fileSource(file), createHash('sha256'))) {
      const [fault] = faults;
      if (fault) throw new DocumentError(fault);
      for (const { kind, value, path, line } of facts)
        placed.push({ text: JSON.stringify({ kind, fact: value }), path, line });
    }
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    throw new CommandError(error.fault.code, faultText({ ...error.fault, file }));
  }
  if (placed.length === 0) throw new CommandError('DOC_EMPTY', `${file} states no fact.`);
  return placed;
}

function textOf(
  { examined, transitions, attestationTransitions, changes }: Extract<Result, { changes: unknown }>,
  list: number,
): string {
  const rows = (of: readonly Transition[]): string[] =>
    of.map(({ from, to, count }) => `  ${from} → ${to}: ${count}`);
  const shown = (answer: Shown): string =>
    `${answer.status} (${answer.reasons.map(({ code }) => code).join(', ')})` +
    (answer.changesOn === null ? '' : ` until ${answer.changesOn}`);
  return [
    `${changes.totalCount} answers would change; ${examined} certificates examined`,
    ...rows(transitions),
    ...(attestationTransitions.length > 0
      ? ['standing attestations', ...rows(attestationTransitions)]
      : []),
    ...changes.nodes
      .slice(0, list)
      .flatMap(({ number, market, before, after }) => [
        `${number} in ${market}`,
        `  is        ${shown(before)}`,
        `  would be  ${shown(after)}`,
      ]),
  ].join('\n');
}
