import { createReadStream } from 'node:fs';
import {
  JsonFault,
  lines,
  MAX_LINE_BYTES,
  parseStrictJson,
  readQuestion,
  utf8Chunks,
  type QuestionReading,
} from '../../../facts/index.ts';
import { tableFile } from '../../../facts/document/table/tables.ts';
import type { TableOptions } from '../../../facts/document/table/table.ts';

/** A question of a file, or what is wrong with it. */
export type QuestionLine = QuestionReading & { readonly line: number };

interface Reading {
  readonly asOf?: string | undefined;
  readonly knownAt?: string | undefined;
  readonly purpose?: string | undefined;
  readonly table?: TableOptions | undefined;
}

/** Questions handed on together. */
const TOGETHER = 500;

/**
 * The questions of a file, some at a time: a table (CSV, XLSX), of which rows may leave out what holds for all
 * of them, or NDJSON.
 * @throws DocumentError when rows cannot be told apart
 */
export async function* questionsIn(
  file: string,
  options: Reading,
): AsyncGenerator<readonly QuestionLine[]> {
  const table = tableFile(file, 'questions', options.table);
  if (!table) {
    yield* linesIn(file);
    return;
  }
  const { asOf, knownAt, purpose = 'REGULATORY' } = options;
  const common = {
    purpose,
    ...(asOf === undefined ? {} : { asOf }),
    ...(knownAt === undefined ? {} : { knownAt }),
  };
  let some: QuestionLine[] = [];
  for await (const { line, value, faults } of table) {
    some.push(
      value === null || faults.length > 0
        ? { line, question: null, faults }
        : { line, ...readQuestion({ ...common, ...value }, line) },
    );
    if (some.length < TOGETHER) continue;
    yield some;
    some = [];
  }
  yield some;
}

async function* linesIn(file: string): AsyncGenerator<readonly QuestionLine[]> {
  for await (const found of lines(utf8Chunks(createReadStream(file), file)))
    yield found
      .filter(({ bytes }) => bytes?.every((byte) => byte === 32 || byte === 9) !== true)
      .map(({ number: line, bytes }) => ({
        line,
        ...(bytes ? parseQuestion(bytes, line) : tooLong(line)),
      }));
}

/** Strict JSON first: two members of one name would make it two questions. */
export function parseQuestion(text: Buffer, line?: number): QuestionReading {
  try {
    const marked = text[0] === 0xef && text[1] === 0xbb && text[2] === 0xbf;
    return readQuestion(parseStrictJson(marked ? text.subarray(3) : text), line);
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    const { code, path, message } = error;
    const place = line === undefined ? {} : { line };
    return { question: null, faults: [{ code, path, message: `${message}.`, ...place }] };
  }
}

const tooLong = (line: number): QuestionReading => ({
  question: null,
  faults: [
    {
      code: 'DOC_TOO_LARGE',
      path: '$',
      line,
      message: `the line is longer than ${MAX_LINE_BYTES} bytes.`,
    },
  ],
});
