import type { CertificateFilter } from '../../schema/generated/certificates.ts';
import { boundedCache, memoryOf } from '../../lib/cache-budget.ts';
import type { MaybePromise } from '../../lib/maybe-promise.ts';
import { SnapshotCache } from '../../facts/ledger/snapshot-cache.ts';
import type { Connection } from '../federation/paging.ts';
import { countFound, type Total } from './count.ts';
import type { SearchArguments } from './ordered-search.ts';
import type { RemainingTime } from '../federation/turns.ts';
import type { RequestContext } from '../federation/subgraph.ts';
import type { CertificateRecord, CertificateRepository } from './loaders.ts';
import { searchCertificates } from './search.ts';

/** A page of certificates, and what it is a page of. */
export type Page = Connection<CertificateRecord> & {
  readonly of: { readonly filter: CertificateFilter; readonly today: string };
};

/** Bytes of a certificate on a page. */
const RECORD_BYTES = 1_500;

/** Pages of searches, each kept until something is committed: the same search finds the same page. */
export class SearchPages {
  readonly #shelf: CertificateRepository;
  readonly #pages: SnapshotCache<Page>;
  readonly #totals: SnapshotCache<Total>;

  constructor(repository: CertificateRepository) {
    this.#shelf = repository;
    this.#pages = new SnapshotCache(
      repository.horizon,
      boundedCache('search pages', { sizeOf: ({ nodes }) => RECORD_BYTES * (nodes.length + 1) }),
    );
    this.#totals = new SnapshotCache(
      repository.horizon,
      boundedCache<Total>('search totals', { sizeOf: memoryOf }),
    );
  }

  /** As {@link searchCertificates}; at once when the page is kept. */
  search(
    filter: CertificateFilter,
    page: SearchArguments,
    today: string,
    context: RequestContext,
  ): MaybePromise<Page> {
    const key = JSON.stringify([filter, page.sort, page.first, page.after, today]);
    const kept = this.#pages.get(key);
    if (kept) return kept;
    return this.#shelf.turns.run(
      context,
      // While it waited, another may have found the same.
      async (left) => this.#pages.get(key) ?? this.#find(key, filter, page, today, left),
    );
  }

  async #find(
    key: string,
    filter: CertificateFilter,
    asked: SearchArguments,
    today: string,
    left?: RemainingTime,
  ): Promise<Page> {
    const keep = this.#pages.keeper();
    const found = await searchCertificates(this.#shelf, filter, asked, today, left);
    const page = { ...found, of: { filter, today } };
    keep(key, page);
    return page;
  }

  /** How many certificates meet the conditions of a page: counted for those who ask, and kept. */
  total({ filter, today }: Page['of'], context: RequestContext): MaybePromise<Total> {
    const key = JSON.stringify([filter, today]);
    const kept = this.#totals.get(key);
    if (kept) return kept;
    return this.#shelf.turns.run(context, async (left) => {
      const again = this.#totals.get(key);
      if (again) return again;
      const keep = this.#totals.keeper();
      const total = await countFound(this.#shelf, filter, today, left);
      keep(key, total);
      return total;
    });
  }
}
