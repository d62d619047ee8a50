import { describe, expect, it } from '@jest/globals';
import type { AgreementAnnex } from '../../../../schema/generated/facts.ts';
import { compile, decide } from '../../../../subgraphs/agreements/decision/index.ts';
import { ANNEX, CERTIFICATE, FACTS, MRA, QUESTION } from './recognised.ts';
import { add, all, ask, type Change, edit, remove } from './worlds.ts';
import { annex, answer, certificate, reasons } from './altered.ts';

const OK = ['RECOGNISED_BY_BILATERAL'];
/** Without a product that the annex could list. */
const LISTED = ['PRODUCT_LIST_APPLIES', ...OK];

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
  it('counts from its first to its last good day', () => {
    expect(reasons(certificate({ validFrom: '2023-06-01', validUntil: '2023-06-01' }))).toEqual(OK);
  });

  it('an appeal that is allowed restores it, one that is dismissed does not', () => {
    const events = (outcome: 'ALLOWED' | 'DISMISSED'): Change =>
      certificate({
        events: [
          { type: 'WITHDRAWN', effectiveFrom: '2023-01-01' },
          { type: 'APPEAL_LODGED', effectiveFrom: '2023-01-02' },
          { type: 'APPEAL_STAY', effectiveFrom: '2023-01-03' },
          { type: 'APPEAL_DECIDED', effectiveFrom: '2023-01-04', outcome },
        ],
      });
    expect(reasons(events('ALLOWED'))).toEqual(['CERT_RESTORED', ...OK]);
    expect(reasons(events('DISMISSED'))).toEqual(['CERT_WITHDRAWN']);
  });

  it('an appeal that was allowed when nothing was wrong changes nothing', () => {
    expect(
      reasons(
        certificate({
          events: [{ type: 'APPEAL_DECIDED', effectiveFrom: '2023-01-04', outcome: 'ALLOWED' }],
        }),
      ),
    ).toEqual(OK);
  });

  it('passed to another body it is cancelled, and says so', () => {
    expect(
      reasons(certificate({ events: [{ type: 'TRANSFERRED', effectiveFrom: '2023-01-01' }] })),
    ).toEqual(['CERT_CANCELLED', 'CERT_TRANSFERRED']);
  });

  it('a renewal moves the expiry, the edition and the day of decision', () => {
    const editions = [
      { edition: '2015', transitionEndsOn: '2023-01-01' },
      { edition: '2022', lastIssueOn: '2022-12-01' },
    ];
    const renewed = (effectiveFrom: string): Change =>
      certificate({
        validUntil: '2023-01-15',
        events: [{ type: 'RENEWED', effectiveFrom, edition: '2022', validUntil: '2026-01-15' }],
      });
    expect(reasons(edit('standards', { editions }), renewed('2022-12-01'))).toEqual(OK);
    expect(reasons(edit('standards', { editions }), renewed('2022-12-02'))).toEqual([
      'EDITION_ISSUED_AFTER_CUTOFF',
    ]);
  });

  it('events of one day are folded in the order of their recording', () => {
    const on = '2023-01-01';
    const events = [
      { type: 'RESTORED', effectiveFrom: on, recordedAt: '2023-03-01' },
      { type: 'SUSPENDED', effectiveFrom: on },
    ] as const;
    expect(reasons(certificate({ events }))).toEqual(['CERT_RESTORED', ...OK]);
  });

  it('a scope that is extended covers what it did not', () => {
    const scope = { hs: ['84'] };
    const events = [
      { type: 'SCOPE_EXTENDED', effectiveFrom: '2023-01-01', scope: { hs: ['8518'] } },
      { type: 'SCOPE_EXTENDED', effectiveFrom: '2023-01-01' },
    ] as const;
    expect(reasons(certificate({ scope, events }))).toEqual(OK);
  });

  it('one of several keys in scope is enough, and unlimited dimensions cover all', () => {
    expect(reasons(certificate({ scope: { keys: ['K2'] } }))).toEqual(['CERT_SCOPE_MISMATCH']);
    const keys = ['K1', 'K2'];
    expect(
      reasons(
        certificate({ scope: { keys: ['K2'] } }),
        ask({ product: { hs: '8518', keys, origin: 'AA' } }),
      ),
    ).toEqual(OK);
    expect(reasons(certificate({ scope: { hs: [] } }))).toEqual(['CERT_SCOPE_MISMATCH']);
  });

  const C0 = { ...CERTIFICATE, number: 'C0', issued: '2018-01-15', validUntil: '2020-01-01' };
  const takenOver = (on: string): Change => certificate({ transferredFrom: { number: 'C0', on } });
  it.each([
    ['on its last day', '2020-01-01', {}, 'CERT_TRANSFERRED'],
    ['after its last day', '2020-01-02', {}, 'TRANSFER_OF_INVALID_CERT'],
    ['on its first day', '2018-01-15', {}, 'CERT_TRANSFERRED'],
    ['before its first day', '2018-01-14', {}, 'TRANSFER_OF_INVALID_CERT'],
    ['before it was valid', '2018-02-01', { validFrom: '2018-03-01' }, 'TRANSFER_OF_INVALID_CERT'],
  ])('taken over %s', (_, on, patch, code) => {
    expect(reasons(add('certificates', { ...C0, ...patch }), takenOver(on))).toContain(code);
  });

  it('taken over while stayed counts, while only pending does not', () => {
    const suspended = (stay: boolean): Change =>
      add('certificates', {
        ...C0,
        events: [
          { type: 'SUSPENDED', effectiveFrom: '2019-01-01' },
          { type: 'APPEAL_LODGED', effectiveFrom: '2019-01-02', stay },
        ],
      });
    expect(reasons(suspended(true), takenOver('2019-06-01'))).toEqual(['CERT_TRANSFERRED', ...OK]);
    expect(reasons(suspended(false), takenOver('2019-06-01'))).toEqual([
      'TRANSFER_OF_INVALID_CERT',
    ]);
  });

  it('taken over from a certificate that nobody knows', () => {
    const taken = takenOver('2020-01-01');
    expect(reasons(taken)).toEqual(['TRANSFER_OF_INVALID_CERT']);
    expect(reasons(taken, edit('registers', { coverage: 'PARTIAL' }))).toEqual([
      'CERT_NOT_FOUND',
      'REGISTER_COVERAGE_UNKNOWN',
    ]);
    const { register: _, ...unregistered } = CERTIFICATE;
    const transferredFrom = { number: 'C0', on: '2020-01-01' };
    expect(
      reasons(
        remove('certificates'),
        add('certificates', { ...unregistered, transferredFrom }),
        ask({ unavailable: ['registers'] }),
      ),
    ).toEqual(['SUBGRAPH_UNAVAILABLE']);
  });

  it('may be limited to some territories', () => {
    expect(reasons(certificate({ validIn: ['AA'] }))).toEqual(['TERRITORY_EXCLUDED']);
    expect(reasons(certificate({ validIn: ['AA', 'UNION'] }))).toEqual(OK);
    expect(reasons(certificate({ validIn: [] }))).toEqual(OK);
  });

  it('an edition that nobody knows, or none, says nothing', () => {
    expect(reasons(certificate({ edition: '1999' }))).toEqual(OK);
    expect(reasons(remove('standards'))).toEqual(OK);
  });
});

describe('debarment and mandatory schemes', () => {
  it('an order voids earlier certificates only if it says so, and only once it is in force', () => {
    const order = { body: 'CB1', from: '2023-06-01' };
    expect(reasons(add('debarments', order))).toEqual(OK);
    expect(reasons(add('debarments', { ...order, voidsEarlier: true }))).toEqual(['BODY_DEBARRED']);
    const later = { ...order, from: '2023-06-02', voidsEarlier: true };
    expect(answer(add('debarments', later))).toMatchObject({
      status: 'RECOGNISED',
      changesOn: '2023-06-02',
    });
    const ended = { body: 'CB1', from: '2019-01-01', until: '2020-01-15', voidsEarlier: true };
    expect(reasons(add('debarments', ended))).toEqual(OK);
  });

  it('the prohibition of another market, or of another day, does not count', () => {
    expect(reasons(add('debarments', { body: 'CB1', market: 'AA', from: '2010-01-01' }))).toEqual(
      OK,
    );
    expect(
      reasons(
        add('debarments', { body: 'CB1', market: 'BB', from: '2010-01-01', until: '2023-06-01' }),
      ),
    ).toEqual(OK);
    expect(reasons(add('debarments', { person: 'P1', market: 'AA', from: '2010-01-01' }))).toEqual(
      OK,
    );
    expect(reasons(add('debarments', { person: 'P1', market: 'BB', from: '2020-01-11' }))).toEqual(
      OK,
    );
  });

  it('a revoked approval at home does not count beside one in force, nor abroad', () => {
    const withdrawn = { events: [{ type: 'WITHDRAWN', effectiveFrom: '2019-01-01' }] } as const;
    const another = add('approvals', { body: 'CB1', territory: 'AA', schemes: ['S1'] });
    expect(reasons(edit('approvals', withdrawn), another)).toEqual(OK);
    const unfit = add('approvals', { body: 'CB1', territory: 'AA', schemes: ['S2'] });
    expect(reasons(edit('approvals', withdrawn), unfit)).toEqual(['BODY_APPROVAL_REVOKED']);
    expect(reasons(edit('approvals', withdrawn), remove('bodies'))).toEqual(OK);
    const debarred = add('debarments', { body: 'CB1', from: '2019-01-01' });
    expect(reasons(edit('approvals', withdrawn), debarred)).toEqual(['BODY_DEBARRED']);
  });

  it('a catalogue counts for its products in its market, for market access', () => {
    const other = edit('catalogues', { scheme: 'S2' });
    const refused = ['SCHEME_NOT_ACCEPTED_FOR_MANDATORY'];
    expect(reasons(other)).toEqual(refused);
    expect(reasons(other, edit('catalogues', { acceptsSchemes: ['S1'] }))).toEqual(OK);
    expect(reasons(other, edit('catalogues', { market: 'UNION' }))).toEqual(refused);
    expect(reasons(other, edit('catalogues', { market: 'AA' }))).toEqual(OK);
    expect(reasons(other, edit('catalogues', { from: '2023-06-02' }))).toEqual(OK);
    expect(reasons(other, edit('catalogues', { products: [{ hs: '8519' }] }))).toEqual(OK);
    expect(
      reasons(other, edit('catalogues', { products: [{ hs: '85', until: '2023-06-01' }] })),
    ).toEqual(OK);
    expect(reasons(other, ask({ purpose: 'VOLUNTARY' }))).toEqual(OK);
    expect(reasons(other, ask({ product: { origin: 'AA' } }))).toEqual(LISTED);
    expect(
      reasons(other, add('catalogues', { market: 'BB', scheme: 'S1', products: [{ key: 'K1' }] })),
    ).toEqual(OK);
  });
});

describe('levels', () => {
  const level3 = certificate({ level: 'L3' });
  const domain = (patch: object = {}): Change =>
    annex({ aboveCap: 'PARTIAL', domains: [{ domain: 'CARDS', ...patch }] });

  it('a domain lifts the cap for those who qualify in it', () => {
    expect(reasons(level3, domain())).toEqual(OK);
    expect(reasons(level3, domain({ issuers: [] }))).toEqual(OK);
    expect(reasons(level3, domain({ issuers: ['UNION'] }))).toEqual(OK);
    expect(answer(level3, domain({ issuers: ['BB'] }))).toMatchObject({
      reasons: ['LEVEL_PARTIAL', 'DOMAIN_NOT_COVERED', ...OK],
      accepts: { object: 'CERTIFICATE', upToLevel: 'L2' },
    });
    expect(reasons(level3, annex({ domains: [] }))).toEqual(['LEVEL_ABOVE_CAP']);
  });

  it('a domain may have a cap of its own', () => {
    expect(reasons(level3, domain({ levelCap: 'L3' }))).toEqual(OK);
    expect(answer(level3, domain({ levelCap: 'L1' })).accepts).toEqual({
      object: 'CERTIFICATE',
      upToLevel: 'L1',
    });
    expect(reasons(level3, domain({ levelCap: 'L9' }))).toEqual(['LEVEL_UNKNOWN']);
    const augmented = certificate({ level: 'L3', components: ['AVA_VAN.5'] });
    expect(reasons(augmented, domain({ levelCap: 'L3' }))).toContain('LEVEL_PARTIAL');
  });

  it('augmentations count by family', () => {
    expect(reasons(certificate({ components: ['AVA_VAN.5'] }))).toEqual(['LEVEL_ABOVE_CAP']);
    expect(reasons(certificate({ components: ['ALC_FLR'] }))).toEqual(OK);
    const { components: _, ...untested } = ANNEX;
    const any = edit('agreements', { annexes: [untested] });
    expect(reasons(any, certificate({ components: ['AVA_VAN.5'] }))).toEqual(OK);
  });

  it('a profile is recognised whatever the level', () => {
    expect(
      reasons(level3, annex({ profiles: ['PP1'] }), certificate({ profiles: ['PP1'] })),
    ).toEqual(OK);
    expect(reasons(level3, annex({ profiles: ['PP1'] }))).toEqual(['LEVEL_ABOVE_CAP']);
  });

  it('levels that the scheme does not know cannot be compared; a scheme without levels has no cap', () => {
    expect(reasons(annex({ levelCap: 'L9' }))).toEqual(['LEVEL_UNKNOWN']);
    expect(reasons(level3, edit('schemes', { levels: [] }))).toEqual(OK);
  });

  it('an older clause brings the rules of another annex', () => {
    const older = { id: 'OLD', schemes: ['S9'], levelCap: 'L3' };
    const legacy = (patch: object): Change =>
      edit('agreements', {
        annexes: [
          {
            ...ANNEX,
            legacy: [{ basis: 'ISSUED', before: '2020-01-16', annex: 'OLD', ...patch }],
          },
          older,
        ],
      });
    expect(reasons(level3, legacy({}))).toEqual(['LEGACY_RULES_APPLY', ...OK]);
    expect(reasons(level3, legacy({ before: '2020-01-15' }))).toEqual(['LEVEL_ABOVE_CAP']);
    expect(reasons(level3, legacy({ annex: 'GONE' }))).toEqual(['LEVEL_ABOVE_CAP']);
    expect(reasons(level3, legacy({ issuedBefore: '2020-01-15' }))).toEqual(['LEVEL_ABOVE_CAP']);
    expect(reasons(level3, legacy({ issuedBefore: '2020-01-16' }))).toContain('LEGACY_RULES_APPLY');
    const accepted = legacy({ basis: 'ACCEPTED_INTO_PROCESS', before: '2019-02-01' });
    expect(reasons(level3, accepted)).toEqual(['LEVEL_ABOVE_CAP']);
    expect(reasons(level3, accepted, certificate({ acceptedIntoProcess: '2019-01-31' }))).toContain(
      'LEGACY_RULES_APPLY',
    );
  });
});

describe('body, accreditation, origin and safeguards', () => {
  const withdrawn = (on: string) =>
    ({ events: [{ type: 'WITHDRAWN', effectiveFrom: on }] }) as const;

  it('a designation that ends after issue counts against it only where results are revoked', () => {
    const revoke = annex({ priorCertificates: 'REVOKE' });
    const suspended = { events: [{ type: 'SUSPENDED', effectiveFrom: '2021-01-01' }] } as const;
    expect(reasons(revoke, edit('designations', suspended))).toEqual(['CAB_DESIGNATION_SUSPENDED']);
    expect(reasons(revoke, edit('designations', withdrawn('2021-01-01')))).toEqual([
      'CAB_DESIGNATION_WITHDRAWN',
    ]);
    expect(reasons(revoke, edit('designations', { until: '2021-01-01' }))).toEqual(OK);
    const contested = [{ from: '2023-06-01' }];
    expect(reasons(revoke, edit('designations', { ...suspended, contested }))).toEqual([
      'CAB_DESIGNATION_SUSPENDED',
    ]);
    const second = add('designations', { body: 'CB1', agreement: 'MRA' });
    expect(reasons(revoke, second, edit('designations', suspended))).toEqual(OK);
    expect(reasons(second, edit('designations', { contested }))).toEqual(OK);
  });

  it('records under a predecessor count until they run out, or the successor has its own', () => {
    const old = (patch: object = {}): Change =>
      add('agreements', {
        ...MRA,
        id: 'OLD',
        until: '2019-01-01',
        successor: { agreement: 'MRA', ...patch },
      });
    const under = edit('designations', { agreement: 'OLD' });
    expect(reasons(old(), under)).toEqual(OK);
    expect(reasons(old({ recordsValidUntil: '2023-06-02' }), under)).toEqual(OK);
    expect(reasons(old({ recordsValidUntil: '2023-06-01' }), under)).toEqual([
      'CAB_NOT_DESIGNATED',
    ]);
    const own = (patch: object): Change =>
      add('designations', { body: 'CB1', agreement: 'MRA', ...patch });
    expect(reasons(old(), under, own({ until: '2019-06-01' }))).toEqual([
      'CAB_DESIGNATION_EXPIRED',
    ]);
    expect(reasons(old(), under, own({ from: '2021-01-01' }))).toEqual(OK);
  });

  it('an accreditation of another body, of the future, or of an unknown body at home', () => {
    expect(reasons(edit('accreditations', { body: 'CB2' }))).toEqual(['ACCREDITATION_REQUIRED']);
    expect(reasons(edit('accreditations', { from: '2020-01-16' }))).toEqual([
      'ACCREDITATION_REQUIRED',
    ]);
    const { accreditation: _, ...without } = CERTIFICATE;
    expect(reasons(remove('certificates'), add('certificates', without))).toEqual([
      'ACCREDITATION_REQUIRED',
    ]);
    const listed = (bodies: string[]): Change =>
      edit('territories', { accreditationBodies: bodies });
    expect(reasons(listed(['AB2']))).toEqual(['ACCREDITATION_REQUIRED']);
    expect(reasons(listed(['AB1']))).toEqual(OK);
    expect(reasons(listed(['AB2']), remove('bodies', 1))).toEqual(OK);
  });

  it('an accreditation that was suspended at issue, or has lost its scope since', () => {
    expect(
      reasons(
        edit('accreditations', {
          events: [
            { type: 'SUSPENDED', effectiveFrom: '2020-01-01' },
            { type: 'RESTORED', effectiveFrom: '2020-02-01' },
          ],
        }),
      ),
    ).toEqual(['CAB_ACCREDITATION_SUSPENDED']);
    const scope = [{ norm: 'N1', until: '2023-06-01' }];
    expect(reasons(edit('accreditations', { scope }))).toEqual(['ACCREDITATION_SCOPE_MISMATCH']);
    for (const item of [{ standard: 'ST2' }, { scheme: 'S2' }, { sectors: ['E2'] }])
      expect(reasons(edit('accreditations', { scope: [{ norm: 'N1', ...item }] }))).toEqual([
        'ACCREDITATION_SCOPE_MISMATCH',
      ]);
  });

  it('the transfer window runs from the withdrawal, and only where there is one', () => {
    expect(reasons(edit('accreditations', withdrawn('2022-12-02')))).toEqual([
      'TRANSFER_WINDOW_OPEN',
      ...OK,
    ]);
    expect(reasons(edit('accreditations', withdrawn('2022-12-01')))).toEqual([
      'CAB_ACCREDITATION_WITHDRAWN',
      'TRANSFER_WINDOW_CLOSED',
    ]);
    const { transferWindowMonths: _, ...windowless } = MRA;
    expect(
      reasons(
        remove('agreements'),
        add('agreements', windowless),
        edit('accreditations', withdrawn('2022-12-02')),
      ),
    ).toEqual(['CAB_ACCREDITATION_WITHDRAWN']);
  });

  it('accreditation through no agreement asks for no signatory', () => {
    const { accreditationThrough: _, ...rest } = ANNEX;
    expect(
      reasons(edit('agreements', { annexes: [rest] }), ask({ unavailable: ['signatories'] })),
    ).toEqual(OK);
  });

  it('a signatory of the norm through one region carries on when another has ended', () => {
    const regional = (patch: object): Change => edit('signatories', { region: 'R1', ...patch });
    expect(reasons(regional(withdrawn('2023-01-01')))).toEqual(['AB_SIGNATORY_WITHDRAWN']);
    expect(reasons(regional({ from: '2023-07-01' }))).toEqual(['AB_NOT_SIGNATORY']);
    expect(reasons(edit('signatories', { standard: 'ST2' }, 1))).toEqual([
      'MLA_MAIN_SCOPE_ONLY',
      ...OK,
    ]);
    expect(reasons(edit('signatories', { until: '2023-06-01' }, 1))).toContain(
      'MLA_MAIN_SCOPE_ONLY',
    );
  });

  it('origin and place of assembly are tested where the annex asks for them', () => {
    const origin = (patch: object): Change =>
      annex({ origin: { territories: ['AA'], basis: ['ORIGIN', 'ASSEMBLY'], ...patch } });
    expect(reasons(origin({}))).toEqual(['ORIGIN_NOT_MET']);
    const made = (patch: object): Change =>
      ask({ product: { hs: '8518', origin: 'AA', ...patch } });
    expect(reasons(origin({}), made({ assembledIn: 'AA' }))).toEqual(OK);
    expect(reasons(origin({}), made({ assembledIn: 'BB' }))).toEqual(['ORIGIN_NOT_MET']);
    expect(
      reasons(origin({ basis: ['ASSEMBLY'], territories: ['UNION'] }), made({ assembledIn: 'BB' })),
    ).toEqual(OK);
    expect(
      reasons(annex({ origin: { directShipment: true } }), made({ shippedDirect: true })),
    ).toEqual(OK);
  });

  it.each([
    [{ certificate: 'C1' }, true],
    [{ certificate: 'C2' }, false],
    [{ body: 'CB1' }, true],
    [{ body: 'CB1', model: 'M1' }, true],
    [{ body: 'CB2', model: 'M1' }, false],
    [{ model: 'M2' }, false],
    [{ hs: '8518' }, true],
    [{ hs: '8518', certificate: 'C1' }, true],
    [{ hs: '8519', certificate: 'C1' }, false],
    [{ model: 'M2', certificate: 'C1' }, false],
    [{ hs: '85', from: '2023-06-02' }, false],
    [{ hs: '85', market: 'AA' }, false],
    [{ hs: '85', market: 'UNION' }, true],
    [{}, false],
  ])('the safeguard measure %j applies: %s', (criteria, applies) => {
    expect(reasons(add('measures', { market: 'BB', ...criteria }))).toEqual(
      applies ? ['SAFEGUARD_MEASURE'] : OK,
    );
  });

  it('a measure is looked for by the product only as far as it is known', () => {
    const origin = annex({ origin: {} });
    const bare = ask({ product: {} });
    expect(reasons(origin, bare, add('measures', { market: 'BB', hs: '85' }))).toEqual(LISTED);
  });
});

describe('routes', () => {
  const AT_HOME: Change = all(edit('schemes', { territory: 'UNION', approvalRequired: true }));

  it('the domestic route needs an approval inside the territory of the scheme', () => {
    expect(answer(AT_HOME)).toMatchObject({ route: 'DOMESTIC', status: 'RECOGNISED' });
    const without = all(AT_HOME, remove('approvals', 1), remove('approvals'));
    expect(answer(without)).toMatchObject({
      status: 'NOT_RECOGNISED',
      route: 'DOMESTIC',
      reasons: ['CAB_NOT_APPROVED_DOMESTICALLY'],
    });
    const issuerRuns = edit('schemes', { domesticAtIssuer: true, approvalRequired: true });
    expect(answer(issuerRuns, ask({ market: 'AA' }))).toMatchObject({ route: 'DOMESTIC' });
  });

  it('an agreement that ended gives way to its successor, if that is known', () => {
    const ended = edit('agreements', { until: '2023-01-01', successor: { agreement: 'NEW' } });
    expect(reasons(ended)).toEqual(['AGREEMENT_TERMINATED']);
    expect(answer(ended, add('agreements', { ...MRA, id: 'NEW' }))).toMatchObject({
      route: 'NEW',
      alternatives: [],
    });
  });

  it('the governing date may be another than the day asked about', () => {
    const by = (governingDate: 'ISSUED' | 'ACCEPTED_INTO_PROCESS' | 'PLACED_ON_MARKET'): Change =>
      edit('agreements', { governingDate, until: '2021-01-01' });
    expect(reasons(by('ISSUED'))).toEqual(OK);
    expect(reasons(by('ACCEPTED_INTO_PROCESS'))).toEqual(OK);
    expect(
      reasons(by('ACCEPTED_INTO_PROCESS'), certificate({ acceptedIntoProcess: '2021-01-01' })),
    ).toEqual(['AGREEMENT_TERMINATED']);
    expect(reasons(by('PLACED_ON_MARKET'))).toEqual(['AGREEMENT_TERMINATED']);
    const placedOnMarket = '2020-12-31';
    expect(
      reasons(by('PLACED_ON_MARKET'), ask({ product: { origin: 'AA', placedOnMarket } })),
    ).toEqual(LISTED);
  });

  it('who only issues takes nothing in, and one party does not face itself', () => {
    const parties = [{ territory: 'AA' }, { territory: 'BB', role: 'ORIGINATING' }] as const;
    expect(reasons(edit('agreements', { parties }))).toEqual(['NO_AGREEMENT']);
    expect(reasons(edit('agreements', { parties: [{ territory: 'UNION' }] }))).toEqual([
      'NO_AGREEMENT',
    ]);
  });

  it('a territory that has left its union has left the agreement', () => {
    const members = [{ territory: 'CC' }, { territory: 'AA', until: '2023-01-01' }];
    const world = all(
      edit('territories', { members }, 2),
      edit('agreements', { parties: [{ territory: 'UNION' }, { territory: 'BB' }] }),
    );
    expect(reasons(world)).toEqual(['PARTY_WITHDREW']);
    const sunset = { issuedBefore: '2021-01-01', until: '2024-01-01' };
    expect(answer(world, edit('agreements', { sunset }))).toMatchObject({
      reasons: ['AGREEMENT_SUNSET', ...OK],
    });
  });

  it('without any agreement, a territory that shared the scheme at issue has withdrawn', () => {
    const members = [{ territory: 'AA' }, { territory: 'BB', until: '2023-01-01' }];
    expect(
      reasons(
        remove('agreements'),
        edit('territories', { members }, 2),
        edit('schemes', { territory: 'UNION' }),
      ),
    ).toEqual(['NO_AGREEMENT', 'PARTY_WITHDREW']);
  });

  it('an exchange opens some annexes and some objects', () => {
    const exchange = (patch: object): Change =>
      edit('agreements', { exchanges: [{ issuer: 'AA', market: 'BB', ...patch }] });
    expect(reasons(exchange({ annexes: ['X1'] }))).toEqual(OK);
    expect(reasons(exchange({ annexes: ['X2'] }))).toEqual(['NO_IMPLEMENTING_EXCHANGE']);
    expect(reasons(exchange({ until: '2023-06-01' }))).toEqual(['NO_IMPLEMENTING_EXCHANGE']);
    expect(reasons(exchange({ issuer: 'BB', market: 'AA' }))).toEqual(['NO_IMPLEMENTING_EXCHANGE']);
    expect(reasons(exchange({ accepts: ['TEST_REPORT'] }))).toEqual(['OBJECT_NOT_ACCEPTED']);
    const { exchanges: _, ...none } = MRA;
    expect(reasons(remove('agreements'), add('agreements', none))).toEqual([
      'NO_IMPLEMENTING_EXCHANGE',
    ]);
  });

  it('the best route: in full before in part, the higher part, the certificate before its report', () => {
    const route = (id: string, patch: Partial<AgreementAnnex>): Change =>
      add('agreements', { ...MRA, id, annexes: [{ ...ANNEX, aboveCap: 'PARTIAL', ...patch }] });
    const level3 = certificate({ level: 'L3' });
    const withdrawn = remove('designations');
    const open = { designationRequired: false };
    expect(
      answer(
        level3,
        withdrawn,
        route('A-LOW', { ...open, levelCap: 'L1' }),
        route('B-HIGH', { ...open, levelCap: 'L2' }),
      ),
    ).toMatchObject({
      route: 'B-HIGH',
      accepts: { object: 'CERTIFICATE', upToLevel: 'L2' },
    });
    const marked = [{ code: 'MARKING_REQUIRED' }] as const;
    expect(
      answer(
        level3,
        withdrawn,
        route('A-PART', open),
        route('B-WHOLE', { ...open, levelCap: 'L3', conditions: marked }),
        route('C-REPORT', { ...open, levelCap: 'L3', accepts: ['TEST_REPORT'] }),
      ),
    ).toMatchObject({
      route: 'B-WHOLE',
      alternatives: [{ route: 'A-PART' }, { route: 'C-REPORT' }, { route: 'MRA' }],
    });
    const second = [...marked, { code: 'LOCAL_REPRESENTATIVE_REQUIRED' }] as const;
    expect(
      answer(
        withdrawn,
        route('A-TWO', { ...open, conditions: second }),
        route('B-ONE', { ...open, conditions: marked }),
      ).route,
    ).toBe('B-ONE');
  });

  it('the nearest miss: with an annex before without, the later gate first', () => {
    const early = add('agreements', { ...MRA, id: 'A-EARLY', until: '2021-01-01' });
    const bare = add('agreements', {
      ...MRA,
      id: 'A-BARE',
      annexes: [{ ...ANNEX, sectors: ['E9'] }],
    });
    expect(answer(remove('designations'), early, bare)).toMatchObject({
      route: 'MRA',
      reasons: ['CAB_NOT_DESIGNATED'],
      alternatives: [{ route: 'A-EARLY' }, { route: 'A-BARE', annex: null }],
    });
  });

  it('what is not known for sure is better the fewer unknowns there are', () => {
    const contested = edit('designations', { contested: [{}] });
    const less = {
      ...MRA,
      id: 'Z-LESS',
      annexes: [{ ...ANNEX, rulesUnknown: true, designationRequired: false }],
    };
    expect(answer(annex({ rulesUnknown: true }), contested, add('agreements', less))).toMatchObject(
      {
        status: 'INDETERMINATE',
        route: 'Z-LESS',
      },
    );
  });

  it('the mode of the annex goes before that of the agreement', () => {
    expect(reasons(annex({ mode: 'EQUIVALENCE', requirements: [{ set: 'BB-ACT' }] }))).toEqual([
      'RECOGNISED_BY_EQUIVALENCE',
    ]);
    expect(reasons(annex({ requirements: [{ set: 'BB-ACT' }] }))).toEqual([
      'REQUIREMENT_SET_MISMATCH',
    ]);
    const multilateral = edit('agreements', { kind: 'MULTILATERAL', mode: 'EQUIVALENCE' });
    expect(reasons(multilateral)).toEqual(['RECOGNISED_BY_EQUIVALENCE']);
  });
});
