import { posix } from 'node:path';
import { type Archive, broken } from './archive.ts';
import { wholeXml } from './xml.ts';

/** What the cells of a sheet refer to. */
export interface SheetContext {
  /** Part of the first sheet. */
  readonly sheet: string;
  readonly strings: readonly string[];
  /** By style, whether a number of that style is a day. */
  readonly isDate: readonly boolean[];
  /** Days are counted from 1904 on instead of 1900. */
  readonly from1904: boolean;
}

/** Characters that the texts of a workbook may have together. */
const MAX_STRINGS = 256 * 1024 * 1024;

const ROOT = 'xl/workbook.xml';

/** Reads what is needed before the first sheet can be read. @throws DocumentError */
export async function readWorkbook(archive: Archive): Promise<SheetContext> {
  if (!archive.has(ROOT)) throw broken('the file is not a workbook (XLSX)');
  let id: string | undefined;
  let from1904 = false;
  await wholeXml(archive.read(ROOT), {
    open: (name, attributes) => {
      if (name === 'sheet') id ??= attributes['r:id'] ?? Object.values(attributes).at(-1);
      if (name === 'workbookPr') from1904 = ['1', 'true'].includes(attributes['date1904'] ?? '');
    },
  });
  const related = await relations(archive);
  const target = related.find((one) => one.id === id)?.target;
  const partOf = (type: string): string | undefined =>
    related.find((one) => one.type.endsWith(`/${type}`))?.target;
  if (target === undefined) throw broken('the workbook has no sheet');
  return {
    sheet: target,
    strings: await texts(archive, partOf('sharedStrings')),
    isDate: await dateStyles(archive, partOf('styles')),
    from1904,
  };
}

interface Relation {
  readonly id: string;
  readonly type: string;
  readonly target: string;
}

async function relations(archive: Archive): Promise<Relation[]> {
  const found: Relation[] = [];
  await wholeXml(archive.read('xl/_rels/workbook.xml.rels'), {
    open: (name, { Id = '', Type = '', Target = '' }) => {
      if (name !== 'Relationship') return;
      const target = Target.startsWith('/') ? Target.slice(1) : posix.join('xl', Target);
      found.push({ id: Id, type: Type, target });
    },
  });
  return found;
}

/** The shared texts: runs are joined, what is only said about their pronunciation is left out. */
async function texts(archive: Archive, part: string | undefined): Promise<string[]> {
  const strings: string[] = [];
  if (part === undefined || !archive.has(part)) return strings;
  let [text, isText, aside, size] = ['', false, 0, 0];
  await wholeXml(archive.read(part), {
    open: (name) => {
      if (name === 'si') text = '';
      if (name === 'rPh') aside += 1;
      isText = name === 't' && aside === 0;
    },
    text: (piece) => {
      if (isText) text += piece;
    },
    close: (name) => {
      if (name === 'rPh') aside -= 1;
      if (name === 't') isText = false;
      if (name !== 'si') return;
      size += text.length;
      if (size > MAX_STRINGS) throw broken('the texts of the workbook are too many');
      strings.push(text);
    },
  });
  return strings;
}

/** Formats of days and times that have a number and no text (ECMA-376, 18.8.30). */
const BUILT_IN = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
] as const;

async function dateStyles(archive: Archive, part: string | undefined): Promise<boolean[]> {
  const styles: boolean[] = [];
  if (part === undefined || !archive.has(part)) return styles;
  const formats = new Map<number, string>();
  let isInside = false;
  await wholeXml(archive.read(part), {
    open: (name, { numFmtId = '0', formatCode = '' }) => {
      if (name === 'numFmt') formats.set(Number(numFmtId), formatCode);
      if (name === 'cellXfs') isInside = true;
      if (name === 'xf' && isInside) styles.push(isDateFormat(Number(numFmtId), formats));
    },
    close: (name) => {
      if (name === 'cellXfs') isInside = false;
    },
  });
  return styles;
}

function isDateFormat(id: number, formats: ReadonlyMap<number, string>): boolean {
  const code = formats.get(id);
  if (code === undefined) return BUILT_IN.some(([from, to]) => id >= from && id <= to);
  const bare = code.replace(/"[^"]*"|\\.|\[[^\]]*\]|[_*]./g, '');
  return /[dy年月日]/i.test(bare) || /m/i.test(bare.replace(/general/i, ''));
}
