import { readFile } from 'node:fs/promises';
import { DocumentError, faultLine } from '../../facts/model/fault.ts';
import { tableOptions, type TableWords } from '../../facts/document/table/options.ts';
import type { TableOptions } from '../../facts/document/table/table.ts';
import { CommandError } from './terminal.ts';

/** How a person wants a table to be read; `map` names a file. */
export async function tableOf({
  dates,
  encoding,
  map: file,
}: TableWords): Promise<TableOptions | undefined> {
  const map = file === undefined ? undefined : await textOf(file);
  try {
    return tableOptions({ dates, encoding, map });
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    const place = file !== undefined && error.code === 'CSV_MAP' ? { file } : {};
    throw new CommandError(error.code, faultLine({ ...error.fault, ...place }));
  }
}

const textOf = (file: string): Promise<string> =>
  readFile(file, 'utf8').catch((error: unknown) => {
    const { code = 'unknown cause' } = error as NodeJS.ErrnoException;
    throw new CommandError('DOC_UNREADABLE', `${file} cannot be read (${code}).`);
  });
