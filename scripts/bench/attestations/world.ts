import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../../gateway/config.ts';
import { createSubgraphs } from '../../../gateway/subgraphs.ts';
import { connect } from '../../../store/index.ts';
import type { AttestationService } from '../../../subgraphs/attestations/index.ts';
import { openFacts } from '../../../subgraphs/kit/facts/facts-store.ts';
import { seed, seedPort } from '../../seed/index.ts';

/** The attestations of a hub with the bundled data, in this process, on an embedded store. */
export interface World {
  readonly service: AttestationService;
  /** Issues attestations that nobody has asked for before, as many as are asked for, in bulk. */
  issue(count: number): Promise<void>;
  close(): Promise<void>;
}

const OFFICER = { subject: 'bench', scopes: new Set(['attestation:issue']) };
/** A certificate of the bundled data, and a market that recognises it. */
export const QUESTION = {
  certificate: 'ANSSI-CC-2023/42',
  market: 'US',
  purpose: 'REGULATORY',
} as const;
/** Requests in one call. */
const BATCH = 500;

export async function openWorld(): Promise<World> {
  const dataDir = await mkdtemp(join(tmpdir(), 'symbolon-bench-'));
  const store = await connect({ dataDir });
  const now = (): Date => new Date();
  const facts = await openFacts(store.mongoose, { now });
  await seed(seedPort(facts));
  const subgraphs = createSubgraphs({
    config: readConfig({ DATA_DIR: dataDir }),
    store,
    facts,
    now,
    random: (size) => randomBytes(size),
  });
  const service = subgraphs.attestations;
  let issued = 0;
  const batch = async (size: number): Promise<void> => {
    const requests = Array.from({ length: size }, () => ({
      question: QUESTION,
      audience: `urn:bench:authority-${++issued}`,
    }));
    const outcomes = await service.issueAll(requests, OFFICER);
    if (outcomes.some(({ kind }) => kind !== 'issued')) throw new Error('not all were issued');
  };
  return {
    service,
    async issue(count) {
      const sizes = Array.from({ length: Math.ceil(count / BATCH) }, (_, index) =>
        Math.min(BATCH, count - index * BATCH),
      );
      // Two calls at a time: one is signed while the other is stored.
      const caller = async (): Promise<void> => {
        for (let size = sizes.pop(); size !== undefined; size = sizes.pop()) await batch(size);
      };
      await Promise.all([caller(), caller()]);
    },
    async close() {
      facts.close();
      await store.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
