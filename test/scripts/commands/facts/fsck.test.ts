import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { readConfig } from '../../../../gateway/config/config.ts';
import { recogniseAt } from '../../../../gateway/bootstrap/recognise-at.ts';
import { createSubgraphs } from '../../../../gateway/bootstrap/subgraphs.ts';
import { connect } from '../../../../store/index.ts';
import type { Store } from '../../../../store/index.ts';
import type { AttestationService } from '../../../../subgraphs/attestations/index.ts';
import { logModels } from '../../../../subgraphs/attestations/log/model.ts';
import type { LogModels } from '../../../../subgraphs/attestations/log/model.ts';
import { batchIdOf } from '../../../../subgraphs/attestations/archive/batch.ts';
import { archiveModels } from '../../../../subgraphs/attestations/archive/model.ts';
import type { ArchiveModels } from '../../../../subgraphs/attestations/archive/model.ts';
import { statusModels } from '../../../../subgraphs/attestations/status/model.ts';
import type { StatusModels } from '../../../../subgraphs/attestations/status/model.ts';
import { auditFacts } from '../../../../facts/ledger/audit.ts';
import { openFacts } from '../../../../facts/ledger/facts-store.ts';
import type { FactsStore } from '../../../../facts/ledger/facts-store.ts';
import { startAttestedHub, symbolon } from './attested-hub.ts';
import type { AttestedHub } from './attested-hub.ts';

let hub: AttestedHub['hub'];
let folder: AttestedHub['folder'];
let attested: AttestedHub['attested'];
let revoked: AttestedHub['revoked'];
let env: AttestedHub['env'];
let stop: AttestedHub['stop'];

beforeAll(async () => {
  ({ hub, folder, attested, revoked, env, stop } = await startAttestedHub());
});
afterAll(() => stop());

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
      ({ attestations: service } = await createSubgraphs({ config, store, facts, now, random }));
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
        () => set(models.status.batchStatuses, { _id: batchIdOf(revoked.id) }, 'members', '[]'),
      ],
      'a standing set back to before the revocation': [
        ['STATUS_DIFFERS'],
        () => set(models.status.batchStatuses, { _id: batchIdOf(revoked.id) }, 'version', 0),
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
