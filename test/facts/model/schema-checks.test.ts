import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { compiledModule } from '../../../lib/installation.ts';
import { schemaCheck, schemaDigest } from '../../../facts/model/schema-checks.ts';
import { FACTS_SCHEMA, QUESTION_SCHEMA } from '../../../facts/model/schemas.ts';
import { FACT_KINDS } from '../../../facts/kinds/kinds.ts';

const CASES = new URL('../../fixtures/cases/', import.meta.url);
const cases = readdirSync(CASES).map(
  (name) =>
    JSON.parse(readFileSync(new URL(name, CASES), 'utf8')) as {
      readonly facts: Readonly<Record<string, readonly object[]>>;
      readonly question: object;
    },
);

/** The value, and what a careless hand makes of it: a member gone, one too many, one of another type. */
const spoilt = (value: object): readonly object[] => [
  value,
  { ...value, surprise: 1 },
  ...Object.keys(value).flatMap((name) => [
    { ...value, [name]: undefined },
    { ...value, [name]: [42] },
    { ...value, [name]: '' },
  ]),
];

describe('the checks that the build made', () => {
  it('are of the schemas of these sources', () => {
    const file = fileURLToPath(
      compiledModule(
        new URL('../../../facts/model/x.ts', import.meta.url).href,
        './validators.cjs',
      ),
    );
    const built = createRequire(import.meta.url)(file) as Record<string, unknown>;
    expect(built['schemaDigest']).toBe(schemaDigest());
    expect(Object.keys(built).sort()).toEqual([...FACT_KINDS, 'question', 'schemaDigest'].sort());
  });

  it.each([...FACT_KINDS, 'question'])('accept and refuse what the schema does: %s', (name) => {
    const check = schemaCheck(name === 'question' ? QUESTION_SCHEMA : FACTS_SCHEMA, name);
    const values = cases.flatMap(({ facts, question }) =>
      name === 'question' ? [question] : (facts[name] ?? []),
    );
    const different = values
      .flatMap(spoilt)
      .map((value) => JSON.parse(JSON.stringify(value)) as object)
      .filter((value) => check.accepts(value) !== check.report(false)(value));
    expect(different).toEqual([]);
  });
});
