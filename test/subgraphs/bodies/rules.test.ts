import { describe, expect, it } from '@jest/globals';
import type { LifecycleEvent } from '../../../schema/generated/facts.ts';
import { lifeOn } from '../../../subgraphs/bodies/rules.ts';

const event = (type: LifecycleEvent['type'], effectiveFrom: string, recordedAt?: string) => ({
  type,
  effectiveFrom,
  ...(recordedAt === undefined ? {} : { recordedAt }),
});

describe('the life of an accreditation, designation, approval or signatory status', () => {
  it('begins on its first day and ends before its end', () => {
    const record = { from: '2020-01-01', until: '2022-01-01' };
    expect(lifeOn(record, '2019-12-31')).toBe('FUTURE');
    expect(lifeOn(record, '2020-01-01')).toBe('ACTIVE');
    expect(lifeOn(record, '2021-12-31')).toBe('ACTIVE');
    expect(lifeOn(record, '2022-01-01')).toBe('EXPIRED');
    expect(lifeOn({}, '0001-01-01')).toBe('ACTIVE');
  });

  it('is interrupted by suspension and goes on after restoration', () => {
    const record = {
      events: [event('RESTORED', '2021-06-01'), event('SUSPENDED', '2021-01-01')],
    };
    expect(lifeOn(record, '2020-12-31')).toBe('ACTIVE');
    expect(lifeOn(record, '2021-01-01')).toBe('SUSPENDED');
    expect(lifeOn(record, '2021-06-01')).toBe('ACTIVE');
  });

  it('stays withdrawn after its own end, while a suspension then has expired', () => {
    const until = '2022-01-01';
    expect(lifeOn({ until, events: [event('WITHDRAWN', '2021-01-01')] }, '2023-01-01')).toBe(
      'WITHDRAWN',
    );
    expect(lifeOn({ until, events: [event('SUSPENDED', '2021-01-01')] }, '2023-01-01')).toBe(
      'EXPIRED',
    );
  });

  it('follows, of two events of one day, the one recorded later', () => {
    const events = [
      event('RESTORED', '2021-01-01', '2021-03-01'),
      event('SUSPENDED', '2021-01-01', '2021-02-01'),
    ];
    expect(lifeOn({ events }, '2021-01-01')).toBe('ACTIVE');
  });
});
