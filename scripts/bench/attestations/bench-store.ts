import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Question } from '../../../schema/generated/question.ts';
import { readConfig } from '../../../gateway/config/config.ts';
import { createSubgraphs } from '../../../gateway/bootstrap/subgraphs.ts';
import { connect } from '../../../store/index.ts';
import type { AttestationService, Recognised } from '../../../subgraphs/attestations/index.ts';
import { statusModels } from '../../../subgraphs/attestations/status/model.ts';
import type { StoredBatchStatus } from '../../../subgraphs/attestations/status/model.ts';
import { membersOf } from '../../../subgraphs/attestations/status/batch-status.ts';
import { leaseModel } from '../../../subgraphs/attestations/revalidation/lease.ts';
import type { StoredRevalidation } from '../../../subgraphs/attestations/revalidation/lease.ts';
import { openFacts } from '../../../facts/ledger/facts-store.ts';
import { ingest } from '../../../facts/ledger/ingest.ts';
import { textSource } from '../../../facts/document/source.ts';
import { seed, seedPort } from '../../seed/index.ts';

/** The attestations of a hub with the bundled data, in this process, on an embedded store. */
export interface BenchStore {
  readonly service: AttestationService;
  /** Questions that are answered with a recognition: of all bundled certificates, in one market. */
  readonly questions: readonly Question[];
  /** Issues attestations that nobody has asked for before, as many as are asked for, in bulk. */
  issue(count: number): Promise<void>;
  /** Records one document by which no attestation of this world is true for the time being. */
  restrain(): Promise<void>;
  /** Whether all consequences of what was recorded have been drawn. */
  isFollowed(): Promise<boolean>;
  /** Attestations that are suspended. */
  suspended(): Promise<number>;
  close(): Promise<void>;
}

export const OFFICER = { subject: 'bench', scopes: new Set(['attestation:issue']) };
const MARKET = 'US';
/** Requests in one call, and calls under way. */
const BATCH = 24_000;
const CALLERS = 2;

export async function openBenchStore(): Promise<BenchStore> {
  const dataDir = await mkdtemp(join(tmpdir(), 'symbolon-bench-'));
  const store = await connect({ dataDir });
  const now = (): Date => new Date();
  const facts = await openFacts(store.mongoose, { now });
  await seed(seedPort(facts));
  const subgraphs = await createSubgraphs({
    config: readConfig({ DATA_DIR: dataDir }),
    store,
    facts,
    now,
    random: (size) => randomBytes(size),
  });
  const service = subgraphs.attestations;
  const certificates = await facts.models.certificates
    .find({}, { 'fact.number': 1 })
    .lean<{ fact: { number: string } }[]>();
  const asOf = now().toISOString().slice(0, 10);
  const recognised = (
    await subgraphs.recognise(
      certificates.map(({ fact: { number } }) => ({
        ...{ certificate: number, market: MARKET, purpose: 'REGULATORY', asOf },
      })),
    )
  ).filter(isRecognised);
  const questions = recognised.map(({ question }) => question);
  let issued = 0;
  const batch = async (size: number): Promise<void> => {
    const requests = Array.from({ length: size }, () => {
      const question = questions[issued % questions.length];
      if (!question) throw new Error('some certificate is recognised');
      // Each authority is given the attestations of all certificates.
      const authority = Math.floor(issued++ / questions.length);
      return { question, audience: `urn:bench:authority-${authority}` };
    });
    const outcomes = await service.issueAll(requests, OFFICER);
    if (outcomes.some(({ kind }) => kind !== 'issued')) throw new Error('not all were issued');
  };
  return {
    service,
    questions,
    async issue(count) {
      const sizes = Array.from({ length: Math.ceil(count / BATCH) }, (_, index) =>
        Math.min(BATCH, count - index * BATCH),
      );
      const caller = async (): Promise<void> => {
        for (let size = sizes.pop(); size !== undefined; size = sizes.pop()) await batch(size);
      };
      await Promise.all(Array.from({ length: CALLERS }, caller));
    },
    async restrain() {
      const bodies = new Set(recognised.map(({ certificate }) => certificate?.issuer));
      const measures = [...bodies].map((body) => ({ market: MARKET, body, from: asOf }));
      const { outcome } = await ingest(
        facts,
        textSource(JSON.stringify({ measures }), 'measures', 'json'),
      );
      if (outcome === 'REJECTED') throw new Error('the measures were refused');
    },
    async isFollowed() {
      const turn = await leaseModel(store.mongoose)
        .findById('upholding')
        .lean<StoredRevalidation | null>();
      return turn?.horizon === facts.horizon.current();
    },
    async suspended() {
      const { batchStatuses } = statusModels(store.mongoose);
      const stored = await batchStatuses.find().lean<StoredBatchStatus[]>();
      const members = stored.flatMap(({ members }) => membersOf(members));
      return members.filter(({ status }) => status === 'SUSPENDED').length;
    },
    async close() {
      facts.close();
      await store.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

const isRecognised = ({ answer }: Recognised): boolean => answer.status.startsWith('RECOGNISED');
