import { describe, expect, it } from '@jest/globals';
import type {
  FactsDocument,
  SchemeCounterpart,
  StandardEquivalent,
} from '../../../schema/generated/facts.ts';
import { lint } from '../../../scripts/check/lint.ts';

const DIFFERENCE = { clause: '4.2', text: 'Warm climate.' };
const MODIFIED: StandardEquivalent = {
  edition: '2001',
  standard: 'ISO 1',
  ofEdition: '2000',
  degree: 'MOD',
  differences: [DIFFERENCE],
};

const standards = (...equivalents: readonly StandardEquivalent[]): FactsDocument => ({
  standards: [
    { id: 'ISO 1', editions: [{ edition: '2000' }] },
    { id: 'XX 1', editions: [{ edition: '2001' }], equivalents },
  ],
});

const schemes = (...counterparts: readonly SchemeCounterpart[]): FactsDocument => ({
  schemes: [
    { id: 'HERE', kind: 'TESTING', levels: ['LOW', 'HIGH'], counterparts },
    { id: 'THERE', kind: 'TESTING', levels: ['1', '2', '3'] },
  ],
});

const found = (document: FactsDocument): [string, string][] =>
  lint(document).map(({ code, path }) => [code, path]);

const LOW = { level: 'LOW', counterpart: '1' };
const HIGH = { level: 'HIGH', counterpart: '3' };
const AT_STANDARD = '/standards/1/equivalents/0';
const AT_SCHEME = '/schemes/0/counterparts/0';

describe('what standards and schemes say of their counterparts', () => {
  it.each<[string, FactsDocument]>([
    ['a modified adoption with its differences', standards(MODIFIED)],
    ['an identical one without any', standards({ standard: 'ISO 1', degree: 'IDT' })],
    [
      'one of which the differences are unknown, retracted',
      standards({ standard: 'ISO 1', degree: 'MOD', retractedAt: '2020-01-01' }),
    ],
    [
      'two that follow each other',
      standards({ ...MODIFIED, until: '2010-01-01' }, { ...MODIFIED, from: '2010-01-01' }),
    ],
    ['levels in the same order', schemes({ scheme: 'THERE', levels: [HIGH, LOW] })],
  ])('is clean: %s', (_, document) => {
    expect(found(document)).toEqual([]);
  });

  it.each<[string, FactsDocument, string, string]>([
    [
      'a standard that nothing declares',
      standards({ standard: 'ISO 2', degree: 'IDT' }),
      'UNKNOWN_REFERENCE',
      `${AT_STANDARD}/standard`,
    ],
    [
      'an edition that the standard does not have',
      standards({ ...MODIFIED, edition: '1999' }),
      'UNKNOWN_REFERENCE',
      AT_STANDARD,
    ],
    [
      'an edition that the other one does not have',
      standards({ ...MODIFIED, ofEdition: '1999' }),
      'UNKNOWN_REFERENCE',
      AT_STANDARD,
    ],
    [
      'an identical adoption that differs',
      standards({ ...MODIFIED, degree: 'IDT' }),
      'CORRESPONDENCE_UNCLEAR',
      AT_STANDARD,
    ],
    [
      'a modified one that does not say how',
      standards({ standard: 'ISO 1', degree: 'MOD' }),
      'CORRESPONDENCE_UNCLEAR',
      AT_STANDARD,
    ],
    [
      'a standard that adopts itself',
      standards({ standard: 'XX 1', degree: 'IDT' }),
      'CORRESPONDENCE_UNCLEAR',
      AT_STANDARD,
    ],
    [
      'two degrees for the same days',
      standards(MODIFIED, { ...MODIFIED, degree: 'NEQ' }),
      'OVERLAPPING_INTERVALS',
      '/standards/1/equivalents/1',
    ],
    [
      'a scheme that nothing declares',
      schemes({ scheme: 'ELSEWHERE' }),
      'UNKNOWN_REFERENCE',
      `${AT_SCHEME}/scheme`,
    ],
    [
      'a level that the scheme does not have',
      schemes({ scheme: 'THERE', levels: [{ ...LOW, level: 'MIDDLE' }] }),
      'UNKNOWN_REFERENCE',
      `${AT_SCHEME}/levels`,
    ],
    [
      'a level that the counterpart does not have',
      schemes({ scheme: 'THERE', levels: [{ ...LOW, counterpart: '4' }] }),
      'UNKNOWN_REFERENCE',
      `${AT_SCHEME}/levels`,
    ],
    [
      'levels that cross',
      schemes({
        scheme: 'THERE',
        levels: [
          { ...LOW, counterpart: '3' },
          { ...HIGH, counterpart: '1' },
        ],
      }),
      'CORRESPONDENCE_UNCLEAR',
      `${AT_SCHEME}/levels`,
    ],
    [
      'a scheme that is its own counterpart',
      schemes({ scheme: 'HERE' }),
      'CORRESPONDENCE_UNCLEAR',
      AT_SCHEME,
    ],
  ])('is questioned: %s', (_, document, code, path) => {
    expect(found(document)).toEqual([[code, path]]);
  });
});
