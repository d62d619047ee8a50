import { csvLine, type CellValue } from '../../../facts/document/table/write.ts';
import type { Defaults } from './read.ts';
import type { RowResult, Summary } from './run.ts';

/** Writes the answers of a run in one format. */
export interface Writer {
  readonly mediaType: string;
  head(run: Defaults): string;
  results(results: readonly RowResult[]): string;
  end(summary: Summary): string;
}

const message = (result: Extract<RowResult, { readonly faults: unknown }>): string =>
  result.faults.map(({ path, message: what }) => `${path}: ${what}`).join(' ');

/** One JSON object a line: `{"run": …}`, each row's answer or error with its number, `{"done": …}`. */
const ndjson: Writer = {
  mediaType: 'application/x-ndjson',
  head: ({ asOf, knownAt }) => `${JSON.stringify({ run: { asOf, knownAt } })}\n`,
  results: (results) => results.map((result) => `${JSON.stringify(rowOf(result))}\n`).join(''),
  end: (summary) => `${JSON.stringify({ done: summary })}\n`,
};

function rowOf(result: RowResult): object {
  const { row } = result;
  if ('faults' in result) {
    const [{ code, line } = { code: 'QUESTION_INVALID', line: undefined }] = result.faults;
    const place = line === undefined ? {} : { line };
    return { row, error: { code, message: message(result), ...place } };
  }
  const { question, answer } = result;
  const { certificate, market, asOf, knownAt = null } = question;
  return { row, certificate, market, ...answer, asOf, knownAt };
}

const COLUMNS = [
  'row',
  'certificate',
  'market',
  'status',
  'reasons',
  'route',
  'annex',
  'object',
  'upToLevel',
  'changesOn',
  'asOf',
  'knownAt',
  'code',
  'message',
] as const;

type Cells = Partial<Record<(typeof COLUMNS)[number], CellValue>>;

/** The same as CSV (RFC 4180); the last row is `total`, with the counts in `message`. */
const csv: Writer = {
  mediaType: 'text/csv; charset=utf-8',
  head: () => `${COLUMNS.join(',')}\r\n`,
  results: (results) => results.map((result) => csvRow(cellsOf(result))).join(''),
  end: ({ complete, error, ...summary }) =>
    csvRow({
      row: 'total',
      asOf: summary.asOf,
      knownAt: summary.knownAt,
      code: complete ? 'DONE' : error?.code,
      message: JSON.stringify({ complete, ...summary, ...(error ? { error } : {}) }),
    }),
};

function cellsOf(result: RowResult): Cells {
  if ('faults' in result)
    return { row: result.row, code: result.faults[0]?.code, message: message(result) };
  const { question, answer, row } = result;
  const { certificate, market, asOf, knownAt } = question;
  const { status, reasons, route, annex, accepts, changesOn } = answer;
  const { object, upToLevel } = accepts ?? {};
  const list = reasons.join(';');
  return {
    row,
    certificate,
    market,
    status,
    reasons: list,
    route,
    annex,
    object,
    upToLevel,
    changesOn,
    asOf,
    knownAt,
  };
}

const csvRow = (cells: Cells): string => csvLine(COLUMNS.map((name) => cells[name]));

export const WRITERS = { ndjson, csv } as const;
