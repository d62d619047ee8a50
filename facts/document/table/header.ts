import { DocumentError, fault, shown } from '../../model/fault.ts';
import { closest } from '../../model/conformity.ts';
import { titleOf, type TableShape } from './columns.ts';

/** How the columns of somebody else's table are to be understood. */
export interface TableMap {
  /** By title, the column that is meant; null: to be left out. */
  readonly columns: Readonly<Record<string, string | null>>;
  /** Columns that the table does not have, with the value of every row. */
  readonly constants: Readonly<Record<string, string>>;
}

export const NO_MAP: TableMap = { columns: {}, constants: {} };

/** A column of a table. */
export interface TableColumn {
  /** As the table has it. */
  readonly title: string;
  /** Column of the shape; null: left out. */
  readonly name: string | null;
}

/**
 * What the titles in the first row mean. Columns at the end without a title are left out; a cell in one of
 * them is a fault of its row.
 * @throws DocumentError CSV_HEADER
 */
export function readHeader(
  cells: readonly string[],
  line: number,
  shape: TableShape,
  { columns: mapped, constants }: TableMap,
): readonly TableColumn[] {
  const titles = cells.map((cell) => cell.trim());
  const width = titles.findLastIndex((title) => title !== '') + 1;
  const own = new Map(Object.keys(shape.columns).map((name) => [titleOf(name), name]));
  const given = new Map(
    Object.entries(mapped).map(([title, name]) => [titleOf(title), name] as const),
  );
  const bad = (what: string): DocumentError =>
    new DocumentError(fault('CSV_HEADER', '$', what, { line }));

  const taken = new Map<string, string>();
  const header = titles.slice(0, width).map((title, at): TableColumn => {
    const key = titleOf(title);
    if (title === '') throw bad(`column ${at + 1} has no title`);
    const name = given.has(key) ? given.get(key) : (own.get(key) ?? shape.synonyms.get(key));
    if (name === undefined)
      throw bad(`${shown(title)} is not a column${closest(title, Object.keys(shape.columns))}`);
    if (name === null) return { title, name };
    if (!Object.hasOwn(shape.columns, name))
      throw bad(`${shown(name)}, which the map names for ${shown(title)}, is not a column`);
    const before = taken.get(name);
    if (before !== undefined)
      throw bad(
        before === title
          ? `the column ${shown(title)} is given twice`
          : `the columns ${shown(before)} and ${shown(title)} are both ${name}`,
      );
    taken.set(name, title);
    return { title, name };
  });
  for (const name of Object.keys(constants)) {
    if (!Object.hasOwn(shape.columns, name))
      throw bad(`${shown(name)}, which the map gives a value, is not a column`);
    if (taken.has(name)) throw bad(`the column ${name} is in the table and in the map`);
  }
  const missing = shape.required.find((name) => !taken.has(name) && !(name in constants));
  if (missing !== undefined) throw bad(`the column ${shown(missing)} is missing`);
  return header;
}

/** Reads the text of a map: `{"Cert. No": "number", "Fax": null}`, or that as `columns` beside `constants`. */
export function readMap(value: unknown, name: string): TableMap {
  const bad = (what: string): DocumentError =>
    new DocumentError(fault('CSV_MAP', '$', what, { file: name }));
  if (!isObject(value)) throw bad('the map is not a JSON object');
  const isWhole = 'columns' in value || 'constants' in value;
  const { columns = {}, constants = {}, ...more } = isWhole ? value : { columns: value };
  const extra = Object.keys(more)[0];
  if (extra !== undefined) throw bad(`${shown(extra)} is neither "columns" nor "constants"`);
  if (!isObject(columns) || !isObject(constants))
    throw bad('"columns" and "constants" are JSON objects');
  for (const [title, column] of Object.entries(columns))
    if (column !== null && typeof column !== 'string')
      throw bad(`${shown(title)} is given neither a column nor null`);
  for (const [column, constant] of Object.entries(constants))
    if (typeof constant !== 'string' || constant === '')
      throw bad(`the constant ${shown(column)} is not a text`);
  return { columns, constants } as TableMap;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
