import { describe, expect, it } from '@jest/globals';
import type { AgreementAnnex, Measure, ProductItem } from '../../../../schema/generated/facts.ts';
import type { QuestionProduct } from '../../../../schema/generated/question.ts';
import { compile, explain, history } from '../../../../subgraphs/agreements/decision/index.ts';
import { ANNEX, CERTIFICATE, FACTS, MRA, QUESTION } from './recognised.ts';
import { add, all, ask, type Change, edit, remove } from './worlds.ts';
import { annex, answer, certificate, reasons } from './altered.ts';

/** The annex without some of its properties. */
const annexWithout = (...names: readonly (keyof AgreementAnnex)[]): Change =>
  edit('agreements', { annexes: [without(ANNEX, ...names)] });

const without = <T extends object>(record: T, ...names: readonly (keyof T)[]): T =>
  Object.fromEntries(
    Object.entries(record).filter(([name]) => !names.includes(name as keyof T)),
  ) as T;

const OK = ['RECOGNISED_BY_BILATERAL'];

describe('a product list', () => {
  const NOT_LISTED = ['PRODUCT_NOT_LISTED'];
  const EXCLUDED = ['PRODUCT_EXCLUDED'];
  const COARSE = ['PRODUCT_CODE_TOO_COARSE'];

  it.each<[string, ProductItem[], QuestionProduct, readonly string[]]>([
    ['by prefix', [{ hs: '8518' }], { hs: '851821' }, OK],
    ['by the very code', [{ hs: '851821' }], { hs: '851821' }, OK],
    ['by a longer code than is asked', [{ hs: '851821' }], { hs: '8518' }, COARSE],
    ['by code, of a product without', [{ hs: '8518' }], { keys: ['K1'] }, COARSE],
    ['by key', [{ key: 'K1' }], { keys: ['K1'] }, OK],
    ['by one of several keys', [{ key: 'K1' }], { keys: ['K2', 'K1'] }, OK],
    ['by another key', [{ key: 'K1' }], { keys: ['K2'] }, NOT_LISTED],
    ['by model', [{ model: 'M1' }], { hs: '10', model: 'M1' }, OK],
    ['by another model', [{ model: 'M1' }], { hs: '10', model: 'M2' }, NOT_LISTED],
    ['by model, of a product without', [{ model: 'M1' }], { hs: '10' }, COARSE],
    ['by code and model', [{ hs: '8518', model: 'M1' }], { hs: '8518', model: 'M1' }, OK],
    ['by code but not model', [{ hs: '8518', model: 'M1' }], { hs: '8518' }, COARSE],
    ['by code but not key', [{ hs: '8518', key: 'K1' }], { hs: '8518', keys: ['K2'] }, NOT_LISTED],
    ['by code without key', [{ hs: '8518', key: 'K1' }], { hs: '8518' }, COARSE],
    ['by key but not model', [{ key: 'K1', model: 'M1' }], { keys: ['K1'] }, COARSE],
    ['only for another market', [{ hs: '8518', market: 'AA' }], { hs: '8518' }, NOT_LISTED],
    ['for a market around it', [{ hs: '8518', market: 'UNION' }], { hs: '8518' }, OK],
    ['until today', [{ hs: '8518', until: '2023-06-01' }], { hs: '8518' }, NOT_LISTED],
    ['now as before', [{ hs: '8518' }, { hs: '8518', until: '2020-01-01' }], { hs: '8518' }, OK],
    ['nowhere, but nothing is', [{ hs: '9401', excluded: true }], { hs: '8518' }, OK],
    ['and excluded', [{ hs: '85' }, { hs: '8518', excluded: true }], { hs: '8518' }, EXCLUDED],
    ['by an entry that names nothing', [{ market: 'BB' }], { hs: '8518', model: '' }, NOT_LISTED],
    ['by code, and only a model is asked', [{ hs: '8518' }], { model: 'M1' }, COARSE],
  ])('lists it %s', (_, products, product, expected) => {
    const world = all(
      certificate({ scope: {} }),
      edit('catalogues', { products: [] }),
      annex({ products }),
      ask({ product: { origin: 'AA', ...product } }),
    );
    expect(reasons(world)).toEqual(expected);
  });
});

describe('a safeguard measure', () => {
  const HIT = ['SAFEGUARD_MEASURE'];
  it.each<[string, Partial<Measure>, QuestionProduct, readonly string[]]>([
    ['the very code', { hs: '851821' }, {}, HIT],
    ['a longer code', { hs: '85182100' }, {}, ['PRODUCT_CODE_TOO_COARSE']],
    ['code and model', { hs: '8518', model: 'M1' }, {}, HIT],
    ['this model, another code', { hs: '94', model: 'M1' }, {}, OK],
    ['this code, another model', { hs: '8518', model: 'M2' }, {}, OK],
    ['this model, another body', { body: 'CB2', model: 'M1' }, {}, OK],
    ['body and code', { body: 'CB1', hs: '8518' }, {}, HIT],
    [
      'body and code, of a product without',
      { body: 'CB1', hs: '8518' },
      { hs: 'none' },
      ['PRODUCT_CODE_TOO_COARSE'],
    ],
    ['this certificate', { certificate: 'C1' }, {}, HIT],
    ['another certificate of this body', { certificate: 'C2', body: 'CB1' }, {}, OK],
    ['this certificate, another body', { certificate: 'C1', body: 'CB2' }, {}, OK],
    ['nothing', {}, {}, OK],
  ])('against %s', (_, given, { hs }, expected) => {
    const { hs: asked, ...rest } = QUESTION.product ?? {};
    const product = hs === 'none' || asked === undefined ? rest : { ...rest, hs: asked };
    const measure = add('measures', { market: 'BB', from: '2023-01-01', ...given });
    expect(reasons(measure, annex({ products: [] }), ask({ product }))).toEqual(expected);
  });
});

describe('the object', () => {
  const plain = edit('agreements', without(MRA, 'mode'));
  const unsuited = certificate({ requirementSet: 'AA-ACT' });
  const MISMATCH = ['REQUIREMENT_SET_MISMATCH'];

  it('needs a requirement set only where results or equivalence count', () => {
    const common = edit('agreements', { mode: 'COMMON' });
    expect(reasons(unsuited, common)).toEqual(OK);
    const unsaid = all(remove('agreements'), add('agreements', without(MRA, 'mode')));
    expect(reasons(unsuited, plain, unsaid)).toEqual(OK);
    expect(reasons(unsuited, annex({ requirements: [] }))).toEqual(OK);
  });

  it("by its results counts under the market's own set alone", () => {
    expect(reasons(annex({ requirements: [{ set: 'BB-ACT' }] }))).toEqual(MISMATCH);
    const foreign = { set: 'BB-ACT', territory: 'AA' };
    expect(reasons(annex({ requirements: [foreign] }))).toEqual(MISMATCH);
    expect(reasons(annex({ requirements: [foreign], mode: 'EQUIVALENCE' }))).toEqual([
      'RECOGNISED_BY_EQUIVALENCE',
    ]);
  });

  it('is accepted if one of several exchanges opens it', () => {
    const pair = { issuer: 'AA', market: 'BB' };
    const exchanges = [
      { ...pair, accepts: ['TEST_REPORT'] },
      { ...pair, accepts: ['CERTIFICATE'] },
    ] as const;
    expect(reasons(edit('agreements', { exchanges }))).toEqual(OK);
  });

  it('that is no certificate is not replaced by the test report behind it', () => {
    const reports = annex({ accepts: ['TEST_REPORT'] });
    expect(reasons(reports, ask({ presented: 'INSPECTION_REPORT' }))).toEqual([
      'OBJECT_NOT_ACCEPTED',
    ]);
  });
});

describe('the route', () => {
  const party = (issuer: object, market: object): Change =>
    edit('agreements', {
      parties: [
        { territory: 'AA', ...issuer },
        { territory: 'BB', ...market },
      ],
    });

  it('ends where either party is outside its scope, but not where the other one would be', () => {
    const EXCLUDED = ['TERRITORY_EXCLUDED'];
    expect(reasons(party({}, { excludes: ['AA', 'BB'] }))).toEqual(EXCLUDED);
    expect(reasons(party({ excludes: ['BB', 'AA'] }, {}))).toEqual(EXCLUDED);
    expect(reasons(party({ excludes: ['BB'] }, { excludes: ['AA'] }))).toEqual(OK);
    expect(reasons(party({ excludes: [] }, { excludes: [] }))).toEqual(OK);
  });

  it('tells of a predecessor only to certificates of its time', () => {
    const before = (until: object): Change =>
      add('agreements', { ...MRA, id: 'OLD', ...until, successor: { agreement: 'MRA' } });
    const told = (change: Change): boolean => reasons(change).includes('AGREEMENT_SUCCEEDED');
    expect(told(before({ until: '2020-01-16' }))).toBe(true);
    expect(told(before({ until: '2020-01-15' }))).toBe(false);
    expect(told(before({}))).toBe(false);
    const ofItself = { until: '2030-01-01', successor: { agreement: 'MRA' } };
    expect(reasons(edit('agreements', ofItself))).toEqual(OK);
  });

  it('prefers the annex, and the party, that comes first by name, wherever it stands', () => {
    const annexes = [{ ...ANNEX, id: 'X2' }, ANNEX];
    expect(answer(edit('agreements', { annexes }))).toMatchObject({ reasons: OK, annex: 'X1' });
    const parties = [
      { territory: 'AA', role: 'CONSUMING' },
      { territory: 'AA' },
      { territory: 'BB' },
    ] as const;
    expect(reasons(edit('agreements', { parties }))).toEqual(OK);
  });
});

describe('the level', () => {
  const level3 = certificate({ level: 'L3' });
  it('is free for one of several profiles, and only where the annex names profiles', () => {
    const profiled = certificate({ level: 'L3', profiles: ['PP0', 'PP1'] });
    expect(reasons(profiled, annex({ profiles: ['PP1'] }))).toEqual(OK);
    expect(reasons(profiled)).toEqual(['LEVEL_ABOVE_CAP']);
  });

  it('is above the cap by one augmentation among several', () => {
    expect(reasons(certificate({ components: ['ALC_FLR.2', 'AVA_VAN.5'] }))).toEqual([
      'LEVEL_ABOVE_CAP',
    ]);
  });

  it('is lifted for one of several groups of issuers', () => {
    const domains = [{ domain: 'CARDS', issuers: ['BB', 'UNION'] }];
    expect(reasons(level3, annex({ domains }))).toEqual(OK);
  });

  it('has no cap in a scheme that has no levels, and is unknown in one that nobody knows', () => {
    const plain = all(remove('schemes'), add('schemes', without(FACTS.schemes[0], 'levels')));
    expect(reasons(level3, plain)).toEqual(OK);
    const bare = annexWithout('norms', 'accreditationRequired');
    expect(reasons(remove('schemes'), bare)).toEqual(['LEVEL_UNKNOWN']);
  });
});

describe('body and accreditation', () => {
  it('is contested in one of several periods', () => {
    const contested = [{ from: '2021-01-01', until: '2022-01-01' }, { from: '2023-06-01' }];
    expect(reasons(edit('designations', { contested }))).toEqual(['CAB_CONTESTED']);
  });

  it('is not called contested once it has been revoked', () => {
    const { facts, question } = all(
      annex({ priorCertificates: 'REVOKE' }),
      edit('designations', {
        events: [{ type: 'SUSPENDED', effectiveFrom: '2021-01-01' }],
        contested: [{ from: '2023-06-01' }],
      }),
    )({ facts: FACTS, question: QUESTION });
    const body = explain(compile(facts), question).routes[0]?.miss;
    expect(body?.reasons.map(({ code }) => code)).toEqual(['CAB_DESIGNATION_SUSPENDED']);
  });

  it('is approved at home by an authority of the scheme, or of the issuer where it has no territory', () => {
    const atHome = (scheme: object): Change =>
      all(edit('schemes', { approvalRequired: true, ...scheme }), ask({ market: 'AA' }));
    const abroad = remove('approvals', 0);
    expect(answer(atHome({ domesticAtIssuer: true })).route).toBe('DOMESTIC');
    expect(reasons(atHome({ domesticAtIssuer: true }))).toEqual(['RECOGNISED_DOMESTIC']);
    expect(reasons(atHome({ domesticAtIssuer: true }), abroad)).toEqual([
      'CAB_NOT_APPROVED_DOMESTICALLY',
    ]);
    expect(reasons(atHome({ territory: 'UNION' }), abroad)).toEqual(['RECOGNISED_DOMESTIC']);
  });

  it('stops at the accreditation that had ended at issue, whatever became of it since', () => {
    expect(reasons(edit('accreditations', { until: '2020-01-15' }))).toEqual([
      'CAB_ACCREDITATION_WITHDRAWN',
    ]);
    const suspended = { events: [{ type: 'SUSPENDED', effectiveFrom: '2023-06-01' }] } as const;
    expect(reasons(edit('accreditations', suspended), remove('signatories'))).toEqual([
      'CAB_ACCREDITATION_SUSPENDED',
    ]);
  });

  const MISMATCH = ['ACCREDITATION_SCOPE_MISMATCH'];

  it('covers a certificate if it covers its norm and each of its sectors', () => {
    expect(reasons(edit('accreditations', { scope: [{ norm: 'N2' }] }))).toEqual(MISMATCH);
    const two = all(certificate({ sectors: ['E1', 'E2'] }), annex({ sectors: ['E1'] }));
    expect(reasons(two)).toEqual(MISMATCH);
    expect(reasons(two, edit('accreditations', { scope: [{ norm: 'N1' }] }))).toEqual(OK);
    const bare = annexWithout('norms', 'levelCap');
    expect(reasons(remove('schemes'), bare)).toEqual(MISMATCH);
  });

  it('limited to sectors covers a certificate without any', () => {
    const unsorted = all(
      remove('certificates'),
      add('certificates', without(CERTIFICATE, 'sectors')),
      annex({ sectors: [] }),
    );
    expect(reasons(unsorted)).toEqual(OK);
    expect(reasons(unsorted, edit('accreditations', { scope: [{ norm: 'N1' }] }))).toEqual(OK);
  });

  const MAIN = { accreditationBody: 'AB1', agreement: 'MLA', norm: 'N1', level: 3 } as const;

  it('by a signatory of one region has not lost another that is in force, nor one without region', () => {
    expect(reasons(add('signatories', { ...MAIN, region: 'R1' }))).toEqual(OK);
    expect(reasons(add('signatories', { ...MAIN, until: '2020-01-01' }))).toEqual(OK);
  });

  it.each([
    ['another standard', { standard: 'ST2' }],
    ['another norm', { norm: 'N2' }],
    ['the main level', { level: 3 }],
    ['another day', { until: '2023-06-01' }],
  ])('has no sub-scope by a record of %s', (_, patch) => {
    expect(reasons(edit('signatories', patch, 1))).toEqual(['MLA_MAIN_SCOPE_ONLY', ...OK]);
  });
});

describe('the certificate', () => {
  it('taken over is judged by every record of its predecessor', () => {
    const C0 = { ...CERTIFICATE, number: 'C0', issued: '2018-01-15', scope: {} };
    const taken = certificate({ transferredFrom: { number: 'C0', on: '2019-06-01' } });
    const endless = add('certificates', without(C0, 'validUntil'));
    const ended = add('certificates', { ...C0, validUntil: '2019-01-01' });
    expect(reasons(taken, endless)).toEqual(['CERT_TRANSFERRED', ...OK]);
    expect(reasons(taken, endless, ended)).toEqual(['TRANSFER_OF_INVALID_CERT']);
  });

  it('has models and keys in scope by their whole name, and no key to compare in an empty list', () => {
    expect(reasons(certificate({ scope: { models: ['M'] } }))).toEqual(['CERT_SCOPE_MISMATCH']);
    expect(reasons(certificate({ scope: { keys: ['K'] } }))).toEqual(['CERT_SCOPE_MISMATCH']);
    const product = { ...QUESTION.product, keys: [] };
    expect(reasons(certificate({ scope: { keys: ['K2'] } }), ask({ product }))).toEqual(OK);
  });

  it('loses a site with the scope that named it', () => {
    const scope = { sites: ['PLANT-1'] };
    const events = [{ type: 'SCOPE_REDUCED', effectiveFrom: '2023-01-01', scope }] as const;
    expect(reasons(certificate({ scope, events }))).toEqual(['CERT_SITE_NOT_COVERED']);
  });

  it('is folded by what was recorded first on one day, then by position', () => {
    const on = { effectiveFrom: '2023-01-01' } as const;
    const late = { type: 'SUSPENDED', ...on, recordedAt: '2023-03-01' } as const;
    const early = { type: 'RESTORED', ...on } as const;
    expect(reasons(certificate({ events: [late, early] }))).toEqual(['CERT_SUSPENDED']);
    expect(reasons(certificate({ events: [early, late] }))).toEqual(['CERT_SUSPENDED']);
    const suspended = { type: 'SUSPENDED', ...on } as const;
    expect(reasons(certificate({ events: [suspended, early] }))).toEqual(['CERT_RESTORED', ...OK]);
    expect(reasons(certificate({ events: [early, suspended] }))).toEqual(['CERT_SUSPENDED']);
  });

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

  it('says the same in any order of its properties, and something else without a level', () => {
    const { number, ...rest } = CERTIFICATE;
    const { hs, ...scope } = CERTIFICATE.scope ?? {};
    const turned = { ...rest, scope: { ...scope, ...(hs && { hs }) }, number, register: 'REG2' };
    expect(reasons(add('certificates', turned))).toEqual(OK);
    const unknown = certificate({ level: null });
    expect(reasons(unknown, add('certificates', turned))).toEqual(['EVIDENCE_CONFLICT']);
    expect(reasons(unknown, add('certificates', { ...turned, level: null }))).toEqual([
      'LEVEL_UNKNOWN',
    ]);
  });
});

describe('an annex', () => {
  it('is suspended in one of several periods', () => {
    const suspensions = [{ from: '2021-01-01', until: '2022-01-01' }, { from: '2023-06-01' }];
    expect(reasons(annex({ suspensions }))).toEqual(['ANNEX_SUSPENDED']);
  });
});

describe('a candidate', () => {
  it('without agreement, tells of a withdrawal only if both sides shared the scheme at issue', () => {
    const shared = (members: readonly { territory: string; until?: string }[]): Change =>
      all(
        remove('agreements'),
        edit('schemes', { territory: 'UNION' }),
        edit('territories', { members }, 2),
      );
    const [home, market] = [
      { territory: 'AA', until: '2021-01-01' },
      { territory: 'BB', until: '2021-01-01' },
    ];
    expect(reasons(shared([home, market]))).toEqual(['NO_AGREEMENT', 'PARTY_WITHDREW']);
    expect(reasons(shared([home]))).toEqual(['NO_AGREEMENT']);
    expect(reasons(shared([market]))).toEqual(['NO_AGREEMENT']);
    expect(reasons(remove('agreements'), remove('schemes'))).toEqual(['NO_AGREEMENT']);
  });

  it('governed by the day of issue does not look at the day of acceptance', () => {
    const accepted = certificate({ acceptedIntoProcess: '2019-01-01' });
    const since = { from: '2020-01-15', governingDate: 'ISSUED' } as const;
    expect(reasons(accepted, edit('agreements', since))).toEqual(OK);
    expect(
      reasons(accepted, edit('agreements', { ...since, governingDate: 'ACCEPTED_INTO_PROCESS' })),
    ).toEqual(['AGREEMENT_NOT_IN_FORCE']);
  });

  it('in its sunset keeps only what was issued before', () => {
    const sunset = (issuedBefore: string): Change =>
      edit('agreements', { until: '2023-06-01', sunset: { issuedBefore, until: '2024-01-01' } });
    expect(reasons(sunset('2020-01-16'))).toEqual(['AGREEMENT_SUNSET', ...OK]);
    expect(reasons(sunset('2020-01-15'))).toEqual(['AGREEMENT_TERMINATED']);
  });

  it('needs a party for each side on the day, or at issue', () => {
    const joins = (territory: string): Change =>
      all(
        edit('territories', { members: [{ territory, from: '2030-01-01' }] }, 2),
        edit('agreements', {
          parties: [{ territory: 'UNION' }, { territory: territory === 'AA' ? 'BB' : 'AA' }],
        }),
      );
    expect(reasons(joins('AA'))).toEqual(['NO_AGREEMENT']);
    expect(reasons(joins('BB'))).toEqual(['NO_AGREEMENT']);
  });

  it('stops at the first thing that is wrong with it', () => {
    const parties = [{ territory: 'AA' }, { territory: 'BB', until: '2023-01-01' }];
    expect(reasons(edit('agreements', { until: '2023-06-01', parties }))).toEqual([
      'AGREEMENT_TERMINATED',
    ]);
  });
});

describe('the day of change', () => {
  const LATER = '2023-06-10';
  const twice = edit('agreements', { until: LATER });

  it('is the day on which another agreement carries the same answer', () => {
    const second = add('agreements', { ...MRA, id: 'MRB', from: LATER });
    expect(answer(twice, second)).toMatchObject({ route: 'MRA', changesOn: LATER });
  });

  it('is the day on which another annex carries it', () => {
    const annexes = [
      { ...ANNEX, until: LATER },
      { ...ANNEX, id: 'X2', from: LATER },
    ];
    expect(answer(edit('agreements', { annexes }))).toMatchObject({
      annex: 'X1',
      changesOn: LATER,
    });
  });

  it('is the day on which it reaches to another level', () => {
    const domains = [
      { domain: 'CARDS', issuers: ['EARLY'], levelCap: 'L2' },
      { domain: 'CARDS', levelCap: 'L1' },
    ];
    const early = {
      code: 'EARLY',
      kind: 'COMPOSITE',
      members: [{ territory: 'AA', until: LATER }],
    } as const;
    expect(
      answer(
        certificate({ level: 'L3' }),
        add('territories', early),
        annex({ domains, aboveCap: 'PARTIAL' }),
      ),
    ).toMatchObject({
      reasons: ['LEVEL_PARTIAL', ...OK],
      accepts: { object: 'CERTIFICATE', upToLevel: 'L2' },
      changesOn: LATER,
    });
  });
});

describe('an answer', () => {
  it('names a level only where one limits it', () => {
    expect(answer().accepts).toStrictEqual({ object: 'CERTIFICATE' });
  });

  it('orders the other routes by the level that they reach', () => {
    const route = (id: string, levelCap: string): Change =>
      add('agreements', { ...MRA, id, annexes: [{ ...ANNEX, aboveCap: 'PARTIAL', levelCap }] });
    const { alternatives } = answer(
      certificate({ level: 'L3' }),
      edit('agreements', { annexes: [{ ...ANNEX, levelCap: 'L3' }] }),
      edit('designations', { agreement: 'OLD' }),
      ...['MRA', 'A-LOW', 'B-HIGH'].map((agreement) =>
        add('designations', { body: 'CB1', agreement }),
      ),
      route('A-LOW', 'L1'),
      route('B-HIGH', 'L2'),
    );
    expect(alternatives.map(({ route: id }) => id)).toEqual(['B-HIGH', 'A-LOW']);
  });
});

describe('a status through time', () => {
  const life = (...events: readonly ['SUSPENDED' | 'RESTORED' | 'WITHDRAWN', string][]) => ({
    events: events.map(([type, effectiveFrom]) => ({ type, effectiveFrom })),
  });

  it('that was restored counts again', () => {
    const restored = life(['SUSPENDED', '2018-01-01'], ['RESTORED', '2019-01-01']);
    expect(reasons(edit('approvals', restored, 1))).toEqual(OK);
    expect(reasons(edit('approvals', life(['SUSPENDED', '2018-01-01']), 1))).toEqual([
      'CAB_NOT_APPROVED_DOMESTICALLY',
    ]);
  });

  it('that was withdrawn does not expire any more', () => {
    const withdrawn = { ...life(['WITHDRAWN', '2018-01-01']), until: '2019-01-01' };
    expect(reasons(edit('designations', withdrawn))).toEqual(['CAB_DESIGNATION_WITHDRAWN']);
  });

  it('of a certificate is stayed by an order, also when the appeal did not ask for it', () => {
    const happened = (type: 'SUSPENDED' | 'APPEAL_LODGED' | 'APPEAL_STAY', effectiveFrom: string) =>
      ({ type, effectiveFrom }) as const;
    const lodged = [happened('SUSPENDED', '2023-01-01'), happened('APPEAL_LODGED', '2023-01-02')];
    expect(reasons(certificate({ events: lodged }))).toEqual(['CERT_SUSPENDED', 'APPEAL_PENDING']);
    const stayed = [...lodged, happened('APPEAL_STAY', '2023-01-03')];
    expect(reasons(certificate({ events: stayed }))).toEqual(['APPEAL_STAY', ...OK]);
  });
});

it('a certificate without sectors may be of those that an annex names', () => {
  const unsorted = add('certificates', without(CERTIFICATE, 'sectors'));
  expect(reasons(remove('certificates'), unsorted)).toEqual(['SECTOR_NOT_STATED']);
});

describe('the history of an answer', () => {
  const stretches = (from: string, to: string): string[] =>
    history(compile(FACTS), { ...QUESTION, asOf: from }, to).map(
      ({ from: first, to: last, verdict }) => `${first} ${last} ${verdict.reasons.join()}`,
    );

  it('goes from the day asked about to the last day without gap, and says why it changes', () => {
    expect(stretches('2020-01-14', '2026-01-16')).toEqual([
      '2020-01-14 2020-01-14 CERT_NOT_YET_VALID',
      '2020-01-15 2023-06-19 RECOGNISED_BY_BILATERAL',
      '2023-06-20 2026-01-16 STATUS_STALE',
    ]);
  });

  it('does not go beyond the last day, but reaches a change on it', () => {
    expect(stretches('2023-06-01', '2023-06-19')).toHaveLength(1);
    expect(stretches('2023-06-01', '2023-06-20')[1]).toBe('2023-06-20 2023-06-20 STATUS_STALE');
  });
});
