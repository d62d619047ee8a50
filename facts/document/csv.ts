import { TABLE_SHAPES, type TableShape } from './table/columns.ts';
import { delimitedRows } from './table/delimited.ts';
import { asUtf8 } from './table/encoding.ts';
import { recordRows, type RecordRow, type TableOptions } from './table/table.ts';
import { sheetRows } from './table/xlsx/sheet.ts';
import { utf8Chunks } from './utf8.ts';

/** The tables that are read, by what their rows are. */
export type TableName = keyof typeof TABLE_SHAPES;

/**
 * The records of a CSV as spreadsheets write it, one by one.
 * @throws DocumentError for a fault after which rows cannot be told apart, and for the header
 */
export const csvRows = (
  source: AsyncIterable<Uint8Array>,
  table: TableName = 'certificates',
  options: TableOptions = {},
): AsyncGenerator<RecordRow> => {
  const shape: TableShape = TABLE_SHAPES[table];
  const text = utf8Chunks(asUtf8(source, options.encoding));
  return recordRows(delimitedRows(text), shape, options);
};

/** The records of the first sheet of a workbook: a file, or its bytes. @throws DocumentError */
export const xlsxRows = (
  file: string | Uint8Array,
  table: TableName = 'certificates',
  options: TableOptions = {},
): AsyncGenerator<RecordRow> => {
  const shape: TableShape = TABLE_SHAPES[table];
  return recordRows(sheetRows(file), shape, options);
};
