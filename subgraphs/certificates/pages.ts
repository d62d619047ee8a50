import type { CertificateFilter } from '../../schema/generated/certificates.ts';
import { bounds } from '../kit/cache-budget.ts';
import type { Eventually } from '../kit/eventually.ts';
import { HorizonCache } from '../kit/horizon-cache.ts';
import type { Connection, PageArguments } from '../kit/paging.ts';
import type { CertificateRecord, CertificateSources } from './loaders.ts';
import { searchCertificates } from './search.ts';

type Page = Connection<CertificateRecord>;

/** Bytes of a certificate on a page. */
const RECORD_BYTES = 1_500;

/** Pages of searches, each kept until something is committed: the same search finds the same page. */
export class SearchPages {
  readonly #sources: CertificateSources;
  readonly #pages: HorizonCache<Page>;

  constructor(sources: CertificateSources) {
    this.#sources = sources;
    this.#pages = new HorizonCache(
      sources.horizon,
      bounds('search pages', { sizeOf: ({ nodes }) => RECORD_BYTES * (nodes.length + 1) }),
    );
  }

  /** As {@link searchCertificates}; at once when the page is kept. */
  search(filter: CertificateFilter, page: PageArguments, today: string): Eventually<Page> {
    const key = JSON.stringify([filter, page.first, page.after, today]);
    return this.#pages.get(key) ?? this.#find(key, filter, page, today);
  }

  async #find(key: string, ...search: Parameters<SearchPages['search']>): Promise<Page> {
    const keep = this.#pages.keeper();
    const page = await searchCertificates(this.#sources, ...search);
    keep(key, page);
    return page;
  }
}
