import type { ErrorEntry } from './entry.ts';
import { INSIDE } from './inside.ts';
import { KEYS, OPERATORS, PARTNERS } from './operators.ts';
import { PUBLIC } from './public.ts';

export { EXIT } from './entry.ts';

/** The one table of error codes. Faults of documents have their own: they carry remedies and places. */
export const ERRORS = { ...PUBLIC, ...OPERATORS, ...KEYS, ...PARTNERS, ...INSIDE } as const;

export type ErrorCode = keyof typeof ERRORS;
type PublicCode = keyof typeof PUBLIC;

/** Codes that GraphQL errors show under their own name. */
export type GraphqlCode = {
  [Code in PublicCode]: (typeof PUBLIC)[Code] extends { isGraphql: true } ? Code : never;
}[PublicCode];

/** Codes that problem documents carry. */
export type ProblemCode = {
  [Code in PublicCode]: (typeof PUBLIC)[Code] extends { title: string } ? Code : never;
}[PublicCode];

const all: Readonly<Record<string, ErrorEntry>> = ERRORS;

/** The entry of a code, wherever it comes from; undefined: it is not in the table. */
export const errorEntry = (code: string): ErrorEntry | undefined =>
  Object.hasOwn(all, code) ? all[code] : undefined;
