import { csvRows } from '../../../facts/document/csv.ts';
import { fault, shown, type DocumentFault } from '../../../facts/model/fault.ts';
import { JsonFault, parseStrictJson } from '../../../facts/document/json.ts';
import { lines, MAX_LINE_BYTES } from '../../../facts/document/lines.ts';
import { readQuestion } from '../../../facts/document/question.ts';
import { utf8Chunks } from '../../../facts/document/utf8.ts';
import type { TableOptions } from '../../../facts/document/table/table.ts';
import type { Question } from '../../../schema/generated/question.ts';

/** How a manifest is written. */
export type ManifestFormat = 'ndjson' | 'csv';

/** Defaults of a row. */
export interface Defaults {
  /** The day asked for; where none is, the day at the hub's home: rows then ask about that of their market. */
  readonly asOf: string;
  readonly knownAt: string;
}

/** Values for the gaps of rows. */
export interface RowDefaults {
  /** The day that a row about a market asks about. */
  readonly dayIn: (market: string) => string;
  readonly knownAt: string;
  /** How a table is to be read. */
  readonly table?: TableOptions | undefined;
}

/** One row of a manifest, numbered from 1; a header and empty lines are no rows. */
export interface Row {
  readonly row: number;
  /** Null: see the faults. */
  readonly question: Question | null;
  readonly faults: readonly DocumentFault[];
}

/**
 * The rows of a manifest as they arrive, a few at a time.
 * @throws DocumentError when rows cannot be told apart any more
 */
export async function* readRows(
  body: AsyncIterable<Uint8Array>,
  format: ManifestFormat,
  after: number,
  defaults: RowDefaults,
): AsyncGenerator<readonly Row[]> {
  let row = 0;
  if (format === 'csv') {
    for await (const { value, faults, line } of csvRows(body, 'questions', defaults.table)) {
      row += 1;
      if (row <= after) continue;
      yield [value === null ? { row, question: null, faults } : rowOf(row, value, line, defaults)];
    }
    return;
  }
  for await (const found of lines(utf8Chunks(body))) {
    const rows: Row[] = [];
    for (const { number: line, bytes } of found) {
      if (bytes?.every((byte) => byte === 32 || byte === 9) === true) continue;
      row += 1;
      if (row > after) rows.push(readLine(row, bytes, line, defaults));
    }
    if (rows.length > 0) yield rows;
  }
}

function readLine(row: number, bytes: Buffer | null, line: number, defaults: RowDefaults): Row {
  if (bytes === null) {
    const what = `the line is longer than ${MAX_LINE_BYTES} bytes`;
    return { row, question: null, faults: [fault('DOC_TOO_LARGE', '$', what, { line })] };
  }
  try {
    return rowOf(row, parseStrictJson(bytes), line, defaults);
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    const { code, path, message } = error;
    return { row, question: null, faults: [fault(code, path, message, { line })] };
  }
}

function rowOf(row: number, value: unknown, line: number, defaults: RowDefaults): Row {
  const bare = isObject(value) && isObject(value['question']) ? value['question'] : value;
  if (isObject(bare) && 'unavailable' in bare) {
    const what = `${shown('unavailable')} is what a hub learns by itself`;
    const found = fault('QUESTION_INVALID', '$.unavailable', what, { line });
    return { row, question: null, faults: [found] };
  }
  const { dayIn, knownAt } = defaults;
  const filled = isObject(bare)
    ? { purpose: 'REGULATORY', asOf: dayIn(String(bare['market'])), knownAt, ...bare }
    : bare;
  return { row, ...readQuestion(filled, line) };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
