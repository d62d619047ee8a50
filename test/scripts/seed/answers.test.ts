import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer, Question } from '../../../schema/generated/question.ts';
import { compile, decide } from '../../../subgraphs/agreements/decision/index.ts';
import { bundledFacts } from '../../../scripts/seed/documents.ts';

/** The answers that docs/data.md promises, and the questions of the README. */
const AMPLIFIER = { hs: '8518', shippedDirect: true };
const toNewZealand = { ...AMPLIFIER, keys: ['A.1'], origin: 'CN', assembledIn: 'CN' };
const toChina = { ...AMPLIFIER, keys: ['A.2'], origin: 'NZ', assembledIn: 'NZ' };
const HEATER = { hs: '851660' };

type Case = readonly [
  certificate: string,
  market: string,
  asOf: string,
  product: NonNullable<Question['product']> | null,
  answer: Partial<Answer>,
];

const CASES: readonly Case[] = [
  [
    'ANSSI-CC-2023/42',
    'US',
    '2024-01-10',
    null,
    {
      status: 'RECOGNISED_WITH_CONDITIONS',
      reasons: ['LEVEL_PARTIAL', 'RECOGNISED_BY_MULTILATERAL'],
      route: 'CCRA',
      annex: 'CC-2014',
      accepts: { object: 'CERTIFICATE', upToLevel: 'EAL2' },
      changesOn: '2028-09-30',
    },
  ],
  [
    'ANSSI-CC-2023/42',
    'DE',
    '2024-01-10',
    null,
    {
      status: 'RECOGNISED',
      reasons: ['RECOGNISED_BY_MULTILATERAL'],
      route: 'SOG-IS',
      annex: 'V3',
      changesOn: '2028-09-30',
    },
  ],
  [
    'ANSSI-CC-2023/42',
    'CN',
    '2024-01-10',
    null,
    { status: 'NOT_RECOGNISED', reasons: ['NO_AGREEMENT'], route: null },
  ],
  [
    'BSI-DSZ-CC-0683-2014',
    'US',
    '2015-06-01',
    null,
    { status: 'RECOGNISED', reasons: ['LEGACY_RULES_APPLY', 'RECOGNISED_BY_MULTILATERAL'] },
  ],
  [
    'BSI-DSZ-CC-0322-2005',
    'US',
    '2024-01-10',
    null,
    { status: 'NOT_RECOGNISED', reasons: ['CERT_EXPIRED'] },
  ],
  [
    'SYN-CN-CCC-2',
    'NZ',
    '2014-04-02',
    toNewZealand,
    {
      status: 'RECOGNISED_WITH_CONDITIONS',
      reasons: ['MARKING_REQUIRED', 'RECOGNISED_BY_BILATERAL'],
      route: 'CN-NZ-EEE',
    },
  ],
  [
    'SYN-NZ-CCC-1',
    'CN',
    '2014-04-02',
    toChina,
    { status: 'RECOGNISED', reasons: ['RECOGNISED_BY_BILATERAL'], route: 'CN-NZ-EEE' },
  ],
  [
    'SYN-NZ-CCC-1',
    'CN',
    '2014-04-02',
    { ...toChina, origin: 'VN', assembledIn: 'VN' },
    { status: 'INDETERMINATE', reasons: ['SECTOR_RULES_UNKNOWN'], route: 'APEC-EE' },
  ],
  [
    'SYN-CB',
    'CN',
    '2024-01-10',
    HEATER,
    {
      status: 'RECOGNISED_WITH_CONDITIONS',
      reasons: ['TEST_REPORT_ONLY', 'NATIONAL_DIFFERENCES_REQUIRED'],
      route: 'IECEE-CB',
      accepts: { object: 'TEST_REPORT' },
    },
  ],
  [
    'SYN-9001',
    'CN',
    '2024-01-10',
    HEATER,
    { status: 'NOT_RECOGNISED', reasons: ['SCHEME_NOT_ACCEPTED_FOR_MANDATORY'] },
  ],
];

describe('the bundled facts', () => {
  let compiled: ReturnType<typeof compile>;

  beforeAll(async () => {
    compiled = compile(await bundledFacts());
  });

  it.each(CASES)('answer for %s in %s on %s', (certificate, market, asOf, product, answer) => {
    const question: Question = {
      certificate,
      market,
      asOf,
      purpose: 'REGULATORY',
      ...(product !== null && { product }),
    };
    expect(decide(compiled, question)).toMatchObject(answer);
  });
});
