import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { register } from '../../../../scripts/commands/ask/simulate.ts';
import {
  startFactsHub,
  WORLD,
  type FactsHub,
} from '../../../gateway/routes/attestations/facts-hub.ts';
import { runCommand, type Outcome } from '../command.ts';
import { symbolon } from '../../cli.ts';

const today = new Date().toISOString().slice(0, 10);
const suspension = {
  designations: [
    {
      body: 'B-2',
      agreement: 'AG-1',
      from: '2020-01-01',
      events: [{ type: 'SUSPENDED', effectiveFrom: today, recordedAt: new Date().toISOString() }],
    },
  ],
};
/** A body that has certified nothing. */
const elsewhere = { bodies: [{ id: 'B-9', kind: 'CERTIFICATION_BODY', territory: 'AU' }] };

describe('symbolon simulate', () => {
  let hub: FactsHub;
  let folder: string;
  let token: string;
  beforeAll(async () => {
    hub = await startFactsHub();
    folder = mkdtempSync(join(tmpdir(), 'simulate-'));
    token = await hub.tokenFor('hub:admin');
    await hub.attest('C-4');
  });
  afterAll(async () => {
    await hub.stop();
    rmSync(folder, { recursive: true });
  });

  const file = (name: string, content: object | string): string => {
    const path = join(folder, name);
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content, null, 2));
    return path;
  };
  const asked = (path: string, ...options: string[]): string[] => [
    ...['simulate', path, '--market', 'CN', '--hub', hub.url],
    ...options,
  ];
  const simulate = (path: string, ...options: string[]): Promise<Outcome> =>
    runCommand(register, ...asked(path, '--token', token, ...options));

  it('tells the answers and attestations that would change, and exits 1', async () => {
    const { exit, stdout, stderr } = await symbolon(
      asked(file('suspension.json', suspension), '--list', '1'),
      { env: { SYMBOLON_TOKEN: token } },
    );
    expect([exit, stderr]).toEqual([1, '']);
    expect(stdout).toMatch(/^4 answers would change; \d certificates examined\n/);
    expect(stdout).toMatch(/\nstanding attestations\n {2}RECOGNISED → NOT_RECOGNISED: 1\n/);
    expect(stdout.match(/ in CN$/gm)).toEqual([' in CN']);
  });

  it('gives the same as one JSON document', async () => {
    const { code, stdout } = await simulate(file('suspension.json', suspension), '--json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      attestationTransitions: [{ from: 'RECOGNISED', to: 'NOT_RECOGNISED', count: 1 }],
      changes: { totalCount: 4, nodes: [{ number: 'C-2' }, { number: 'C-4' }, {}, {}] },
    });
  });

  it('exits 0 when nothing would change', async () => {
    const { code, stdout } = await simulate(file('elsewhere.json', elsewhere));
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^0 answers would change/)]);
  });

  it.each([
    ['is not there', undefined, /^DOC_UNREADABLE: [^ ]*no-bad\.json: \$: the file cannot be read/],
    ['is no JSON', '{\n  "designations": [,]\n}', /^DOC_\w+: .*bad\.json:2/],
    ['states nothing', '{}', /^DOC_EMPTY: .*bad\.json states no fact/],
    [
      'contradicts what the hub holds',
      { agreements: [{ ...WORLD.agreements[0], kind: 'UNILATERAL' }] },
      /bad\.json:3: \$\.agreements\[0\].*\n[A-Z_]+: An import would refuse this document/,
    ],
  ])('refuses a document that %s, and exits 2', async (_, content, message) => {
    const path = content === undefined ? join(folder, 'no-bad.json') : file('bad.json', content);
    const { code, stdout, stderr } = await simulate(path);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('tells a fault as JSON too', async () => {
    const { code, stdout } = await simulate(file('bad.json', '{}'), '--json');
    expect([code, JSON.parse(stdout)]).toEqual([
      2,
      { error: { code: 'DOC_EMPTY', message: expect.stringContaining('states no fact') } },
    ]);
  });

  it('refuses to list more than the hub gives at once', async () => {
    const { exit, stderr } = await symbolon(
      asked(file('elsewhere.json', elsewhere), '--list', '101'),
    );
    expect([exit, stderr]).toEqual([2, expect.stringContaining('--list')]);
  });

  it('exits 2 without a token that permits it, and says so', async () => {
    const { code, stdout, stderr } = await runCommand(
      register,
      ...asked(file('elsewhere.json', elsewhere)),
    );
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringMatching(/^UNAUTHENTICATED: /)]);
  });

  it('exits 3 when the hub does not answer', async () => {
    const { code, stderr } = await simulate(
      file('elsewhere.json', elsewhere),
      ...['--hub', 'http://127.0.0.1:9'],
    );
    expect([code, stderr]).toEqual([3, expect.stringMatching(/^UNAVAILABLE: /)]);
  });
});
