import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { extname } from 'node:path';
import { DocumentError, fault } from '../model/fault.ts';

export type Format = 'json' | 'ndjson' | 'csv';

/** A document that can be read more than once: a file, or a text in memory. */
export interface Source {
  /** Name for messages. */
  readonly name: string;
  readonly file: string;
  readonly format: Format;
  /** What it says, when it is held in memory rather than in the file. */
  readonly content?: Uint8Array;
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
  { name = file, format }: { name?: string; format?: Format | undefined } = {},
): Promise<Source> {
  const head = await readHead(file, name);
  return {
    name,
    file,
    format: format ?? EXTENSIONS[extname(name).toLowerCase()] ?? formatOf(head, name),
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
  if (/^"?[A-Za-z.]+"?[,;\t]/.test(text)) return 'csv';
  if (text === '') return 'json';
  throw new DocumentError(
    fault('DOC_FORMAT', '$', 'the document is neither JSON, NDJSON nor CSV', { file: name }),
  );
}

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
