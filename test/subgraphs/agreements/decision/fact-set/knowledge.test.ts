import { describe, expect, it } from '@jest/globals';
import type { Certificate } from '../../../../../schema/generated/facts.ts';
import { compile, decide } from '../../../../../subgraphs/agreements/decision/index.ts';
import { compareText } from '../../../../../subgraphs/agreements/decision/timeline/order.ts';
import { Territories } from '../../../../../subgraphs/agreements/decision/fact-set/territories.ts';
import { Day } from '../../../../../subgraphs/agreements/decision/timeline/time.ts';
import { CERTIFICATE, FACTS, MRA, QUESTION } from '../recognised.ts';

const OK = ['RECOGNISED_BY_BILATERAL'];

describe('what was known at an instant', () => {
  const asked = (certificates: readonly Certificate[], knownAt?: string): readonly string[] =>
    decide(compile({ ...FACTS, certificates }), {
      ...QUESTION,
      ...(knownAt === undefined ? {} : { knownAt }),
    }).reasons;

  it('an event is known when recorded, else when it takes effect, until it is retracted', () => {
    const suspended = { type: 'SUSPENDED', effectiveFrom: '2023-02-01' } as const;
    const recorded = { ...suspended, recordedAt: '2023-03-01T12:00:00Z' };
    const withEvent = (event: object): Certificate[] => [
      { ...CERTIFICATE, events: [event as typeof suspended] },
    ];
    expect(asked(withEvent(suspended), '2023-01-31')).toEqual(OK);
    expect(asked(withEvent(suspended), '2023-02-01')).toEqual(['CERT_SUSPENDED']);
    expect(asked(withEvent(recorded), '2023-03-01T11:59:59.999Z')).toEqual(OK);
    expect(asked(withEvent(recorded), '2023-03-01T12:00:00Z')).toEqual(['CERT_SUSPENDED']);
    const retracted = { ...recorded, retractedAt: '2023-04-01' };
    expect(asked(withEvent(retracted), '2023-03-31')).toEqual(['CERT_SUSPENDED']);
    expect(asked(withEvent(retracted), '2023-04-01')).toEqual(OK);
    expect(asked(withEvent(retracted))).toEqual(OK);
  });

  it('a corrected record takes the place of the retracted one', () => {
    const certificates = [
      { ...CERTIFICATE, level: 'L3', retractedAt: '2023-05-01' },
      { ...CERTIFICATE, recordedAt: '2023-05-01' },
    ];
    expect(asked(certificates, '2023-04-30')).toEqual(['LEVEL_ABOVE_CAP']);
    expect(asked(certificates, '2023-05-01')).toEqual(OK);
  });

  it('a question asked at several instants, back and forth, gets the answer of each', () => {
    const designations = [{ ...FACTS.designations[0], recordedAt: '2023-03-01' }];
    const compiled = compile({ ...FACTS, designations });
    const at = (knownAt: string): string => decide(compiled, { ...QUESTION, knownAt }).status;
    expect(['2023-02-01', '2023-03-01', '2023-02-01', '2023-04-01'].map(at)).toEqual([
      'NOT_RECOGNISED',
      'RECOGNISED',
      'NOT_RECOGNISED',
      'RECOGNISED',
    ]);
  });

  it('snapshots that were not yet known make a register prove nothing', () => {
    const registers = [
      { ...FACTS.registers[0], snapshots: [{ asAt: '2023-05-20', recordedAt: '2023-05-21' }] },
    ];
    const compiled = compile({ ...FACTS, registers, certificates: [] });
    const at = (knownAt: string): readonly string[] =>
      decide(compiled, { ...QUESTION, knownAt }).reasons;
    expect(at('2023-05-20')).toEqual(['CERT_NOT_FOUND', 'REGISTER_COVERAGE_UNKNOWN']);
    expect(at('2023-05-21')).toEqual(['CERT_NOT_IN_COMPLETE_REGISTER']);
  });

  it('an agreement of which no party is known yet is open to nobody', () => {
    const recordedAt = '2023-03-01';
    const parties = [
      { territory: 'CC', recordedAt },
      { territory: 'DD', recordedAt },
    ];
    const compiled = compile({ ...FACTS, agreements: [{ ...MRA, parties }, FACTS.agreements[1]] });
    const at = (knownAt: string): readonly string[] =>
      decide(compiled, { ...QUESTION, knownAt }).reasons;
    expect(at('2023-02-28')).toEqual(['NO_AGREEMENT']);
    expect(at('2023-03-01')).toEqual(['NO_AGREEMENT']);
  });

  it('a successor that was not known yet takes nothing over', () => {
    const successor = { agreement: 'MRA', recordedAt: '2023-03-01' };
    const old = { ...MRA, id: 'OLD', until: '2021-01-01', successor };
    const compiled = compile({ ...FACTS, agreements: [...FACTS.agreements, old] });
    const at = (knownAt: string): readonly string[] =>
      decide(compiled, { ...QUESTION, knownAt }).reasons;
    expect(at('2023-02-28')).toEqual(OK);
    expect(at('2023-03-01')).toEqual(['AGREEMENT_SUCCEEDED', ...OK]);
  });
});

describe('which territory covers which', () => {
  const territories = new Territories([
    {
      code: 'OUTER',
      kind: 'COMPOSITE',
      members: [{ territory: 'INNER', until: '2022-01-01' }, { territory: 'OUTER' }],
    },
    {
      code: 'INNER',
      kind: 'COMPOSITE',
      members: [
        { territory: 'A', from: '2020-01-01', until: '2021-01-01' },
        { territory: 'A', from: '2021-06-01' },
        { territory: 'OUTER' },
      ],
    },
  ]);
  const covers = (outer: string, inner: string, date: string): boolean =>
    territories.covers(outer, inner, new Day(date));

  it('is transitive, and holds only while every membership between them does', () => {
    const days = ['2019-12-31', '2020-01-01', '2021-01-01', '2021-06-01', '2022-01-01'];
    expect(days.map((date) => covers('OUTER', 'A', date))).toEqual([
      false,
      true,
      false,
      true,
      false,
    ]);
    expect(days.map((date) => covers('INNER', 'A', date))).toEqual([
      false,
      true,
      false,
      true,
      true,
    ]);
  });

  it('says until when the answer holds', () => {
    const day = new Day('2020-06-01');
    territories.covers('OUTER', 'A', day);
    expect(day.holdsUntil).toBe('2021-01-01');
  });

  it('a code that no fact names covers only itself', () => {
    expect(covers('X', 'X', '2020-01-01')).toBe(true);
    expect(covers('X', 'A', '2020-01-01')).toBe(false);
    expect(covers('A', 'INNER', '2020-06-01')).toBe(false);
    expect(territories.around('X')).toEqual(['X']);
    expect(territories.around('A')).toEqual(['A', 'INNER', 'OUTER']);
  });
});

it('texts are ordered by code point, also beyond the basic plane', () => {
  const ordered = ['', 'A', 'A-', 'AB', 'a', '～', '😀', '😁'];
  expect(ordered.toReversed().sort(compareText)).toEqual(ordered);
  expect(compareText('A', 'A')).toBe(0);
});
