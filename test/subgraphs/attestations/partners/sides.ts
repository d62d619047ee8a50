import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { registerAttestationRoutes } from '../../../../gateway/routes/attestations/index.ts';
import { readConfig } from '../../../../gateway/config/config.ts';
import { createLog } from '../../../../gateway/observability/log.ts';
import { createMetrics } from '../../../../gateway/observability/metrics.ts';
import { createServer } from '../../../../gateway/http/server.ts';
import { createSubgraphs } from '../../../../gateway/bootstrap/subgraphs.ts';
import type { Answer, Question } from '../../../../schema/generated/question.ts';
import { connect } from '../../../../store/index.ts';
import type { AttestationService } from '../../../../subgraphs/attestations/index.ts';
import { proveKey } from '../../../../subgraphs/attestations/partners/index.ts';
import type { FetchText, Partners } from '../../../../subgraphs/attestations/partners/index.ts';
import type { JsonObject } from '../../../../subgraphs/attestations/verification/index.ts';
import { openFacts } from '../../../../facts/ledger/facts-store.ts';
import { ingest } from '../../../../facts/ledger/ingest.ts';
import { fileSource } from '../../../../facts/document/source.ts';
import { fixture } from '../support.ts';

interface Case {
  readonly facts: { readonly certificates: readonly { readonly number: string }[] };
  readonly question: Question;
}

/** The agreement of China and New Zealand on electrical equipment, without certificates. */
const { facts: ALL, question: ASKED } = fixture('cases/CNNZ-01.json') as Case;
const { certificates: CERTIFICATES, ...BACKGROUND } = ALL;

export const AMPLIFIER = ASKED;
export const NUMBER = ASKED.certificate;

/** What both hubs know, and the certificate that only its home knows. */
export const factsWith = (...numbers: readonly string[]): object => ({
  ...BACKGROUND,
  certificates: CERTIFICATES.filter(({ number }) => numbers.includes(number)),
});

/** A hub's parts over a store of its own, without its listener. */
export interface Side {
  readonly id: string;
  readonly url: string;
  readonly service: AttestationService;
  readonly partners: Partners;
  readonly app: FastifyInstance;
  import(document: object): Promise<void>;
  ask(question?: Partial<Question>): Promise<Answer>;
  close(): Promise<void>;
}

export interface SideOptions {
  readonly territory: string;
  readonly host: string;
  readonly now: () => Date;
  readonly fetchText: FetchText;
}

export async function openSide({ territory, host, now, fetchText }: SideOptions): Promise<Side> {
  const dataDir = mkdtempSync(join(tmpdir(), 'symbolon-side-'));
  const url = `https://${host}`;
  const config = readConfig({ DATA_DIR: dataDir, PUBLIC_URL: url, HOME_TERRITORY: territory });
  const store = await connect({ dataDir });
  const facts = await openFacts(store.mongoose, { now });
  const random = (size: number): Uint8Array => randomBytes(size);
  const { attestations: service, recognise } = await createSubgraphs({
    config,
    store,
    facts,
    now,
    random,
    fetchText,
  });
  const { partners } = service;
  if (!partners) throw new Error('a hub has partners');
  await service.ready();
  const metrics = createMetrics();
  const app = createServer(config, createLog({ logLevel: 'silent' }), metrics);
  registerAttestationRoutes(app, service);
  return {
    id: config.hubId,
    url,
    service,
    partners,
    app,
    async import(document) {
      const file = join(dataDir, 'facts.json');
      await writeFile(file, JSON.stringify(document));
      const { outcome } = await ingest(facts, await fileSource(file));
      if (outcome !== 'COMMITTED') throw new Error(outcome);
    },
    async ask(question) {
      const asOf = now().toISOString().slice(0, 10);
      const [known] = await recognise([{ ...ASKED, asOf, market: territory, ...question }]);
      if (!known) throw new Error('unanswered');
      return known.answer;
    },
    async close() {
      await app.close();
      metrics.close();
      facts.close();
      await store.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** What a side sends to be registered, signed with its keys. */
export async function registrationOf(
  side: Side,
  challenge: string,
  audience: string,
  now: Date,
): Promise<JsonObject> {
  const { keys } = side.service;
  const signers = (['attestation', 'status'] as const).map((purpose) => keys.signer(purpose));
  const { mra_log: log } = (await side.service.keySet()) as { mra_log: JsonObject };
  const proofs = await Promise.all(
    signers.map((signer) => proveKey(signer, side.id, { audience, challenge, now })),
  );
  const described = signers.map(({ kid }) => ({
    ...keys.find(kid)?.jwk,
    kid,
    alg: 'ES256',
    mra_purpose: keys.find(kid)?.purpose,
  }));
  return {
    id: side.id,
    url: side.url,
    challenge,
    keys: described,
    log,
    proofs,
  } as unknown as JsonObject;
}
