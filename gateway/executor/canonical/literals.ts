import {
  getNullableType,
  GraphQLID,
  isInputObjectType,
  isListType,
  isScalarType,
  isSpecifiedScalarType,
  Kind,
  valueFromASTUntyped,
  visit,
} from 'graphql';
import type { ConstValueNode, GraphQLInputType, ValueNode } from 'graphql';

/** Whether a value is a literal throughout. */
export function isConstant(value: ValueNode): value is ConstValueNode {
  switch (value.kind) {
    case Kind.VARIABLE:
      return false;
    case Kind.LIST:
      return value.values.every(isConstant);
    case Kind.OBJECT:
      return value.fields.every((field) => isConstant(field.value));
    default:
      return true;
  }
}

/**
 * A literal as the value of a variable that is coerced to the same; undefined where none is, so that
 * it has to stay a literal.
 */
export function constantOf(value: ConstValueNode, type: GraphQLInputType): unknown {
  if (value.kind === Kind.NULL) return null;
  const expected = getNullableType(type);
  if (isListType(expected)) {
    const items = value.kind === Kind.LIST ? value.values : [value];
    return whole(items.map((item) => constantOf(item, expected.ofType)));
  }
  if (isInputObjectType(expected)) {
    if (value.kind !== Kind.OBJECT) return undefined;
    const fields = expected.getFields();
    const entries = value.fields.map(({ name, value: given }) => {
      const field = fields[name.value];
      return [name.value, field && constantOf(given, field.type)] as const;
    });
    return whole(entries.map(([, item]) => item)) && Object.fromEntries(entries);
  }
  // As text: an id may have more digits than a number holds.
  if (expected === GraphQLID && value.kind === Kind.INT) return value.value;
  const isOwn = isScalarType(expected) && !isSpecifiedScalarType(expected);
  return isOwn && !isJson(value) ? undefined : finite(valueFromASTUntyped(value));
}

const whole = (items: readonly unknown[]): readonly unknown[] | undefined =>
  items.includes(undefined) ? undefined : items;

const finite = (value: unknown): unknown =>
  typeof value === 'number' && !Number.isFinite(value) ? undefined : value;

/** Whether a scalar of somebody's own can be told in JSON what it reads off a literal. */
function isJson(value: ConstValueNode): boolean {
  let faithful = true;
  const unfaithful = (): void => {
    faithful = false;
  };
  visit(value, {
    EnumValue: unfaithful,
    IntValue: (node) => {
      if (!Number.isSafeInteger(Number(node.value))) unfaithful();
    },
    FloatValue: (node) => {
      if (String(Number(node.value)) !== node.value) unfaithful();
    },
  });
  return faithful;
}
