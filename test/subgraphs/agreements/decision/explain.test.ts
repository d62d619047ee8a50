import { describe, expect, it } from '@jest/globals';
import {
  compile,
  decide,
  explain,
  type Explanation,
  REASONS,
} from '../../../../subgraphs/agreements/decision/index.ts';
import { ANNEX, CERTIFICATE, FACTS, MRA, QUESTION } from './recognised.ts';
import { workedCases } from './cases.ts';
import { add, all, type Change, edit, remove } from './worlds.ts';

const explained = (change: Change = all()): Explanation => {
  const { facts, question } = change({ facts: FACTS, question: QUESTION });
  return explain(compile(facts), question);
};

const gateNames = (gates: Explanation['gates']): string[] => gates.map(({ name }) => name);
const factsOf = (gates: Explanation['gates'], name: string): string[] =>
  (gates.find((gate) => gate.name === name)?.facts ?? []).map(({ kind, id }) => `${kind} ${id}`);
const codesOf = (reasons: Explanation['reasons']): string[] => reasons.map(({ code }) => code);

describe('an explanation', () => {
  it('names the gates in the order of the rule, with what each relied on', () => {
    const { gates, routes } = explained();
    expect(gateNames(gates)).toEqual([
      'EVIDENCE',
      'CERTIFICATE',
      'EDITION',
      'DEBARMENT',
      'MANDATORY',
      'TERRITORY',
    ]);
    expect(factsOf(gates, 'EVIDENCE')).toEqual(['certificates C1', 'schemes S1', 'registers REG1']);
    expect(factsOf(gates, 'EDITION')).toEqual(['certificates C1', 'standards ST1']);
    expect(factsOf(gates, 'MANDATORY')).toEqual(['certificates C1', 'catalogues BB S1']);
    const [route] = routes;
    expect(gateNames(route?.gates ?? [])).toEqual([
      'ROUTE',
      'ANNEX',
      'OBJECT',
      'BODY',
      'ACCREDITATION',
      'ORIGIN',
      'SAFEGUARD',
    ]);
    expect(factsOf(route?.gates ?? [], 'BODY')).toEqual([
      'agreements MRA',
      'approvals CB1 AA',
      'approvals CB1 BB',
      'designations CB1 MRA',
    ]);
    expect(factsOf(route?.gates ?? [], 'ACCREDITATION')).toEqual([
      'agreements MRA',
      'accreditations ACC1',
      'bodies AB1',
      'signatories AB1 MLA N1',
      'signatories AB1 MLA N1',
    ]);
    expect(route?.miss).toBeNull();
  });

  it('gives each fact the digest of the record as it was recorded, not as it was visible', () => {
    const register = { ...FACTS.registers[0], retractedAt: '2030-01-01' };
    const certificate = {
      ...CERTIFICATE,
      events: [{ type: 'SUSPENDED', effectiveFrom: '2023-01-01', retractedAt: '2023-02-01' }],
    } as const;
    const facts = { ...FACTS, registers: [register], certificates: [certificate] };
    const records = new Set<object>();
    const { gates } = explain(compile(facts), QUESTION, undefined, (kind, record) => {
      records.add(record);
      return `digest of ${kind}`;
    });
    expect(records).toContain(certificate);
    expect(gates[1]?.facts).toEqual([
      { kind: 'certificates', id: 'C1', digest: 'digest of certificates' },
    ]);
  });

  it('says of a route that failed which gate it missed and why', () => {
    const { routes, answer } = explained(remove('designations'));
    expect(answer.status).toBe('NOT_RECOGNISED');
    const [route] = routes;
    expect(route?.miss).toMatchObject({ number: 8, name: 'BODY', result: 'FAILED' });
    expect(codesOf(route?.miss?.reasons ?? [])).toEqual(['CAB_NOT_DESIGNATED']);
    expect(gateNames(route?.gates ?? [])).toEqual(['ROUTE', 'ANNEX', 'OBJECT', 'BODY']);
  });

  it('lists every route considered, the one that counts first', () => {
    const second = { ...MRA, id: 'A-SECOND', annexes: [{ ...ANNEX, rulesUnknown: true }] };
    const { routes } = explained(add('agreements', second));
    expect(routes.map(({ route, status }) => [route, status])).toEqual([
      ['MRA', 'RECOGNISED'],
      ['A-SECOND', 'NOT_RECOGNISED'],
    ]);
  });

  it('marks conditions and unknowns where they arise, and lists the conditions to be met', () => {
    const conditions = [{ code: 'MARKING_REQUIRED' }] as const;
    const conditional = explained(edit('agreements', { annexes: [{ ...ANNEX, conditions }] }));
    expect(codesOf(conditional.conditions)).toEqual(['MARKING_REQUIRED']);
    expect(conditional.routes[0]?.gates[2]).toMatchObject({ name: 'OBJECT', result: 'CONDITION' });
    const unknown = explained(edit('agreements', { annexes: [{ ...ANNEX, rulesUnknown: true }] }));
    expect(unknown.conditions).toEqual([]);
    expect(unknown.routes[0]?.gates[1]).toMatchObject({ name: 'ANNEX', result: 'UNKNOWN' });
    expect(unknown.routes[0]?.gates[0]).toMatchObject({ name: 'ROUTE', result: 'PASSED' });
  });

  it('says what the answer will be when it changes, and which reasons go and come', () => {
    const { answer, change } = explained();
    expect(answer.changesOn).toBe('2023-06-20');
    expect(change).toMatchObject({
      on: '2023-06-20',
      then: { status: 'INDETERMINATE', reasons: ['STATUS_STALE'], route: null, accepts: null },
    });
    expect(codesOf(change?.gone ?? [])).toEqual(['RECOGNISED_BY_BILATERAL']);
    expect(codesOf(change?.new ?? [])).toEqual(['STATUS_STALE']);
  });

  it('says nothing of a change that will not come', () => {
    const { change, routes, gates } = explained((world) => ({
      ...world,
      question: { ...world.question, signature: 'INVALID' },
    }));
    expect(change).toBeNull();
    expect(routes).toEqual([]);
    expect(gates).toHaveLength(1);
    expect(gates[0]).toMatchObject({ name: 'EVIDENCE', result: 'FAILED' });
  });

  it('names the composite through which a territory takes part', () => {
    const parties = [{ territory: 'UNION' }, { territory: 'CC' }];
    const { facts, question } = edit('agreements', { parties, exchanges: [] })({
      facts: FACTS,
      question: { ...QUESTION, market: 'CC' },
    });
    const { routes, gates } = explain(compile(facts), question);
    expect(routes[0]?.route).toBe('MRA');
    expect(
      [...gates, ...(routes[0]?.gates ?? [])].flatMap(({ facts: used }) => used),
    ).toContainEqual({ kind: 'territories', id: 'UNION' });
  });

  it('has both languages for every reason', () => {
    for (const reason of Object.values(REASONS)) {
      expect(reason.en).toMatch(/[a-z]/);
      expect(reason.zh).toMatch(/[\u4e00-\u9fff]/);
    }
  });

  it.each(workedCases)('of $id gives the same answer as the decision', ({ facts, question }) => {
    const compiled = compile(facts);
    const { answer, reasons } = explain(compiled, question);
    expect(answer).toEqual(decide(compiled, question));
    expect(codesOf(reasons)).toEqual(answer.reasons);
  });
});
