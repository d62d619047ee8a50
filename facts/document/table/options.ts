import { DocumentError, fault, shown } from '../../model/fault.ts';
import { ENCODINGS, type Encoding } from './encoding.ts';
import { readMap } from './header.ts';
import type { TableOptions } from './table.ts';

/** What a person or a program says of a table, as texts. */
export interface TableWords {
  readonly dates?: string | undefined;
  readonly encoding?: string | undefined;
  /** JSON text of the map. */
  readonly map?: string | undefined;
}

/**
 * The options that the words stand for; undefined: nothing was said.
 * @throws DocumentError TABLE_OPTION, CSV_MAP
 */
export function tableOptions({ dates, encoding, map }: TableWords): TableOptions | undefined {
  if (dates === undefined && encoding === undefined && map === undefined) return undefined;
  if (dates !== undefined && dates !== 'iso' && dates !== 'dmy')
    throw bad(`dates are "iso" or "dmy", not ${shown(dates)}`);
  return {
    ...(dates === undefined ? {} : { dates }),
    ...(encoding === undefined ? {} : { encoding: encodingOf(encoding) }),
    ...(map === undefined ? {} : { map: readMap(parsed(map), 'map') }),
  };
}

const bad = (what: string): DocumentError => new DocumentError(fault('TABLE_OPTION', '$', what));

function encodingOf(name: string): Encoding {
  const lower = name.toLowerCase();
  const aliases: Readonly<Record<string, Encoding>> = {
    utf8: 'utf-8',
    gbk: 'gb18030',
    gb2312: 'gb18030',
    'utf-16': 'utf-16le',
    utf16: 'utf-16le',
    latin1: 'windows-1252',
    'iso-8859-1': 'windows-1252',
  };
  const found = ENCODINGS.find((one) => one === lower) ?? aliases[lower];
  if (!found) throw bad(`the encoding is one of ${ENCODINGS.join(', ')}, not ${shown(name)}`);
  return found;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new DocumentError(fault('CSV_MAP', '$', 'the map is not JSON'));
  }
}
