import {
  getNullableType,
  GraphQLError,
  isScalarType,
  Kind,
  Lexer,
  parseType,
  Source,
  TokenKind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type {
  ASTNode,
  DocumentNode,
  FloatValueNode,
  GraphQLInputType,
  GraphQLScalarType,
  GraphQLSchema,
  IntValueNode,
  StringValueNode,
  VariableDefinitionNode,
} from 'graphql';
import { MAX_TOKENS } from '../config/limits.ts';

/** Beginning of the names of our variables; a document in which it occurs keeps its literals. */
const PREFIX = 'lifted_';

/** A text or number that a document states. */
interface Literal {
  readonly kind: TokenKind;
  readonly value: string;
}

/** A document's text apart from its literals. */
export interface Scanned {
  /** The text with a mark in place of each literal, the same mark for equal ones. */
  readonly shape: string;
  readonly literals: readonly Literal[];
}

const LITERALS: ReadonlySet<TokenKind> = new Set([
  TokenKind.STRING,
  TokenKind.BLOCK_STRING,
  TokenKind.INT,
  TokenKind.FLOAT,
]);

/** Takes a document's text apart without parsing it; undefined when there is nothing to gain. */
export function scan(source: string): Scanned | undefined {
  if (!/["\d]/.test(source) || source.includes(PREFIX) || source.includes('\0')) return undefined;
  const lexer = new Lexer(new Source(source));
  const literals: Literal[] = [];
  const marks = new Map<string, number>();
  let shape = '';
  let end = 0;
  try {
    for (let count = 0; ; count += 1) {
      const token = lexer.advance();
      if (token.kind === TokenKind.EOF) break;
      if (count > MAX_TOKENS) return undefined;
      if (!LITERALS.has(token.kind)) continue;
      const literal = { kind: token.kind, value: token.value };
      const key = `${literal.kind} ${literal.value}`;
      const mark = marks.get(key) ?? marks.size;
      marks.set(key, mark);
      literals.push(literal);
      shape += `${source.slice(end, token.start)}\0${token.kind} ${mark}\0`;
      end = token.end;
    }
  } catch (error) {
    if (error instanceof GraphQLError) return undefined; // the parser says what is wrong
    throw error;
  }
  return literals.length === 0 ? undefined : { shape: shape + source.slice(end), literals };
}

/** A literal that was replaced by a variable. */
interface Slot {
  readonly name: string;
  /** Position among the literals of the document. */
  readonly place: number;
  readonly type: GraphQLScalarType;
}

/** Which literals of a document are variables. */
export interface LiteralPositions {
  readonly slots: readonly Slot[];
  /** Positions of the literals that stay what they are. */
  readonly kept: readonly number[];
}

/** A document with variables in place of its literals. */
export interface ParameterisedDocument extends LiteralPositions {
  readonly document: DocumentNode;
}

type LiteralNode = StringValueNode | IntValueNode | FloatValueNode;
const isLiteral = (node: ASTNode): node is LiteralNode =>
  node.kind === Kind.STRING || node.kind === Kind.INT || node.kind === Kind.FLOAT;

/**
 * Puts variables in place of the literals in arguments of fields. Only where a variable means the same:
 * scalars at places that take that very kind of literal.
 * @returns undefined when the document has to stay as it is
 */
export function lift(
  schema: GraphQLSchema,
  document: DocumentNode,
  { literals }: Scanned,
): ParameterisedDocument | undefined {
  const operations = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  if (operations.length !== 1 || !beginsWithVariables(document)) return undefined;
  const nodes: LiteralNode[] = [];
  const named = new Map<string, Slot>();
  const slots: Slot[] = [];
  const kept: number[] = [];
  const definitions: VariableDefinitionNode[] = [];
  const types = new TypeInfo(schema);
  let outside = 0;
  const leave = { enter: () => void (outside += 1), leave: () => void (outside -= 1) };
  const lifted = visit(
    document,
    visitWithTypeInfo(types, {
      VariableDefinition: leave,
      Directive: leave,
      enter(node) {
        if (!isLiteral(node)) return undefined;
        const place = nodes.push(node) - 1;
        const literal = literals[place];
        const type = types.getInputType();
        const scalar = outside === 0 && literal ? scalarFor(type, literal) : undefined;
        if (!scalar || !literal) {
          kept.push(place);
          return undefined;
        }
        const key = `${String(type)} ${literal.kind} ${literal.value}`;
        let slot = named.get(key);
        if (!slot) {
          slot = { name: `${PREFIX}${named.size}`, place, type: scalar };
          named.set(key, slot);
          slots.push(slot);
          definitions.push(definitionOf(slot.name, String(type)));
        }
        return variableOf(slot.name);
      },
    }),
  );
  if (slots.length === 0 || nodes.length !== literals.length) return undefined;
  return {
    document: {
      ...lifted,
      definitions: lifted.definitions.map((definition) =>
        definition.kind === Kind.OPERATION_DEFINITION
          ? {
              ...definition,
              variableDefinitions: [...(definition.variableDefinitions ?? []), ...definitions],
            }
          : definition,
      ),
    },
    slots,
    kept,
  };
}

/** The values of a document of the same shape; undefined when one is not valid where it stands. */
export function valuesOf(
  { slots }: LiteralPositions,
  literals: readonly Literal[],
): Readonly<Record<string, unknown>> | undefined {
  const values: Record<string, unknown> = {};
  for (const { name, place, type } of slots) {
    const literal = literals[place];
    if (!literal) return undefined;
    const isNumber = type.name === 'Int' || type.name === 'Float';
    const value = isNumber ? Number(literal.value) : literal.value;
    try {
      type.parseValue(value);
    } catch {
      return undefined; // validation of the document as it is says what is wrong, and where
    }
    values[name] = value;
  }
  return values;
}

/** Kinds of literal that each scalar takes, where a variable of the same value means the same. */
const TAKEN: Readonly<Record<string, readonly TokenKind[]>> = {
  String: [TokenKind.STRING, TokenKind.BLOCK_STRING],
  ID: [TokenKind.STRING, TokenKind.BLOCK_STRING, TokenKind.INT],
  Int: [TokenKind.INT],
  Float: [TokenKind.INT, TokenKind.FLOAT],
  Date: [TokenKind.STRING],
  DateTime: [TokenKind.STRING],
  TerritoryCode: [TokenKind.STRING],
};

function scalarFor(
  type: GraphQLInputType | null | undefined,
  { kind }: Literal,
): GraphQLScalarType | undefined {
  const expected = type && getNullableType(type);
  if (!isScalarType(expected) || !Object.hasOwn(TAKEN, expected.name)) return undefined;
  return TAKEN[expected.name]?.includes(kind) ? expected : undefined;
}

/** Whether all definitions of variables stand before the first literal: their places then hold for every document of the shape. */
function beginsWithVariables(document: DocumentNode): boolean {
  const [first] = document.definitions;
  const definitions = document.definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? (definition.variableDefinitions ?? []) : [],
  );
  return (
    definitions.length === 0 ||
    (first?.kind === Kind.OPERATION_DEFINITION &&
      definitions.every(({ defaultValue, directives }) => !defaultValue && !directives?.length))
  );
}

const variableOf = (name: string) =>
  ({ kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } }) as const;

const definitionOf = (name: string, type: string): VariableDefinitionNode => ({
  kind: Kind.VARIABLE_DEFINITION,
  variable: variableOf(name),
  type: parseType(type, { noLocation: true }),
});
