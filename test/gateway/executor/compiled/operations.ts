import fc from 'fast-check';
import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';
import type { GraphQLCompositeType, GraphQLField, GraphQLSchema } from 'graphql';

/** Literal values for the arguments of the shop. */
const SHOP: Readonly<Record<string, readonly string[]>> = {
  first: ['0', '1', '2', '$count'],
  id: ['"p1"', '"p3"', '"p9"', '$id'],
  currency: ['"CNY"', '"EUR"'],
};
const VARIABLES = {
  $yes: 'Boolean! = true',
  $no: 'Boolean! = false',
  $count: 'Int = 2',
  $id: 'ID! = "p2"',
} as const;
const CONDITIONS = [
  '',
  '',
  '',
  ' @include(if: $yes)',
  ' @include(if: $no)',
  ' @skip(if: $yes)',
  ' @skip(if: false)',
];

/**
 * Random valid queries over a schema: nesting, aliases, fragments, arguments and conditions.
 * @param values literals for arguments, by name; other arguments are left out
 */
export function randomQuery(
  schema: GraphQLSchema,
  values: Readonly<Record<string, readonly string[]>> = SHOP,
  levels = 4,
): fc.Arbitrary<string> {
  const selection = (type: GraphQLCompositeType, depth: number): fc.Arbitrary<string> => {
    const options: fc.Arbitrary<string>[] = [fc.constant('__typename')];
    if (!('getFields' in type)) options.length = 1;
    else
      for (const field of Object.values(type.getFields())) {
        if (field.args.some((given) => isRequiredArgument(given) && !values[given.name])) continue;
        const inner = getNamedType(field.type);
        if (isLeafType(inner) || depth > 0) options.push(fieldText(field, depth));
      }
    if (depth > 0)
      for (const other of isAbstractType(type) ? schema.getPossibleTypes(type) : [])
        options.push(selection(other, depth - 1).map((text) => `... on ${other.name} ${text}`));
    if (isObjectType(type) && depth > 0)
      options.push(selection(type, depth - 1).map((text) => `... @include(if: $yes) ${text}`));
    return fc
      .array(fc.oneof(...options), { minLength: 1, maxLength: 5 })
      .map((parts) => `{ ${parts.join(' ')} }`);
  };

  const fieldText = (
    field: GraphQLField<unknown, unknown>,
    depth: number,
  ): fc.Arbitrary<string> => {
    const inner = getNamedType(field.type);
    const given = fc.tuple(
      ...field.args.map((argument) => {
        const { name } = argument;
        const literals = (values[name] ?? []).map((value) => `${name}: ${value}`);
        return fc.constantFrom(...literals, ...(isRequiredArgument(argument) ? [] : ['']));
      }),
    );
    const below = isCompositeType(inner) ? selection(inner, depth - 1) : fc.constant('');
    return fc
      .tuple(given, below, fc.constantFrom(...CONDITIONS), fc.nat(2))
      .map(([chosen, text, condition, alias]) => {
        const list = chosen.filter((value) => value !== '').join(', ');
        // The alias names the arguments, so that equal names always mean equal fields.
        const name = alias === 0 || list !== '' ? `${aliasOf(field.name, list)}: ` : '';
        return `${name}${field.name}${list === '' ? '' : `(${list})`}${condition} ${text}`;
      });
  };
  const root = schema.getQueryType();
  if (!root) throw new Error('No query type');
  return selection(root, levels).map((text) => {
    const used = Object.entries(VARIABLES).filter(([name]) => text.includes(name));
    const declared = used.map(([name, type]) => `${name}: ${type}`).join(', ');
    return `query ${declared === '' ? '' : `(${declared}) `}${text}`;
  });
}

const aliasOf = (field: string, values: string): string =>
  `${field}_${values.replaceAll(/[^a-zA-Z0-9]/g, '_')}`;
