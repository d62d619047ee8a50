import { createReadStream } from 'node:fs';
import { faultsOf, type IssueRequest } from '../../../subgraphs/attestations/issuance/input.ts';
import {
  JsonFault,
  lines,
  parseStrictJson,
  readQuestion,
  utf8Chunks,
} from '../../../facts/index.ts';
import { withBareCode } from '../../../facts/document/question.ts';
import { tableFile } from '../../../facts/document/table/tables.ts';
import type { TableOptions } from '../../../facts/document/table/table.ts';
import { fault, shown } from '../../../facts/model/fault.ts';

/** Bytes of a line: with a hub's limit of 1 MB, {@link LINES_TOGETHER} of them fit into one request. */
const MAX_LINE_BYTES = 4_000;
/** Lines that may be sent to a hub at once. */
export const LINES_TOGETHER = 250;

/** Stands for the day where none is given. */
const SOME_DAY = '2000-01-01';

/** One thing wrong with a line. */
export interface LineFault {
  readonly code: string;
  /** JSON path in the line. */
  readonly path: string;
  readonly message: string;
}

/** A line of a batch: a request, or what is wrong with it. */
export interface BatchLine {
  /** From 1. */
  readonly line: number;
  readonly request: IssueRequest | null;
  readonly faults: readonly LineFault[];
}

/**
 * The requests of an NDJSON, CSV or XLSX file as they are read; empty lines are none. Each is a question as
 * question.schema.json has it, with `audience` and `validDays` beside its members. Which day it is in a
 * market is for the hub to say.
 * @throws DocumentError when the file is not UTF-8
 */
export async function* batchLines(file: string, options?: TableOptions): AsyncGenerator<BatchLine> {
  const table = tableFile(file, 'orders', options);
  if (table) {
    for await (const { line, value, faults } of table)
      yield { line, ...(value === null || faults.length > 0 ? refused(faults) : requestOf(value)) };
    return;
  }
  for await (const found of lines(utf8Chunks(createReadStream(file), file)))
    for (const { number, bytes } of found)
      if (bytes?.every((byte) => byte === 32 || byte === 9) !== true)
        yield { line: number, ...readLine(bytes) };
}

type Read = Omit<BatchLine, 'line'>;

const refused = (faults: readonly LineFault[]): Read => ({ request: null, faults });

function readLine(bytes: Buffer | null): Read {
  if (!bytes || bytes.length > MAX_LINE_BYTES) {
    const what = `the line is longer than ${MAX_LINE_BYTES} bytes`;
    return refused([fault('DOC_TOO_LARGE', '$', what)]);
  }
  try {
    return requestOf(parseStrictJson(bytes));
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    return refused([fault(error.code, error.path, error.message)]);
  }
}

function requestOf(value: unknown): Read {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refused([fault('FACT_WRONG_TYPE', '$', `${shown(value)} is not an object`)]);
  const { audience, validDays, ...asked } = value as Record<string, unknown>;
  const question: Record<string, unknown> = withBareCode(asked);
  const faults: LineFault[] = [
    ...readQuestion({ asOf: SOME_DAY, purpose: 'REGULATORY', ...question }).faults,
  ];
  if ('unavailable' in question)
    faults.push(fault('FACT_UNKNOWN_FIELD', '$.unavailable', '"unavailable" is not a field here'));
  if (audience === undefined)
    faults.push(fault('FACT_MISSING_FIELD', '$.audience', '"audience" is missing'));
  else if (typeof audience !== 'string')
    faults.push(fault('FACT_WRONG_TYPE', '$.audience', `${shown(audience)} is not a string`));
  if (validDays !== undefined && typeof validDays !== 'number')
    faults.push(fault('FACT_WRONG_TYPE', '$.validDays', `${shown(validDays)} is not a number`));
  if (faults.length > 0) return refused(faults);
  const request = {
    question,
    audience,
    ...(validDays === undefined ? {} : { validDays }),
  } as unknown as IssueRequest;
  const day = request.question.asOf ?? SOME_DAY;
  const wrong = faultsOf(request, day).map((found) => ({ ...found, path: inLine(found.path) }));
  return wrong.length > 0 ? refused(wrong) : { request, faults: [] };
}

/** Where a part of a request stands in its line: a question's members are the line's own. */
export const inLine = (path: string): string => `$.${path.replace(/^question\./, '')}`;
