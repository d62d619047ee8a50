import { describe, expect, it } from '@jest/globals';
import { CacheBudget, setCacheBudget } from '../../../lib/cache-budget.ts';
import { KnownAt } from '../../../facts/model/known-at.ts';
import { allKnownAt } from '../../../facts/model/knowledge.ts';

const FACTS = [
  { id: 'always' },
  { id: 'later', recordedAt: '2021-06-01T10:00:00Z' },
  { id: 'believed for a while', recordedAt: '2020-01-01', retractedAt: '2022-01-01' },
  { id: 'with a late event', events: [{ effectiveFrom: '2020-01-01', recordedAt: '2023-01-01' }] },
];

describe('what was known at an instant', () => {
  const made: (string | undefined)[] = [];
  const known = new KnownAt([FACTS], (at) => {
    made.push(at);
    return allKnownAt(FACTS, at);
  });
  const ids = (at?: string): string[] => known.at(at).map(({ id }) => id);

  it('is worked out from what had been recorded and not retracted by then', () => {
    expect(ids()).toEqual(['always', 'later', 'with a late event']);
    expect(ids('2020-06-01T00:00:00.000Z')).toEqual([
      ...['always', 'believed for a while', 'with a late event'],
    ]);
    expect(ids('2021-06-01T10:00:00.000Z')).toEqual([
      ...['always', 'later', 'believed for a while', 'with a late event'],
    ]);
    expect(known.at('2020-06-01T00:00:00.000Z')[2]).toEqual({
      id: 'with a late event',
      events: [],
    });
  });

  it('is worked out once for each stretch of knowledge', () => {
    made.length = 0;
    for (const at of ['2021-06-01T10:00:00.000Z', '2021-12-31T23:59:59.999Z']) ids(at);
    for (const at of ['2024-01-01T00:00:00.000Z', '2025-01-01T00:00:00.000Z']) ids(at);
    ids();
    expect(made).toEqual(['2024-01-01T00:00:00.000Z']);
  });

  it('is kept within a share of the budget, and the newest whatever its size', () => {
    setCacheBudget(new CacheBudget(1));
    const long = Array.from({ length: 400 }, (_, index) => ({
      id: 'x'.repeat(500),
      recordedAt: `${2000 + (index % 20)}-01-01T00:00:00Z`,
    }));
    let worked = 0;
    const large = new KnownAt([long], (at) => {
      worked += 1;
      return allKnownAt(long, at);
    });
    setCacheBudget(new CacheBudget());
    for (const year of [2001, 2001, 2002, 2001]) large.at(`${year}-06-01T00:00:00.000Z`);
    expect(worked).toBe(3);
  });
});
