import type { TableRow } from '../delimited.ts';
import { MAX_LINE_BYTES } from '../../lines.ts';
import { broken, openArchive } from './archive.ts';
import { readWorkbook, type SheetContext } from './workbook.ts';
import { readXml } from './xml.ts';

/** Columns of a table; a sheet may have 16,384. */
const MAX_COLUMNS = 1024;
const MAX_ROWS = 1_048_576;

/** A cell while it is read. */
interface OpenCell {
  readonly column: number;
  readonly type: string;
  readonly style: number;
  text: string;
}

/**
 * The rows of the first sheet of a workbook, one by one, as texts: days as 2026-12-31, numbers as they are
 * stored. Of a formula the value counts that was stored with it; nothing is worked out.
 * @throws DocumentError
 */
export async function* sheetRows(file: string | Uint8Array): AsyncGenerator<TableRow> {
  const archive = await openArchive(file);
  try {
    const workbook = await readWorkbook(archive);
    const reading = new SheetReading(workbook);
    const steps = readXml(archive.read(workbook.sheet), reading);
    while ((await steps.next()).done !== true) yield* reading.take();
    yield* reading.take();
  } finally {
    archive.close();
  }
}

class SheetReading {
  readonly #workbook: SheetContext;
  #rows: TableRow[] = [];
  #line = 0;
  #cells: string[] = [];
  #broken = new Map<number, string>();
  #next = 0;
  #size = 0;
  #cell: OpenCell | null = null;
  #isValue = false;

  constructor(workbook: SheetContext) {
    this.#workbook = workbook;
  }

  /** The rows that have ended since. */
  take(): readonly TableRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  open(name: string, { r, t = 'n', s = '0' }: Readonly<Record<string, string>>): void {
    if (name === 'row') this.#begin(r);
    else if (name === 'c') {
      const column = r === undefined ? this.#next : columnOf(r);
      if (column >= MAX_COLUMNS)
        throw broken(`row ${this.#line} has more than ${MAX_COLUMNS} columns`);
      this.#next = column + 1;
      this.#cell = { column, type: t, style: Number(s), text: '' };
    } else this.#isValue = name === 'v' || (name === 't' && this.#cell?.type === 'inlineStr');
  }

  text(piece: string): void {
    if (this.#isValue && this.#cell) this.#cell.text += piece;
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.#isValue = false;
    else if (name === 'c') this.#end();
    else if (name === 'row') {
      const broken = this.#broken.size > 0 ? { broken: this.#broken } : {};
      this.#rows.push({ line: this.#line, cells: this.#cells, isOpen: true, ...broken });
    }
  }

  #begin(number: string | undefined): void {
    const line = number === undefined ? this.#line + 1 : Number(number);
    if (!Number.isInteger(line) || line <= this.#line || line > MAX_ROWS)
      throw broken(`the rows of the sheet are not in order after row ${this.#line}`);
    this.#line = line;
    this.#cells = [];
    this.#broken = new Map();
    this.#next = 0;
    this.#size = 0;
  }

  #end(): void {
    const cell = this.#cell;
    this.#cell = null;
    if (!cell) return;
    const { column } = cell;
    if (cell.type === 'e') this.#broken.set(column, 'is an error of the spreadsheet');
    const text = this.#textOf(cell);
    this.#size += text.length;
    if (this.#size > MAX_LINE_BYTES) throw broken(`row ${this.#line} is too long`);
    while (this.#cells.length < column) this.#cells.push('');
    this.#cells[column] = text;
  }

  #textOf({ type, style, text }: OpenCell): string {
    if (type === 's') {
      const found = this.#workbook.strings[Number(text)];
      if (found === undefined) throw broken(`row ${this.#line} names a text that is not there`);
      return found;
    }
    if (type === 'b') return text === '1' ? 'true' : 'false';
    if (type === 'd') return text.replace(/T00:00:00(?:\.0+)?Z?$/, '');
    if (type !== 'n' || text === '') return text;
    const number = Number(text);
    if (!Number.isFinite(number)) throw broken(`row ${this.#line} has a number that is none`);
    if (this.#workbook.isDate[style] === true) return momentOf(number, this.#workbook.from1904);
    // 8.5182E4 is how some write 85182.
    return /e/i.test(text) ? String(number) : text;
  }
}

/** `AB12` → 27, from 0. */
function columnOf(reference: string): number {
  const letters = /^([A-Z]{1,3})\d+$/.exec(reference)?.[1];
  if (letters === undefined) throw broken(`the cell ${reference.slice(0, 20)} lies nowhere`);
  return Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

const DAY_MS = 86_400_000;
/** The day before the first one: Excel believes that 1900 was a leap year. */
const ORIGIN_1900 = Date.UTC(1899, 11, 30);
const ORIGIN_1904 = Date.UTC(1904, 0, 1);
/** 1 March 1900, from which on the count agrees with the calendar. */
const FIRST_SURE = 61;

/** A day, with the time of the day behind it where there is one. */
function momentOf(serial: number, from1904: boolean): string {
  if (!from1904 && serial < FIRST_SURE) return String(serial);
  const at = (from1904 ? ORIGIN_1904 : ORIGIN_1900) + Math.round(serial * DAY_MS);
  const date = new Date(at);
  if (Number.isNaN(date.getTime()) || date.getUTCFullYear() > 9999) return String(serial);
  const [day = '', time = ''] = date.toISOString().split('T');
  return time.startsWith('00:00:00') ? day : `${day} ${time.slice(0, 8)}`;
}
