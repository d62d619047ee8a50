import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { DocumentError, fault, type DocumentFault } from '../../model/fault.ts';
import { MAX_LINE_BYTES } from '../lines.ts';

/** One row of a table as it is written. */
export interface TableRow {
  /** Line of the text, or row of the sheet, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  /** By place of the cell, why it has no value: a spreadsheet failed to work it out. */
  readonly broken?: ReadonlyMap<number, string>;
  /** Cells at its end are left out when they are empty. */
  readonly isOpen?: boolean;
}

interface Parsed {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

/**
 * The rows of a text with a separator between cells (RFC 4180, any line end), one by one.
 * @throws DocumentError for a fault after which rows cannot be told apart
 */
export async function* delimitedRows(text: AsyncIterable<Buffer>): AsyncGenerator<TableRow> {
  const { delimiter, skipped, rest } = await withDelimiter(text);
  const parser = parse({
    delimiter,
    info: true,
    max_record_size: MAX_LINE_BYTES,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    skip_empty_lines: true,
  });
  // Errors of either side end the loop below; the callback only says that they are handled there.
  pipeline(Readable.from(rest, { objectMode: true }), parser, () => undefined);
  let last = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) {
      last = info.lines;
      yield { line: skipped + info.lines - lineEndsIn(record), cells: record };
    }
  } catch (error) {
    if (error instanceof CsvError) throw new DocumentError(csvFault(error, skipped + last + 1));
    throw error;
  }
}

/** `sep=;` on a line of its own, which tells Excel the separator. */
const SEPARATOR_LINE = /^"?sep=(.)"?[ \t]*(?:\r\n|\n|\r)/i;
const SEPARATORS = [',', ';', '\t', '|'];

/** Spreadsheets of some countries put `;` or a tab between cells: the first lines tell. */
async function withDelimiter(
  source: AsyncIterable<Buffer>,
): Promise<{ delimiter: string; skipped: number; rest: AsyncGenerator<Buffer> }> {
  const chunks = source[Symbol.asyncIterator]();
  let head: Buffer = Buffer.alloc(0);
  let isDone = false;
  while (!isDone && !/[^\r\n][\r\n][^\r\n]/.test(head.toString('latin1', 0, MAX_HEAD))) {
    const next = await chunks.next();
    if (next.done === true) isDone = true;
    else head = Buffer.concat([head, next.value]);
    if (head.length >= MAX_HEAD) break;
  }
  const text = head.toString('utf8', 0, MAX_HEAD);
  const told = SEPARATOR_LINE.exec(text);
  const first = told ? head.subarray(Buffer.byteLength(told[0])) : head;
  async function* rest(): AsyncGenerator<Buffer> {
    yield first;
    while (!isDone) {
      const next = await chunks.next();
      if (next.done === true) return;
      yield next.value;
    }
  }
  const header = text.replace(/^[\r\n]+/, '').split(/[\r\n]/, 1)[0] ?? '';
  return { delimiter: told?.[1] ?? separatorIn(header), skipped: told ? 1 : 0, rest: rest() };
}

/** Bytes looked at for the separator. */
const MAX_HEAD = 64 * 1024;

/** The one that occurs most often outside quotes. */
function separatorIn(header: string): string {
  const bare = header.replace(/"(?:[^"]|"")*"/g, '');
  const counts = SEPARATORS.map((separator) => bare.split(separator).length);
  return SEPARATORS[counts.indexOf(Math.max(...counts))] ?? ',';
}

const lineEndsIn = (record: readonly string[]): number =>
  record.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0);

function csvFault({ code }: CsvError, line: number): DocumentFault {
  if (code === 'CSV_MAX_RECORD_SIZE')
    return fault('DOC_TOO_LARGE', '$', `a row is longer than ${MAX_LINE_BYTES} bytes`, { line });
  if (code.includes('QUOTE'))
    return fault('CSV_QUOTE', '$', 'a quote in this row is not closed or not doubled', { line });
  return fault('DOC_MALFORMED', '$', 'the row is not CSV', { line });
}
