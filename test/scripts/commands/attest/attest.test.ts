import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { register } from '../../../../scripts/commands/attest/attest.ts';
import { startFactsHub, type FactsHub } from '../../../gateway/routes/attestations/facts-hub.ts';
import { runCommand, type Outcome } from '../command.ts';

const AUDIENCE = 'did:web:customs.example.cn';

let hub: FactsHub;
let token: string;
let folder: string;
beforeAll(async () => {
  hub = await startFactsHub();
  token = await hub.tokenFor('attestation:issue');
  folder = mkdtempSync(join(tmpdir(), 'attest-'));
});
afterAll(async () => {
  await hub.stop();
  rmSync(folder, { recursive: true });
});

const asked = (certificate: string, changes: object = {}): string =>
  JSON.stringify({ certificate, market: 'CN', audience: AUDIENCE, ...changes });

/** A batch file, and how it stands in messages. */
function file(...lines: string[]): string {
  const path = join(folder, 'batch.ndjson');
  writeFileSync(path, lines.join('\n'));
  return path;
}
const batch = (path: string, ...options: string[]): Promise<Outcome> =>
  runCommand(register, 'attest', '--batch', path, '--hub', hub.url, '--token', token, ...options);
const resultsIn = (text: string): unknown[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);

describe('symbolon attest', () => {
  it('asks about the certificate of the issuer named', async () => {
    const about = (issuer: string): Promise<Outcome> =>
      runCommand(
        register,
        ...['attest', '--certificate', 'C-1', '--issuer', issuer, '--market', 'CN'],
        ...['--audience', AUDIENCE, '--hub', hub.url, '--token', token],
      );
    expect((await about('B-1')).code).toBe(0);
    const { code, stderr } = await about('B-2');
    expect([code, stderr]).toEqual([1, expect.stringContaining('CERT_NOT_FOUND')]);
  });
});

describe('symbolon attest --batch', () => {
  it('writes one result a line, in order, and exits 0 when all are signed', async () => {
    const { code, stdout, stderr } = await batch(
      file(asked('C-2', { validDays: 3 }), '', asked('C-1'), asked('C-3')),
    );
    expect([code, stderr]).toEqual([0, '3 signed, 0 not recognised, 0 bad lines\n']);
    const results = resultsIn(stdout) as { jws: string }[];
    expect(results).toHaveLength(3);
    const subjects = results.map(
      ({ jws }) =>
        (
          JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString()) as {
            mra: { question: { certificate: string } };
          }
        ).mra.question.certificate,
    );
    expect(subjects).toEqual(['C-2', 'C-1', 'C-3']);
  });

  it('signs nothing twice when it is run again, and writes to a file', async () => {
    const path = file(asked('C-2'), asked('C-1'));
    const output = join(folder, 'results.ndjson');
    const first = await batch(path);
    const again = await batch(path, '-o', output);
    expect([again.code, again.stdout]).toEqual([0, '']);
    expect(readFileSync(output, 'utf8')).toBe(first.stdout);
  });

  it('exits 1 when one is not recognised', async () => {
    const { code, stdout } = await batch(file(asked('C-1'), asked('NONE')));
    expect(code).toBe(1);
    expect(resultsIn(stdout)).toMatchObject([
      { __typename: 'Attestation' },
      { __typename: 'NotRecognised', status: 'INDETERMINATE' },
    ]);
  });

  it('exits 2 when lines are bad, telling file, line and code of each, and does the others', async () => {
    const bad: readonly (readonly [line: string, code: string, path: string])[] = [
      ['{"certificate":"C-1",', 'DOC_MALFORMED', '$'],
      ['{"certificate":"C-1","certificate":"C-2"}', 'DOC_DUPLICATE_KEY', '$.certificate'],
      ['["C-1"]', 'FACT_WRONG_TYPE', '$'],
      [asked('C-1', { market: 'Atlantis' }), 'FACT_PATTERN', '$.market'],
      [asked('C-1', { audience: undefined }), 'FACT_MISSING_FIELD', '$.audience'],
      [asked('C-1', { audience: 'customs' }), 'AUDIENCE_NOT_URI', '$.audience'],
      [asked('C-1', { validDays: 1.5 }), 'LIFE_OUT_OF_RANGE', '$.validDays'],
      [asked('C-1', { validDays: '7' }), 'FACT_WRONG_TYPE', '$.validDays'],
      [asked('C-1', { valid: 7 }), 'FACT_UNKNOWN_FIELD', '$.valid'],
      [asked('C-1', { unavailable: [] }), 'FACT_UNKNOWN_FIELD', '$.unavailable'],
      [asked('C-1', { asOf: '2020-01-01' }), 'NOT_TODAY', '$.asOf'],
      [asked('С-1'), 'CERTIFICATE_NOT_PLAIN', '$.certificate'],
      [asked('C-1', { product: { description: 'x'.repeat(4_000) } }), 'DOC_TOO_LARGE', '$'],
    ];
    const path = file(...bad.map(([line]) => line), asked('C-1'));
    const { code, stdout, stderr } = await batch(path);
    expect(code).toBe(2);
    const told = stderr.trimEnd().split('\n');
    expect(told.pop()).toBe(`1 signed, 0 not recognised, ${bad.length} bad lines`);
    const results = resultsIn(stdout);
    expect(results).toHaveLength(bad.length + 1);
    for (const [index, [, expected, at]] of bad.entries()) {
      const place = `${path}:${index + 1}: ${at}`;
      expect(told[index]).toContain(place);
      expect(told[index]).toContain(`: ${expected}: `);
      expect(results[index]).toMatchObject({ error: { code: expected, line: index + 1 } });
    }
    expect(results.at(-1)).toMatchObject({ __typename: 'Attestation' });
  });

  it('sends long files in parts', async () => {
    const numbers = Array.from({ length: 600 }, (_, index) => `C-${(index % 6) + 1}`);
    const { code, stdout } = await batch(file(...numbers.map((number) => asked(number))));
    expect(code).toBe(0);
    const ids = (resultsIn(stdout) as { id: string }[]).map(({ id }) => id);
    expect(ids).toHaveLength(600);
    expect(new Set(ids).size).toBe(6);
    expect(ids.slice(0, 6)).toEqual(ids.slice(594));
  });

  it.each([
    [
      'a file that is not there',
      2,
      /^DOC_UNREADABLE: .*none\.ndjson cannot be read \(ENOENT\)/,
      [],
    ],
    ['options beside it', 2, /^USAGE: With --batch FILE everything is in the file/, ['--hs', '85']],
  ])('refuses %s', async (_, exit, message, options) => {
    const { code, stdout, stderr } = await batch(join(folder, 'none.ndjson'), ...options);
    expect([code, stdout]).toEqual([exit, '']);
    expect(stderr).toMatch(message);
  });

  it('tells a token that does not permit it, and a hub that is not there', async () => {
    const path = file(asked('C-1'));
    const other = await hub.tokenFor('facts:write');
    const refused = await batch(path, '--token', other);
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringMatching(/^FORBIDDEN: /)]);
    const nobody = await batch(path, '--hub', 'http://127.0.0.1:9');
    expect([nobody.code, nobody.stderr]).toEqual([
      3,
      expect.stringMatching(/^UNAVAILABLE: .* 0 lines have their result/),
    ]);
  });
});

describe('symbolon attest', () => {
  it('needs a certificate, a market and an audience, or a file', async () => {
    const { code, stderr } = await runCommand(register, 'attest', '--certificate', 'C-1');
    expect(code).toBe(2);
    expect(stderr).toMatch(/^USAGE: Give --certificate N, --market M and --audience A, or --batch/);
  });

  it('writes the JWS alone', async () => {
    const output = join(folder, 'one.jws');
    const { code, stdout } = await runCommand(
      register,
      ...['attest', '--certificate', 'C-1', '--market', 'CN', '--audience', AUDIENCE],
      ...['--hub', hub.url, '--token', token, '-o', output],
    );
    expect([code, stdout, existsSync(output)]).toEqual([0, '', true]);
    expect(readFileSync(output, 'utf8')).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  });
});
