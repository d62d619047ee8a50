import { LRUCache } from 'lru-cache';

const MEBIBYTE = 1024 * 1024;

/** Mebibytes that all caches of a process may hold together, unless the operator says otherwise. */
export const DEFAULT_CACHE_MB = 150;

/**
 * Hundredths of the budget for each cache. What strangers fill by asking (documents, operations, plans)
 * has the half of it; the rest is for what the store would be asked again.
 */
const SHARES = {
  'admitted documents': 13,
  'document texts': 5,
  'lifted documents': 4,
  operations: 9,
  plans: 12,
  'stock calls': 3,
  'service calls': 3,
  'persisted documents': 4,
  tokens: 4,
  credentials: 2,
  'certificate records': 8,
  'certificate evidence': 5,
  'search pages': 4,
  'search totals': 1,
  attestations: 3,
  'attestation batches': 3,
  'log tiles': 1,
  'past status lists': 1,
  questions: 2,
  statistics: 2,
  simulations: 6,
  'past knowledge': 6,
} as const;

/** A cache that is bounded by its share of the budget. */
export type CacheName = keyof typeof SHARES;

/** Bytes that a cache may hold, by the budget. */
export class CacheBudget {
  readonly #bytes: number;

  constructor(megabytes: number = DEFAULT_CACHE_MB) {
    this.#bytes = megabytes * MEBIBYTE;
  }

  share(name: CacheName): number {
    return Math.floor((this.#bytes * SHARES[name]) / 100);
  }
}

let inForce = new CacheBudget();

/** Sets the budget of this process; caches made before keep the share that they were made with. */
export function setCacheBudget(budget: CacheBudget): void {
  inForce = budget;
}

/** Further settings of a cache. */
interface CacheOptions<V> {
  /** Bytes of an entry, its key not counted; entries larger than the share are not kept. */
  readonly sizeOf: (value: V, key: string) => number;
  /** Milliseconds for which an entry is believed. */
  readonly ttl?: number;
  readonly dispose?: (value: V, key: string) => void;
  readonly noDeleteOnStaleGet?: boolean;
}

/** Bytes of an entry besides its key and its value: links, map slots, headers of objects. */
const ENTRY_BYTES = 200;

/** How much a cache of that name may keep. */
const bounds = <V extends object | string>(
  name: CacheName,
  { sizeOf, ...options }: CacheOptions<V>,
): LRUCache.Options<string, V, unknown> => ({
  maxSize: Math.max(1, inForce.share(name)),
  sizeCalculation: (value, key) => ENTRY_BYTES + 2 * key.length + Math.ceil(sizeOf(value, key)),
  ...options,
});

/** A cache that is bounded in bytes by its share of the budget; what was used least recently goes. */
export const boundedCache = <V extends object | string>(
  name: CacheName,
  options: CacheOptions<V>,
): LRUCache<string, V> => {
  const cache = new LRUCache<string, V>(bounds(name, options));
  const seen = (made.get(name) ?? []).filter((one) => one.deref() !== undefined);
  made.set(name, [...seen, new WeakRef<Sized>(cache)]);
  return cache;
};

interface Sized {
  readonly size: number;
  readonly calculatedSize: number;
}

/** The caches of this process; one that nobody uses any more is not kept for being counted. */
const made = new Map<CacheName, readonly WeakRef<Sized>[]>();

/** Total size of the caches of one name. */
export interface CacheSize {
  readonly name: CacheName;
  readonly bytes: number;
  readonly entries: number;
}

/** Size of each cache of this process, by its own reckoning. */
export const cacheSizes = (): readonly CacheSize[] =>
  [...made].map(([name, caches]) => {
    const live = caches.flatMap((one) => one.deref() ?? []);
    return {
      name,
      bytes: live.reduce((sum, { calculatedSize }) => sum + calculatedSize, 0),
      entries: live.reduce((sum, { size }) => sum + size, 0),
    };
  });

/**
 * Bytes of a compiled operation for each character of its text, as measured on queries of 100 to 1,000
 * characters: closures, syntax tree, compiled resolvers.
 */
export const COMPILED_BYTES_A_CHARACTER = 220;

/** Bytes of a value that holds nothing but a number, a boolean or a reference. */
const SLOT_BYTES = 16;
/** Bytes of an object or a list besides what is in it. */
const OBJECT_BYTES = 56;

/** About how many bytes a plain value holds: as JSON could say it, each object counted where it stands. */
export function memoryOf(value: unknown): number {
  if (typeof value === 'string') return SLOT_BYTES + 2 * value.length;
  if (typeof value !== 'object' || value === null) return SLOT_BYTES;
  if (ArrayBuffer.isView(value)) return OBJECT_BYTES + value.byteLength;
  let bytes = OBJECT_BYTES;
  for (const item of Object.values(value)) bytes += SLOT_BYTES + memoryOf(item);
  return bytes;
}
