import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { recogniseAt } from '../../../gateway/bootstrap/recognise-at.ts';
import { createSubgraphs } from '../../../gateway/bootstrap/subgraphs.ts';
import type { Finding } from '../../../subgraphs/attestations/audit/index.ts';
import { auditFacts } from '../../../facts/ledger/audit.ts';
import { configOf, withData } from './open-data.ts';
import { CommandError, EXIT, print, run, tell } from '../terminal.ts';

interface FsckOptions {
  readonly json?: boolean;
}

/** `symbolon fsck`: verifies everything that was issued, as an auditor would, after the fact. */
export function register(program: Command): void {
  program
    .command('fsck')
    .description('verify everything issued: signatures, log, statuses, decisions, and the facts')
    .option('--json', 'print as JSON')
    .addHelpText(
      'after',
      '\nWhat a crash has left unfinished is finished first; nothing else is changed.' +
        '\nExit: 0 nothing is wrong, 1 there are findings, 3 the data cannot be read.',
    )
    .action((options: FsckOptions) => run(options.json === true, () => fsck(options)));
}

async function fsck({ json }: FsckOptions): Promise<number> {
  const { dataDir, mongodbUri } = configOf();
  // An audit of nothing would find nothing: a wrong path must not look like a sound hub.
  if (mongodbUri === undefined && !existsSync(join(dataDir, 'store.db')))
    throw new CommandError('STORE_UNAVAILABLE', `${dataDir} holds no data.`, EXIT.unavailable);
  return withData(async ({ config, store, facts, now, random }) => {
    const { attestations: service } = await createSubgraphs({ config, store, facts, now, random });
    await service.ready();
    const findings: Finding[] = [];
    const report = (finding: Finding): void => {
      findings.push(finding);
      tell(`${finding.part} ${finding.code} ${finding.subject}: ${finding.message}`);
    };
    const known = await auditFacts(facts, (finding) => {
      report({ part: 'facts', ...finding });
    });
    const { checked } = await service.audit(recogniseAt(facts, now), report);
    const counts: Readonly<Record<string, number>> = { facts: known, ...checked };
    const sound = findings.length === 0;
    await print(
      json === true
        ? JSON.stringify({ sound, checked: counts, findings })
        : `${told(counts)}: ${sound ? 'nothing is wrong' : `${findings.length} findings`}.`,
    );
    return sound ? EXIT.done : EXIT.no;
  });
}

const told = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([what, count]) => `${count} ${what}`)
    .join(', ');
