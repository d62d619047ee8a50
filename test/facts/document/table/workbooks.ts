import { strToU8, zipSync } from 'fflate';

/** Parts of a workbook as Excel writes them, shortened. */
export const PARTS: Readonly<Record<string, string>> = {
  'xl/workbook.xml':
    '<workbook xmlns:r="r"><workbookPr/><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels':
    '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>' +
    '<Relationship Id="rId2" Type="x/sharedStrings" Target="sharedStrings.xml"/>' +
    '<Relationship Id="rId3" Type="x/styles" Target="/xl/styles.xml"/></Relationships>',
  'xl/styles.xml':
    '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="0.00&quot; d&quot;"/></numFmts>' +
    '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>' +
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>',
  'xl/sharedStrings.xml':
    '<sst><si><t>number</t></si><si><r><t>iss</t></r><r><t>uer</t></r><rPh><t>x</t></rPh></si><si><t>issuerTerritory</t></si>' +
    '<si><t>scheme</t></si><si><t>issued</t></si><si><t>A-1</t></si><si><t>CB-1</t></si><si><t>DE</t></si><si><t>S</t></si><si><t>HS code</t></si></sst>',
};

/** A row of cells: a number is a shared text, a text is raw XML. */
export const row = (number: number, cells: readonly (number | string)[]): string =>
  `<row r="${number}">${cells
    .map((cell, at) =>
      typeof cell === 'number'
        ? `<c r="${String.fromCharCode(65 + at)}${number}" t="s"><v>${cell}</v></c>`
        : cell,
    )
    .join('')}</row>`;

export const HEADER = row(1, [0, 1, 2, 3, 4, 9]);

/** A workbook with these rows, and other parts in place of the usual ones. */
export const workbook = (rows: string, parts: Readonly<Record<string, string>> = {}): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries({
        ...PARTS,
        'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
        ...parts,
      }).map(([name, text]) => [name, strToU8(text)]),
    ),
  );
