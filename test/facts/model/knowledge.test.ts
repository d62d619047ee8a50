import { describe, expect, it } from '@jest/globals';
import { allKnownAt, knownAt } from '../../../facts/model/knowledge.ts';

const FACT = {
  number: 'A',
  issued: '2020-01-01',
  recordedAt: '2020-02-01',
  events: [
    { type: 'SUSPENDED', effectiveFrom: '2021-01-01', recordedAt: '2021-03-01T12:00:00Z' },
    { type: 'RESTORED', effectiveFrom: '2021-06-01' },
    {
      type: 'WITHDRAWN',
      effectiveFrom: '2021-07-01',
      recordedAt: '2021-07-01',
      retractedAt: '2021-08-01',
    },
  ],
};

describe('knowledge', () => {
  it('does not know a fact before it was recorded', () => {
    expect(knownAt(FACT, '2020-01-31T23:59:59.999Z')).toBeUndefined();
    expect(knownAt(FACT, '2020-02-01T00:00:00.000Z')?.number).toBe('A');
  });

  it('knows an event from its recording, else from its effect, until it is retracted', () => {
    const types = (at: string) => knownAt(FACT, at)?.events.map(({ type }) => type);
    expect(types('2021-03-01T11:59:59.999Z')).toEqual([]);
    expect(types('2021-03-01T12:00:00.000Z')).toEqual(['SUSPENDED']);
    expect(types('2021-07-15T00:00:00.000Z')).toEqual(['SUSPENDED', 'RESTORED', 'WITHDRAWN']);
    expect(types('2021-08-01T00:00:00.000Z')).toEqual(['SUSPENDED', 'RESTORED']);
  });

  it('now believes everything recorded and not retracted, and copies nothing needlessly', () => {
    const steady = { code: 'NZ', members: [{ territory: 'TK' }] };
    expect(knownAt(steady)).toBe(steady);
    expect(allKnownAt([steady, { code: 'XX', retractedAt: '2020-01-01' }])).toEqual([steady]);
    expect(FACT.events).toHaveLength(3);
  });

  it('drops a retracted object that is not in a list', () => {
    const agreement = { id: 'A', successor: { agreement: 'B', retractedAt: '2022-01-01' } };
    expect(knownAt(agreement)).toEqual({ id: 'A' });
  });
});
