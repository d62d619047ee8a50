import {
  getNullableType,
  isInputObjectType,
  isInputType,
  isListType,
  Kind,
  parseType,
  typeFromAST,
  valueFromASTUntyped,
  visit,
} from 'graphql';
import type {
  GraphQLInputType,
  GraphQLSchema,
  TypeNode,
  ValueNode,
  VariableDefinitionNode,
} from 'graphql';
import { own } from './entity.ts';
import { constantOf, isConstant } from './literals.ts';

/** Variables of a request, by name. */
export type Values = Readonly<Record<string, unknown>>;

/** A variable of a caller, with what it is when it is not given. */
export interface CallersVariable {
  readonly name: string;
  readonly type: TypeNode;
  /** Undefined: it has no default. */
  readonly fallback: unknown;
}

/** Reads the definitions of an operation's variables. */
export function callersVariables(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
): CallersVariable[] {
  return definitions.map(({ variable, type, defaultValue }) => {
    const input = typeFromAST(schema, type);
    return {
      name: variable.name.value,
      type,
      fallback:
        defaultValue &&
        ((isInputType(input) ? constantOf(defaultValue, input) : undefined) ??
          valueFromASTUntyped(defaultValue)),
    };
  });
}

/** The value of a caller's variable in a request; undefined when it has none. */
export function valueOf({ name, fallback }: CallersVariable, given: Values): unknown {
  const value = own(given, name);
  return value === undefined ? fallback : value;
}

const NAME = 'v';

/** The variables of a canonical operation: one for each of the caller's in use, one for each literal. */
export class CanonicalVariables {
  readonly definitions: VariableDefinitionNode[] = [];
  readonly #callers: ReadonlyMap<string, CallersVariable>;
  readonly #nulls: ReadonlySet<string>;
  readonly #renamed = new Map<string, string>();
  readonly #constants: Record<string, unknown> = {};
  readonly #used: { readonly name: string; readonly of: CallersVariable }[] = [];

  /** @param nulls the caller's variables that have a default and are given as null */
  constructor(callers: readonly CallersVariable[], nulls: ReadonlySet<string>) {
    this.#callers = new Map(callers.map((variable) => [variable.name, variable]));
    this.#nulls = nulls;
  }

  /** The values of a request, under the names of ours. */
  readonly bind = (given: Values): Values => {
    if (this.#used.length === 0) return this.#constants;
    const values = { ...this.#constants };
    for (const { name, of } of this.#used) {
      const value = valueOf(of, given);
      if (value !== undefined) values[name] = value;
    }
    return values;
  };

  /** An argument's value without the caller's names and, where it can be told in JSON, literals. */
  lift(value: ValueNode, type: GraphQLInputType): ValueNode {
    if (value.kind === Kind.VARIABLE) return this.#rename(value.name.value);
    if (isConstant(value)) {
      const constant = constantOf(value, type);
      return constant === undefined ? value : this.#constant(constant, type);
    }
    const expected = getNullableType(type);
    if (value.kind === Kind.LIST && isListType(expected))
      return { ...value, values: value.values.map((item) => this.lift(item, expected.ofType)) };
    if (isListType(expected)) return this.lift(value, expected.ofType);
    if (value.kind === Kind.OBJECT && isInputObjectType(expected)) {
      const known = expected.getFields();
      const fields = value.fields.map((field) => {
        const definition = known[field.name.value];
        return definition ? { ...field, value: this.lift(field.value, definition.type) } : field;
      });
      return { ...value, fields };
    }
    return visit(value, { Variable: (node) => this.#rename(node.name.value) });
  }

  #rename(callers: string): ValueNode {
    let name = this.#renamed.get(callers);
    if (name === undefined) {
      const of = this.#callers.get(callers);
      if (!of) throw new Error(`No variable $${callers} is defined`);
      this.#renamed.set(callers, (name = this.#define(this.#typeOf(of))));
      this.#used.push({ name, of });
    }
    return variable(name);
  }

  /** With a default the variable always has a value, and may stand where null may not. */
  #typeOf({ name, type, fallback }: CallersVariable): TypeNode {
    const isGiven = fallback !== undefined && fallback !== null && !this.#nulls.has(name);
    return isGiven && type.kind !== Kind.NON_NULL_TYPE ? { kind: Kind.NON_NULL_TYPE, type } : type;
  }

  #constant(value: unknown, type: GraphQLInputType): ValueNode {
    const name = this.#define(parseType(String(type), { noLocation: true }));
    this.#constants[name] = value;
    return variable(name);
  }

  #define(type: TypeNode): string {
    const name = `${NAME}${this.definitions.length}`;
    this.definitions.push({ kind: Kind.VARIABLE_DEFINITION, variable: variable(name), type });
    return name;
  }
}

const variable = (value: string) =>
  ({ kind: Kind.VARIABLE, name: { kind: Kind.NAME, value } }) as const;
