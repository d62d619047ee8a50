import { ingest } from '../../../facts/ledger/ingest.ts';
import type { IngestReport } from '../../../facts/ledger/report.ts';
import { containment, territoriesOf } from '../../../facts/ledger/surroundings.ts';
import type { FactsStore } from '../../../facts/ledger/facts-store.ts';
import { spooled } from '../../../facts/document/spool.ts';
import type { Evidence } from './evidence.ts';
import type { IsOfTerritory } from './inspection.ts';

/** Writes facts by the one way in which facts are written: checked, appended, committed as a whole. */
export type RecordFacts = (evidence: readonly Evidence[]) => Promise<IngestReport>;

/** Milliseconds that a presentation waits for an import under way. */
const PATIENCE_MS = 20_000;

/** Records facts in a store, as the import of a document does. */
export const recorderInto =
  (facts: FactsStore, dataDir: string): RecordFacts =>
  (evidence) => {
    const document = {
      registers: evidence.map(({ register }) => register),
      certificates: evidence.flatMap(({ certificate }) => (certificate ? [certificate] : [])),
    };
    async function* bytes(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(Buffer.from(JSON.stringify(document)));
    }
    return spooled(
      bytes(),
      { dataDir, name: 'attestations of partners', format: 'json' },
      (source) => ingest(facts, source, { patience: PATIENCE_MS }),
    );
  };

/** Looks up bodies, and which territory contains which, in a store. A body without a territory is of none in particular. */
export const bodiesIn =
  (facts: FactsStore): IsOfTerritory =>
  async (body, territory) => {
    const owned = (await territoriesOf(facts, 'bodies', [body])).get(body) ?? '';
    return owned === '' || (await containment(facts)).covers(territory, owned);
  };
