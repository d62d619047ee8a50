import { LRUCache } from 'lru-cache';
import type { Resolvers, Statistics } from '../../schema/generated/certificates.ts';
import { EVERYTHING } from '../kit/knowledge.ts';
import { today, type RequestContext } from '../kit/subgraph.ts';
import type { CertificateShelf } from './loaders.ts';
import { countCertificates } from './statistics.ts';

/** Countings kept: whoever asks the same of the same facts shares one. */
const KEPT = 200;
/** Groups shown; a finer question is one for the list. */
const MAX_GROUPS = 1_000;

/** Resolvers of statistics: how many certificates are in which state, as of any day and knowledge. */
export function statisticsResolvers(shelf: CertificateShelf): Resolvers<RequestContext> {
  const counted = new LRUCache<string, Promise<Statistics>>({ max: KEPT });
  return {
    Query: {
      statistics: (_, { asOf, knownAt, by }, context) => {
        const day = asOf ?? today(context);
        const dimensions = [...new Set(by)].sort();
        const key = JSON.stringify([shelf.horizon.current(), day, knownAt ?? null, dimensions]);
        const made = counted.get(key);
        if (made) return made;
        const fresh = countCertificates(shelf, {
          asOf: day,
          knownAt: knownAt ?? EVERYTHING,
          by: dimensions,
        }).then((groups): Statistics => ({
          asOf: day,
          knownAt: knownAt ?? context.now().toISOString(),
          certificates: groups.reduce((sum, { count }) => sum + count, 0),
          groups: groups.slice(0, MAX_GROUPS),
          omitted: Math.max(0, groups.length - MAX_GROUPS),
        }));
        counted.set(key, fresh);
        fresh.catch(() => counted.delete(key));
        return fresh;
      },
    },
  };
}
