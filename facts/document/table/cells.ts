import { isDay } from '../../model/calendar.ts';
import { shown } from '../../model/fault.ts';
import { bareHs, hsFault } from '../../model/hs.ts';
import { JsonFault, parseStrictJson, type JsonValue } from '../json.ts';
import type { CellKind } from './columns.ts';

/** How the days of a table are written: `dmy` also reads 31/12/2026, 31.12.2026 and 31-12-2026. */
export type DateOrder = 'iso' | 'dmy';

/** What a cell says, or why it says nothing. */
export type CellReading = { readonly value: JsonValue } | { readonly why: string };

const items = (text: string): string[] =>
  text
    .split(/[;|]/)
    .map((item) => item.trim())
    .filter((item) => item !== '');

/** Reads a cell that is not empty. */
export function readCell(kind: CellKind, text: string, dates: DateOrder): CellReading {
  if (text.includes('\0')) return { why: 'holds the character U+0000' };
  switch (kind) {
    case 'note':
      return { value: text };
    case 'text':
      return { value: text.trim() };
    case 'list':
      return { value: items(text) };
    case 'date':
      return readDay(text.trim(), dates);
    case 'hs':
      return readHs(text);
    case 'hs list':
      return readHsList(text);
    case 'json':
      return readJson(text);
  }
}

function readHs(text: string): CellReading {
  const code = bareHs(text.trim());
  const why = hsFault(code);
  return why === null ? { value: code } : { why };
}

/** Codes may also be separated by commas: no code has one. */
function readHsList(text: string): CellReading {
  const codes = items(text.replaceAll(',', ';')).map(bareHs);
  for (const code of codes) {
    const why = hsFault(code);
    if (why !== null) return { why: codes.length === 1 ? why : `has ${shown(code)}, which ${why}` };
  }
  return { value: codes };
}

function readJson(text: string): CellReading {
  // A spreadsheet writes what is true its own way.
  const lower = text.toLowerCase();
  if (lower === 'true' || lower === 'false') return { value: lower === 'true' };
  try {
    return { value: parseStrictJson(Buffer.from(text)) };
  } catch (error) {
    if (error instanceof JsonFault) return { why: `is not JSON: ${error.message}` };
    throw error;
  }
}

/** A day, also with the midnight that databases put behind it. */
const ISO = /^(\d{4}-\d{2}-\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?$/;
const DAY_FIRST = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?: 00:00(?::00)?)?$/;
const YEAR_FIRST = /^\d{4}[./]?\d{1,2}[./]?\d{1,2}$/;

function readDay(text: string, dates: DateOrder): CellReading {
  const iso = ISO.exec(text)?.[1];
  if (iso !== undefined) return isDay(iso) ? { value: iso } : { why: 'is not in the calendar' };
  const [, day = '', , month = '', year = ''] = DAY_FIRST.exec(text) ?? [];
  if (year !== '') {
    if (dates === 'iso')
      return {
        why: `is not a day of the form ${year}-12-31: write it so, or say that days come first (--dates dmy)`,
      };
    const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    return isDay(written) && Number(month) >= 1 && Number(day) >= 1
      ? { value: written }
      : { why: 'is not in the calendar, read as day, month, year' };
  }
  return {
    why: YEAR_FIRST.test(text)
      ? 'is not a day of the form 2026-12-31: put dashes and two digits each'
      : 'is not a day of the form 2026-12-31',
  };
}
