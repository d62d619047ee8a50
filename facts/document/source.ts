import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { extname } from 'node:path';
import { DocumentError, fault } from '../model/fault.ts';
import type { TableOptions } from './table/table.ts';

export const FORMATS = ['json', 'ndjson', 'csv', 'xlsx'] as const;
/** Media type of a workbook (ECMA-376). */
export const XLSX_MEDIA_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export type Format = (typeof FORMATS)[number];

/** A document that can be read more than once: a file, or a text in memory. */
export interface Source {
  /** Name for messages. */
  readonly name: string;
  readonly file: string;
  readonly format: Format;
  /** The content, when it is held in memory rather than in the file. */
  readonly content?: Uint8Array;
  /** How a table (CSV, XLSX) is to be read. */
  readonly table?: TableOptions | undefined;
  /** What the rows of a table are; absent: certificates. */
  readonly rows?: 'certificates' | 'entries';
}

/**
 * A source over a text in memory, its format told by the content.
 * @throws DocumentError DOC_FORMAT
 */
export function textSource(text: string, name: string, format?: Format): Source {
  const content = Buffer.from(text);
  return { name, file: '', content, format: format ?? formatOf(text.slice(0, SNIFFED), name) };
}

const EXTENSIONS: Readonly<Record<string, Format>> = {
  '.json': 'json',
  '.ndjson': 'ndjson',
  '.jsonl': 'ndjson',
  '.csv': 'csv',
  '.tsv': 'csv',
  '.xlsx': 'xlsx',
};

/** Bytes looked at to tell the format of a document without a telling name. */
const SNIFFED = 64 * 1024;

/**
 * A source over a file. The format is the one given, else that of the name, else that of the
 * content.
 * @throws DocumentError DOC_UNREADABLE, DOC_FORMAT
 */
export async function fileSource(
  file: string,
  {
    name = file,
    format,
    table,
  }: { name?: string; format?: Format | undefined; table?: TableOptions | undefined } = {},
): Promise<Source> {
  const head = await readHead(file, name);
  return {
    name,
    file,
    format: format ?? EXTENSIONS[extname(name).toLowerCase()] ?? formatOf(head, name),
    ...(table === undefined ? {} : { table }),
  };
}

async function readHead(file: string, name: string): Promise<string> {
  try {
    const handle = await open(file, 'r');
    try {
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(SNIFFED), 0, SNIFFED, 0);
      return buffer.toString('utf8', 0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw new DocumentError(
      fault('DOC_UNREADABLE', '$', `the file cannot be read (${systemCode(error)})`, {
        file: name,
      }),
    );
  }
}

/** `ENOENT` and the like; never a message with a path in it. */
export const systemCode = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : 'unknown cause';

/** How a line of NDJSON begins, also the only one; no facts document begins so. */
const LINE = /^\{[ \t]*"(?:kind|fact)"[ \t]*:/;

function formatOf(head: string, name: string): Format {
  const text = head.replace(/^\uFEFF?\s*/, '');
  if (LINE.test(text)) return 'ndjson';
  if (text.startsWith('{')) {
    const firstLine = text.split(/[\r\n]/, 1)[0] ?? '';
    const rest = text.slice(firstLine.length).trim();
    return rest.startsWith('{') && isJson(firstLine) ? 'ndjson' : 'json';
  }
  if (text.startsWith('PK\u0003\u0004')) return 'xlsx';
  if (isTable(text)) return 'csv';
  if (text === '') return 'json';
  throw new DocumentError(
    fault('DOC_FORMAT', '$', 'the document is neither JSON, NDJSON, CSV nor XLSX', { file: name }),
  );
}

/** Titles with a separator between them; UTF-16 has zeros between the letters. */
const isTable = (text: string): boolean =>
  /^(?:"?sep=|"?[\p{L}][\p{L}\p{N} ._/()#-]*"?[,;\t|])/iu.test(text.replaceAll('\0', ''));

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The bytes of a source, from the start. */
export async function* bytesOf(source: Source): AsyncGenerator<Uint8Array> {
  if (source.content) {
    yield source.content;
    return;
  }
  try {
    yield* createReadStream(source.file, { highWaterMark: SNIFFED }) as AsyncIterable<Buffer>;
  } catch (error) {
    throw new DocumentError(
      fault('DOC_UNREADABLE', '$', `the file cannot be read (${systemCode(error)})`, {
        file: source.name,
      }),
    );
  }
}
