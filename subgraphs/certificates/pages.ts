import type { CertificateFilter } from '../../schema/generated/certificates.ts';
import { boundedCache } from '../../lib/cache-budget.ts';
import type { MaybePromise } from '../../lib/maybe-promise.ts';
import { SnapshotCache } from '../../facts/ledger/snapshot-cache.ts';
import type { Connection, PageArguments } from '../federation/paging.ts';
import type { RemainingTime } from '../federation/turns.ts';
import type { RequestContext } from '../federation/subgraph.ts';
import type { CertificateRecord, CertificateRepository } from './loaders.ts';
import { searchCertificates } from './search.ts';

type Page = Connection<CertificateRecord>;

/** Bytes of a certificate on a page. */
const RECORD_BYTES = 1_500;

/** Pages of searches, each kept until something is committed: the same search finds the same page. */
export class SearchPages {
  readonly #shelf: CertificateRepository;
  readonly #pages: SnapshotCache<Page>;

  constructor(repository: CertificateRepository) {
    this.#shelf = repository;
    this.#pages = new SnapshotCache(
      repository.horizon,
      boundedCache('search pages', { sizeOf: ({ nodes }) => RECORD_BYTES * (nodes.length + 1) }),
    );
  }

  /** As {@link searchCertificates}; at once when the page is kept. */
  search(
    filter: CertificateFilter,
    page: PageArguments,
    today: string,
    context: RequestContext,
  ): MaybePromise<Page> {
    const key = JSON.stringify([filter, page.first, page.after, today]);
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
    page: PageArguments,
    today: string,
    left?: RemainingTime,
  ): Promise<Page> {
    const keep = this.#pages.keeper();
    const found = await searchCertificates(this.#shelf, filter, page, today, left);
    keep(key, found);
    return found;
  }
}
