import { describe, expect, it } from '@jest/globals';
import { reachedFrom } from '../../schema/containment.ts';

describe('what is reached', () => {
  const inside: Readonly<Record<string, readonly string[]>> = {
    EEA: ['EU', 'NO'],
    EU: ['FR', 'DE'],
    LOOP: ['EEA', 'LOOP'],
  };
  const next = (one: string): readonly string[] => inside[one] ?? [];

  it('is everything below, at any depth, and the first ones', () => {
    expect([...reachedFrom(['EEA'], next)].sort()).toEqual(['DE', 'EEA', 'EU', 'FR', 'NO']);
    expect([...reachedFrom(['FR', 'nowhere'], next)]).toEqual(['FR', 'nowhere']);
  });

  it('ends where it goes round in circles', () => {
    expect(reachedFrom(['LOOP'], next).size).toBe(6);
  });
});
