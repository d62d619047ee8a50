import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cursors, pageOf, pageSize } from '../../../subgraphs/federation/paging.ts';

type Page = ReturnType<typeof pageOf<string>>;

const key = (item: string): string => item;

describe('paging', () => {
  it('walks a list page by page, each item once and in order, whatever the page size', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string(), { maxLength: 50 }),
        fc.integer({ min: 1, max: 20 }),
        (items, first) => {
          const sorted = items.toSorted((a, b) => (a < b ? -1 : 1));
          const seen: string[] = [];
          let after: string | null = null;
          for (;;) {
            const page: Page = pageOf('things', sorted, key, { first, after });
            seen.push(...page.nodes);
            expect(page.totalCount).toBe(sorted.length);
            expect(page.pageInfo.hasPreviousPage).toBe(
              after !== null && seen.length > page.nodes.length,
            );
            if (!page.pageInfo.hasNextPage) break;
            after = page.pageInfo.endCursor;
          }
          expect(seen).toEqual(sorted);
        },
      ),
    );
  });

  it('goes on after an item that has since gone', () => {
    const { endCursor } = pageOf('things', ['a', 'b', 'c'], key, { first: 2 }).pageInfo;
    expect(pageOf('things', ['a', 'c'], key, { after: endCursor }).nodes).toEqual(['c']);
  });

  it.each([0, -1, 101, 2_147_483_647])('refuses %d items in a page', (first) => {
    expect(() => pageSize(first)).toThrow(/it can be 1 to 100/);
  });

  it('gives 20 items when the caller does not say, also for null', () => {
    expect([pageSize(undefined), pageSize(null), pageSize(100)]).toEqual([20, 20, 100]);
  });

  it.each([
    '',
    'x',
    'Y2VydA==',
    cursors('others').encode('a'),
    `${cursors('things').encode('a')}=`,
  ])('refuses the cursor %j', (after) => {
    expect(() => pageOf('things', ['a'], key, { after })).toThrow(/give a cursor of this list/);
  });
});
