import {
  GraphQLError,
  isAbstractType,
  Kind,
  parse,
  print,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { DirectiveNode, DocumentNode, FieldNode, GraphQLSchema } from 'graphql';

/** A field that another one requires, with its arguments as they are written. */
interface Reading {
  readonly field: string;
  readonly given: string;
}

/** Why an operation is refused that Apollo's planner would answer wrongly; undefined: it would not. */
export type Judge = (schema: GraphQLSchema, document: DocumentNode) => GraphQLError | undefined;

/**
 * Apollo's planner fetches what a `@requires` needs under the field's own name, and takes one set of
 * arguments where two are needed: the one field is then given what the other requires. Operations that
 * ask for two such fields are refused. What a caller asks for itself never meets either, since it has a
 * name of ours.
 */
export function judgeOf(supergraphSdl: string): Judge {
  const readings = readingsOf(supergraphSdl);
  if (readings.size === 0) return () => undefined;
  return (schema, document) => {
    const types = new TypeInfo(schema);
    let refused: GraphQLError | undefined;
    const known = new Map<string, string>();
    const note = ({ field, given }: Reading): void => {
      if ((known.get(field) ?? given) !== given)
        refused ??= new GraphQLError(
          `The operation asks for fields that need "${field}" in two ways; ask for them in two operations.`,
          { extensions: { code: 'LIMIT_EXCEEDED' } },
        );
      known.set(field, given);
    };
    const Field = ({ name }: FieldNode): void => {
      const parent = types.getParentType();
      if (!parent) return;
      const possible = isAbstractType(parent) ? schema.getPossibleTypes(parent) : [parent];
      for (const type of possible) readings.get(`${type.name}.${name.value}`)?.forEach(note);
    };
    visit(document, visitWithTypeInfo(types, { Field }));
    return refused;
  };
}

/** Requirements with arguments, by `Type.field`; other fields are absent. */
function readingsOf(supergraphSdl: string): Map<string, Reading[]> {
  const readings = new Map<string, Reading[]>();
  for (const definition of parse(supergraphSdl, { noLocation: true }).definitions)
    if (definition.kind === Kind.OBJECT_TYPE_DEFINITION)
      for (const { name, directives = [] } of definition.fields ?? []) {
        const found = directives.flatMap(requirement).flatMap(withArguments);
        if (found.length > 0) readings.set(`${definition.name.value}.${name.value}`, found);
      }
  return readings;
}

/** The `requires` of a `@join__field`. */
const requirement = ({ arguments: given = [] }: DirectiveNode): string[] =>
  given.flatMap(({ name, value }) =>
    name.value === 'requires' && value.kind === Kind.STRING ? [value.value] : [],
  );

function withArguments(selection: string): Reading[] {
  const found: Reading[] = [];
  visit(parse(`{ ${selection} }`, { noLocation: true }), {
    Field: ({ name, arguments: given = [] }) => {
      found.push({ field: name.value, given: given.map(print).sort().join() });
    },
  });
  return found.some(({ given }) => given !== '') ? found : [];
}
