import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';

// The package is CommonJS and its typings name a default export that ESM does not see.
const serialise = createRequire(import.meta.url)('canonicalize') as (value: unknown) => string;

/** Canonical JSON (RFC 8785). */
export const canonical = (value: unknown): string => serialise(value);

/** SHA-256 of the canonical JSON (RFC 8785) of a value, in hexadecimal. */
export const digestOf = (value: unknown): string =>
  createHash('sha256').update(canonical(value)).digest('hex');
