import { readSchemaFile } from '../../lib/installation.ts';

/** The parts of JSON Schema 2020-12 that the facts and question schemas use. */
export interface JsonSchema {
  readonly $id?: string;
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly [keyword: string]: unknown;
}

const read = (name: string): JsonSchema => JSON.parse(readSchemaFile(name)) as JsonSchema;

export const FACTS_SCHEMA = read('facts.schema.json');
export const QUESTION_SCHEMA = read('question.schema.json');

/** Format of a property, beyond its JSON type. */
export type Format = 'date' | 'instant' | 'territoryCode' | 'names';
const FORMATS: ReadonlySet<string> = new Set<Format>(['date', 'instant', 'territoryCode', 'names']);

/** A schema reduced to what walking over a valid value needs, with references resolved. */
export interface Shape {
  readonly format: Format | null;
  readonly properties: ReadonlyMap<string, Shape>;
  readonly items: Shape | null;
  /** An object that may carry recordedAt and retractedAt: a fact of its own. */
  readonly fact: boolean;
}

/** The shape of one definition of a schema document. */
export function shapeOf(document: JsonSchema, definition: string): Shape {
  const resolve = (node: JsonSchema): Shape => {
    const name = node.$ref?.split('/').at(-1);
    const target = name === undefined ? node : (document.$defs?.[name] ?? {});
    const properties = Object.entries(target.properties ?? {});
    return {
      format: name !== undefined && FORMATS.has(name) ? (name as Format) : null,
      properties: new Map(properties.map(([key, child]) => [key, resolve(child)])),
      items: target.items === undefined ? null : resolve(target.items),
      fact: properties.some(([key]) => key === 'recordedAt'),
    };
  };
  return resolve({ $ref: `#/$defs/${definition}` });
}

/** Calls `visit` for every node of a valid value, outermost first; `path` is reused between calls. */
export function walk(
  shape: Shape,
  value: unknown,
  visit: (shape: Shape, value: unknown, path: readonly (string | number)[]) => void,
  path: (string | number)[] = [],
): void {
  visit(shape, value, path);
  if (Array.isArray(value)) {
    if (!shape.items) return;
    for (const [index, item] of value.entries()) {
      path.push(index);
      walk(shape.items, item, visit, path);
      path.pop();
    }
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    const inner = shape.properties.get(key);
    if (!inner) continue;
    path.push(key);
    walk(inner, child, visit, path);
    path.pop();
  }
}
