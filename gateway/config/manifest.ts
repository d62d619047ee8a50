import { createHash } from 'node:crypto';
import { z } from 'zod';
import { readSchemaFile } from '../../lib/installation.ts';

/** Documents by the SHA-256 of their text. */
export type Manifest = ReadonlyMap<string, string>;

/** Apollo's format of a persisted query manifest. */
const FORMAT = z.object({
  format: z.literal('apollo-persisted-query-manifest'),
  version: z.literal(1),
  operations: z.array(
    z.object({
      id: z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in lower-case hexadecimal'),
      name: z.string(),
      type: z.enum(['query', 'mutation']),
      body: z.string().min(1),
    }),
  ),
});

/**
 * Reads a manifest of operations.
 * @throws with a sentence that says what is wrong with it
 */
export function readManifest(text: string): Manifest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error('is not JSON');
  }
  const { data, error } = FORMAT.safeParse(value);
  if (error) {
    const [issue] = error.issues;
    throw new Error(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'is not a manifest'}`);
  }
  const manifest = new Map<string, string>();
  for (const { id, name, body } of data.operations) {
    if (createHash('sha256').update(body).digest('hex') !== id)
      throw new Error(`the id of ${name} is not the SHA-256 of its body`);
    manifest.set(id, body);
  }
  return manifest;
}

/** The operations of the documentation and the portal (`schema/operations`). */
export const ownManifest = (): Manifest =>
  readManifest(readSchemaFile('persisted-operations.json'));
