import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { DocumentError, fault, shown, type DocumentFault } from '../model/fault.ts';
import { JsonFault, parseStrictJson, type JsonObject, type JsonValue } from './json.ts';
import { MAX_LINE_BYTES } from './lines.ts';

type Cell = 'text' | 'list' | 'json';

/**
 * Columns of a CSV of certificates: the fields of a certificate, with a point before fields of
 * `scope`, `transferredFrom` and `holder`, of which the name has a column for each language
 * (`holder.name.en`). Lists are separated by `;` or `|`; `events` and `persons` hold
 * JSON. An empty cell is an absent field.
 */
const CERTIFICATE_COLUMNS: Readonly<Record<string, Cell>> = {
  number: 'text',
  object: 'text',
  issuer: 'text',
  'holder.id': 'text',
  'holder.name.en': 'text',
  'holder.name.zh': 'text',
  issuerTerritory: 'text',
  scheme: 'text',
  standard: 'text',
  edition: 'text',
  level: 'text',
  components: 'list',
  profiles: 'list',
  domain: 'text',
  requirementSet: 'text',
  sectors: 'list',
  'scope.hs': 'list',
  'scope.keys': 'list',
  'scope.models': 'list',
  'scope.sites': 'list',
  issued: 'text',
  acceptedIntoProcess: 'text',
  validFrom: 'text',
  validUntil: 'text',
  validIn: 'list',
  'transferredFrom.number': 'text',
  'transferredFrom.on': 'text',
  accreditation: 'text',
  persons: 'json',
  register: 'text',
  events: 'json',
  recordedAt: 'text',
  retractedAt: 'text',
  note: 'text',
};

/** What the rows of a CSV are. */
export interface CsvShape {
  readonly columns: Readonly<Record<string, Cell>>;
  readonly required: readonly string[];
  /** Path of a row, by its place from 0. */
  readonly path: (index: number) => string;
}

/** The tables that are read: certificates of a facts document, and questions of a manifest. */
export const CSV_SHAPES = {
  certificates: {
    columns: CERTIFICATE_COLUMNS,
    required: ['number'],
    path: (index) => `$.certificates[${index}]`,
  },
  questions: {
    columns: {
      certificate: 'text',
      market: 'text',
      asOf: 'text',
      knownAt: 'text',
      purpose: 'text',
      presented: 'text',
      signature: 'text',
      'product.hs': 'text',
      'product.keys': 'list',
      'product.model': 'text',
      'product.site': 'text',
      'product.origin': 'text',
      'product.assembledIn': 'text',
      'product.shippedDirect': 'json',
      'product.placedOnMarket': 'text',
      'product.description': 'text',
      'claimed.scheme': 'text',
      'claimed.issuer': 'text',
      'claimed.issuerTerritory': 'text',
      'claimed.issued': 'text',
    },
    required: ['certificate', 'market'],
    path: () => '$',
  },
} as const satisfies Readonly<Record<string, CsvShape>>;

export interface CsvRow {
  readonly index: number;
  readonly line: number;
  readonly value: JsonObject | null;
  readonly faults: readonly DocumentFault[];
}

interface Parsed {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

/**
 * The rows of a CSV (RFC 4180, also with `;` or tab between cells and any line end), one by one.
 * @throws DocumentError for a fault after which rows cannot be told apart, and for the header
 */
export async function* csvRows(
  source: AsyncIterable<Buffer>,
  shape: CsvShape = CSV_SHAPES.certificates,
): AsyncGenerator<CsvRow> {
  const { delimiter, text } = await detectDelimiter(source);
  const parser = parse({
    delimiter,
    info: true,
    max_record_size: MAX_LINE_BYTES,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    skip_empty_lines: true,
  });
  // Errors of either side end the loop below; the callback only says that they are handled there.
  pipeline(Readable.from(text, { objectMode: true }), parser, () => undefined);
  let header: string[] | null = null;
  let index = 0;
  let lastLine = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) {
      const line = info.lines - embeddedLines(record);
      lastLine = info.lines;
      if (header === null) header = checkHeader(record, shape);
      else yield row(shape, header, record, index++, line);
    }
  } catch (error) {
    if (error instanceof CsvError) throw new DocumentError(csvFault(error, lastLine + 1));
    throw error;
  }
}

/** Spreadsheets of some countries put `;` or a tab between cells: the header tells. */
async function detectDelimiter(
  source: AsyncIterable<Buffer>,
): Promise<{ delimiter: string; text: AsyncGenerator<Buffer> }> {
  const chunks = source[Symbol.asyncIterator]();
  const first = await chunks.next();
  const head = first.done === true ? Buffer.alloc(0) : first.value;
  const header = head.toString('utf8').split(/[\r\n]/, 1)[0] ?? '';
  async function* text(): AsyncGenerator<Buffer> {
    yield head;
    for (;;) {
      const next = await chunks.next();
      if (next.done === true) return;
      yield next.value;
    }
  }
  const delimiter = [',', ';', '\t'].find((candidate) => header.includes(candidate)) ?? ',';
  return { delimiter, text: text() };
}

const embeddedLines = (record: readonly string[]): number =>
  record.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0);

function checkHeader(names: readonly string[], { columns, required }: CsvShape): string[] {
  const trimmed = names.map((name) => name.trim());
  const unknown = trimmed.find((name) => !Object.hasOwn(columns, name));
  // Columns are few, a hostile header may be millions of names: it is not looked through for each of them.
  const twice =
    unknown === undefined ? trimmed.find((name, at) => trimmed.indexOf(name) !== at) : undefined;
  const missing = required.find((name) => !trimmed.includes(name));
  const what =
    unknown !== undefined
      ? `${shown(unknown)} is not a column`
      : twice !== undefined
        ? `the column ${shown(twice)} is given twice`
        : missing !== undefined
          ? `the column ${shown(missing)} is missing`
          : null;
  if (what !== null) throw new DocumentError(fault('CSV_HEADER', '$', what, { line: 1 }));
  return trimmed;
}

function row(
  shape: CsvShape,
  header: readonly string[],
  cells: readonly string[],
  index: number,
  line: number,
): CsvRow {
  const path = shape.path(index);
  if (cells.length !== header.length) {
    const what = `the row has ${cells.length} fields, the header ${header.length}`;
    return { index, line, value: null, faults: [fault('CSV_COLUMNS', path, what, { line })] };
  }
  const value: JsonObject = {};
  const faults: DocumentFault[] = [];
  for (const [at, name] of header.entries()) {
    const text = cells[at] ?? '';
    if (text === '') continue;
    if (text.includes('\0')) {
      const what = `the cell ${shown(text)} holds the character U+0000`;
      faults.push(fault('DOC_CONTROL_CHARACTER', `${path}.${name}`, what, { line }));
      continue;
    }
    const cell = readCell(shape.columns[name] ?? 'text', text);
    if (cell instanceof JsonFault)
      faults.push(fault('CSV_CELL', `${path}.${name}`, cell.message, { line }));
    else place(value, name.split('.'), cell);
  }
  return { index, line, value: faults.length > 0 ? null : value, faults };
}

/** Puts a cell where the points in its column's name say. */
function place(
  object: JsonObject,
  [name = '', ...inner]: readonly string[],
  cell: JsonValue,
): void {
  if (inner.length === 0) object[name] = cell;
  else place((object[name] ??= {}) as JsonObject, inner, cell);
}

function readCell(kind: Cell, text: string): JsonValue | JsonFault {
  if (kind === 'text') return text;
  if (kind === 'list')
    return text
      .split(/[;|]/)
      .map((item) => item.trim())
      .filter((item) => item !== '');
  try {
    return parseStrictJson(Buffer.from(text));
  } catch (error) {
    if (error instanceof JsonFault) return error;
    throw error;
  }
}

function csvFault({ code }: CsvError, line: number): DocumentFault {
  if (code === 'CSV_MAX_RECORD_SIZE')
    return fault('DOC_TOO_LARGE', '$', `a row is longer than ${MAX_LINE_BYTES} bytes`, { line });
  if (code.includes('QUOTE'))
    return fault('CSV_QUOTE', '$', 'a quote in this row is not closed or not doubled', { line });
  return fault('DOC_MALFORMED', '$', 'the row is not CSV', { line });
}
