import type { Resolvers, Statistics } from '../../schema/generated/certificates.ts';
import { boundedCache, memoryOf } from '../../lib/cache-budget.ts';
import { SnapshotCache } from '../../facts/ledger/snapshot-cache.ts';
import { LAST_INSTANT } from '../../schema/knowledge.ts';
import { today, type Days, type RequestContext } from '../federation/subgraph.ts';
import type { CertificateRepository } from './loaders.ts';
import { countCertificates, countTable } from './statistics.ts';
import { readTable, type CertificateTable } from './table.ts';

/** Groups shown; a finer question is one for the list. */
const MAX_GROUPS = 1_000;

/** Resolvers of statistics: how many certificates are in which state, as of any day and knowledge. */
export function statisticsResolvers(
  repository: CertificateRepository,
  days: Days,
): Resolvers<RequestContext> {
  // Whoever asks the same of the same facts shares one.
  const counted = new SnapshotCache<Statistics>(
    repository.horizon,
    boundedCache<Statistics>('statistics', { sizeOf: memoryOf }),
  );
  const table = tableOf(repository);
  return {
    Query: {
      statistics: async (_, { asOf, knownAt, by }, context) => {
        const day = asOf ?? today(context, await days());
        const dimensions = [...new Set(by)].sort();
        const key = JSON.stringify([day, knownAt ?? null, dimensions]);
        const made = counted.get(key);
        if (made) return made;
        return repository.turns.run(context, async (left) => {
          const again = counted.get(key);
          if (again) return again;
          const keep = counted.keeper();
          const counting = { asOf: day, knownAt: knownAt ?? LAST_INSTANT, by: dimensions };
          const all = await table();
          left();
          const groups = all
            ? countTable(all, counting)
            : await countCertificates(repository, counting, left);
          const fresh: Statistics = {
            asOf: day,
            knownAt: knownAt ?? context.now().toISOString(),
            certificates: groups.reduce((sum, { count }) => sum + count, 0),
            groups: groups.slice(0, MAX_GROUPS),
            omitted: Math.max(0, groups.length - MAX_GROUPS),
          };
          keep(key, fresh);
          return fresh;
        });
      },
    },
  };
}

/** The table of the present horizon, read once for all who count; undefined: there are too many. */
function tableOf(repository: CertificateRepository): () => Promise<CertificateTable | undefined> {
  let reading: { at: number; table: Promise<CertificateTable | undefined> } | undefined;
  return () => {
    const at = repository.horizon.current();
    if (reading?.at === at) return reading.table;
    // Read for everybody: it does not end with the request that happens to come first.
    const table = readTable(repository, () => TABLE_MS);
    const mine = { at, table };
    reading = mine;
    table.catch(() => {
      if (reading === mine) reading = undefined;
    });
    return table;
  };
}

/** Milliseconds that each read for a table may take. */
const TABLE_MS = 10_000;
