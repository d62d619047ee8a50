import { createHash } from 'node:crypto';
import { it } from '@jest/globals';

/** A connection string without a database: `mongodb://host:27017/?replicaSet=rs`. */
const SERVER = /^(mongodb(?:\+srv)?:\/\/[^/?]+)\/?(\?.*)?$/;

/**
 * Environment of a hub or command of a test: with `MONGODB_URI` set for the whole run, a database of
 * its own on that server, the same for all that share the data directory; else nothing.
 */
export function databaseOf(dataDir: string): { readonly MONGODB_URI?: string } {
  const uri = process.env['MONGODB_URI'];
  if (uri === undefined) return {};
  const name = `test_${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}`;
  return { MONGODB_URI: uri.replace(SERVER, `$1/${name}$2`) };
}

/** For tests that look at the embedded engine's own files. */
export const itEmbedded = process.env['MONGODB_URI'] === undefined ? it : it.skip;
