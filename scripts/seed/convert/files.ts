import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import type { FactsDocument } from '../../../schema/generated/facts.ts';

const root = new URL(
  import.meta.url.includes('/dist/') ? '../../../../' : '../../../',
  import.meta.url,
);

/** A file of the repository by its path from the top. */
export const inRepository = (path: string): URL => new URL(path, root);

/** The text of a compressed source copy in scripts/seed/sources. */
export async function source(name: string): Promise<string> {
  return gunzipSync(await readFile(inRepository(`scripts/seed/sources/${name}`))).toString('utf8');
}

/** Rows of a CSV text with a header line, as objects. */
export function rows(text: string): Record<string, string>[] {
  return parse(text, { columns: true, bom: true, skip_empty_lines: true });
}

/** A facts document as text with one record a line: small, and readable in a diff. */
export function documentText(document: FactsDocument): string {
  const parts = Object.entries(document).map(([key, value]: [string, unknown]) =>
    Array.isArray(value)
      ? `${JSON.stringify(key)}: [\n${value.map((record) => JSON.stringify(record)).join(',\n')}\n]`
      : `${JSON.stringify(key)}: ${JSON.stringify(value)}`,
  );
  return `{\n${parts.join(',\n')}\n}\n`;
}
