import type { ErrorObject } from 'ajv/dist/2020.js';
import type { FaultCode } from './codes.ts';
import { hsFault } from './hs.ts';
import { territoryHint } from './territory-hint.ts';
import { fault, jsonPath, shown, type DocumentFault } from './fault.ts';
import { FACT_KINDS, type FactKind } from '../kinds/kinds.ts';
import { schemaCheck, type SchemaCheck } from './schema-checks.ts';
import { FACTS_SCHEMA, QUESTION_SCHEMA } from './schemas.ts';

/** Faults listed for one record; a record with more is wrong as a whole. */
const MAX_FAULTS_PER_RECORD = 20;
/** Values larger than this, in characters of JSON, get their first fault only (memory). */
const FULL_REPORT_LIMIT = 64 * 1024;

const KINDS: Partial<Record<FactKind, SchemaCheck>> = {};
let question: SchemaCheck | undefined;

/** The faults of a record against facts.schema.json; empty when it conforms. */
export function conformFact(
  kind: FactKind,
  value: unknown,
  root: string,
  line?: number,
): DocumentFault[] {
  const check = (KINDS[kind] ??= schemaCheck(FACTS_SCHEMA, kind));
  return conform(check, value, root, line);
}

/** The faults of a question against question.schema.json; empty when it conforms. */
export function conformQuestion(value: unknown, line?: number): DocumentFault[] {
  question ??= schemaCheck(QUESTION_SCHEMA, 'question');
  return conform(question, value, '$', line);
}

/** The closest kind to an unknown member of a document, for the message. */
export const closestKind = (name: string): string => closest(name, [...FACT_KINDS, 'note']);

function conform(
  { accepts, report }: SchemaCheck,
  value: unknown,
  root: string,
  line?: number,
): DocumentFault[] {
  if (accepts(value)) return [];
  const validate = report(JSON.stringify(value).length <= FULL_REPORT_LIMIT);
  validate(value);
  return (validate.errors ?? [])
    .filter(({ keyword }) => keyword !== 'if')
    .slice(0, MAX_FAULTS_PER_RECORD)
    .map((error) => translate(error, root, line));
}

/** The patterns of codes that people write otherwise, to say what was meant. */
const HS_PATTERN = '^(\\d{2}){1,5}$';
const TERRITORY_PATTERN = FACTS_SCHEMA.$defs?.['territoryCode']?.['pattern'];

interface Wording {
  readonly code: FaultCode;
  readonly what: (error: ErrorObject, params: Record<string, unknown>) => string;
}

/** The patterns of days and instants, to name the fault by what was meant. */
const DATES: ReadonlySet<unknown> = new Set(
  ['date', 'instant'].map((definition) => FACTS_SCHEMA.$defs?.[definition]?.['pattern']),
);

const article = (type: unknown): string =>
  [type]
    .flat()
    .map(String)
    .join(' or ')
    .replace(/^(?=[aeiou])/, 'an ')
    .replace(/^(?!an )/, 'a ');

const WORDINGS: Readonly<Record<string, Wording>> = {
  additionalProperties: {
    code: 'FACT_UNKNOWN_FIELD',
    what: ({ parentSchema }, { additionalProperty }) =>
      `${shown(additionalProperty)} is not a field here${closest(
        String(additionalProperty),
        Object.keys((parentSchema?.['properties'] as object | undefined) ?? {}),
      )}`,
  },
  required: {
    code: 'FACT_MISSING_FIELD',
    what: (_, { missingProperty }) => `the field ${shown(missingProperty)} is missing`,
  },
  type: {
    code: 'FACT_WRONG_TYPE',
    what: ({ data }, { type }) => `${shown(data)} is not ${article(type)}`,
  },
  enum: {
    code: 'FACT_UNKNOWN_VALUE',
    what: ({ data }, { allowedValues }) =>
      `${shown(data)} is not one of ${(allowedValues as string[]).join(', ')}`,
  },
  pattern: {
    code: 'FACT_PATTERN',
    what: ({ data, parentSchema, schema }) =>
      schema === HS_PATTERN
        ? `${shown(data)} ${hsFault(String(data)) ?? ''}`
        : `${shown(data)} is not of the form wanted (${String(parentSchema?.['description'] ?? '')})` +
          (schema === TERRITORY_PATTERN ? territoryHint(String(data)) : ''),
  },
  minLength: { code: 'FACT_LENGTH', what: () => 'the text is empty' },
  maxLength: {
    code: 'FACT_LENGTH',
    what: (_, { limit }) => `the text is longer than ${String(limit)} characters`,
  },
  minItems: {
    code: 'FACT_LENGTH',
    what: (_, { limit }) => `the list has fewer than ${String(limit)} items`,
  },
  minimum: { code: 'FACT_RANGE', what: (_, { limit }) => `the number is below ${String(limit)}` },
  maximum: { code: 'FACT_RANGE', what: (_, { limit }) => `the number is above ${String(limit)}` },
  uniqueItems: {
    code: 'FACT_DUPLICATE_ITEM',
    what: (_, { i, j }) => `items ${String(j)} and ${String(i)} are the same`,
  },
};

function translate(error: ErrorObject, root: string, line: number | undefined): DocumentFault {
  const steps = pointer(error.instancePath);
  const params = error.params as Record<string, unknown>;
  const extra = params['additionalProperty'] ?? params['missingProperty'];
  if (typeof extra === 'string') steps.push(extra);
  const path = jsonPath(root, steps);
  if (error.keyword === 'pattern' && DATES.has(error.schema))
    return fault('FACT_DATE_INVALID', path, `${shown(error.data)} is not a date`, { line });
  const wording = WORDINGS[error.keyword];
  if (!wording)
    return fault('FACT_COMBINATION', path, `the fields given do not fit together`, { line });
  return fault(wording.code, path, wording.what(error, params), { line });
}

/** RFC 6901 JSON pointer → steps. */
function pointer(text: string): (string | number)[] {
  return text
    .split('/')
    .slice(1)
    .map((step) =>
      /^\d+$/.test(step) ? Number(step) : step.replaceAll('~1', '/').replaceAll('~0', '~'),
    );
}

/** `(did you mean …?)` of the names known, or nothing. */
export function closest(name: string, known: readonly string[]): string {
  const wanted = name.toLowerCase();
  const close = known.find((candidate) => distance(wanted, candidate.toLowerCase()) <= 2);
  return close === undefined ? '' : ` (did you mean ${shown(close)}?)`;
}

/** Levenshtein distance of short words; long ones are never close. */
function distance(a: string, b: string): number {
  if (a.length > 40 || Math.abs(a.length - b.length) > 2) return Infinity;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of Array.from(a).entries()) {
    const next = [i + 1];
    for (let j = 1; j <= b.length; j += 1)
      next.push(
        Math.min(
          (next[j - 1] ?? 0) + 1,
          (row[j] ?? 0) + 1,
          (row[j - 1] ?? 0) + (letter === b[j - 1] ? 0 : 1),
        ),
      );
    row = next;
  }
  return row.at(-1) ?? Infinity;
}
