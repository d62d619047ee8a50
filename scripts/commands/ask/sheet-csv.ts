import { DocumentError, fault } from '../../../facts/model/fault.ts';
import { sheetRows } from '../../../facts/document/table/xlsx/sheet.ts';
import { faultLine } from '../../../facts/model/fault.ts';
import { CommandError } from '../terminal.ts';

/** The first sheet of a workbook as CSV, in which each row stands on the line of its number. */
export async function* sheetAsCsv(file: string): AsyncGenerator<string> {
  let line = 1;
  try {
    for await (const { line: row, cells, broken } of sheetRows(file)) {
      if (broken)
        throw new DocumentError(fault('CSV_CELL', '$', 'a cell is an error', { line: row }));
      yield `${'\n'.repeat(row - line)}${cells.map(quoted).join(',')}\n`;
      line = row + 1;
    }
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    throw new CommandError(error.code, faultLine({ ...error.fault, file }));
  }
}

/** A line end inside a cell would move the rows after it. */
const quoted = (text: string): string =>
  `"${text.replaceAll('"', '""').replace(/\r\n|\n|\r/g, ' ')}"`;
