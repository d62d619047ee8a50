import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Ajv2020, Options, ValidateFunction } from 'ajv/dist/2020.js';
import { compiledModule } from '../../lib/installation.ts';
import { FACT_KINDS } from '../kinds/kinds.ts';
import { FACTS_SCHEMA, QUESTION_SCHEMA, type JsonSchema } from './schemas.ts';

const require = createRequire(import.meta.url);

/** How the schemas are read: the same for the checks of the build and for those made on the way. */
export const AJV_OPTIONS = {
  messages: false,
  inlineRefs: false,
  // The schemas are ours, and tested.
  validateSchema: false,
  // They use `required` without repeating `properties`, and unions of scalar types.
  strictRequired: false,
  allowUnionTypes: true,
} as const satisfies Options;

/** A definition of a schema that values are checked against. */
interface CheckedDefinition {
  readonly name: string;
  readonly $ref: string;
}

const definition = ({ $id = '' }: JsonSchema, name: string): CheckedDefinition => ({
  name,
  $ref: `${$id}#/$defs/${name}`,
});

/** The definitions that are checked: every kind of fact, and the question. */
export const checkedDefinitions = (): readonly CheckedDefinition[] => [
  ...FACT_KINDS.map((kind) => definition(FACTS_SCHEMA, kind)),
  definition(QUESTION_SCHEMA, 'question'),
];

/** Names the schemas, so that checks made from others are not used. */
export const schemaDigest = (): string =>
  createHash('sha256')
    .update(JSON.stringify([FACTS_SCHEMA, QUESTION_SCHEMA]))
    .digest('hex');

/** The checks that the build made; undefined: there is no build, or it is of other schemas. */
function builtChecks(): Readonly<Record<string, ValidateFunction>> | undefined {
  const file = fileURLToPath(compiledModule(import.meta.url, './validators.cjs'));
  if (!existsSync(file)) return undefined;
  const { schemaDigest: made, ...checks } = require(file) as Record<string, unknown>;
  return made === schemaDigest() ? (checks as Record<string, ValidateFunction>) : undefined;
}

/** Says whether a value conforms, and why not. */
export interface SchemaCheck {
  readonly accepts: (value: unknown) => boolean;
  /** Finds the first fault, or with `all` every one, at the price of memory. */
  readonly report: (all: boolean) => ValidateFunction;
}

let built: ReturnType<typeof builtChecks> | null = null;
const instances = new Map<boolean, Ajv2020>();

/** The reader of schemas is loaded when the first fault is met: most commands meet none. */
function instance(allErrors: boolean): Ajv2020 {
  let ajv = instances.get(allErrors);
  if (!ajv) {
    const { Ajv2020: Reader } = require('ajv/dist/2020.js') as { Ajv2020: typeof Ajv2020 };
    ajv = new Reader({
      ...AJV_OPTIONS,
      schemas: [FACTS_SCHEMA, QUESTION_SCHEMA],
      allErrors,
      verbose: true,
      // Less code is three times faster to make.
      code: { optimize: false },
    });
    instances.set(allErrors, ajv);
  }
  return ajv;
}

/** The check against a definition of facts.schema.json or question.schema.json. */
export function schemaCheck(schema: JsonSchema, name: string): SchemaCheck {
  const { $ref } = definition(schema, name);
  const compiled = new Map<boolean, ValidateFunction>();
  const report = (all: boolean): ValidateFunction => {
    let validate = compiled.get(all);
    if (!validate) compiled.set(all, (validate = instance(all).compile({ $ref })));
    return validate;
  };
  if (built === null) built = builtChecks();
  const accepts = built?.[name];
  return { accepts: accepts ?? ((value) => report(false)(value)), report };
}
