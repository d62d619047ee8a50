import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FactsDocument } from '../../../schema/generated/facts.ts';
import { isFactKind, loadDocument, validateDocument } from '../../../facts/index.ts';
import { BAD_INPUTS, CERTIFICATE, documents, withCertificate } from '../documents.ts';

const CASES = new URL('../../fixtures/cases/', import.meta.url);

let made: Awaited<ReturnType<typeof documents>>;
beforeAll(async () => {
  made = await documents();
});
afterAll(async () => {
  await made.clean();
});

describe('a facts document', () => {
  it.each(readdirSync(CASES))('of case %s reads back as it was written', async (name) => {
    const { facts } = JSON.parse(readFileSync(new URL(name, CASES), 'utf8')) as {
      facts: FactsDocument;
    };
    const expected = Object.fromEntries(Object.entries(facts).filter(([name]) => isFactKind(name)));
    const source = await made.write(JSON.stringify(facts, null, 2));
    const strict = await validateDocument(source, { mode: 'import' });
    expect(strict.faults).toEqual([]);
    const loaded = await loadDocument(source);
    expect(loaded.facts).toEqual(expected);
  });

  it.each(BAD_INPUTS)(
    'with $title is refused on import',
    async ({ text, name, code, path, line, message }) => {
      const source = await made.write(text, name);
      const { faults, faultCount } = await validateDocument(source, { mode: 'import' });
      expect(faultCount).toBeGreaterThan(0);
      expect(faults[0]).toMatchObject({
        code,
        file: name ?? 'facts.json',
        ...(path === undefined ? {} : { path }),
        ...(line === undefined ? {} : { line }),
      });
      expect(faults[0]?.message).toMatch(message ?? /^[^\n]+\. [A-Z][^\n]+\.$/);
      expect(faults[0]?.message.length).toBeLessThan(400);
    },
  );

  it('only warns, when it is just read, about what a world may say', async () => {
    const source = await made.write(
      withCertificate({ issuerTerritory: 'XX', validUntil: '2022-01-01' }),
    );
    const { facts, validation } = await loadDocument(source);
    expect(facts?.certificates).toHaveLength(1);
    expect(validation.warnings.map(({ code }) => code)).toEqual([
      'FACT_INTERVAL_NEGATIVE',
      'FACT_TERRITORY_UNKNOWN',
    ]);
  });

  it('names the line of every bad record, and counts those it does not list', async () => {
    const records = Array.from({ length: 300 }, (_, at) =>
      at % 2 === 0 ? CERTIFICATE : { ...CERTIFICATE, issued: 'soon' },
    );
    const source = await made.write(
      `{"certificates":[\n${records.map((record) => JSON.stringify(record)).join(',\n')}\n]}`,
    );
    const { faults, faultCount } = await validateDocument(source, { mode: 'import' });
    expect(faultCount).toBe(150);
    expect(faults).toHaveLength(100);
    expect(faults[1]).toMatchObject({ line: 5, path: '$.certificates[3].issued' });
  });

  it('takes versions of a record that were never believed at the same time', async () => {
    const body = { id: 'B', kind: 'LABORATORY', territory: 'DE' };
    const source = await made.write(
      JSON.stringify({
        bodies: [
          { ...body, territory: 'FR', recordedAt: '2024-03-01' },
          { ...body, retractedAt: '2024-03-01T00:00:00Z' },
        ],
      }),
    );
    expect((await validateDocument(source, { mode: 'import' })).faults).toEqual([]);
  });

  it('takes a territory that it defines itself, or that the hub knows', async () => {
    const source = await made.write(
      JSON.stringify({
        certificates: [
          CERTIFICATE,
          { ...CERTIFICATE, number: 'B', validIn: ['EAEU', 'GB-NIR', 'ASEAN'] },
        ],
        territories: [{ code: 'EAEU', kind: 'COMPOSITE' }],
      }),
    );
    const asked: string[] = [];
    const { faults } = await validateDocument(source, {
      mode: 'import',
      knownTerritories: (codes) => {
        asked.push(...codes);
        return Promise.resolve(new Set(codes));
      },
    });
    expect(faults).toEqual([]);
    expect(asked).toEqual(['ASEAN']);
  });
});

describe('NDJSON and CSV', () => {
  it('say the same as JSON', async () => {
    const certificate = {
      ...CERTIFICATE,
      holder: { id: 'LEI:5493001KJTIIGC8Y1R12', name: { en: 'A, Ltd', zh: '甲公司' } },
      sectors: ['IAF 17', 'IAF 19'],
      scope: { hs: ['8516', '8517'] },
      events: [{ type: 'SUSPENDED', effectiveFrom: '2024-01-01' }],
      note: 'a "quoted", note',
    };
    const json = await made.write(JSON.stringify({ certificates: [certificate] }));
    const ndjson = await made.write(
      `\ufeff{"kind":"certificates","fact":${JSON.stringify(certificate)}}\r\n\r\n`,
      'facts.ndjson',
    );
    const partial = await made.write(JSON.stringify({ certificates: [certificate] }), 'part.jsonl');
    const csv = await made.write(
      [
        '\ufeffnumber,issuer,issuerTerritory,scheme,issued,holder.id,holder.name.zh,sectors,' +
          'holder.name.en,scope.hs,events,note,level',
        'SYN-1,CB-1,DE,ISO_9001,2023-02-01,LEI:5493001KJTIIGC8Y1R12,甲公司,IAF 17;IAF 19,' +
          '"A, Ltd",8516|8517,' +
          '"[{""type"":""SUSPENDED"",""effectiveFrom"":""2024-01-01""}]","a ""quoted"", note",',
        '',
      ].join('\r\n'),
      'facts.csv',
    );
    for (const source of [json, ndjson, partial, csv]) {
      const { facts, validation } = await loadDocument(source);
      expect(validation.faults).toEqual([]);
      expect(facts).toEqual({ certificates: [certificate] });
    }
  });

  it('accept LF, CRLF and CR in one file', async () => {
    const row = (number: string) => `${number},CB-1,DE,ISO_9001,2023-02-01`;
    const header = 'number,issuer,issuerTerritory,scheme,issued';
    const source = await made.write(
      `${header}\r\n${row('A')}\n${row('B')}\r${row('C')}`,
      'mix.csv',
    );
    const { facts } = await loadDocument(source);
    expect(facts?.certificates?.map(({ number }) => number)).toEqual(['A', 'B', 'C']);
  });

  it('are told apart from JSON without a telling name', async () => {
    const line = `{"kind":"certificates","fact":${JSON.stringify(CERTIFICATE)}}\n`;
    expect((await made.write(line + line, 'a')).format).toBe('ndjson');
    expect((await made.write(line, 'a')).format).toBe('ndjson');
    expect((await made.write(`{\n"certificates":[]}`, 'b')).format).toBe('json');
    expect((await made.write('number,issuer\n', 'c')).format).toBe('csv');
    await expect(made.write('<xml/>', 'd')).rejects.toMatchObject({
      fault: { code: 'DOC_FORMAT' },
    });
  });
});
