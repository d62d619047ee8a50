import type { FaultCode } from '../../model/codes.ts';
import { fault, shown, type DocumentFault } from '../../model/fault.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import { readCell, type DateOrder } from './cells.ts';
import type { CellKind, TableShape } from './columns.ts';
import type { TableRow } from './delimited.ts';
import type { Encoding } from './encoding.ts';
import { NO_MAP, readHeader, type TableColumn, type TableMap } from './header.ts';

/** How a table is to be read where it does not say so itself. */
export interface TableOptions {
  readonly dates?: DateOrder | undefined;
  readonly map?: TableMap | undefined;
  readonly encoding?: Encoding | undefined;
}

/** A cell as somebody finds it in the table. */
export interface CellPlace {
  /** Title of the column. */
  readonly column: string;
  /** What is written there. */
  readonly value: string;
}

/** A row of a table as a record, or what is wrong with it. */
export interface RecordRow {
  readonly index: number;
  readonly line: number;
  /** Null: its cells cannot be told apart. */
  readonly value: JsonObject | null;
  readonly faults: readonly DocumentFault[];
  /** The cell that a path below the record comes from. */
  readonly cellOf: (path: string) => CellPlace | undefined;
}

interface Layout {
  readonly shape: TableShape;
  readonly header: readonly TableColumn[];
  readonly kinds: readonly (CellKind | null)[];
  readonly steps: readonly (readonly string[])[];
  readonly constants: readonly (readonly [path: readonly string[], kind: CellKind, text: string])[];
  readonly dates: DateOrder;
}

/**
 * The records of a table, one by one. Rows whose cells are all empty are none, wherever they stand.
 * @throws DocumentError for the header, and for what the rows are read from
 */
export async function* recordRows(
  rows: AsyncIterable<TableRow>,
  shape: TableShape,
  { dates = 'iso', map = NO_MAP }: TableOptions = {},
): AsyncGenerator<RecordRow> {
  let layout: Layout | null = null;
  let index = 0;
  for await (const row of rows) {
    if (row.broken === undefined && row.cells.every((cell) => cell === '' || cell.trim() === ''))
      continue;
    if (layout) {
      yield readRow(layout, row, index++);
      continue;
    }
    const header = readHeader(row.cells, row.line, shape, map);
    layout = {
      shape,
      header,
      kinds: header.map(({ name }) => (name === null ? null : (shape.columns[name] ?? 'text'))),
      steps: header.map(({ name }) => (name ?? '').split('.')),
      constants: Object.entries(map.constants).map(([name, text]) => [
        name.split('.'),
        shape.columns[name] ?? 'text',
        text,
      ]),
      dates,
    };
  }
}

function readRow(
  layout: Layout,
  { cells, line, broken, isOpen = false }: TableRow,
  index: number,
): RecordRow {
  const { shape, header, kinds, steps, constants, dates } = layout;
  const path = shape.path(index);
  const value: JsonObject = {};
  const faults: DocumentFault[] = [];
  if (cells.length < header.length && !isOpen) {
    const what = `the row has ${cells.length} fields, the header ${header.length}`;
    faults.push(fault('CSV_COLUMNS', path, what, { line }));
  }
  for (const [at, text] of cells.entries()) {
    const failed = broken?.get(at);
    if (failed === undefined && (text === '' || text.trim() === '')) continue;
    const column = header[at];
    const kind = kinds[at];
    if (kind === null) continue;
    if (column === undefined || kind === undefined) {
      const what = `the row has ${shown(text)} in field ${at + 1}, the header ${header.length} columns`;
      faults.push(fault('CSV_COLUMNS', path, what, { line }));
      break;
    }
    const reading = failed === undefined ? readCell(kind, text, dates) : { why: failed };
    // What cannot be read stays as it is written, so that the others are checked beside it.
    place(value, steps[at] ?? [], 'value' in reading ? reading.value : text);
    if ('why' in reading) {
      const found = fault(
        faultCodeOf(kind, reading.why),
        `${path}.${column.name ?? ''}`,
        `${shown(text)} ${reading.why}`,
        { line },
      );
      faults.push({ ...found, column: column.title, value: text });
    }
  }
  for (const [name, kind, text] of constants) {
    const reading = readCell(kind, text, dates);
    if ('value' in reading) place(value, name, reading.value);
    else
      faults.push(fault('CSV_CELL', `${path}.${name.join('.')}`, `${shown(text)} ${reading.why}`));
  }
  return {
    index,
    line,
    value: faults.some(({ code }) => code === 'CSV_COLUMNS') ? null : value,
    faults,
    cellOf: (below) => cellOf(header, cells, below),
  };
}

const faultCodeOf = (kind: CellKind, why: string): FaultCode => {
  if (why.includes('U+0000')) return 'DOC_CONTROL_CHARACTER';
  if (kind === 'date') return 'FACT_DATE_INVALID';
  return kind === 'hs' || kind === 'hs list' ? 'FACT_PATTERN' : 'CSV_CELL';
};

/** The column whose name a path begins with; the longest, since `holder.id` lies in `holder`. */
function cellOf(
  header: readonly TableColumn[],
  cells: readonly string[],
  below: string,
): CellPlace | undefined {
  let found: CellPlace | undefined;
  let length = 0;
  for (const [at, { name, title }] of header.entries()) {
    if (name === null || name.length <= length || !below.startsWith(name)) continue;
    const next = below.charAt(name.length);
    if (next !== '' && next !== '.' && next !== '[') continue;
    found = { column: title, value: cells[at] ?? '' };
    ({ length } = name);
  }
  return found;
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
