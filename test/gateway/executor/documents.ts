import { readdirSync, readFileSync } from 'node:fs';
import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isRequiredInputField,
  Kind,
  parse,
  typeFromAST,
  validate,
} from 'graphql';
import type { GraphQLInputType, GraphQLSchema, OperationDefinitionNode } from 'graphql';

/** A GraphQL operation that somebody wrote, with variables that fit it. */
export interface Written {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

const ROOT = new URL('../../../', import.meta.url);
/** Text between backticks or quotes, and in the fenced blocks of pages. */
const LITERAL = /`([^`]{8,})`|'([^'\n]{8,})'|"query":\s*"((?:[^"\\\n]|\\.)*)"/g;
const FENCE = /^```graphql\n([\s\S]*?)^```/gm;
const CONSTANT = /const (\w+) = (?:`([^`]*)`|'([^'\n]*)')/g;

function* files(folder: string): Generator<string> {
  for (const entry of readdirSync(new URL(folder, ROOT), { withFileTypes: true, recursive: true }))
    if (entry.isFile() && /\.(ts|md)$/.test(entry.name))
      yield readFileSync(`${entry.parentPath}/${entry.name}`, 'utf8');
}

/** Texts in a file that may be operations, with its own constants put in. */
function* candidates(text: string): Generator<string> {
  const constants = new Map<string, string>();
  for (const [, name = '', ...values] of text.matchAll(CONSTANT))
    constants.set(name, values.join(''));
  const fill = (found: string): string =>
    found.replace(/\$\{(\w+)\}/g, (whole, name: string) => constants.get(name) ?? whole);
  for (const [, ...values] of text.matchAll(LITERAL))
    yield fill(fill(values.join(''))).replaceAll('\\"', '"');
  for (const [, block = ''] of text.matchAll(FENCE)) yield block;
}

/** Every operation of the tests and the documentation that is valid over a schema. */
export function writtenOperations(
  schema: GraphQLSchema,
  values: Readonly<Record<string, unknown>>,
): Written[] {
  const found = new Map<string, Written>();
  for (const folder of ['test/', 'docs/'])
    for (const text of files(folder))
      for (const query of candidates(text)) {
        const operation = onlyOperation(schema, query);
        if (operation)
          found.set(query.replaceAll(/\s+/g, ' '), {
            query,
            variables: variablesFor(schema, operation, values),
          });
      }
  return [...found.values()];
}

function onlyOperation(schema: GraphQLSchema, query: string): OperationDefinitionNode | undefined {
  if (!/^\s*(\{|query|mutation)/.test(query) || query.includes('${')) return undefined;
  try {
    const document = parse(query);
    if (validate(schema, document).length > 0) return undefined;
    const operations = document.definitions.filter(
      (node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION,
    );
    return operations.length === 1 ? operations[0] : undefined;
  } catch {
    return undefined; // not GraphQL
  }
}

/** A value for every variable: by its name, else by its type. */
function variablesFor(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  values: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(
    variableDefinitions.map(({ variable, type }) => {
      const input = typeFromAST(schema, type as never) as GraphQLInputType;
      return [variable.name.value, valueFor(input, variable.name.value, values)];
    }),
  );
}

function valueFor(
  type: GraphQLInputType,
  name: string,
  values: Readonly<Record<string, unknown>>,
): unknown {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return [valueFor(nullable.ofType, name, values)];
  const named = getNamedType(nullable);
  if (isEnumType(named)) return named.getValues()[0]?.name;
  if (isInputObjectType(named))
    return Object.fromEntries(
      Object.values(named.getFields())
        .filter(isRequiredInputField)
        .map((field) => [field.name, valueFor(field.type, field.name, values)]),
    );
  return values[name] ?? values[named.name];
}
