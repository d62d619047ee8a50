import { describe, expect, it } from '@jest/globals';
import { isTimeZone, TerritoryDays } from '../../../facts/model/days.ts';
import type { Territory } from '../../../schema/generated/facts.ts';

const territory = (code: string, changes: Partial<Territory> = {}): Territory => ({
  code,
  kind: 'COMPOSITE',
  ...changes,
});

const days = new TerritoryDays(
  new Map(
    [
      territory('EU', {
        members: [
          { territory: 'DE' },
          { territory: 'GB', until: '2020-02-01' },
          { territory: 'PT', from: '1986-01-01' },
        ],
      }),
      territory('WORLD', { members: [{ territory: 'NZ' }, { territory: 'EU' }] }),
      territory('RING', { members: [{ territory: 'RING' }, { territory: 'JP' }] }),
      territory('KI', { kind: 'COUNTRY', timeZones: ['Pacific/Kiritimati'] }),
      territory('ODD', { timeZones: ['Mars/Olympus'], members: [{ territory: 'JP' }] }),
    ].map((one) => [one.code, one]),
  ),
  'CN',
);

describe('the day in a territory', () => {
  it.each([
    ['CN', '2026-11-30T15:59:59.999Z', '2026-11-30'],
    ['CN', '2026-11-30T16:00Z', '2026-12-01'],
    ['CN', '2026-11-30T21:14Z', '2026-12-01'],
    // The Chatham Islands are ahead of Auckland, which counts, by three quarters of an hour.
    ['NZ', '2026-11-30T10:59Z', '2026-11-30'],
    ['NZ', '2026-11-30T11:00Z', '2026-12-01'],
    // Without summer time Auckland is an hour later.
    ['NZ', '2026-06-30T11:59Z', '2026-06-30'],
    ['NZ', '2026-06-30T12:00Z', '2026-07-01'],
    // A day has come in the United States when it has come in Hawaii.
    ['US', '2026-12-01T08:30Z', '2026-11-30'],
    ['US', '2026-12-01T09:59Z', '2026-11-30'],
    ['US', '2026-12-01T10:00Z', '2026-12-01'],
    ['CA', '2026-12-01T07:59Z', '2026-11-30'],
    ['CA', '2026-12-01T08:00Z', '2026-12-01'],
    ['GB', '2026-03-28T23:59Z', '2026-03-28'],
    ['GB', '2026-03-29T22:59Z', '2026-03-29'],
    ['GB', '2026-03-29T23:00Z', '2026-03-30'],
    ['GB-NIR', '2026-07-01T23:00Z', '2026-07-02'],
    ['GB', '2026-10-24T23:00Z', '2026-10-25'],
    ['GB', '2026-10-25T23:00Z', '2026-10-25'],
    ['IN', '2026-11-30T18:29Z', '2026-11-30'],
    ['IN', '2026-11-30T18:30Z', '2026-12-01'],
    ['NP', '2026-11-30T18:15Z', '2026-12-01'],
    // Of the Union when it has come in the Azores.
    ['EU', '2026-12-01T00:59Z', '2026-11-30'],
    ['EU', '2026-12-01T01:00Z', '2026-12-01'],
    ['WORLD', '2026-12-01T00:59Z', '2026-11-30'],
    ['RING', '2026-11-30T15:00Z', '2026-12-01'],
    // What is stated counts for what is in the table.
    ['KI', '2026-11-30T10:00Z', '2026-12-01'],
    ['ODD', '2026-11-30T15:00Z', '2026-12-01'],
    ['NOWHERE', '2026-11-30T23:59Z', '2026-11-30'],
    [null, '2026-11-30T16:00Z', '2026-12-01'],
  ])('%s at %s', (code, at, day) => {
    expect(days.on(code, new Date(at))).toBe(day);
  });

  it('is that of UTC where there is neither a territory nor a home', () => {
    expect(new TerritoryDays().on(null, new Date('2026-11-30T16:00Z'))).toBe('2026-11-30');
  });

  it.each([
    ['CN', '2026-12-01', '2026-11-30T16:00Z'],
    ['NZ', '2026-12-01', '2026-11-30T11:00Z'],
    ['US', '2026-12-01', '2026-12-01T10:00Z'],
    ['EU', '2026-12-01', '2026-12-01T01:00Z'],
    ['EU', '2026-07-01', '2026-07-01T00:00Z'],
    ['NP', '2026-12-01', '2026-11-30T18:15Z'],
    ['NOWHERE', '2026-12-01', '2026-12-01T00:00Z'],
    [null, '2026-12-01', '2026-11-30T16:00Z'],
  ])('begins in %s on %s', (code, day, start) => {
    expect(new Date(days.startOf(code, day))).toEqual(new Date(start));
  });

  it('has come at its start and not before, wherever clocks are changed', () => {
    for (const code of ['NZ', 'GB', 'US', 'CU', 'CL', 'LB', 'PY', 'AU', 'IR', 'EU'])
      for (const month of ['03', '04', '09', '10', '11'])
        for (let day = 1; day <= 30; day += 1) {
          const date = `2026-${month}-${String(day).padStart(2, '0')}`;
          const start = days.startOf(code, date);
          const around = [start - 1, start].map((at) => days.on(code, new Date(at)) >= date);
          expect([code, date, around]).toEqual([code, date, [false, true]]);
        }
  });

  it.each([
    ['Asia/Shanghai', true],
    ['America/Argentina/Buenos_Aires', true],
    ['UTC', true],
    ['Asia/Peking', false],
    ['+08:00', false],
    ['', false],
  ])('knows time zones: %s', (zone, known) => {
    expect(isTimeZone(zone)).toBe(known);
  });
});
