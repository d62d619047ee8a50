import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../gateway/config/config.ts';
import { recogniseAt } from '../../gateway/bootstrap/recognise-at.ts';
import { createSubgraphs } from '../../gateway/bootstrap/subgraphs.ts';
import { connect } from '../../store/index.ts';
import type { Store } from '../../store/index.ts';
import type { AttestationService } from '../../subgraphs/attestations/index.ts';
import { logModels } from '../../subgraphs/attestations/log/model.ts';
import type { LogModels } from '../../subgraphs/attestations/log/model.ts';
import { batchIdOf } from '../../subgraphs/attestations/archive/batch.ts';
import { archiveModels } from '../../subgraphs/attestations/archive/model.ts';
import type { ArchiveModels } from '../../subgraphs/attestations/archive/model.ts';
import { statusModels } from '../../subgraphs/attestations/status/model.ts';
import type { StatusModels } from '../../subgraphs/attestations/status/model.ts';
import { auditFacts } from '../../facts/ledger/audit.ts';
import { openFacts } from '../../facts/ledger/facts-store.ts';
import type { FactsStore } from '../../facts/ledger/facts-store.ts';
import { startFactsHub } from '../gateway/routes/attestations/facts-hub.ts';
import type { Attested, FactsHub } from '../gateway/routes/attestations/facts-hub.ts';
import type { Command } from 'commander';
import { register as backup } from '../../scripts/commands/facts/backup.ts';
import { register as exportFacts } from '../../scripts/commands/facts/export.ts';
import { register as fsck } from '../../scripts/commands/facts/fsck.ts';
import { register as importFacts } from '../../scripts/commands/facts/import.ts';
import { runCommand } from './attestations/command.ts';
import type { Outcome } from './attestations/command.ts';

const COMMANDS: Readonly<Record<string, (program: Command) => void>> = {
  backup,
  restore: backup,
  export: exportFacts,
  fsck,
  import: importFacts,
};

/** Runs a command in this process, which spares starting one for each. */
async function symbolon(
  args: readonly [command: keyof typeof COMMANDS, ...rest: string[]],
  { env }: { readonly env: Readonly<Record<string, string>> },
): Promise<Outcome> {
  const before = Object.fromEntries(Object.keys(env).map((name) => [name, process.env[name]]));
  Object.assign(process.env, env);
  try {
    return await runCommand(COMMANDS[args[0]] ?? fsck, ...args);
  } finally {
    for (const [name, value] of Object.entries(before))
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
  }
}

let hub: FactsHub;
let folder: string;
let attested: Attested;
let revoked: Attested;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'symbolon-operations-'));
  hub = await startFactsHub();
  attested = await hub.attest('C-1');
  revoked = await hub.attest('C-2');
  const query =
    'mutation ($input: RevokeAttestationInput!) { revokeAttestation(input: $input) { ... on Attestation { status } } }';
  await hub.graphql(query, { input: { id: revoked.id, reason: 'mark misused' } });
  // Facts that come later change the answer of today, not the one that was signed.
  const withdrawn = { type: 'WITHDRAWN', effectiveFrom: '2026-01-01' };
  await hub.record({ certificates: [hub.certificate('C-1', { events: [withdrawn] })] });
  await hub.until(async () => (await hub.statusOf(attested.id)) === 'REVOKED');
  await (await fetch(`${hub.url}/log/checkpoint`)).text();
});
afterAll(async () => {
  await hub.stop();
  rmSync(folder, { recursive: true, force: true });
});

const env = (dataDir: string) => ({ DATA_DIR: dataDir, PUBLIC_URL: hub.url, SEED: 'none' });

describe('backup and restore', () => {
  const modesOf = (dir: string): Record<string, string> =>
    Object.fromEntries(
      readdirSync(dir, { recursive: true, encoding: 'utf8' }).map((name) => [
        name,
        (statSync(join(dir, name)).mode & 0o777).toString(8),
      ]),
    );

  it('give, of a running hub, a hub of which nothing is wrong, with secrets readable by nobody else', async () => {
    const copy = join(folder, 'copy');
    const made = await symbolon(['backup', copy, '--json'], { env: env(hub.dataDir) });
    expect(made).toMatchObject({ code: 0 });
    expect(JSON.parse(made.stdout)).toMatchObject({ log: { size: 4 }, documents: 2 });
    const modes = modesOf(copy);
    expect(modes['store.db']).toBe('600');
    expect(modes['keys']).toBe('700');
    for (const [name, mode] of Object.entries(modes))
      expect([name, /^[67]00$/.test(mode)]).toEqual([name, true]);
    const target = join(folder, 'restored');
    expect(await symbolon(['restore', copy], { env: env(target) })).toMatchObject({ code: 0 });
    expect(Object.values(modesOf(target)).every((mode) => /^[67]00$/.test(mode))).toBe(true);
    const checked = await symbolon(['fsck', '--json'], { env: env(target) });
    expect(JSON.parse(checked.stdout)).toMatchObject({
      sound: true,
      checked: { attestations: 2, leaves: 4 },
      findings: [],
    });
    expect(checked.code).toBe(0);
  });

  it('refuse a folder that holds data, and a copy that was changed', async () => {
    const copy = join(folder, 'copy');
    expect(await symbolon(['restore', copy], { env: env(join(folder, 'restored')) })).toMatchObject(
      {
        code: 2,
      },
    );
    expect(await symbolon(['backup', copy], { env: env(hub.dataDir) })).toMatchObject({ code: 2 });
    writeFileSync(join(copy, 'store.db'), 'x');
    const { code, stderr } = await symbolon(['restore', copy], { env: env(join(folder, 'other')) });
    expect([code, stderr]).toEqual([1, expect.stringContaining('BACKUP_DAMAGED')]);
  });
});

describe('export', () => {
  it('imports to the same facts', async () => {
    const [first, second] = [join(folder, 'facts.json'), join(folder, 'again.ndjson')];
    const other = env(join(folder, 'imported'));
    expect(await symbolon(['export', '-o', first], { env: env(hub.dataDir) })).toMatchObject({
      code: 0,
    });
    expect(await symbolon(['import', first], { env: other })).toMatchObject({ code: 0 });
    const third = join(folder, 'again.json');
    await symbolon(['export', '-o', third], { env: other });
    expect(readFileSync(third, 'utf8')).toEqual(readFileSync(first, 'utf8'));
    const lines = await symbolon(['export', '--format', 'ndjson', '-o', second], { env: other });
    expect(lines.code).toBe(0);
    const unchanged = await symbolon(['import', second, '--json'], { env: other });
    expect(unchanged.stdout).toContain('UNCHANGED');
  });
});

describe('fsck', () => {
  it('says that it cannot look where there is nothing', async () => {
    expect(await symbolon(['fsck'], { env: env(join(folder, 'nothing')) })).toMatchObject({
      code: 3,
    });
  });

  describe('finds', () => {
    let store: Store;
    let facts: FactsStore;
    let service: AttestationService;
    let models: { archive: ArchiveModels; status: StatusModels; log: LogModels };
    beforeAll(async () => {
      store = await connect({ dataDir: hub.dataDir });
      models = {
        archive: archiveModels(store.mongoose),
        status: statusModels(store.mongoose),
        log: logModels(store.mongoose),
      };
      facts = await openFacts(store.mongoose);
      const config = readConfig({ DATA_DIR: hub.dataDir, PUBLIC_URL: hub.url, SEED: 'none' });
      const now = (): Date => new Date();
      const random = (size: number): Uint8Array => new Uint8Array(size);
      service = createSubgraphs({ config, store, facts, now, random }).attestations;
    });
    afterAll(async () => {
      facts.close();
      await store.close();
    });

    const codes = async (): Promise<string[]> => {
      const found: string[] = [];
      await auditFacts(facts, ({ code }) => found.push(code));
      const { findings } = await service.audit(recogniseAt(facts, () => new Date()));
      return [...new Set([...found, ...findings.map(({ code }) => code)])].sort();
    };

    /** Each tampers behind the hub's back and gives how to undo it. */
    const TAMPERING: Readonly<
      Record<
        string,
        readonly [codes: readonly string[], tamper: () => Promise<() => Promise<unknown>>]
      >
    > = {
      nothing: [[], () => Promise.resolve(() => Promise.resolve())],
      'a token with another signature': [
        ['SIGNATURE_INVALID'],
        () => setBatch('signatures', Buffer.alloc(64, 1)),
      ],
      'a token of something else': [
        ['CONTENT_CHANGED', 'DECISION_DIFFERS', 'SIGNATURE_INVALID'],
        () =>
          set(models.archive.forms, { _id: `${batchIdOf(attested.id)}/0` }, 'forms', '[[[2],[]]]'),
      ],
      'an attestation whose stored question is not the signed one': [
        ['CONTENT_CHANGED', 'DECISION_DIFFERS'],
        async () =>
          setBatch(
            'bases',
            '[{"question":{"certificate":"C-6","market":"CN","asOf":"2026-01-01"},"answer":{"status":"RECOGNISED","reasons":[]},"certificate":"C-6","knownAt":"","grounds":[]}]',
          ),
      ],
      'a revocation taken back in silence': [
        ['STATUS_DIFFERS'],
        () => set(models.status.standings, { _id: batchIdOf(revoked.id) }, 'members', '[]'),
      ],
      'a standing set back to before the revocation': [
        ['STATUS_DIFFERS'],
        () => set(models.status.standings, { _id: batchIdOf(revoked.id) }, 'version', 0),
      ],
      'a place that no list has': [['PLACE_INVALID'], () => setBatch('list', 9)],
      'a change of status rewritten': [
        ['CHANGE_ALTERED', 'LEAF_UNKNOWN', 'STATUS_DIFFERS'],
        () =>
          edit(models.status.changes, { batch: batchIdOf(revoked.id) }, 'statements', (text) =>
            text.replace('mark misused', 'x'),
          ),
      ],
      'a leaf exchanged': [
        ['LEAF_MISSING', 'LEAF_UNKNOWN', 'ROOT_DIFFERS'],
        () => set(models.log.runs, { _id: 0 }, 'entries', Buffer.alloc(32)),
      ],
      'a checkpoint of another tree': [
        ['CHECKPOINT_INVALID', 'ROOT_DIFFERS'],
        () => set(models.log.checkpoints, {}, 'root', 'A'.repeat(43) + '='),
      ],
      'a fact changed after the decision': [
        ['DECISION_DIFFERS', 'FACT_CHANGED'],
        () =>
          set(facts.models.designations, { 'fact.body': 'B-1' }, 'fact', {
            body: 'B-1',
            agreement: 'AG-1',
            from: '2026-11-01',
          }),
      ],
    };

    it.each(Object.entries(TAMPERING))('%s', async (_name, [expected, tamper]) => {
      const undo = await tamper();
      const found = await codes();
      await undo();
      expect(found).toEqual(expected);
    });

    const setBatch = (field: string, value: unknown): Promise<() => Promise<unknown>> =>
      set(models.archive.batches, { _id: batchIdOf(attested.id) }, field, value);

    async function edit(
      model: unknown,
      filter: object,
      field: string,
      change: (text: string) => string,
    ): Promise<() => Promise<unknown>> {
      const found = await (model as Collection).collection.findOne(filter);
      return set(model, filter, field, change(String(found?.[field])));
    }

    interface Collection {
      readonly collection: {
        findOne(filter: object): Promise<Record<string, unknown> | null>;
        updateOne(filter: object, update: object): Promise<unknown>;
      };
    }

    async function set(
      model: unknown,
      filter: object,
      field: string,
      value: unknown,
    ): Promise<() => Promise<unknown>> {
      const { collection } = model as Collection;
      const before = await collection.findOne(filter);
      const where = { _id: before?.['_id'] };
      await collection.updateOne(where, { $set: { [field]: value } });
      return () => collection.updateOne(where, { $set: { [field]: before?.[field] } });
    }
  });
});
