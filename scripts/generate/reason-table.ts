/** schema/generated/reason-codes.ts: the one table of reason codes, as a typed constant. */
export function reasonTable(codes: readonly object[]): string {
  return [
    '/* Generated from schema/reason-codes.json by `npm run generate`. Do not edit. */',
    '',
    '/** Every reason code in canonical order, with its gate, effect and texts. */',
    `export const REASON_CODES = ${JSON.stringify(codes, null, 2)} as const;`,
    '',
  ].join('\n');
}
