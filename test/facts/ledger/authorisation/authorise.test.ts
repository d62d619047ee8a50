import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FactsDocument } from '../../../../schema/generated/facts.ts';
import type { Writer } from '../../../../facts/ledger/authorisation/authorise.ts';
import { FACT_KINDS, type FactKind } from '../../../../facts/index.ts';
import { textSource } from '../../../../facts/document/source.ts';
import { tryDocument } from '../../../../facts/ledger/dry-run.ts';
import { CERTIFICATE } from '../../documents.ts';
import { testStore, type TestStore } from '../../store.ts';

const writerOf = (territory: string): Writer => ({ scopes: new Set(['facts:write']), territory });
const GERMAN = writerOf('DE');
const body = (id: string, territory: string, more: object = {}) => ({
  id,
  kind: 'CERTIFICATION_BODY' as const,
  territory,
  ...more,
});
const annexes: [] = [];
const PAST = '2020-01-01';

/** DE and FR are of the union EX; CN is not, and AT no longer. */
const KNOWN: FactsDocument = {
  territories: [
    {
      code: 'EX',
      kind: 'COMPOSITE',
      members: [
        { territory: 'DE' },
        { territory: 'FR', from: '2000-01-01' },
        { territory: 'AT', until: PAST },
        { territory: 'CN', from: '2999-01-01' },
        { territory: 'NZ', retractedAt: PAST },
      ],
    },
    { code: 'WORLD', kind: 'COMPOSITE', members: [{ territory: 'EX' }] },
  ],
  bodies: [
    body('OWN', 'DE'),
    body('BAVARIAN', 'DE-BY'),
    body('FRENCH', 'FR'),
    body('AUSTRIAN', 'AT'),
    body('KIWI', 'NZ'),
    body('CHINESE', 'CN', { recordedAt: '2010-01-01' }),
    body('FORMER', 'DE', { retractedAt: PAST }),
  ],
  agreements: [
    { id: 'OF-DE', kind: 'BILATERAL', annexes, parties: [{ territory: 'DE' }] },
    { id: 'OF-EX', kind: 'BILATERAL', annexes, parties: [{ territory: 'EX' }] },
    { id: 'LEFT', kind: 'BILATERAL', annexes, parties: [{ territory: 'DE', until: PAST }] },
    { id: 'OF-CN', kind: 'BILATERAL', annexes, parties: [{ territory: 'CN' }] },
    { id: 'OF-BODIES', kind: 'ACCREDITATION', annexes },
  ],
  accreditations: [
    {
      id: 'ACC-CN',
      accreditationBody: 'CHINESE',
      body: 'OWN',
      scope: [],
      recordedAt: '2010-01-01',
    },
  ],
  registers: [
    { id: 'REG-DE', coverage: 'PARTIAL', territory: 'DE' },
    { id: 'REG-CN', coverage: 'PARTIAL', territory: 'CN', recordedAt: '2010-01-01' },
    { id: 'REG-ALL', coverage: 'PARTIAL' },
  ],
  certificates: [
    { ...CERTIFICATE, number: 'OF-FRENCH', issuer: 'FRENCH', register: 'REG-CN' },
    {
      ...CERTIFICATE,
      number: 'OF-CHINESE',
      issuer: 'CHINESE',
      issuerTerritory: 'CN',
      recordedAt: '2024-01-01',
    },
  ],
};

const certificate = (changes: object = {}) => ({ ...CERTIFICATE, issuer: 'OWN', ...changes });
const accreditation = (accreditationBody: string, id = 'ACC-1') => ({
  id,
  accreditationBody,
  body: 'CHINESE',
  scope: [],
});
const register = (changes: object = {}) => ({
  id: 'REG-NEW',
  coverage: 'COMPLETE',
  territory: 'DE',
  ...changes,
});
const catalogue = (market: string, products: object[] = []) => ({ market, scheme: 'S', products });
const debarred = (changes: object) => ({ from: PAST, ...changes });
const agreement = { id: 'NEW', kind: 'BILATERAL', annexes };

/** By kind, what a writer bound to DE may write and what is foreign to it. */
const KINDS: Readonly<Record<FactKind, { own: object[]; foreign: object[] }>> = {
  territories: { own: [], foreign: [{ code: 'DE', kind: 'COMPOSITE', members: [] }] },
  standards: { own: [], foreign: [{ id: 'ISO 1', editions: [] }] },
  schemes: { own: [], foreign: [{ id: 'S', kind: 'SERVICE', territory: 'DE' }] },
  agreements: { own: [], foreign: [agreement] },
  signatories: {
    own: [],
    foreign: [{ accreditationBody: 'OWN', agreement: 'OF-BODIES', norm: 'N', level: 3 }],
  },
  bodies: {
    own: [body('NEW', 'DE'), body('NEW', 'DE-BE')],
    foreign: [
      body('NEW', 'FR'),
      body('NEW', 'EX'),
      // Believed at another time than the one of CN, it would stand beside it.
      body('CHINESE', 'DE', { recordedAt: '2001-01-01', retractedAt: '2002-01-01' }),
    ],
  },
  approvals: {
    own: [
      { body: 'CHINESE', territory: 'DE' },
      { body: 'OWN', territory: 'DE', authority: 'BAVARIAN' },
      { body: 'OWN', territory: 'DE', authority: 'some office' },
    ],
    foreign: [
      { body: 'OWN', territory: 'CN' },
      { body: 'OWN', territory: 'DE', authority: 'CHINESE' },
      { body: 'OWN', territory: 'DE', authority: 'CN' },
    ],
  },
  accreditations: {
    own: [accreditation('OWN'), accreditation('BAVARIAN')],
    foreign: [
      ...['CHINESE', 'FRENCH', 'NOBODY', 'FORMER'].map((by) => accreditation(by)),
      { ...accreditation('OWN', 'ACC-CN'), retractedAt: '1999-01-01' },
    ],
  },
  designations: {
    own: [
      { body: 'OWN', agreement: 'OF-DE' },
      { body: 'OWN', agreement: 'OF-EX', by: 'DE' },
      { body: 'BAVARIAN', agreement: 'OF-BODIES', by: 'a ministry' },
    ],
    foreign: [
      { body: 'CHINESE', agreement: 'OF-DE' },
      { body: 'NOBODY', agreement: 'OF-DE' },
      { body: 'OWN', agreement: 'OF-CN' },
      { body: 'OWN', agreement: 'LEFT' },
      { body: 'OWN', agreement: 'UNKNOWN' },
      { body: 'OWN', agreement: 'OF-DE', by: 'CN' },
    ],
  },
  catalogues: {
    own: [catalogue('DE'), catalogue('DE', [{ hs: '8471', market: 'DE' }])],
    foreign: [catalogue('CN'), catalogue('DE', [{ hs: '8471', market: 'CN' }])],
  },
  debarments: {
    own: [
      debarred({ market: 'DE', body: 'CHINESE' }),
      debarred({ market: 'DE', person: 'p' }),
      debarred({ body: 'OWN', by: 'DE' }),
    ],
    foreign: [
      debarred({ market: 'CN', body: 'OWN' }),
      debarred({ body: 'CHINESE' }),
      debarred({ body: 'NOBODY' }),
      debarred({ person: 'p' }),
      debarred({ market: 'DE', body: 'OWN', by: 'CHINESE' }),
    ],
  },
  measures: {
    own: [
      { market: 'DE', body: 'CHINESE' },
      { market: 'DE-BY', hs: '8471' },
    ],
    foreign: [
      { market: 'CN', hs: '8471' },
      { market: 'EX', body: 'OWN' },
    ],
  },
  registers: {
    own: [register(), register({ bodies: ['OWN', 'BAVARIAN'] })],
    foreign: [
      register({ territory: 'CN' }),
      register({ territory: undefined }),
      register({ bodies: ['OWN', 'CHINESE'] }),
      register({ bodies: ['NOBODY'] }),
      register({ id: 'REG-CN', recordedAt: '1998-01-01', retractedAt: '1999-01-01' }),
    ],
  },
  certificates: {
    own: [
      certificate(),
      certificate({ issuer: 'BAVARIAN', issuerTerritory: 'DE-BY' }),
      certificate({ register: 'REG-DE' }),
      // Two bodies may use one number; nobody can occupy another's.
      certificate({ number: 'OF-FRENCH', register: 'REG-DE' }),
      certificate({ number: 'OF-CHINESE', retractedAt: '2023-02-02' }),
    ],
    foreign: [
      certificate({ issuer: 'CHINESE' }),
      certificate({ issuer: 'FRENCH' }),
      certificate({ issuer: 'NOBODY' }),
      certificate({ issuer: 'FORMER' }),
      certificate({ issuerTerritory: 'CN' }),
      certificate({ register: 'REG-CN' }),
      certificate({ register: 'REG-ALL' }),
      certificate({ register: 'NO-REG' }),
    ],
  },
};

const document = (kind: FactKind, fact: object): FactsDocument => ({ [kind]: [fact] });

describe('the territory of a writer', () => {
  let store: TestStore;
  beforeAll(async () => {
    store = await testStore();
    await store.load(KNOWN);
  });
  afterAll(() => store.close());

  /** What an import would say, by trying it. */
  const faultsOf = async (facts: FactsDocument, writer: Writer): Promise<readonly string[]> => {
    const source = textSource(JSON.stringify(facts), 'facts', 'json');
    const trial = await tryDocument(store.facts, source, store.facts.horizon.snapshot(), writer);
    return (trial.faults ?? []).map(({ code }) => code);
  };

  it.each(FACT_KINDS)('AZN-001: covers all that %s speak in the name of', async (kind) => {
    const { own, foreign } = KINDS[kind];
    for (const fact of own)
      expect([fact, await faultsOf(document(kind, fact), GERMAN)]).toEqual([fact, []]);
    for (const fact of foreign)
      expect([fact, await faultsOf(document(kind, fact), GERMAN)]).toEqual([
        fact,
        ['FACT_FORBIDDEN'],
      ]);
  });

  it.each([
    ['EX', 'FRENCH', 'FR', true],
    ['EX', 'BAVARIAN', 'DE-BY', true],
    ['WORLD', 'FRENCH', 'FR', true],
    ['EX', 'AUSTRIAN', 'AT', false],
    ['EX', 'CHINESE', 'CN', false],
    ['EX', 'KIWI', 'NZ', false],
    ['FR', 'OWN', 'DE', false],
    ['DE-BY', 'OWN', 'DE', false],
  ])(
    'of a writer bound to %s covers those of %s in %s: %s',
    async (territory, issuer, issuerTerritory, covered) => {
      const facts = { certificates: [certificate({ issuer, issuerTerritory })] };
      expect(await faultsOf(facts, writerOf(territory))).toEqual(covered ? [] : ['FACT_FORBIDDEN']);
    },
  );

  it('covers a body that the same document states, which cannot rename a known one', async () => {
    const fresh = body('FRESH', 'DE');
    const certificates = [certificate({ issuer: 'FRESH' })];
    expect(await faultsOf({ bodies: [fresh], certificates }, GERMAN)).toEqual([]);
    expect(await faultsOf({ certificates, bodies: [fresh] }, GERMAN)).toEqual([]);
    const renamed = {
      bodies: [body('CHINESE', 'DE')],
      certificates: [certificate({ issuer: 'CHINESE' })],
    };
    expect(await faultsOf(renamed, GERMAN)).toContain('FACT_FORBIDDEN');
  });
});

describe('a trial', () => {
  let store: TestStore;
  beforeAll(async () => {
    store = await testStore();
    await store.load(KNOWN);
  });
  afterAll(() => store.close());

  it('refuses what an import by the same writer refuses, with the same codes, and nothing else', async () => {
    let seed = 20_26;
    const below = (n: number): number => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % n;
    };
    const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
    const scopes = ['facts:write', 'agreements:write', 'hub:admin', 'attestation:issue'];
    const kinds = FACT_KINDS.filter((kind) => kind !== 'territories');
    const outcomes = { accepted: 0, refused: 0 };
    for (let round = 0; round < 60; round += 1) {
      const facts: Partial<Record<FactKind, object[]>> = {};
      for (let left = below(3); left >= 0; left -= 1) {
        const kind = pick(kinds);
        const { own, foreign } = KINDS[kind];
        const fact = pick([...own, ...own, ...foreign, ...(KNOWN[kind] ?? [])]);
        const spoilt = below(8) === 0 ? { ...fact, from: '2026-02-30', odd: 1 } : fact;
        facts[kind] = [...(facts[kind] ?? []), spoilt];
      }
      const writer: Writer = {
        scopes: new Set([pick(scopes.slice(0, 3)), pick(scopes)]),
        ...(below(6) === 0 ? {} : { territory: pick(['DE', 'EX', 'FR', 'CN']) }),
      };
      const text = JSON.stringify(facts);
      await store.facts.horizon.refresh();
      const snapshot = store.facts.horizon.snapshot();
      const source = textSource(text, 'facts.json', 'json');
      const trial = await tryDocument(store.facts, source, snapshot, writer);
      const report = await store.load(text, { writer });
      const found = report.outcome === 'REJECTED' ? report.faults : [];
      const codes = (faults: readonly { code: string; path: string }[]) =>
        faults.map(({ code, path }) => `${code} ${path}`).sort();
      expect([text, codes(trial.faults ?? [])]).toEqual([text, codes(found)]);
      outcomes[found.length > 0 ? 'refused' : 'accepted'] += 1;
    }
    expect(Math.min(outcomes.accepted, outcomes.refused)).toBeGreaterThan(10);
  });
});
