import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { csvRows, type TableName } from '../../../../facts/document/csv.ts';
import { validateDocument } from '../../../../facts/document/validate.ts';
import { textSource, type Source } from '../../../../facts/document/source.ts';
import { DocumentError } from '../../../../facts/model/fault.ts';
import { tableOptions, type TableWords } from '../../../../facts/document/table/options.ts';
import type { TableOptions } from '../../../../facts/document/table/table.ts';

const found = (name: string): Buffer =>
  readFileSync(new URL(`../../../fixtures/found/${name}`, import.meta.url));

async function* pieces(bytes: Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size)
    yield await Promise.resolve(bytes.subarray(at, at + size));
}

interface Read {
  readonly values: unknown[];
  readonly faults: unknown[];
}

async function read(
  bytes: Uint8Array | string,
  options?: TableOptions,
  table?: TableName,
): Promise<Read> {
  const [values, faults]: [unknown[], unknown[]] = [[], []];
  try {
    for await (const row of csvRows(pieces(Buffer.from(bytes)), table, options)) {
      if (row.faults.length === 0) values.push(row.value);
      for (const { code, line, column, value } of row.faults)
        faults.push({ code, line, column, value });
    }
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    const { code, line } = error.fault;
    faults.push({ code, line });
  }
  return { values, faults };
}

const said = (words: TableWords): TableOptions | undefined => tableOptions(words);

const ROW = {
  number: 'A-1',
  issuer: 'CB-1',
  issuerTerritory: 'DE',
  scheme: 'S',
  issued: '2024-01-15',
};
const HEADER = 'number,issuer,issuerTerritory,scheme,issued';
const LINE = 'A-1,CB-1,DE,S,2024-01-15';
const PLAIN = `${HEADER}\n${LINE}\n`;
const whole = { values: [ROW], faults: [] };

const utf16 = (text: string, bigEndian = false): Buffer => {
  const bytes = Buffer.from(text, 'utf16le');
  return bigEndian ? bytes.swap16() : bytes;
};

describe('a CSV as spreadsheets write it', () => {
  it.each([
    ['plain', PLAIN],
    ['with a byte order mark', `\ufeff${PLAIN}`],
    ['with CRLF', PLAIN.replaceAll('\n', '\r\n')],
    ['with CR', PLAIN.replaceAll('\n', '\r')],
    ['with semicolons', PLAIN.replaceAll(',', ';')],
    ['with tabs', PLAIN.replaceAll(',', '\t')],
    ['with sep=', `sep=;\r\n${PLAIN.replaceAll(',', ';')}`],
    ['with a quoted sep=', `"sep=\t"\n${PLAIN.replaceAll(',', '\t')}`],
    ['with a separator of its own', `sep=^\n${PLAIN.replaceAll(',', '^')}`],
    ['with UTF-16 LE', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16(PLAIN)])],
    ['with UTF-16 BE', Buffer.concat([Buffer.from([0xfe, 0xff]), utf16(PLAIN, true)])],
    ['with UTF-16 LE without a mark', utf16(PLAIN)],
    ['with UTF-16 BE without a mark', utf16(PLAIN, true)],
    ['with empty rows', `\n\n${HEADER}\n\n,,,,\n${LINE}\n , ,,,\n\n`],
    ['with columns at the end', `${HEADER},,\n${LINE},,\n`],
    ['with cells at the end', `${HEADER}\n${LINE},,,\n`],
    [
      'with spaces around cells',
      `${HEADER.replaceAll(',', ' , ')}\n${LINE.replaceAll(',', ' ,\u00a0')}\n`,
    ],
    ['with titles in capitals', PLAIN.replace(HEADER, HEADER.toUpperCase())],
    ['with titles in words', `Number,Issuer,Issuer Territory,SCHEME,issued\n${LINE}\n`],
    ['with titles in snake case', `number,issuer,issuer_territory,scheme,issued\n${LINE}\n`],
    ['with common names', `Certificate No.,Issuing Body,Country,Scheme,Date of issue\n${LINE}\n`],
    ['with Chinese names', `证书编号,发证机构,发证地,认证制度,发证日期\n${LINE}\n`],
    ['with midnight behind days', `${HEADER}\n${LINE} 00:00:00\n`],
    ['with everything quoted', PLAIN.replace(/[^,\n]+/g, '"$&"')],
  ])('%s', async (_, bytes) => {
    expect(await read(bytes)).toEqual(whole);
  });

  it('is read as GB18030 where that is told by its bytes', async () => {
    const { values, faults } = await read(found('a3-gb18030.csv'));
    expect(faults).toEqual([]);
    expect(values).toMatchObject([{ number: 'A3', note: '证书由某机构颁发' }]);
  });

  it.each([
    ['a4-sepline.csv', 'A4'],
    ['a5-trailing.csv', 'A5'],
    ['a9-upper.csv', 'A9'],
  ])('%s, on which an earlier hub failed, has one certificate', async (name, number) => {
    const { values, faults } = await read(found(name));
    expect(faults).toEqual([]);
    expect(values).toMatchObject([{ number }]);
  });

  it('is never taken for Chinese by a few letters of western Europe', async () => {
    const text = `${HEADER},note\n${LINE},Société Générale à Orléans\n`;
    const latin = Buffer.from(text, 'latin1');
    expect(await read(latin)).toEqual({ values: [], faults: [{ code: 'DOC_ENCODING', line: 2 }] });
    expect(await read(latin, said({ encoding: 'windows-1252' }))).toMatchObject({
      values: [{ note: 'Société Générale à Orléans' }],
    });
    expect(await read(latin, said({ encoding: 'utf-16le' }))).toMatchObject({ values: [] });
  });

  it('is read in the encoding that is named', async () => {
    const bytes = Buffer.concat([
      Buffer.from(`${HEADER},note\n${LINE},`),
      Buffer.from([0xe9, 0x46]),
    ]);
    expect(await read(bytes, said({ encoding: 'GBK' }))).toMatchObject({
      values: [{ note: '镕' }],
    });
  });
});

describe('days', () => {
  const day = (text: string, dates?: string): Promise<Read> =>
    read(`${HEADER}\nA-1,CB-1,DE,S,${text}\n`, said({ dates }));

  it.each(['15/01/2024', '15.01.2024', '15-01-2024', '15.1.2024', '2024-01-15'])(
    'that come first are read where that is said: %s',
    async (text) => {
      expect(await day(text, 'dmy')).toEqual(whole);
    },
  );

  it.each([
    ['15/01/2024', undefined],
    ['2024/01/15', undefined],
    ['20240115', 'dmy'],
    ['01/15/2024', 'dmy'],
    ['31.02.2024', 'dmy'],
    ['0/1/2024', 'dmy'],
    ['15/01/24', 'dmy'],
    ['15/01-2024', 'dmy'],
    ['2024-01-15 10:00', undefined],
    ['45306', undefined],
    ['2023-02-29', undefined],
  ])('in another form are refused with their row and column: %s', async (text, dates) => {
    expect(await day(text, dates)).toEqual({
      values: [],
      faults: [{ code: 'FACT_DATE_INVALID', line: 2, column: 'issued', value: text }],
    });
  });
});

describe('HS codes in cells', () => {
  const codes = (text: string): Promise<Read> => read(`number,HS code\nA-1,"${text}"\n`);

  it.each([
    ['8518', ['8518']],
    ['85.18 21', ['851821']],
    ['8518.21.00', ['85182100']],
    ['85; 8518|8518.22', ['85', '8518', '851822']],
    ['8518, 8519', ['8518', '8519']],
    ['0101', ['0101']],
  ])('%s', async (text, hs) => {
    expect((await read(`number,HS code\nA-1,"${text}"\n`)).values).toEqual([
      { number: 'A-1', scope: { hs } },
    ]);
  });

  it.each(['101', '85182', '1', '851821000', '8518 2', 'electronics', '85-18'])(
    'that are none are refused: %s',
    async (text) => {
      expect((await codes(text)).faults).toEqual([
        { code: 'FACT_PATTERN', line: 2, column: 'HS code', value: text },
      ]);
    },
  );

  it('say that a leading zero may be lost', async () => {
    for await (const { faults } of csvRows(pieces(Buffer.from('number,hs\nA,101\n'))))
      expect(faults[0]?.message).toContain('a leading zero may be lost (write "0101")');
  });
});

describe('the titles of somebody else', () => {
  const foreign = `Zertifikat,Stelle,Fax,Tag\nA-1,CB-1,123,15.01.2024\n`;
  const map = JSON.stringify({
    columns: { zertifikat: 'number', Stelle: 'issuer', Fax: null, Tag: 'issued' },
    constants: { issuerTerritory: 'DE', scheme: 'S' },
  });

  it('are read by a map, which also says what the table leaves out', async () => {
    expect(await read(foreign, said({ map, dates: 'dmy' }))).toEqual(whole);
  });

  it.each([
    ['unknown', 'number,isuer\nA,B\n'],
    ['twice', 'number,Certificate No\nA,B\n'],
    ['empty before others', 'number,,issuer\nA,B,C\n'],
    ['without the number', 'issuer\nB\n'],
    ['of a prototype', 'number,__proto__\nA,B\n'],
    ['of a method', 'number,constructor\nA,B\n'],
  ])('are refused: %s', async (_, text) => {
    expect(await read(text)).toEqual({ values: [], faults: [{ code: 'CSV_HEADER', line: 1 }] });
  });

  it.each([
    '[]',
    'x',
    '{"A": 1}',
    '{"columns": {}, "more": 1}',
    '{"constants": {"issuer": ""}}',
    '{"columns": []}',
  ])('are not read by a map that is none: %s', (text) => {
    expect(() => said({ map: text })).toThrow(DocumentError);
  });

  it.each([
    '{"number": "nummer"}',
    '{"constants": {"nummer": "x"}}',
    '{"columns": {}, "constants": {"number": "x"}}',
  ])('are not read by a map of no columns: %s', async (text) => {
    expect((await read(PLAIN, said({ map: text }))).faults).toEqual([
      { code: 'CSV_HEADER', line: 1 },
    ]);
  });

  it('name the column that was probably meant', async () => {
    await expect(async () => {
      await csvRows(pieces(Buffer.from('numbr\nA\n'))).next();
    }).rejects.toThrow('"numbr" is not a column (did you mean "number"?)');
  });

  it.each([{ dates: 'mdy' }, { encoding: 'ebcdic' }])('options that are none: %j', (words) => {
    expect(() => said(words)).toThrow(DocumentError);
  });
});

describe('a row that is damaged', () => {
  it.each([
    ['a field too few', 'A-1,CB-1,DE,S'],
    ['a field too many', `${LINE},x`],
    ['a NUL', 'A\0,CB-1,DE,S,2024-01-15'],
  ])('is refused: %s', async (_, line) => {
    const { faults, values } = await read(`${HEADER}\n${line}\n`);
    expect(values).toEqual([]);
    expect(faults).toHaveLength(1);
  });

  it('has all its faults reported, with row, column and value', async () => {
    const text = 'number;issuer;Country;scheme;issued;HS code\nA;CB;UK;S;15/01/2024;101\n';
    const { faults } = await validateDocument(textSource(text, 'x.csv', 'csv'), {
      mode: 'import',
    });
    expect(faults.map(({ code, line, column, value }) => [code, line, column, value])).toEqual([
      ['FACT_DATE_INVALID', 2, 'issued', '15/01/2024'],
      ['FACT_PATTERN', 2, 'HS code', '101'],
      ['FACT_TERRITORY_UNKNOWN', 2, 'Country', 'UK'],
    ]);
    expect(faults[2]?.message).toContain('did you mean "GB"?');
  });

  it('is another document when it is read otherwise', async () => {
    const source = textSource(PLAIN, 'x.csv', 'csv');
    const other: Source = { ...source, table: { dates: 'dmy' } };
    const [one, two] = await Promise.all(
      [source, other].map((one) => validateDocument(one, { mode: 'import' })),
    );
    expect(one?.digest).not.toBe(two?.digest);
  });
});

describe('a table of questions', () => {
  it('is read by the same rules', async () => {
    const text =
      'sep=;\nCertificate No.;Destination;Date;HS Code;Shipped direct\nA-1;CN;1.2.2024;85.18;TRUE\n';
    const renamed = text.replace('Shipped direct', 'product.shippedDirect');
    expect(await read(renamed, said({ dates: 'dmy' }), 'questions')).toEqual({
      values: [
        {
          certificate: 'A-1',
          market: 'CN',
          asOf: '2024-02-01',
          product: { hs: '8518', shippedDirect: true },
        },
      ],
      faults: [],
    });
  });
});
