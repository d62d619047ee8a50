/** What a cell of a table that we write may hold. */
export type CellValue = string | number | null | undefined;

/** A spreadsheet would run a text that begins like a formula: it gets an apostrophe. */
export const harmless = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

/** A row of a CSV (RFC 4180), with its line end. */
export const csvLine = (cells: readonly CellValue[]): string =>
  `${cells.map(csvCell).join(',')}\r\n`;

function csvCell(value: CellValue): string {
  if (value === null || value === undefined) return '';
  const text = harmless(String(value));
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
