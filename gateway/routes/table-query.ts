import type { FastifyRequest } from 'fastify';
import { DocumentError } from '../../facts/model/fault.ts';
import { ENCODINGS } from '../../facts/document/table/encoding.ts';
import { tableOptions } from '../../facts/document/table/options.ts';
import type { TableOptions } from '../../facts/document/table/table.ts';
import { Problem } from '../../lib/errors/problem.ts';

/** Parameters that say how a table (CSV, XLSX) in the body is written. */
export const TABLE_QUERY = {
  dates: {
    description: 'Of a table: `dmy` also reads days such as 31/12/2026.',
    schema: { type: 'string', enum: ['iso', 'dmy'], default: 'iso' },
  },
  encoding: {
    description: 'Of a CSV; unless given, told by its bytes.',
    schema: { type: 'string', enum: [...ENCODINGS] },
  },
  map: {
    description: 'Of a table: JSON that names the columns that are meant, by title.',
    schema: { type: 'string' },
  },
} as const;

/** How the table in a body is to be read. @throws Problem BAD_USER_INPUT */
export function tableIn({ query }: FastifyRequest): TableOptions | undefined {
  const { dates, encoding, map } = query as Readonly<Record<string, unknown>>;
  try {
    return tableOptions({ dates: text(dates), encoding: text(encoding), map: text(map) });
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    throw new Problem('BAD_USER_INPUT', error.message);
  }
}

/** A parameter given twice is a list. */
const text = (value: unknown): string | undefined =>
  typeof value === 'string' || value === undefined ? value : JSON.stringify(value);
