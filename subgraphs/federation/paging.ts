import { badInput, quoted } from './errors.ts';

/** Items in a page when the caller does not say. */
export const DEFAULT_PAGE = 20;
/** Items in a page at most. */
export const MAX_PAGE = 100;

/** The arguments of a Relay connection, read forwards. */
export interface PageArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

/** A page as GraphQL shows it (Relay cursor connections). */
export interface Connection<T> {
  readonly edges: readonly { readonly cursor: string; readonly node: T }[];
  readonly nodes: readonly T[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

/** The page size asked for. @throws BAD_USER_INPUT outside 1 to 100 */
export function pageSize(first: number | null | undefined): number {
  const size = first ?? DEFAULT_PAGE;
  if (size < 1 || size > MAX_PAGE) throw badInput(`first is ${size}; it can be 1 to ${MAX_PAGE}.`);
  return size;
}

/** Makes opaque cursors of one list: a key of another list is not taken for one of this. */
export function cursors(list: string) {
  const prefix = `${list}:`;
  return {
    encode: (key: string): string => Buffer.from(prefix + key).toString('base64url'),
    /** The key after which the page begins; null: at the start. @throws BAD_USER_INPUT */
    decode: (after: string | null | undefined): string | null => {
      if (after === null || after === undefined) return null;
      const bytes = Buffer.from(after, 'base64url');
      const text = bytes.toString('utf8');
      const canonical = Buffer.from(text).toString('base64url') === after;
      if (!canonical || !text.startsWith(prefix))
        throw badInput(`after is ${quoted(after)}; give a cursor of this list, unchanged.`);
      return text.slice(prefix.length);
    },
  };
}

/** Where a page lies among the others. */
export interface Place {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  /** Where the search stopped, when that is not at the last item. */
  readonly stoppedAt?: string | undefined;
}

/** Makes a page of items already selected. */
export function connection<T>(
  items: readonly T[],
  cursorOf: (item: T) => string,
  { hasNextPage, hasPreviousPage, stoppedAt }: Place,
): Connection<T> {
  const edges = items.map((node) => ({ cursor: cursorOf(node), node }));
  return {
    edges,
    nodes: items,
    pageInfo: {
      hasNextPage,
      hasPreviousPage,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: stoppedAt ?? edges.at(-1)?.cursor ?? null,
    },
  };
}

/**
 * Makes a page of a list held in memory, in ascending order of unique keys.
 * @throws BAD_USER_INPUT for a page size or cursor that is not acceptable
 */
export function pageOf<T>(
  list: string,
  sorted: readonly T[],
  keyOf: (item: T) => string,
  { first, after }: PageArguments,
): Connection<T> & { readonly totalCount: number } {
  const size = pageSize(first);
  const { encode, decode } = cursors(list);
  const last = decode(after);
  const start = last === null ? 0 : firstAfter(sorted, keyOf, last);
  return {
    ...connection(sorted.slice(start, start + size), (item) => encode(keyOf(item)), {
      hasNextPage: start + size < sorted.length,
      hasPreviousPage: start > 0,
    }),
    totalCount: sorted.length,
  };
}

/** Binary search: the cursor's item may be gone, so its place is looked for, not the item. */
function firstAfter<T>(sorted: readonly T[], keyOf: (item: T) => string, key: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = sorted[middle];
    if (item !== undefined && keyOf(item) <= key) low = middle + 1;
    else high = middle;
  }
  return low;
}
