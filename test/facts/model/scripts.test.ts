import { describe, expect, it } from '@jest/globals';
import { deceives, mixesScripts } from '../../../facts/model/scripts.ts';

describe('scripts of a number', () => {
  it.each([
    ['ЕАЭС RU С-CN.АЯ46', true],
    ['ABC-12', false],
    ['АВС-12', false],
    ['证书 CQC-12', false],
    ['ΑBC-1', true],
  ])('are told to be mixed or not: %s', (number, mixed) => {
    expect(mixesScripts(number)).toBe(mixed);
  });

  it.each([
    ['ABC-1', 'АВС-1', true],
    ['ABC-1', 'ABС-1', true],
    ['АВС-1', 'АBС-1', true],
    ['A-12/3', 'A-1/23', false],
    ['ABC-O1', 'ABC-01', false],
    ['АВС-1', 'авс-1', false],
    ['АВС-1', 'АВС/1', false],
    ['ABC-1', 'АВС-2', false],
  ])('deceive where two numbers look the same by them: %s, %s', (one, other, wanted) => {
    expect([deceives(one, other), deceives(other, one)]).toEqual([wanted, wanted]);
  });
});
