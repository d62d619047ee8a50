import { describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import countries from 'i18n-iso-countries';
import { bundledData } from '../../../scripts/seed/convert/index.ts';
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
