import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAttestationsSubgraph } from '../../../subgraphs/attestations/index.ts';
import type {
  AttestationsSubgraph,
  Recognise,
  Recognised,
  ServiceOptions,
} from '../../../subgraphs/attestations/index.ts';
import { openKeys } from '../../../subgraphs/attestations/keys/index.ts';
import type { KeyRing } from '../../../subgraphs/attestations/keys/index.ts';
import type { Requester } from '../../../subgraphs/attestations/issuance/order.ts';
import type { Question } from '../../../schema/generated/question.ts';
import { connect } from '../../../store/index.ts';
import type { Store } from '../../../store/index.ts';
import { AUDIENCE, CASE, HUB_ID, NOW, PUBLIC_URL } from './support.ts';

/** A hub's attestations on a real store, with the answers of the worked case. */
export interface TestHub {
  readonly subgraph: AttestationsSubgraph;
  readonly keys: KeyRing;
  readonly store: Store;
  readonly dataDir: string;
  /** Of which another process of the same hub would be made. */
  readonly options: ServiceOptions;
  /** Answers given in place of the worked case's, by certificate number. */
  readonly answers: Map<string, (question: Question) => Partial<Recognised>>;
  now: Date;
  close(): Promise<void>;
}

export const OFFICER: Requester = { subject: 'officer', scopes: new Set(['attestation:issue']) };

export const REQUEST = {
  question: {
    certificate: CASE.question.certificate,
    market: CASE.question.market,
    purpose: CASE.question.purpose,
    ...(CASE.question.product ? { product: CASE.question.product } : {}),
  },
  audience: AUDIENCE,
} as const;

export async function openHub(): Promise<TestHub> {
  const dataDir = mkdtempSync(join(tmpdir(), 'symbolon-attestations-'));
  const uri = process.env['MONGODB_URI'];
  const store = await connect({
    dataDir,
    ...(uri === undefined
      ? {}
      : { uri, database: `attestations-${randomBytes(4).toString('hex')}` }),
  });
  const answers: TestHub['answers'] = new Map();
  const recognise: Recognise = (questions) =>
    Promise.resolve(
      questions.map((question) => ({
        question,
        answer: CASE.expected,
        certificate: {
          ...CASE.facts.certificates[0],
          number: question.certificate,
        } as Recognised['certificate'],
        knownAt: hub.now.toISOString(),
        ...answers.get(question.certificate)?.(question),
      })),
    );
  const now = (): Date => hub.now;
  const keys = openKeys({ dataDir, hubId: HUB_ID, now });
  const options: ServiceOptions = {
    mongoose: store.mongoose,
    keys,
    recognise,
    issuer: { hubId: HUB_ID, publicUrl: PUBLIC_URL },
    now,
    random: (size) => randomBytes(size),
  };
  const hub: TestHub = {
    now: NOW,
    options,
    store,
    dataDir,
    keys,
    answers,
    subgraph: createAttestationsSubgraph(options),
    async close() {
      if (uri !== undefined) await store.mongoose.connection.dropDatabase();
      await store.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  return hub;
}
