/**
 * Writes the checks of records and questions as a program: `node validators.js FILE`. Part of the build,
 * since making them anew takes a third of the time in which a command starts.
 */
import { writeFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import { AJV_OPTIONS, checkedDefinitions, schemaDigest } from '../../facts/model/schema-checks.ts';
import { FACTS_SCHEMA, QUESTION_SCHEMA } from '../../facts/model/schemas.ts';

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('Name the file to write.');
const ajv = new Ajv2020({
  ...AJV_OPTIONS,
  schemas: [FACTS_SCHEMA, QUESTION_SCHEMA],
  code: { source: true },
});
const names = Object.fromEntries(
  checkedDefinitions().map(({ name, $ref }) => {
    ajv.addSchema({ $id: `check:${name}`, $ref });
    return [name, `check:${name}`];
  }),
);
const program = standalone.default(ajv, names);
writeFileSync(file, `${program}\nexports.schemaDigest = ${JSON.stringify(schemaDigest())};\n`);
