import { readFile } from 'node:fs/promises';
import { inRepository } from './convert/files.ts';
import type { FactsDocument } from '../../schema/generated/facts.ts';

/** The bundled facts documents, in the order in which they are loaded. */
export const BUNDLED = [
  'scripts/seed/data/agreements.json',
  'scripts/seed/data/china.json',
  'scripts/seed/data/uk-bodies.json',
  'scripts/seed/data/common-criteria.json',
] as const;

/** The bundled document at a path of {@link BUNDLED}. */
export async function bundledDocument(path: (typeof BUNDLED)[number]): Promise<FactsDocument> {
  return JSON.parse(await readFile(inRepository(path), 'utf8')) as FactsDocument;
}

/** All bundled documents merged into one. */
export async function bundledFacts(): Promise<FactsDocument> {
  const merged: Record<string, unknown[]> = {};
  for (const path of BUNDLED)
    for (const [kind, facts] of Object.entries(await bundledDocument(path)))
      if (Array.isArray(facts)) merged[kind] = [...(merged[kind] ?? []), ...(facts as unknown[])];
  return merged;
}
