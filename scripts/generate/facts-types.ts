/** The parts of JSON Schema 2020-12 that the facts and question schemas use. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly string[];
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly description?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

const IRREGULAR: Readonly<Record<string, string>> = {
  territories: 'Territory',
  bodies: 'Body',
  signatories: 'Signatory',
  parties: 'Party',
  annexes: 'Annex',
  accepts: 'Accepts',
  territoryCode: 'TerritoryCode',
};

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
const singular = (name: string): string =>
  IRREGULAR[name] ?? capital(name.replace(/(?<=[a-z])s$/, ''));
const defName = (name: string): string =>
  name === 'scopeLists' || name === 'names' ? capital(name) : singular(name);

/**
 * TypeScript types of a JSON Schema document, as the text of a module: one named, readonly type
 * for each definition and for each nested object.
 */
export function schemaTypes(schema: Schema, root: string, source: string): string {
  const blocks: string[] = [];

  const typeOf = (node: Schema, name: string): string => {
    if (node.$ref !== undefined) return defName(node.$ref.split('/').at(-1) ?? '');
    if (node.enum) return node.enum.map((value) => `'${value}'`).join(' | ');
    if (node.oneOf && !node.properties)
      return node.oneOf.map((option) => typeOf(option, name)).join(' | ');
    if (Array.isArray(node.type)) return node.type.join(' | ');
    if (node.type === 'array') {
      const item = typeOf(node.items ?? {}, name);
      return item.includes(' | ') ? `readonly (${item})[]` : `readonly ${item}[]`;
    }
    if (node.type === 'object') return objectOf(node, name);
    return node.type === 'integer' ? 'number' : String(node.type);
  };

  const objectOf = (node: Schema, name: string): string => {
    if (typeof node.additionalProperties === 'object')
      return `Readonly<Record<string, ${typeOf(node.additionalProperties, name)}>>`;
    const lines = Object.entries(node.properties ?? {}).map(([key, value]) => {
      const optional = node.required?.includes(key) ? '' : '?';
      const doc = value.description ? `  /** ${value.description} */\n` : '';
      return `${doc}  readonly ${key}${optional}: ${typeOf(value, name + singular(key))};\n`;
    });
    const doc = node.description ? `/** ${node.description} */\n` : '';
    blocks.push(`${doc}export interface ${name} {\n${lines.join('')}}\n`);
    return name;
  };

  for (const [key, definition] of Object.entries(schema.$defs ?? {})) {
    const name = defName(key);
    const text = typeOf(definition, name);
    if (text !== name)
      blocks.push(
        `${definition.description ? `/** ${definition.description} */\n` : ''}export type ${name} = ${text};\n`,
      );
  }
  typeOf(schema, root);
  return `/* Generated from ${source} by \`npm run generate\`. Do not edit. */\n\n${blocks.join('\n')}`;
}
