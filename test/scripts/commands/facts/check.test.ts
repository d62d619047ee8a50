import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { register } from '../../../../scripts/commands/facts/check.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'symbolon-check-'));
});

afterEach(async () => {
  jest.restoreAllMocks();
  process.exitCode = undefined;
  await rm(folder, { recursive: true });
});

async function check(text: string, ...options: string[]): Promise<{ out: string; exit: unknown }> {
  const file = join(folder, 'a.json');
  await writeFile(file, text);
  let out = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    out += String(chunk);
    return true;
  });
  const program = new Command();
  register(program);
  await program.parseAsync(['check', file, ...options], { from: 'user' });
  return { out: out.replaceAll(folder, ''), exit: process.exitCode };
}

const AGREEMENT = `{
  "agreements": [
    {
      "id": "CL-PE", "kind": "BILATERAL", "from": "2010-01-01",
      "parties": [{ "territory": "CL" }, { "territory": "PE" }],
      "annexes": [
        { "id": "TELECOM" },
        {
          "id": "EMC",
          "until": "2009-01-01"
        }
      ]
    }
  ]
}`;

describe('symbolon check', () => {
  it('names the line of each finding and exits with 1', async () => {
    expect(await check(AGREEMENT)).toEqual({
      out:
        '/a.json:8: ANNEX_NEVER_APPLIES: Annex EMC of CL-PE can never apply: it holds since ever ' +
        'to 2009-01-01, the agreement 2010-01-01 to open: no day lies in both.\n' +
        '/a.json: 1 finding\n',
      exit: 1,
    });
  });

  it('gives one JSON document with --json', async () => {
    const { out } = await check(AGREEMENT, '--json');
    expect(JSON.parse(out)).toMatchObject({
      file: '/a.json',
      faults: [],
      findings: [{ code: 'ANNEX_NEVER_APPLIES', line: 8, path: '/agreements/0/annexes/1' }],
    });
  });

  it('exits with 0 when there is nothing to say, also of a file with a byte order mark', async () => {
    const clean = AGREEMENT.replace('2009-01-01', '2011-01-01');
    expect(await check(`\uFEFF${clean}`)).toEqual({ out: '/a.json: no findings\n', exit: 0 });
  });

  it('counts the identifiers of --with documents as known', async () => {
    const text = AGREEMENT.replace('"until": "2009-01-01"', '"schemes": ["RADIO"]');
    const context = join(folder, 'schemes.json');
    await writeFile(context, '{ "schemes": [{ "id": "RADIO", "kind": "TESTING" }] }');
    expect((await check(text)).exit).toBe(1);
    expect((await check(text, '--with', context)).exit).toBe(0);
  });

  it.each([
    ['is not JSON', '{ "agreements": [ }', 'DOC_MALFORMED'],
    ['does not follow the schema', AGREEMENT.replace('BILATERAL', 'BOTH'), 'FACT_UNKNOWN_VALUE'],
    [
      'has an interval that an import would refuse',
      AGREEMENT.replace('"until": "2009', '"from": "2012-01-01", "until": "2009'),
      'FACT_INTERVAL_NEGATIVE',
    ],
  ])('exits with 2 when the file %s', async (_, text, code) => {
    const { out, exit } = await check(text);
    expect(exit).toBe(2);
    expect(out).toContain(code);
  });
});
