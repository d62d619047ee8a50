import { describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import countries from 'i18n-iso-countries';
import { bundledData } from '../../../scripts/seed/convert/index.ts';
import { compile, decide } from '../../../subgraphs/agreements/decision/index.ts';
import { inRepository } from '../../../scripts/seed/convert/files.ts';
import { BUNDLED, bundledDocument, bundledFacts } from '../../../scripts/seed/documents.ts';

type Fact = Readonly<Record<string, unknown>>;

/** Every object at any depth of a value. */
function* objects(value: unknown): Generator<Fact> {
  if (Array.isArray(value)) for (const item of value) yield* objects(item);
  else if (typeof value === 'object' && value !== null) {
    yield value as Fact;
    for (const inner of Object.values(value)) yield* objects(inner);
  }
}

const IDENTITIES: Readonly<Record<string, string>> = {
  territories: 'code',
  standards: 'id',
  schemes: 'id',
  bodies: 'id',
  accreditations: 'id',
  agreements: 'id',
  registers: 'id',
  certificates: 'number',
};

describe('bundled data', () => {
  it('is what the converters make of the source copies', async () => {
    for (const [path, wanted] of await bundledData())
      expect({ path, current: (await readFile(inRepository(path), 'utf8')) === wanted }).toEqual({
        path,
        current: true,
      });
  });

  it.each(BUNDLED)('%s follows the facts schema', async (path) => {
    const schema = JSON.parse(
      await readFile(inRepository('schema/facts.schema.json'), 'utf8'),
    ) as Fact;
    const validate = new Ajv2020({ strict: false }).compile(schema);
    expect({ valid: validate(await bundledDocument(path)), errors: validate.errors }).toEqual({
      valid: true,
      errors: null,
    });
  });

  it('names each thing once across all documents', async () => {
    const facts = await bundledFacts();
    for (const [kind, name] of Object.entries(IDENTITIES)) {
      const ids = ((facts as Record<string, Fact[]>)[kind] ?? []).map((fact) => fact[name]);
      expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    }
  });

  it('has no interval that ends before it begins', async () => {
    const backwards = [...objects(await bundledFacts())].filter(
      ({ from, until, issued, validUntil }) =>
        (typeof from === 'string' && typeof until === 'string' && until <= from) ||
        (typeof issued === 'string' && typeof validUntil === 'string' && validUntil < issued),
    );
    expect(backwards).toEqual([]);
  });

  it('uses ISO 3166 codes and the territories it declares', async () => {
    const facts = await bundledFacts();
    const declared = new Set(facts.territories?.map(({ code }) => code));
    for (const { code, kind } of facts.territories ?? [])
      if (kind === 'COUNTRY') expect([code, countries.isValid(code)]).toEqual([code, true]);
    const used = [...objects(facts)].flatMap(({ territory, issuerTerritory, market }) => [
      territory,
      issuerTerritory,
      market,
    ]);
    expect(used.filter((code) => typeof code === 'string' && !declared.has(code))).toEqual([]);
  });

  it('refers only to bodies, schemes, agreements and annexes that it declares', async () => {
    const facts = await bundledFacts();
    const bodies = new Set(facts.bodies?.map(({ id }) => id));
    const schemes = new Set(facts.schemes?.map(({ id }) => id));
    const annexes = new Map(
      facts.agreements?.map(({ id, annexes: list }) => [id, new Set(list.map((x) => x.id))]),
    );
    for (const { issuer, scheme, number } of facts.certificates ?? [])
      expect([number, bodies.has(issuer), schemes.has(scheme)]).toEqual([number, true, true]);
    for (const { body, agreement, annexes: named } of facts.designations ?? []) {
      expect([body, bodies.has(body)]).toEqual([body, true]);
      for (const annex of named ?? [])
        expect([agreement, annex, annexes.get(agreement)?.has(annex)]).toEqual([
          agreement,
          annex,
          true,
        ]);
    }
  });

  it('writes numbers as the bodies wrote them, where the source does not', async () => {
    const { certificates = [] } = await bundledDocument('scripts/seed/data/common-criteria.json');
    const of = (number: string) => certificates.find((one) => one.number === number);
    expect(of('NSCIB-CC-13-37760-CR2')?.note).toContain('NSCIB-CC-13-37760-CR2-CR');
    expect(of('DCSSI-2005/39')?.note).toContain('number in the source: ANSSI-CC-2005/39');
    expect(of('ANSSI-CC-2009/19')).toBeDefined();
    const numbers = certificates.map(({ number }) => number);
    expect(numbers.filter((number) => /-CR\d+-CR$/.test(number))).toEqual([]);
    for (const { number, issued } of certificates)
      expect([number, number.startsWith('DCSSI-')]).toEqual([
        number,
        issued < '2009-07-08' && number.startsWith('DCSSI-'),
      ]);
  });

  it('says no end where the source gives the day of issue', async () => {
    const { certificates = [] } = await bundledDocument('scripts/seed/data/common-criteria.json');
    for (const number of [
      ...['ANSSI-CC-2017/23', 'ANSSI-CC-2019/05', 'ANSSI-CC-2019/16', 'ANSSI-CC-2019/17'],
      'NSCIB-CC-0245767-CR',
    ]) {
      const found = certificates.find((one) => one.number === number);
      expect([number, found?.validUntil]).toEqual([number, undefined]);
      expect(found?.note).toContain('end not stated');
    }
  });

  it('tells when a register was read, and what was not known before', async () => {
    const { registers = [], certificates = [] } = await bundledDocument(
      'scripts/seed/data/common-criteria.json',
    );
    expect(registers).toMatchObject([{ snapshots: [{ asAt: '2023-09-30' }], maxAgeDays: 3650 }]);
    const question = {
      certificate: 'ANSSI-CC-2023/42',
      market: 'DE',
      asOf: '2024-01-10',
      purpose: 'REGULATORY',
    } as const;
    const compiled = compile(await bundledFacts());
    const before = decide(compiled, { ...question, knownAt: '2023-09-29' });
    expect(before.reasons).toEqual(['CERT_NOT_FOUND', 'REGISTER_COVERAGE_UNKNOWN']);
    expect(decide(compiled, question).status).toBe('RECOGNISED');
    expect(certificates.filter(({ product, holder }) => product && holder)).toHaveLength(719);
  });

  it('approves each UK body for its legislative areas only', async () => {
    const { approvals = [] } = await bundledDocument('scripts/seed/data/uk-bodies.json');
    expect(approvals.length).toBeGreaterThan(0);
    for (const { body, sectors = [] } of approvals)
      expect([body, sectors.length > 0]).toEqual([body, true]);
  });

  it('is counted rightly in the README and the docs', async () => {
    const facts = await bundledFacts();
    const count = Object.values(facts).reduce<number>(
      (sum, records) => sum + (Array.isArray(records) ? records.length : 0),
      0,
    );
    const readme = await readFile(inRepository('README.md'), 'utf8');
    expect(readme).toContain(`Loaded the bundled data: ${count} facts.`);
    const docs = await readFile(inRepository('docs/data.md'), 'utf8');
    const { certificates = [] } = await bundledDocument('scripts/seed/data/common-criteria.json');
    expect(docs).toContain(`${certificates.length - 3} Common Criteria certificates`);
    const { bodies = [] } = await bundledDocument('scripts/seed/data/uk-bodies.json');
    expect(docs).toContain(`${bodies.length} bodies`);
    expect(docs).toContain(`${facts.agreements?.length} agreements`);
  });

  it('holds the Common Criteria table whole, with levels without the plus sign', async () => {
    const { certificates = [] } = await bundledDocument('scripts/seed/data/common-criteria.json');
    expect(certificates).toHaveLength(719 + 3);
    expect(certificates.find(({ number }) => number === 'ANSSI-CC-2023/42')).toMatchObject({
      issuer: 'ANSSI',
      level: 'EAL5',
      components: ['ALC_DVS.2', 'AVA_VAN.5'],
      domain: 'SMARTCARDS_AND_SIMILAR',
      issued: '2023-09-29',
      validUntil: '2028-09-29',
    });
    expect(new Set(certificates.map(({ level }) => level))).toEqual(
      new Set(['EAL2', 'EAL3', 'EAL4', 'EAL5', 'EAL6', 'EAL7']),
    );
  });
});
