import { createHash } from 'node:crypto';
import type { GraphQLError } from 'graphql';
import { boundedCache, memoryOf } from '../../lib/cache-budget.ts';
import { publicError } from './codes.ts';
import type { Manifest } from '../config/manifest.ts';

/** The query of a request: a document, the hash of one, or both. */
export interface Reference {
  readonly query: string | undefined;
  readonly extensions: Readonly<Record<string, unknown>> | undefined;
}

/** The document meant, and what to do once it proved to be admissible. */
export interface Resolved {
  readonly query: string;
  readonly keep?: () => void;
}

const SHA256 = /^[0-9a-f]{64}$/;

/**
 * Finds documents by the SHA-256 of their text (Apollo's protocol of persisted queries, version 1):
 * those of the manifest always, those that clients registered while they stay in the cache. With
 * `listed`, nothing but the manifest's documents runs.
 */
export class PersistedOperations {
  readonly #manifest: Manifest;
  readonly #onlyListed: boolean;
  readonly #registered = boundedCache<string>('persisted documents', { sizeOf: memoryOf });

  constructor(manifest: Manifest, allowed: 'any' | 'listed') {
    this.#manifest = manifest;
    this.#onlyListed = allowed === 'listed';
  }

  resolve({ query, extensions }: Reference): Resolved | { readonly error: GraphQLError } {
    const persisted = extensions?.['persistedQuery'];
    if (persisted !== undefined && persisted !== null) return this.#byHash(persisted, query);
    if (query === undefined || query === '')
      return badRequest('Send a query, or the hash of one (extensions.persistedQuery).');
    if (this.#onlyListed && !this.#manifest.has(sha256(query))) return notListed();
    return { query };
  }

  #byHash(
    persisted: unknown,
    query: string | undefined,
  ): Resolved | { readonly error: GraphQLError } {
    if (typeof persisted !== 'object') return badRequest('persistedQuery must be an object.');
    const { version, sha256Hash: hash } = persisted as Record<string, unknown>;
    if (version !== 1) return badRequest('Persisted queries have version 1.');
    if (typeof hash !== 'string' || !SHA256.test(hash))
      return badRequest('sha256Hash must be the SHA-256 of the query, in lower-case hexadecimal.');
    const known = this.#manifest.get(hash) ?? this.#registered.get(hash);
    if (query === undefined) {
      if (known !== undefined) return { query: known };
      return this.#onlyListed
        ? notListed()
        : { error: publicError('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound') };
    }
    if (query === known) return { query };
    if (sha256(query) !== hash) return badRequest('sha256Hash is not the SHA-256 of the query.');
    if (this.#onlyListed) return notListed();
    return { query, keep: () => this.#registered.set(hash, query) };
  }
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const badRequest = (message: string) => ({ error: publicError('BAD_REQUEST', message) });
const notListed = () => ({ error: publicError('QUERY_NOT_IN_SAFELIST') });
