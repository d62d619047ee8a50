import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isObjectType,
  isInterfaceType,
  Kind,
} from 'graphql';
import type {
  ArgumentNode,
  FragmentDefinitionNode,
  GraphQLArgument,
  GraphQLError,
  GraphQLField,
  GraphQLNamedType,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionSetNode,
  ValueNode,
} from 'graphql';
import { MAX_COST, MAX_LIST_ARGUMENT, PAGE_SIZE } from '../config/limits.ts';
import { publicError } from './codes.ts';
import { lookCost, UNKNOWN_SIZE } from './far-looks.ts';
import type { RegisterSize } from './far-looks.ts';

/** The variables of a request, as given. */
export type Variables = Readonly<Record<string, unknown>>;

/** Checks one request's variables against an operation. */
export interface OperationCost {
  /** @returns the first argument out of range, or the cost exceeded; undefined when all is well */
  check(variables: Variables, size?: RegisterSize): GraphQLError | undefined;
  /** The part of the cost that is for looks at many facts; most operations have none. */
  work(variables: Variables, size?: RegisterSize): number;
  /** Schema coordinates (`Type.field`) of the fields selected. */
  readonly coordinates: ReadonlySet<string>;
}

/** Objects that only wrap others in a page (Relay connections). */
const WRAPPER = /(?:Connection|Edge|PageInfo)$/;

/** Lists that come whole, by `Type.field`, with the items to expect: a number for each market. */
const WHOLE_LISTS: ReadonlyMap<string, number> = new Map([['Certificate.markets', 250]]);

/** How many items a field brings: a number, or read from the variables. */
type Size = (variables: Variables) => number;

interface CostNode {
  /** Objects loaded, beside those of the children. */
  readonly own: number;
  /** Objects that could be loaded in the time that its look at many facts takes. */
  readonly look?: (variables: Variables, register: RegisterSize) => number;
  readonly size: Size;
  readonly children: readonly CostNode[];
}

/** An argument that must be in range; its check throws the error for the caller. */
type Check = (variables: Variables) => GraphQLError | undefined;

/**
 * Works out what an operation may load, as a function of its variables. Works on documents that are
 * not validated yet, so that a bad page size is named as such; unknown fields count nothing.
 */
export function operationCost(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): OperationCost {
  const analysis = new Analysis(schema, operation, fragments);
  const root = schema.getRootType(operation.operation) ?? undefined;
  const nodes = analysis.selections(operation.selectionSet, root);
  const { checks, coordinates } = analysis;
  return {
    coordinates,
    work: analysis.looksFar
      ? (variables, register = UNKNOWN_SIZE) => worked(nodes, variables, register)
      : () => 0,
    check(variables, register = UNKNOWN_SIZE) {
      for (const check of checks) {
        const error = check(variables);
        if (error) return error;
      }
      const cost =
        total(nodes, variables) + (analysis.looksFar ? worked(nodes, variables, register) : 0);
      return cost <= MAX_COST
        ? undefined
        : publicError(
            'LIMIT_EXCEEDED',
            `The operation could load ${cost} objects; at most ${MAX_COST} are allowed. Ask for smaller pages.`,
          );
    },
  };
}

const total = (nodes: readonly CostNode[], variables: Variables): number =>
  nodes.reduce(
    (sum, { own, size, children }) =>
      sum + own + (children.length === 0 ? 0 : size(variables) * total(children, variables)),
    0,
  );

/** Sum of the costs of looks at many facts. */
const worked = (nodes: readonly CostNode[], variables: Variables, register: RegisterSize): number =>
  nodes.reduce(
    (sum, { look, size, children }) =>
      sum +
      (look?.(variables, register) ?? 0) +
      (children.length === 0 ? 0 : size(variables) * worked(children, variables, register)),
    0,
  );

const one: Size = () => 1;

class Analysis {
  readonly checks: Check[] = [];
  readonly coordinates = new Set<string>();
  /** Whether a field looks at many facts. */
  looksFar = false;
  readonly #schema: GraphQLSchema;
  readonly #operation: OperationDefinitionNode;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;

  constructor(
    schema: GraphQLSchema,
    operation: OperationDefinitionNode,
    fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  ) {
    this.#schema = schema;
    this.#operation = operation;
    this.#fragments = fragments;
  }

  selections(set: SelectionSetNode, type: GraphQLNamedType | undefined): CostNode[] {
    return set.selections.flatMap((selection): CostNode[] => {
      if (selection.kind === Kind.FIELD) {
        const field =
          isObjectType(type) || isInterfaceType(type)
            ? type.getFields()[selection.name.value]
            : undefined;
        if (!field || !type) return [];
        return [this.#field(field, type, selection.arguments ?? [], selection.selectionSet)];
      }
      const fragment =
        selection.kind === Kind.INLINE_FRAGMENT
          ? selection
          : this.#fragments.get(selection.name.value);
      if (!fragment) return [];
      const condition = fragment.typeCondition?.name.value;
      return this.selections(
        fragment.selectionSet,
        condition === undefined ? type : this.#schema.getType(condition),
      );
    });
  }

  #field(
    field: GraphQLField<unknown, unknown>,
    parent: GraphQLNamedType,
    given: readonly ArgumentNode[],
    below: SelectionSetNode | undefined,
  ): CostNode {
    const returned = getNamedType(field.type);
    const where = `${parent.name}.${field.name}`;
    this.coordinates.add(where);
    let size = one;
    let items = one;
    for (const argument of field.args) {
      const value = given.find(({ name }) => name.value === argument.name)?.value;
      if (argument.name === 'first' || argument.name === 'last') {
        const page = this.#page(argument, value, where);
        if (argument.name === 'first' || value) size = page;
      } else if (isListType(getNullableType(argument.type)) && value) {
        const length = this.#list(argument, value, where);
        items = length;
        // A list for a list: an item is loaded for each one given.
        if (isListType(getNullableType(field.type))) size = length;
      }
    }
    const whole = WHOLE_LISTS.get(where);
    if (whole !== undefined) size = () => whole;
    const own = isCompositeType(returned) && !WRAPPER.test(returned.name) ? 1 : 0;
    const cost = lookCost(where);
    if (cost) this.looksFar = true;
    const look: Pick<CostNode, 'look'> | undefined = cost && {
      look: (variables, register) => cost(register, items(variables)),
    };
    const children = below ? this.selections(below, returned) : [];
    const isPage = WRAPPER.test(returned.name);
    // A page's own fields are its items'; a list's own object is loaded once for each item.
    return isPage || size === one
      ? { own, size, children, ...look }
      : { own: 0, size, children: [{ own, size: one, children, ...look }] };
  }

  #page(argument: GraphQLArgument, value: ValueNode | undefined, where: string): Size {
    const fallback =
      typeof argument.defaultValue === 'number' ? argument.defaultValue : PAGE_SIZE.max;
    if (value === undefined) return () => fallback;
    const outOfRange = (): GraphQLError =>
      publicError(
        'BAD_USER_INPUT',
        `Argument "${argument.name}" of ${where} must be a whole number from ${PAGE_SIZE.min} to ${PAGE_SIZE.max}.`,
      );
    const given = this.#reader(value);
    const inRange = (size: unknown): size is number =>
      typeof size === 'number' &&
      Number.isInteger(size) &&
      size >= PAGE_SIZE.min &&
      size <= PAGE_SIZE.max;
    this.checks.push((variables) => {
      const size = given(variables);
      return size === undefined || inRange(size) ? undefined : outOfRange();
    });
    return (variables) => {
      const size = given(variables);
      return inRange(size) ? size : fallback;
    };
  }

  #list(argument: GraphQLArgument, value: ValueNode, where: string): Size {
    const given = this.#reader(value);
    const length: Size = (variables) => {
      const items = given(variables);
      return Array.isArray(items) ? items.length : 1;
    };
    this.checks.push((variables) =>
      length(variables) <= MAX_LIST_ARGUMENT
        ? undefined
        : publicError(
            'BAD_USER_INPUT',
            `Argument "${argument.name}" of ${where} may have at most ${MAX_LIST_ARGUMENT} items.`,
          ),
    );
    return length;
  }

  /** Reads an argument's value from the variables: undefined when it is left to the default. */
  #reader(value: ValueNode): (variables: Variables) => unknown {
    if (value.kind !== Kind.VARIABLE) {
      const constant = literal(value);
      return () => constant;
    }
    const name = value.name.value;
    const definition = this.#operation.variableDefinitions?.find(
      ({ variable }) => variable.name.value === name,
    );
    const fallback = definition?.defaultValue && literal(definition.defaultValue);
    return (variables) =>
      Object.hasOwn(variables, name) && variables[name] !== undefined ? variables[name] : fallback;
  }
}

/** The part of a literal that counts: a number, the length of a list, or neither. */
function literal(value: ValueNode): unknown {
  if (value.kind === Kind.INT) return Number(value.value);
  if (value.kind === Kind.LIST) return value.values;
  return null;
}
