import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileSource, type Format, type Source } from '../../facts/index.ts';

export const CERTIFICATE = {
  number: 'SYN-1',
  issuer: 'CB-1',
  issuerTerritory: 'DE',
  scheme: 'ISO_9001',
  issued: '2023-02-01',
};

export const withCertificate = (changes: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({ certificates: [{ ...CERTIFICATE, ...changes }] });

/** Writes documents into a folder of its own, removed by `clean`. */
export async function documents(): Promise<{
  write: (text: string | Uint8Array, name?: string, format?: Format) => Promise<Source>;
  folder: string;
  clean: () => Promise<void>;
}> {
  const folder = await mkdtemp(join(tmpdir(), 'facts-'));
  return {
    folder,
    write: async (text, name = 'facts.json', format) => {
      const file = join(folder, name);
      await writeFile(file, text);
      return fileSource(file, { name, format });
    },
    clean: () => rm(folder, { recursive: true }),
  };
}

export interface BadInput {
  readonly title: string;
  readonly text: string | Uint8Array;
  readonly name?: string;
  readonly code: string;
  readonly path?: string;
  readonly line?: number;
  readonly message?: RegExp;
}

const csv = (...rows: string[]): string =>
  ['number,issuer,issuerTerritory,scheme,issued', ...rows].join('\n');
const GOOD_ROW = 'A,CB-1,DE,ISO_9001,2023-02-01';
const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

/** Documents that an import must refuse, and how. */
export const BAD_INPUTS: readonly BadInput[] = [
  {
    title: 'a holder without an identifier',
    text: withCertificate({ holder: { name: { en: 'Somebody' } } }),
    code: 'FACT_MISSING_FIELD',
    path: '$.certificates[0].holder.id',
  },
  {
    title: 'a holder whose identifier could be taken for another one',
    text: withCertificate({ holder: { id: 'LEI:5493\u200b001' } }),
    code: 'FACT_IDENTIFIER',
    path: '$.certificates[0].holder.id',
    message: /invisible character/,
  },
  { title: 'an empty file', text: '', code: 'DOC_MALFORMED', path: '$' },
  { title: 'no fact at all', text: '{"note":"nothing"}', code: 'DOC_EMPTY', path: '$' },
  { title: 'a list instead of a document', text: '[]', code: 'FACT_WRONG_TYPE', path: '$' },
  {
    title: 'JSON cut short',
    text: withCertificate({}).slice(0, -5),
    code: 'DOC_MALFORMED',
    path: '$.certificates[0].issued',
  },
  { title: 'text after the document', text: `${withCertificate({})} {}`, code: 'DOC_MALFORMED' },
  { title: 'a trailing comma', text: '{"certificates":[],}', code: 'DOC_MALFORMED' },
  { title: 'single quotes', text: "{'certificates':[]}", code: 'DOC_MALFORMED', line: 1 },
  {
    title: 'a number with a leading zero',
    text: '{"certificates":[{"number":01}]}',
    code: 'DOC_MALFORMED',
  },
  {
    title: 'a raw line break in a text',
    text: '{\n"note":"a\nb"}',
    code: 'DOC_MALFORMED',
    line: 2,
  },
  {
    title: 'IMP-005: the same member twice',
    text: '{"certificates":[{"number":"A","number":"B"}]}',
    code: 'DOC_DUPLICATE_KEY',
    path: '$.certificates[0].number',
    message: /"number" is given twice/,
  },
  {
    title: 'the same kind twice',
    text: '{"certificates":[],"certificates":[]}',
    code: 'DOC_DUPLICATE_KEY',
  },
  { title: 'IMP-005: half of a character', text: '{"note":"\\ud800"}', code: 'DOC_LONE_SURROGATE' },
  { title: 'an escaped NUL', text: '{"note":"a\\u0000"}', code: 'DOC_CONTROL_CHARACTER' },
  {
    title: 'IMP-005: 1e400',
    text: '{"registers":[{"id":"R","coverage":"COMPLETE","maxAgeDays":1e400}]}',
    code: 'DOC_NUMBER_RANGE',
    path: '$.registers[0].maxAgeDays',
  },
  { title: 'NaN', text: '{"registers":[{"id":NaN}]}', code: 'DOC_MALFORMED' },
  {
    title: 'IMP-005: 60-deep nesting',
    text: `{"certificates":${nested(60)}}`,
    code: 'DOC_TOO_DEEP',
  },
  {
    title: 'a 10 MB text',
    text: withCertificate({ note: 'x'.repeat(1e7) }),
    code: 'DOC_TOO_LARGE',
  },
  {
    title: 'a 10 MB line of NDJSON',
    text: `{"kind":"certificates","fact":{"number":"${'x'.repeat(1e7)}"}}`,
    name: 'facts.ndjson',
    code: 'DOC_TOO_LARGE',
    line: 1,
  },
  {
    title: 'a record of 5 MB',
    text: withCertificate({ sectors: Array.from({ length: 5e5 }, (_, at) => `sector ${at}`) }),
    code: 'DOC_TOO_LARGE',
  },
  {
    title: 'GB18030',
    text: Buffer.concat([Buffer.from('{"note":"\n'), Buffer.from([0xd6, 0xd0, 0xb9, 0xfa])]),
    code: 'DOC_ENCODING',
    line: 2,
    message: /UTF-8/,
  },
  { title: 'UTF-16', text: Buffer.from('\ufeff{}', 'utf16le'), code: 'DOC_ENCODING', line: 1 },
  {
    title: 'an unknown kind',
    text: '{"certificate":[]}',
    code: 'FACT_UNKNOWN_FIELD',
    path: '$.certificate',
    message: /did you mean "certificates"/,
  },
  { title: 'a kind that is no list', text: '{"certificates":{}}', code: 'FACT_WRONG_TYPE' },
  {
    title: 'an unknown field',
    text: withCertificate({ validTo: '2026-01-01' }),
    code: 'FACT_UNKNOWN_FIELD',
    path: '$.certificates[0].validTo',
  },
  {
    title: 'a member called __proto__',
    text: withCertificate({}).replace('"number"', '"__proto__":{"number":"A"},"number"'),
    code: 'FACT_UNKNOWN_FIELD',
    path: '$.certificates[0].__proto__',
  },
  {
    title: 'a query operator instead of a number',
    text: withCertificate({ number: { $ne: null } }),
    code: 'FACT_WRONG_TYPE',
    path: '$.certificates[0].number',
  },
  {
    title: 'a query operator as a language',
    text: '{"territories":[{"code":"QA","kind":"COUNTRY","name":{"$where":"x"}}]}',
    code: 'FACT_LANGUAGE_TAG',
  },
  {
    title: 'a missing field',
    text: withCertificate({ scheme: undefined }),
    code: 'FACT_MISSING_FIELD',
    path: '$.certificates[0].scheme',
  },
  {
    title: 'a word outside its list',
    text: withCertificate({ object: 'DIPLOMA' }),
    code: 'FACT_UNKNOWN_VALUE',
    message: /CERTIFICATE, TEST_REPORT/,
  },
  {
    title: 'an event without what its type needs',
    text: withCertificate({ events: [{ type: 'SCOPE_REDUCED', effectiveFrom: '2024-01-01' }] }),
    code: 'FACT_MISSING_FIELD',
    path: '$.certificates[0].events[0].scope',
  },
  {
    title: 'a debarment of nobody',
    text: '{"debarments":[{"from":"2024-01-01"}]}',
    code: 'FACT_MISSING_FIELD',
  },
  {
    title: 'IMP-006: 30 February',
    text: withCertificate({ issued: '2026-02-30' }),
    code: 'FACT_DATE_INVALID',
    path: '$.certificates[0].issued',
  },
  {
    title: 'IMP-006: year 0',
    text: withCertificate({ issued: '0000-01-01' }),
    code: 'FACT_DATE_INVALID',
  },
  {
    title: 'IMP-006: 31/12/26',
    text: withCertificate({ issued: '31/12/26' }),
    code: 'FACT_DATE_INVALID',
  },
  {
    title: 'IMP-006: a leap second',
    text: withCertificate({ recordedAt: '2026-06-30T23:59:60Z' }),
    code: 'FACT_DATE_INVALID',
  },
  {
    title: 'IMP-006: an instant without a zone',
    text: withCertificate({ recordedAt: '2026-06-30T23:59:59' }),
    code: 'FACT_DATE_INVALID',
  },
  {
    title: 'an interval that ends before it begins',
    text: '{"approvals":[{"body":"CB","territory":"CN","from":"2024-02-01","until":"2024-01-01"}]}',
    code: 'FACT_INTERVAL_NEGATIVE',
    path: '$.approvals[0].until',
    message: /until .* is not after from/,
  },
  {
    title: 'IMP-007: a certificate that expires before it is issued',
    text: withCertificate({ validUntil: '2022-01-01' }),
    code: 'FACT_INTERVAL_NEGATIVE',
    message: /validUntil .* is before issued/,
  },
  {
    title: 'a retraction before the record',
    text: withCertificate({ recordedAt: '2024-01-02', retractedAt: '2024-01-02T00:00:00Z' }),
    code: 'FACT_INTERVAL_NEGATIVE',
  },
  {
    title: 'IMP-007: an unknown territory',
    text: withCertificate({ issuerTerritory: 'XX' }),
    code: 'FACT_TERRITORY_UNKNOWN',
    path: '$.certificates[0].issuerTerritory',
  },
  {
    title: 'two bodies of one id',
    text: '{"bodies":[{"id":"B","kind":"LABORATORY","territory":"DE"},{"id":"B","kind":"LABORATORY","territory":"FR"}]}',
    code: 'FACT_ID_DUPLICATE',
    path: '$.bodies[1]',
  },
  {
    title: 'full-width digits in a number',
    text: withCertificate({ number: 'SYN-１２' }),
    code: 'FACT_IDENTIFIER',
    message: /write "SYN-12"/,
  },
  {
    title: 'a space after a number',
    text: withCertificate({ number: 'SYN-1 ' }),
    code: 'FACT_IDENTIFIER',
  },
  {
    title: 'a zero-width space in a number',
    text: withCertificate({ number: 'SYN\u200b-1' }),
    code: 'FACT_IDENTIFIER',
    message: /U\+200B/,
  },
  {
    title: 'a right-to-left override in a number',
    text: withCertificate({ number: 'SYN\u202e-1' }),
    code: 'FACT_IDENTIFIER',
  },
  {
    title: 'an invisible filler in a number, which is a letter to Unicode',
    text: withCertificate({ number: 'SYN\u3164-1' }),
    code: 'FACT_IDENTIFIER',
    message: /U\+3164/,
  },
  {
    title: 'a variation selector in the number of a predecessor',
    text: withCertificate({ transferredFrom: { number: 'SYN\ufe0f-1', on: '2024-05-01' } }),
    code: 'FACT_IDENTIFIER',
    path: '$.certificates[0].transferredFrom.number',
    message: /U\+FE0F/,
  },
  {
    title: 'an escape sequence in a number',
    text: withCertificate({ number: 'SYN\u001b[31m' }),
    code: 'FACT_IDENTIFIER',
  },
  {
    title: 'a decomposed letter in a number',
    text: withCertificate({ number: 'E\u0301-1' }),
    code: 'FACT_IDENTIFIER',
  },
  {
    title: 'a bad line of NDJSON',
    text: `{"kind":"certificates","fact":${JSON.stringify(CERTIFICATE)}}\n{"kind":"certificates","fact":{}\n`,
    name: 'facts.ndjson',
    code: 'DOC_MALFORMED',
    line: 2,
  },
  {
    title: 'an unknown kind of NDJSON line',
    text: '\n{"kind":"diplomas","fact":{}}',
    name: 'facts.ndjson',
    code: 'FACT_UNKNOWN_VALUE',
    path: '$.kind',
    line: 2,
  },
  {
    title: 'an unknown column',
    text: 'number,holder\nA,B',
    name: 'facts.csv',
    code: 'CSV_HEADER',
    line: 1,
  },
  {
    title: 'a row with a field too few',
    text: csv(GOOD_ROW, 'B,CB-1,DE'),
    name: 'facts.csv',
    code: 'CSV_COLUMNS',
    line: 3,
    path: '$.certificates[1]',
  },
  {
    title: 'a quote that is never closed',
    text: csv(GOOD_ROW, GOOD_ROW, 'B,"CB-1,DE,ISO_9001,2023-02-01', GOOD_ROW),
    name: 'facts.csv',
    code: 'CSV_QUOTE',
    line: 4,
  },
  {
    title: 'a bad date after a cell of two lines',
    text: csv('A,"CB\n1",DE,ISO_9001,2023-02-01', 'B,CB-1,DE,ISO_9001,01.02.2023'),
    name: 'facts.csv',
    code: 'FACT_DATE_INVALID',
    line: 4,
    path: '$.certificates[1].issued',
  },
  {
    title: 'a NUL in a cell',
    text: csv('A\0,CB-1,DE,ISO_9001,2023-02-01'),
    name: 'facts.csv',
    code: 'DOC_CONTROL_CHARACTER',
    line: 2,
  },
  {
    title: 'ISO 8859-1 in a CSV',
    text: Buffer.concat([Buffer.from(csv('')), Buffer.from('soci\xe9t\xe9', 'latin1')]),
    name: 'facts.csv',
    code: 'DOC_ENCODING',
    line: 2,
  },
];
