import type { Hash } from 'node:crypto';
import { withBareCodes } from './bare-codes.ts';
import { csvRows, xlsxRows } from './csv.ts';
import { closestKind } from '../model/conformity.ts';
import { DocumentError, fault, shown, type DocumentFault } from '../model/fault.ts';
import { JsonFault, JsonReader, parseStrictJson, type JsonValue } from './json.ts';
import { isFactKind, type FactKind } from '../kinds/kinds.ts';
import { LineCounter, lines, MAX_LINE_BYTES, type Line } from './lines.ts';
import { bytesOf, type Source } from './source.ts';
import type { RecordRow } from './table/table.ts';
import { utf8Chunks } from './utf8.ts';

/** One record of a document, not yet checked against the schema. */
export interface RawFact {
  readonly kind: FactKind;
  readonly value: JsonValue;
  readonly path: string;
  readonly line: number;
  /** Of a table, the cell that a path below the record comes from. */
  readonly cellOf?: RecordRow['cellOf'];
  /** Of a table, the paths of cells that are reported already. */
  readonly spoilt?: readonly string[];
}

/** Records read since the last step. */
export interface Batch {
  readonly facts: readonly RawFact[];
  readonly faults: readonly DocumentFault[];
  /** Bytes of the document consumed so far. */
  readonly bytes: number;
}

/**
 * Reads a document as a stream of records, holding no more than one chunk of it. Faults of single
 * records are reported beside the others. `hash` is fed the bytes of the document.
 * @throws DocumentError when reading cannot go on
 */
export async function* readFacts(source: Source, hash: Hash): AsyncGenerator<Batch> {
  let bytes = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of bytesOf(source)) {
      bytes += chunk.length;
      hash.update(chunk);
      yield chunk;
    }
  }
  // The same table read otherwise is another document.
  if (source.table !== undefined) hash.update(`${JSON.stringify(source.table)}\n`);
  try {
    for await (const { facts, faults } of stepsOf(source, counted())) {
      for (const { kind, value } of facts) withBareCodes(kind, value);
      yield { facts, faults: faults.map((found) => ({ ...found, file: source.name })), bytes };
    }
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    throw new DocumentError({ ...error.fault, file: source.name });
  }
}

type Step = Omit<Batch, 'bytes'>;

function stepsOf(
  { format, table, file, content, rows = 'certificates' }: Source,
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<Step> {
  switch (format) {
    case 'json':
      return readJson(utf8Chunks(bytes));
    case 'ndjson':
      return readNdjson(utf8Chunks(bytes));
    case 'csv':
      return readTable(csvRows(bytes, rows, table));
    case 'xlsx':
      return readTable(drained(bytes, () => xlsxRows(content ?? file, rows, table)));
  }
}

/** A workbook is not read from front to back: its bytes are counted first. */
async function* drained<T>(
  bytes: AsyncIterable<Uint8Array>,
  then: () => AsyncIterable<T>,
): AsyncGenerator<T> {
  const chunks = bytes[Symbol.asyncIterator]();
  while ((await chunks.next()).done !== true);
  yield* then();
}

async function* readJson(text: AsyncIterable<Buffer>): AsyncGenerator<Step> {
  const counter = new LineCounter();
  let facts: RawFact[] = [];
  let faults: DocumentFault[] = [];
  const reader = new JsonReader({
    element: (member, index, value, start) => {
      if (isFactKind(member))
        facts.push({ kind: member, value, path: `$.${member}[${index}]`, line: counter.at(start) });
    },
    member: (name, value, start) => {
      const found = envelopeFault(name, value, counter.at(start));
      if (found) faults.push(found);
    },
    root: (value) => {
      if (!isObject(value)) faults.push(notAnObject('$', value, 1));
    },
  });
  try {
    for await (const chunk of text) {
      counter.feed(chunk);
      reader.write(chunk);
      yield { facts, faults };
      facts = [];
      faults = [];
    }
    reader.end();
  } catch (error) {
    if (facts.length + faults.length > 0) yield { facts, faults };
    if (error instanceof JsonFault) throw documentError(error, counter.at(error.offset));
    throw error;
  }
}

const documentError = ({ code, path, message }: JsonFault, line: number): DocumentError =>
  new DocumentError(fault(code, path, message, { line }));

/** Each line is `{"kind": …, "fact": {…}}` or a facts document of its own. */
async function* readNdjson(text: AsyncIterable<Buffer>): AsyncGenerator<Step> {
  for await (const found of lines(text)) {
    const facts: RawFact[] = [];
    const faults: DocumentFault[] = [];
    for (const line of found) readLine(line, facts, faults);
    yield { facts, faults };
  }
}

function readLine({ number: line, bytes }: Line, facts: RawFact[], faults: DocumentFault[]): void {
  if (bytes === null) {
    const what = `the line is longer than ${MAX_LINE_BYTES} bytes`;
    faults.push(fault('DOC_TOO_LARGE', '$', what, { line }));
    return;
  }
  if (bytes.every((byte) => byte === 32 || byte === 9)) return;
  let value: JsonValue;
  try {
    value = parseStrictJson(bytes);
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    faults.push(fault(error.code, error.path, error.message, { line }));
    return;
  }
  if (!isObject(value)) faults.push(notAnObject('$', value, line));
  else if (Object.hasOwn(value, 'kind') || Object.hasOwn(value, 'fact'))
    readTagged(value, line, facts, faults);
  else readPart(value, line, facts, faults);
}

function readTagged(
  value: Readonly<Record<string, JsonValue>>,
  line: number,
  facts: RawFact[],
  faults: DocumentFault[],
): void {
  const { kind, fact, ...more } = value;
  const extra = Object.keys(more)[0];
  if (extra !== undefined)
    faults.push(
      fault('FACT_UNKNOWN_FIELD', `$.${extra}`, `${shown(extra)} is not a field here`, { line }),
    );
  if (typeof kind !== 'string' || !isFactKind(kind))
    faults.push(
      fault('FACT_UNKNOWN_VALUE', '$.kind', `${shown(kind ?? null)} is not a kind of fact`, {
        line,
      }),
    );
  else if (fact === undefined)
    faults.push(fault('FACT_MISSING_FIELD', '$.fact', 'the field "fact" is missing', { line }));
  else facts.push({ kind, value: fact, path: '$.fact', line });
}

function readPart(
  value: Readonly<Record<string, JsonValue>>,
  line: number,
  facts: RawFact[],
  faults: DocumentFault[],
): void {
  for (const [name, member] of Object.entries(value)) {
    const records = isFactKind(name) && Array.isArray(member) ? member : null;
    const found = envelopeFault(name, records === null ? member : undefined, line);
    if (found) faults.push(found);
    else if (records !== null && isFactKind(name))
      for (const [index, record] of records.entries())
        facts.push({ kind: name, value: record, path: `$.${name}[${index}]`, line });
  }
}

async function* readTable(rows: AsyncIterable<RecordRow>): AsyncGenerator<Step> {
  const size = 500;
  let facts: RawFact[] = [];
  let faults: DocumentFault[] = [];
  for await (const { index, line, value, faults: found, cellOf } of rows) {
    faults.push(...found);
    const path = `$.certificates[${index}]`;
    const spoilt = found.map((one) => one.path);
    if (value) facts.push({ kind: 'certificates', value, path, line, cellOf, spoilt });
    if (facts.length + faults.length < size) continue;
    yield { facts, faults };
    facts = [];
    faults = [];
  }
  yield { facts, faults };
}

const isObject = (value: JsonValue): value is Readonly<Record<string, JsonValue>> & JsonValue =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const notAnObject = (path: string, value: JsonValue, line: number): DocumentFault =>
  fault('FACT_WRONG_TYPE', path, `${shown(value)} is not a facts document`, { line });

/** A member of the document itself: lists of facts (handed over as `undefined`), note, $schema. */
function envelopeFault(
  name: string,
  value: JsonValue | undefined,
  line: number,
): DocumentFault | null {
  if (name === '$schema' || name === 'note')
    return typeof value === 'string'
      ? null
      : fault('FACT_WRONG_TYPE', `$.${name}`, 'the value is not a text', { line });
  if (!isFactKind(name)) {
    const what = `${shown(name)} is not a kind of fact${closestKind(name)}`;
    return fault('FACT_UNKNOWN_FIELD', `$.${name}`, what, { line });
  }
  return value === undefined
    ? null
    : fault('FACT_WRONG_TYPE', `$.${name}`, `${shown(value)} is not a list`, { line });
}
