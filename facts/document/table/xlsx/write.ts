import { strToU8, Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import { harmless, type CellValue } from '../write.ts';

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const DOCUMENT = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Every part but the sheet. */
const PARTS: Readonly<Record<string, string>> = {
  '[Content_Types].xml':
    `<Types xmlns="${PACKAGE}/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    `<Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/>` +
    `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPES}.worksheet+xml"/></Types>`,
  '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${DOCUMENT}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${DOCUMENT}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
};

/** Rows turned to bytes together. */
const ROWS_TOGETHER = 1000;

/** A workbook of one sheet with these rows, piece by piece. Everything is text; nothing is a formula. */
export async function* writeXlsx(
  rows: AsyncIterable<readonly CellValue[]>,
): AsyncGenerator<Uint8Array> {
  let done: Uint8Array[] = [];
  let failure: Error | null = null;
  const zip = new Zip((error, bytes) => {
    if (error) failure = error;
    else done.push(bytes);
  });
  const take = function* (): Generator<Uint8Array> {
    if (failure) throw failure;
    const ready = done;
    done = [];
    yield* ready;
  };
  for (const [name, text] of Object.entries(PARTS)) {
    const part = new ZipPassThrough(name);
    zip.add(part);
    part.push(strToU8(DECLARATION + text), true);
  }
  const sheet = new ZipDeflate('xl/worksheets/sheet1.xml');
  zip.add(sheet);
  sheet.push(strToU8(`${DECLARATION}<worksheet xmlns="${MAIN}"><sheetData>`));
  let [waiting, number] = ['', 0];
  for await (const cells of rows) {
    number += 1;
    waiting += rowOf(cells, number);
    if (number % ROWS_TOGETHER !== 0) continue;
    sheet.push(strToU8(waiting));
    waiting = '';
    yield* take();
  }
  sheet.push(strToU8(`${waiting}</sheetData></worksheet>`), true);
  zip.end();
  yield* take();
}

function rowOf(cells: readonly CellValue[], number: number): string {
  const written = cells.map((value, at) => {
    if (value === null || value === undefined || value === '') return '';
    const place = `${columnName(at)}${number}`;
    if (typeof value === 'number') return `<c r="${place}"><v>${value}</v></c>`;
    return `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${escaped(harmless(value))}</t></is></c>`;
  });
  return `<row r="${number}">${written.join('')}</row>`;
}

/** 0 → `A`, 27 → `AB`. */
function columnName(at: number): string {
  const last = String.fromCharCode(65 + (at % 26));
  return at < 26 ? last : columnName(Math.floor(at / 26) - 1) + last;
}

const NAMED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** XML 1.0 has no way to write most control characters, halves of characters and U+FFFE. */
const escaped = (text: string): string =>
  text
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/[&<>"]/g, (character) => NAMED[character] ?? character);
