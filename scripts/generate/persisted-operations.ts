import { createHash } from 'node:crypto';
import { buildSchema, Kind, parse, validate } from 'graphql';

/** An operation as its file states it. */
export interface OperationFile {
  readonly path: string;
  readonly text: string;
}

/**
 * The manifest of the documentation's and the portal's operations, in Apollo's format: each named as
 * its file and identified by the SHA-256 of its text.
 * @throws naming the file that holds no single valid operation of its name
 */
export function persistedOperations(files: readonly OperationFile[], api: string): string {
  const schema = buildSchema(api);
  const operations = files.map(({ path, text }) => {
    const document = parse(text);
    const [definition, ...others] = document.definitions;
    const name = /(\w+)\.graphql$/.exec(path)?.[1] ?? '';
    if (definition?.kind !== Kind.OPERATION_DEFINITION || others.length > 0)
      throw new Error(`${path} must hold one operation`);
    if (definition.name?.value !== name) throw new Error(`${path} must name its operation ${name}`);
    const [error] = validate(schema, document);
    if (error) throw new Error(`${path}: ${error.message}`);
    return {
      id: createHash('sha256').update(text).digest('hex'),
      name,
      type: definition.operation,
      body: text,
    };
  });
  const manifest = { format: 'apollo-persisted-query-manifest', version: 1, operations };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
