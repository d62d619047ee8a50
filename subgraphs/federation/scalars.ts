import { GraphQLScalarType, Kind, type GraphQLSchema } from 'graphql';
import { isDay } from '../../facts/model/calendar.ts';
import { fullInstant } from '../../schema/knowledge.ts';
import { territoryHint } from '../../facts/model/territory-hint.ts';
import { badInput, quoted } from './errors.ts';

const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{3})?Z$/;
const TERRITORY = /^[A-Z][A-Z0-9-]{1,15}$/;

/** A scalar that is text of one form, parsed strictly. */
function textScalar(
  name: string,
  parse: (text: string) => string,
  serialize: (value: unknown) => unknown = (value) => value,
): GraphQLScalarType {
  const read = (value: unknown): string => {
    if (typeof value !== 'string') throw badInput(`${name} is text, not ${quoted(value)}.`);
    return parse(value);
  };
  return new GraphQLScalarType({
    name,
    serialize,
    parseValue: read,
    parseLiteral: (node) => read(node.kind === Kind.STRING ? node.value : node.kind),
  });
}

/** A civil date that is in the calendar. */
export const DateScalar = textScalar('Date', (text) => {
  if (DAY.test(text) && isDay(text)) return text;
  throw badInput(`${quoted(text)} is not a date; write 2026-06-30.`);
});

/** A UTC instant to the millisecond. As input a bare date means its last moment. */
export const DateTimeScalar = textScalar(
  'DateTime',
  (text) => {
    if (DAY.test(text) && isDay(text)) return `${text}T23:59:59.999Z`;
    if (INSTANT.test(text) && DAY.test(text.slice(0, 10)) && isDay(text)) return fullInstant(text);
    throw badInput(`${quoted(text)} is not an instant; write 2026-06-30T12:00:00Z.`);
  },
  (value) => (value instanceof Date ? value.toISOString() : fullInstant(String(value))),
);

/** A territory code of the right form; whether there is such a territory is for the facts to say. */
export const TerritoryCodeScalar = textScalar('TerritoryCode', (text) => {
  if (TERRITORY.test(text)) return text;
  throw badInput(
    `${quoted(text)} is not a territory code${territoryHint(text)}; write NZ, GB-NIR or EU.`,
  );
});

/**
 * Evidence passes from subgraph to subgraph as it is: by reference inside a process, as JSON between
 * processes.
 */
export const EvidenceScalar = new GraphQLScalarType({
  name: 'Evidence',
  serialize: (value) => value,
  parseValue: (value) => value,
  parseLiteral: () => {
    throw badInput('Evidence cannot be given by a caller.');
  },
});

export const SCALARS = {
  Date: DateScalar,
  DateTime: DateTimeScalar,
  TerritoryCode: TerritoryCodeScalar,
} as const;

/**
 * Gives the scalars of a schema built from SDL alone (such as the API schema of a gateway) their
 * strict parsing, so that bad literals and variables are refused before any subgraph is asked.
 */
export function installScalars(schema: GraphQLSchema): void {
  for (const [name, scalar] of Object.entries(SCALARS)) {
    const type = schema.getType(name);
    if (!(type instanceof GraphQLScalarType)) continue;
    type.parseValue = scalar.parseValue;
    type.parseLiteral = scalar.parseLiteral;
  }
}
