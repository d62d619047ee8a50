import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from '@jest/globals';
import { xlsxRows } from '../../../../../facts/document/csv.ts';
import { DocumentError } from '../../../../../facts/model/fault.ts';
import { sheetRows } from '../../../../../facts/document/table/xlsx/sheet.ts';
import { writeXlsx } from '../../../../../facts/document/table/xlsx/write.ts';
import type { CellValue } from '../../../../../facts/document/table/write.ts';
import { HEADER, PARTS, row, workbook } from '../workbooks.ts';

async function read(file: Uint8Array): Promise<{ values: unknown[]; faults: unknown[] }> {
  const [values, faults]: [unknown[], unknown[]] = [[], []];
  try {
    for await (const one of xlsxRows(file)) {
      if (one.faults.length === 0) values.push(one.value);
      for (const { code, line, column, value } of one.faults)
        faults.push({ code, line, column, value });
    }
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    faults.push({ code: error.code });
  }
  return { values, faults };
}

const cell = (place: string, attributes: string, value: string): string =>
  `<c r="${place}" ${attributes}>${value}</c>`;
const certificate = (issued: string, hs = ''): string => row(2, [5, 6, 7, 8, issued, hs]);
const RECORD = { number: 'A-1', issuer: 'CB-1', issuerTerritory: 'DE', scheme: 'S' };

describe('a sheet', () => {
  it.each([
    ['a day in a built-in style', cell('E2', 's="1"', '<v>45306</v>')],
    ['a day in a style of its own', cell('E2', 's="2"', '<v>45306</v>')],
    ['a text', cell('E2', 't="inlineStr"', '<is><t>2024-01-15</t></is>')],
    ['an ISO day', cell('E2', 't="d"', '<v>2024-01-15T00:00:00</v>')],
    ['what a formula came to', cell('E2', 't="str"', '<f>TEXT(NOW(),1)</f><v>2024-01-15</v>')],
  ])('with %s', async (_, issued) => {
    expect(await read(workbook(HEADER + certificate(issued)))).toEqual({
      values: [{ ...RECORD, issued: '2024-01-15' }],
      faults: [],
    });
  });

  const issued = cell('E2', 's="1"', '<v>45306</v>');
  const withHs = (hs: string) => read(workbook(HEADER + certificate(issued, hs)));

  it('with numbers as codes, which lose their zeros', async () => {
    expect(await withHs(cell('F2', '', '<v>8518</v>'))).toMatchObject({
      values: [{ scope: { hs: ['8518'] } }],
    });
    expect(await withHs(cell('F2', '', '<v>8.518E+3</v>'))).toMatchObject({
      values: [{ scope: { hs: ['8518'] } }],
    });
    expect(await withHs(cell('F2', '', '<v>101</v>'))).toEqual({
      values: [],
      faults: [{ code: 'FACT_PATTERN', line: 2, column: 'HS code', value: '101' }],
    });
  });

  it('never works out a formula', async () => {
    expect(await withHs(cell('F2', '', '<f>8000+518</f>'))).toEqual({
      values: [{ ...RECORD, issued: '2024-01-15' }],
      faults: [],
    });
  });

  it('with an error in a cell names row and column', async () => {
    expect(await withHs(cell('F2', 't="e"', '<v>#REF!</v>'))).toEqual({
      values: [],
      faults: [{ code: 'FACT_PATTERN', line: 2, column: 'HS code', value: '#REF!' }],
    });
  });

  it.each([
    ['a number that is no day', cell('E2', '', '<v>45306</v>'), '45306'],
    ['a style that only mentions a letter', cell('E2', 's="3"', '<v>45306</v>'), '45306'],
    ['a time', cell('E2', 's="1"', '<v>45306.5</v>'), '2024-01-15 12:00:00'],
    ['a day before the calendar agrees', cell('E2', 's="1"', '<v>60</v>'), '60'],
  ])('with %s for a day refuses the cell', async (_, text, value) => {
    expect((await read(workbook(HEADER + certificate(text)))).faults).toEqual([
      { code: 'FACT_DATE_INVALID', line: 2, column: 'issued', value },
    ]);
  });

  it('counts days from 1904 where it says so', async () => {
    const from1904 = PARTS['xl/workbook.xml']?.replace(
      '<workbookPr/>',
      '<workbookPr date1904="1"/>',
    );
    const file = workbook(HEADER + certificate(cell('E2', 's="1"', '<v>43844</v>')), {
      'xl/workbook.xml': from1904 ?? '',
    });
    expect((await read(file)).values).toMatchObject([{ issued: '2024-01-15' }]);
  });

  it('has rows where they stand, and empty ones between', async () => {
    const shifted = certificate(issued)
      .replace('r="2"', 'r="900000"')
      .replace(/([A-F])2"/g, '$1900000"');
    const { values, faults } = await read(
      workbook(`${HEADER}<row r="5"/>${shifted.replace('<v>45306</v>', '<v>1E5</v>')}`),
    );
    expect(faults).toEqual([]);
    expect(values).toHaveLength(1);
  });
});

describe('a workbook that is hostile or broken', () => {
  const huge = 'a'.repeat(40 * 1024 * 1024);
  const SHEET = `<worksheet><sheetData>${HEADER}</sheetData></worksheet>`;
  const bomb = (): Uint8Array =>
    zipSync(
      Object.fromEntries(
        Object.entries({ ...PARTS, 'xl/worksheets/sheet1.xml': SHEET, 'xl/x.xml': huge }).map(
          ([name, text]) => [name, strToU8(text)],
        ),
      ),
    );

  /** The same with a lie about the size of its parts. */
  const lying = (): Uint8Array => {
    const file = Buffer.from(workbook(HEADER + 'x'.repeat(100_000)));
    for (
      let at = file.indexOf('PK\u0001\u0002');
      at >= 0;
      at = file.indexOf('PK\u0001\u0002', at + 4)
    )
      if (file.toString('latin1', at + 46, at + 70).startsWith('xl/worksheets'))
        file.writeUInt32LE(300, at + 24);
    return file;
  };

  const sheet = (xml: string): Uint8Array => workbook('', { 'xl/worksheets/sheet1.xml': xml });

  it.each([
    ['that grows without measure', bomb, 'DOC_TOO_LARGE'],
    ['that lies about its size', lying, 'XLSX_BROKEN'],
    ['of no archive', () => strToU8('PK\u0003\u0004 no'), 'XLSX_BROKEN'],
    ['of nothing', () => new Uint8Array(), 'XLSX_BROKEN'],
    ['of another kind', () => zipSync({ 'word/document.xml': strToU8('<x/>') }), 'XLSX_BROKEN'],
    ['cut short', () => workbook(HEADER).subarray(0, 400), 'XLSX_BROKEN'],
    [
      'with a cell far away',
      () => sheet('<worksheet><row r="1"><c r="XFD1"><v>1</v></c></row></worksheet>'),
      'XLSX_BROKEN',
    ],
    [
      'with a row far away',
      () => sheet('<worksheet><row r="99999999"/></worksheet>'),
      'XLSX_BROKEN',
    ],
    [
      'with a row twice',
      () => sheet('<worksheet><row r="2"/><row r="2"/></worksheet>'),
      'XLSX_BROKEN',
    ],
    [
      'with entities that multiply',
      () =>
        sheet(
          '<!DOCTYPE x [<!ENTITY a "&b;&b;"><!ENTITY b "xx">]><worksheet><row r="1"/></worksheet>',
        ),
      'XLSX_BROKEN',
    ],
    ['nested without end', () => sheet('<a>'.repeat(10_000)), 'XLSX_BROKEN'],
    ['that is no XML', () => sheet('<worksheet><row'), 'XLSX_BROKEN'],
    [
      'with a text that is not there',
      () => sheet('<worksheet><row r="1"><c r="A1" t="s"><v>99</v></c></row></worksheet>'),
      'XLSX_BROKEN',
    ],
    [
      'with a reference to nowhere',
      () => sheet('<worksheet><row r="1"><c r="A"><v>99</v></c></row></worksheet>'),
      'XLSX_BROKEN',
    ],
  ])('%s is refused', async (_, file, code) => {
    expect(await read(file())).toEqual({ values: [], faults: [{ code }] });
  });
});

describe('a workbook that we write', () => {
  async function written(rows: readonly (readonly CellValue[])[]): Promise<Uint8Array> {
    async function* each(): AsyncGenerator<readonly CellValue[]> {
      for (const one of rows) yield await Promise.resolve(one);
    }
    const pieces: Uint8Array[] = [];
    for await (const piece of writeXlsx(each())) pieces.push(piece);
    return Buffer.concat(pieces);
  }

  it('reads back, and what begins like a formula is none', async () => {
    const rows = [
      ['a', 1, null, '证书 <&"> \u0001', '=1+1', '+x', '-x', '@x', '\tx', ' kept '],
      ...Array.from({ length: 2500 }, (_, at) => [`N-${at}`, at]),
    ];
    const found: (readonly string[])[] = [];
    for await (const { cells } of sheetRows(await written(rows))) found.push(cells);
    expect(found).toHaveLength(2501);
    expect(found[0]).toEqual([
      ...['a', '1', '', '证书 <&"> \ufffd', "'=1+1", "'+x", "'-x", "'@x", "'\tx", ' kept '],
    ]);
    expect(found[2500]).toEqual(['N-2499', '2499']);
  });
});
