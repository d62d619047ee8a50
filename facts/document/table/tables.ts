import { extname } from 'node:path';
import { csvRows, xlsxRows, type TableName } from '../csv.ts';
import { bytesOf } from '../source.ts';
import type { RecordRow, TableOptions } from './table.ts';

/** The kind of table that a file's name says it is; null: none. */
export function tableFormat(file: string): 'csv' | 'xlsx' | null {
  const extension = extname(file).toLowerCase();
  if (extension === '.xlsx') return 'xlsx';
  return extension === '.csv' || extension === '.tsv' ? 'csv' : null;
}

/** The records of a CSV or XLSX file; null when its name says that it is neither. */
export function tableFile(
  file: string,
  table: TableName,
  options?: TableOptions,
): AsyncGenerator<RecordRow> | null {
  switch (tableFormat(file)) {
    case 'csv':
      return csvRows(bytesOf({ name: file, file, format: 'csv' }), table, options);
    case 'xlsx':
      return xlsxRows(file, table, options);
    case null:
      return null;
  }
}
