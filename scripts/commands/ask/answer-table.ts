import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { tableFormat } from '../../../facts/document/table/tables.ts';
import { csvLine, type CellValue } from '../../../facts/document/table/write.ts';
import { writeXlsx } from '../../../facts/document/table/xlsx/write.ts';
import { CommandError, EXIT } from '../terminal.ts';

/** Columns of answers, as `POST /recognitions` has them in CSV. */
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

/** An answer, or an error in its place, as lines of JSON have them. */
export interface AnswerLine {
  readonly row?: number;
  readonly reasons?: readonly string[];
  readonly accepts?: { readonly object: string; readonly upToLevel?: string | null } | null;
  readonly error?: { readonly code?: string; readonly message?: string };
  readonly [name: string]: unknown;
}

/** Takes answers one by one. */
export interface AnswerTable {
  add(answer: AnswerLine): Promise<void>;
  end(): Promise<void>;
}

/** Writes answers to a file that is a CSV or an XLSX by its name; null: it is neither. */
export function answerTable(file: string): AnswerTable | null {
  const format = tableFormat(file);
  if (format === null) return null;
  const rows = new Rows();
  const bytes = format === 'csv' ? csvOf(rows) : writeXlsx(rows);
  const writing = pipeline(bytes, createWriteStream(file)).catch((error: unknown) => {
    rows.fail();
    const { code = 'unknown cause' } = error as NodeJS.ErrnoException;
    throw new CommandError(
      'FILE_UNWRITABLE',
      `${file} cannot be written (${code}).`,
      EXIT.unavailable,
    );
  });
  writing.catch(() => undefined); // told when it is waited for
  let count = 0;
  return {
    add: (answer) => rows.push(cellsOf({ row: ++count, ...answer })),
    end: async () => {
      rows.close();
      await writing;
    },
  };
}

/** Excel takes a text without a mark for one of another age. */
async function* csvOf(rows: AsyncIterable<readonly CellValue[]>): AsyncGenerator<string> {
  yield '\ufeff';
  for await (const cells of rows) yield csvLine(cells);
}

function cellsOf(answer: AnswerLine): CellValue[] {
  const { reasons = [], accepts, error } = answer;
  const own: Readonly<Record<string, unknown>> = {
    ...answer,
    reasons: reasons.join(';'),
    object: accepts?.object,
    upToLevel: accepts?.upToLevel,
    code: error?.code,
    message: error?.message,
  };
  return COLUMNS.map((name) => {
    const value = own[name];
    return typeof value === 'number' || typeof value === 'string' ? value : null;
  });
}

/** Rows on their way from who has them to who writes them, one at a time. */
class Rows implements AsyncIterable<readonly CellValue[]> {
  readonly #waiting: (readonly CellValue[])[] = [[...COLUMNS]];
  #wake: () => void = () => undefined;
  #taken: () => void = () => undefined;
  #isClosed = false;

  async push(cells: readonly CellValue[]): Promise<void> {
    this.#waiting.push(cells);
    this.#wake();
    if (this.#waiting.length > 1000 && !this.#isClosed)
      await new Promise<void>((resolve) => (this.#taken = resolve));
  }

  close(): void {
    this.#isClosed = true;
    this.#wake();
  }

  /** Nobody takes rows any more. */
  fail(): void {
    this.close();
    this.#taken();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<readonly CellValue[]> {
    for (;;) {
      const next = this.#waiting.shift();
      if (next) {
        if (this.#waiting.length === 0) this.#taken();
        yield next;
      } else if (this.#isClosed) return;
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}
