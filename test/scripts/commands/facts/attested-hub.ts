import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { register as backup } from '../../../../scripts/commands/facts/backup.ts';
import { register as exportFacts } from '../../../../scripts/commands/facts/export.ts';
import { register as fsck } from '../../../../scripts/commands/facts/fsck.ts';
import { register as importFacts } from '../../../../scripts/commands/facts/import.ts';
import { startFactsHub } from '../../../gateway/routes/attestations/facts-hub.ts';
import type { Attested, FactsHub } from '../../../gateway/routes/attestations/facts-hub.ts';
import { runCommand } from '../command.ts';
import type { Outcome } from '../command.ts';
import { withEnvironment } from '../environment.ts';

const COMMANDS: Readonly<Record<string, (program: Command) => void>> = {
  backup,
  restore: backup,
  export: exportFacts,
  fsck,
  import: importFacts,
};

/** Runs a command in this process, which spares starting one for each. */
export function symbolon(
  args: readonly [command: keyof typeof COMMANDS, ...rest: string[]],
  { env }: { readonly env: Readonly<Record<string, string>> },
): Promise<Outcome> {
  return withEnvironment(env, () => runCommand(COMMANDS[args[0]] ?? fsck, ...args));
}

/** A hub that runs, with an attestation revoked by the facts and one revoked by an officer. */
export interface AttestedHub {
  readonly hub: FactsHub;
  readonly attested: Attested;
  readonly revoked: Attested;
  /** For what the tests write. */
  readonly folder: string;
  readonly env: (dataDir: string) => Record<string, string>;
  readonly stop: () => Promise<void>;
}

export async function startAttestedHub(): Promise<AttestedHub> {
  const folder = mkdtempSync(join(tmpdir(), 'symbolon-operations-'));
  const hub = await startFactsHub();
  const attested = await hub.attest('C-1');
  const revoked = await hub.attest('C-2');
  const query =
    'mutation ($input: RevokeAttestationInput!) { revokeAttestation(input: $input) { ... on Attestation { status } } }';
  await hub.graphql(query, { input: { id: revoked.id, reason: 'mark misused' } });
  // Facts that come later change the answer of today, not the one that was signed.
  const withdrawn = { type: 'WITHDRAWN', effectiveFrom: '2026-01-01' };
  await hub.record({ certificates: [hub.certificate('C-1', { events: [withdrawn] })] });
  await hub.until(async () => (await hub.statusOf(attested.id)) === 'REVOKED');
  await (await fetch(`${hub.url}/log/checkpoint`)).text();
  return {
    hub,
    attested,
    revoked,
    folder,
    env: (dataDir) => ({ DATA_DIR: dataDir, PUBLIC_URL: hub.url, SEED: 'none' }),
    async stop() {
      await hub.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
