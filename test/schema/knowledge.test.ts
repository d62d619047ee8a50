import { describe, expect, it } from '@jest/globals';
import { addChangeInstants, fullInstant, knownPart } from '../../schema/knowledge.ts';

const EVENT = {
  type: 'SUSPENDED',
  effectiveFrom: '2021-01-01',
  recordedAt: '2022-01-01T10:00:00Z',
};
const FACT = { id: 'A', recordedAt: '2020-01-01', list: [EVENT], others: ['x'] };

describe('what of a fact is known', () => {
  it('is the fact itself, not a copy, when nothing falls away', () => {
    expect(knownPart(FACT, '2023-01-01T00:00:00.000Z')).toBe(FACT);
  });

  it('is nothing before it was recorded, and after it was retracted', () => {
    expect(knownPart(FACT, '2019-12-31T23:59:59.999Z')).toBeUndefined();
    const retracted = { ...FACT, retractedAt: '2024-01-01' };
    expect(knownPart(retracted, '2024-01-01T00:00:00.000Z')).toBeUndefined();
  });

  it('is a part, of which the reader may know the whole and which lists were emptied', () => {
    const emptied: readonly never[] = [];
    const wholes = new Map<object, object>();
    const part = knownPart(FACT, '2021-06-01T00:00:00.000Z', {
      emptied,
      onPart: (one, whole) => wholes.set(one, whole),
    }) as typeof FACT;
    expect(part).toEqual({ ...FACT, list: [] });
    expect(part.list).toBe(emptied);
    expect(wholes.get(part)).toBe(FACT);
  });

  it('keeps a member that is called __proto__ as its own', () => {
    const fact = JSON.parse('{"__proto__":[{"recordedAt":"2030-01-01"}],"a":1}') as object;
    const part = knownPart(fact, '2020-01-01T00:00:00.000Z') as object;
    expect(JSON.stringify(part)).toBe('{"__proto__":[],"a":1}');
  });

  it('changes at the instants of everything in it', () => {
    const instants = new Set<string>();
    addChangeInstants([FACT, 'text', null], instants);
    expect([...instants]).toEqual(['2020-01-01T00:00:00.000Z', '2022-01-01T10:00:00.000Z']);
  });

  it.each([
    ['2024-05-01', '2024-05-01T00:00:00.000Z'],
    ['2024-05-01T10:00:00Z', '2024-05-01T10:00:00.000Z'],
    ['2024-05-01T10:00:00.123Z', '2024-05-01T10:00:00.123Z'],
  ])('orders %s as %s', (text, full) => {
    expect(fullInstant(text)).toBe(full);
  });
});
