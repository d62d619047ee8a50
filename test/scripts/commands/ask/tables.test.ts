import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { register } from '../../../../scripts/commands/ask/ask.ts';
import { sheetRows } from '../../../../facts/document/table/xlsx/sheet.ts';
import { writeXlsx } from '../../../../facts/document/table/xlsx/write.ts';
import { runCommand } from '../command.ts';

const FACTS = {
  schemes: [{ id: 'S', kind: 'VOLUNTARY_PRODUCT', domesticAtIssuer: true }],
  bodies: [{ id: 'CB', kind: 'CERTIFICATION_BODY', territory: 'DE' }],
  certificates: [
    { number: '=A-1', issuer: 'CB', issuerTerritory: 'DE', scheme: 'S', issued: '2024-01-15' },
  ],
};
const TITLES = ['Certificate No.', 'Destination', 'Date', 'HS code'];
const ROWS = [
  ['=A-1', 'DE', '01.02.2024', '85.18'],
  ['', '', '', ''],
  ['=A-1', 'DE', '01.13.2024', '101'],
];

let folder: string;
let facts: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tables-'));
  facts = join(folder, 'facts.json');
  writeFileSync(facts, JSON.stringify(FACTS));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const csv = (): string => {
  const path = join(folder, 'questions.csv');
  writeFileSync(path, [TITLES, ...ROWS].map((cells) => cells.join(';')).join('\r\n'));
  return path;
};

async function xlsx(): Promise<string> {
  const path = join(folder, 'questions.xlsx');
  const pieces: Uint8Array[] = [];
  async function* rows(): AsyncGenerator<readonly string[]> {
    for (const cells of [TITLES, ...ROWS]) yield await Promise.resolve(cells);
  }
  for await (const piece of writeXlsx(rows())) pieces.push(piece);
  writeFileSync(path, Buffer.concat(pieces));
  return path;
}

const ask = (questions: string, ...options: string[]) =>
  runCommand(register, 'ask', '--facts', facts, '--questions', questions, ...options);

describe('symbolon ask --questions of a table', () => {
  it('answers row by row, and names the cells that it cannot read', async () => {
    const { code, stdout } = await ask(csv(), '--dates', 'dmy');
    const [first, second] = stdout
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text) as object);
    expect(first).toMatchObject({ status: 'RECOGNISED', asOf: '2024-02-01' });
    expect(second).toMatchObject({ error: { code: 'FACT_DATE_INVALID', line: 4 } });
    expect(JSON.stringify(second)).toContain('a leading zero may be lost');
    expect(code).toBe(2);
  });

  it('reads and writes XLSX, in which nothing begins like a formula', async () => {
    const output = join(folder, 'answers.xlsx');
    // Our own writer puts an apostrophe before what begins like a formula, which a number may not have.
    const { code } = await ask(await xlsx(), '--dates', 'dmy', '-o', output);
    const rows: (readonly string[])[] = [];
    for await (const { cells } of sheetRows(output)) rows.push(cells);
    expect(rows.map(([row, , , status, , , , , , , , , why]) => [row, status, why])).toEqual(
      [
        ['row', 'status', 'code'],
        ['1', 'INDETERMINATE', undefined],
        ['2', undefined, 'FACT_DATE_INVALID'],
      ].map((cells) => cells.map((cell, at) => (at === 1 ? (cell ?? '') : cell))),
    );
    expect(code).toBe(2);
  });

  it('writes CSV for a spreadsheet', async () => {
    const output = join(folder, 'answers.csv');
    await ask(csv(), '--dates', 'dmy', '-o', output);
    const [head, first] = readFileSync(output, 'utf8').split('\r\n');
    expect(head).toMatch(/^\ufeffrow,certificate,market,status,/);
    expect(first).toMatch(/^1,'=A-1,DE,RECOGNISED,RECOGNISED_DOMESTIC,DOMESTIC,/);
  });

  it('says how to name the titles of somebody else', async () => {
    const map = join(folder, 'map.json');
    writeFileSync(map, JSON.stringify({ columns: { Datum: 'asOf' }, constants: { market: 'DE' } }));
    const questions = join(folder, 'german.csv');
    writeFileSync(questions, 'Certificate No.,Datum\n=A-1,2024-02-01\n');
    const refused = await ask(questions);
    expect(refused.stderr).toContain('"Datum" is not a column');
    const { stdout } = await ask(questions, '--map', map);
    expect(JSON.parse(stdout)).toMatchObject({ status: 'RECOGNISED' });
  });
});
