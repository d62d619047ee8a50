import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';

/** The repository, also when this file runs from dist/. */
export function repositoryRoot(): string {
  const here = fileURLToPath(new URL('.', import.meta.url));
  return here.replace(/(dist[\\/])?test[\\/]oracle[\\/]$/, '');
}

/** A check against schema/<name>.schema.json. */
export function schemaCheck(name: 'facts' | 'question'): ValidateFunction {
  const text = readFileSync(`${repositoryRoot()}schema/${name}.schema.json`, 'utf8');
  return new Ajv2020({ strict: false }).compile(JSON.parse(text) as object);
}
