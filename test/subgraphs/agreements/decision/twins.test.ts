import { describe, expect, it } from '@jest/globals';
import {
  compile,
  decide,
  type Decision,
  REASON_LIST,
  REASONS,
} from '../../../../subgraphs/agreements/decision/index.ts';
import { FACTS, QUESTION } from './recognised.ts';
import { TWINS } from './twins.ts';
import { all, differences, type World } from './worlds.ts';

const answer = ({ facts, question }: World): Decision => decide(compile(facts), question);

const BASE: World = { facts: FACTS, question: QUESTION };

const STATUS_BY_EFFECT = {
  negative: /^NOT_RECOGNISED$/,
  indeterminate: /^INDETERMINATE$/,
  condition: /^RECOGNISED_WITH_CONDITIONS$/,
  info: /./,
  positive: /^RECOGNISED$/,
} as const;

describe('a certificate that meets all that an agreement asks for', () => {
  it('is recognised without conditions until its register has grown too old', () => {
    expect(answer({ facts: FACTS, question: { ...QUESTION, asOf: '2023-05-20' } })).toEqual({
      status: 'RECOGNISED',
      reasons: ['RECOGNISED_BY_BILATERAL'],
      route: 'MRA',
      annex: 'X1',
      accepts: { object: 'CERTIFICATE' },
      changesOn: '2023-06-20',
      alternatives: [],
      asOf: '2023-05-20',
      knownAt: null,
    });
  });
});

describe.each(TWINS)('$code', ({ code, change, given = all() }) => {
  const twin = given(BASE);
  const world = change(twin);

  it('is not said of the recognised twin', () => {
    const { status, reasons } = answer(twin);
    expect(status).toBe('RECOGNISED');
    expect(reasons).not.toContain(code);
  });

  it('is said when one fact differs', () => {
    expect(differences(twin, world)).toBe(1);
    const { status, reasons } = answer(world);
    expect(reasons).toContain(code);
    expect(status).toMatch(STATUS_BY_EFFECT[REASONS[code].effect]);
  });
});

it('there are twins for every reason code', () => {
  expect(new Set(TWINS.map(({ code }) => code))).toEqual(
    new Set(REASON_LIST.map(({ code }) => code)),
  );
  expect(TWINS).toHaveLength(94);
});
