import { describe, expect, it } from '@jest/globals';
import { compile, decide } from '../../../../../subgraphs/agreements/decision/index.ts';
import { CERTIFICATE, FACTS, QUESTION } from '../recognised.ts';
import { add, all, ask, edit, remove } from '../worlds.ts';
import { annex, answer, certificate, reasons } from '../altered.ts';

const OK = ['RECOGNISED_BY_BILATERAL'];

const without = <T extends object>(record: T, ...names: readonly (keyof T)[]): T =>
  Object.fromEntries(
    Object.entries(record).filter(([name]) => !names.includes(name as keyof T)),
  ) as T;

describe('evidence', () => {
  it('a missing source that only some routes need settles nothing by itself', () => {
    expect(reasons(ask({ unavailable: ['accreditations'] }))).toEqual(['SUBGRAPH_UNAVAILABLE']);
    expect(reasons(ask({ unavailable: ['signatories'] }))).toEqual(['SUBGRAPH_UNAVAILABLE']);
    expect(reasons(ask({ unavailable: ['measures'] }))).toEqual(['SUBGRAPH_UNAVAILABLE']);
    expect(reasons(ask({ unavailable: ['registers'] }))).toEqual(['SUBGRAPH_UNAVAILABLE']);
    expect(reasons(ask({ unavailable: ['bodies'] }))).toEqual(['SUBGRAPH_UNAVAILABLE']);
  });

  it('without agreements there may be a route, of which nothing is reported', () => {
    const found = answer(ask({ unavailable: ['agreements'] }));
    expect(found).toMatchObject({ status: 'INDETERMINATE', route: null, annex: null });
    expect(found.alternatives).toEqual([]);
  });

  it('without agreements the domestic route still stands, alone', () => {
    const found = answer(
      ask({ unavailable: ['agreements'] }),
      edit('schemes', { territory: 'UNION' }),
    );
    expect(found).toMatchObject({ status: 'RECOGNISED', route: 'DOMESTIC', alternatives: [] });
  });

  it('a register that cannot be read leaves an unknown number open', () => {
    expect(reasons(remove('certificates'), ask({ unavailable: ['registers'] }))).toEqual([
      'SUBGRAPH_UNAVAILABLE',
    ]);
  });

  const NOT_FOUND = ['CERT_NOT_FOUND', 'REGISTER_COVERAGE_UNKNOWN'];

  it.each([
    ['covers the territory claimed', { territory: 'UNION' }, { issuerTerritory: 'AA' }, true],
    ['covers another territory', { territory: 'BB' }, { issuerTerritory: 'AA' }, false],
    ['covers a territory, and none is claimed', { territory: 'UNION' }, {}, false],
    ['covers the issuer claimed', { bodies: ['CB1'] }, { issuer: 'CB1' }, true],
    ['began after the issue claimed', { from: '2020-01-16' }, {}, false],
    ['has a snapshot of the day of issue', { snapshots: [{ asAt: '2020-01-15' }] }, {}, true],
    ['has no later snapshot', { snapshots: [{ asAt: '2020-01-14' }] }, {}, false],
  ])('absence from a register that %s', (_, register, claim, proves) => {
    const claimed = { scheme: 'S1', issued: '2020-01-15', ...claim };
    expect(reasons(remove('certificates'), edit('registers', register), ask({ claimed }))).toEqual(
      proves ? ['CERT_NOT_IN_COMPLETE_REGISTER'] : NOT_FOUND,
    );
  });

  it('a claim without day of issue is looked for on the day asked about', () => {
    const onTheDay = edit('registers', { from: '2023-06-01', snapshots: [{ asAt: '2023-06-01' }] });
    expect(reasons(remove('certificates'), onTheDay, ask({ claimed: { scheme: 'S1' } }))).toEqual([
      'CERT_NOT_IN_COMPLETE_REGISTER',
    ]);
    const { question } = remove('certificates')({ facts: FACTS, question: QUESTION });
    const { claimed: _, ...unclaimed } = question;
    const facts = { ...FACTS, certificates: [] };
    expect(decide(compile(facts), unclaimed).reasons).toEqual(NOT_FOUND);
  });

  it('a register without snapshot but with a maximum age is stale; without maximum age never', () => {
    expect(reasons(edit('registers', { snapshots: [] }))).toEqual(['STATUS_STALE']);
    const { maxAgeDays: _, ...ageless } = FACTS.registers[0];
    expect(reasons(remove('registers'), add('registers', { ...ageless, snapshots: [] }))).toEqual(
      OK,
    );
    expect(reasons(certificate({ register: 'UNKNOWN' }))).toEqual(OK);
  });

  it('two records that differ only in register, note and order of lists say the same', () => {
    const two = certificate({ sectors: ['E1', 'E2'] });
    const widened = annex({ sectors: [] });
    const scope = [{ norm: 'N1' }];
    const same = { ...CERTIFICATE, sectors: ['E2', 'E1'], register: 'REG2', note: 'read twice' };
    expect(
      reasons(two, widened, edit('accreditations', { scope }), add('certificates', same)),
    ).toEqual(OK);
  });
});

describe('the certificate', () => {
  it('of no register does not need registers', () => {
    const unregistered = all(
      remove('certificates'),
      add('certificates', without(CERTIFICATE, 'register')),
    );
    expect(reasons(unregistered, ask({ unavailable: ['registers'] }))).toEqual(OK);
  });

  it('is as fresh as the latest snapshot of its register, wherever it stands', () => {
    const snapshots = [{ asAt: '2023-05-20' }, { asAt: '2023-01-01' }];
    expect(reasons(edit('registers', { snapshots }))).toEqual(OK);
  });
});
