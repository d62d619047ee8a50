import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import QRCode from 'qrcode';
import { keySetDocument } from '../../../subgraphs/attestations/keys/index.ts';
import { goodToken, newKeys, NOW } from './support.ts';

/** Verifiers that are not ours: whether the command is here decides whether its test runs. */
const has = (command: string, ...probe: readonly string[]): boolean => {
  const found = spawnSync(command, probe, { stdio: 'ignore' }).status === 0;
  if (!found)
    process.stderr.write(`skipped: ${command} ${probe.join(' ')} is not installed here\n`);
  return found;
};
const when = (present: boolean): typeof it | typeof it.skip => (present ? it : it.skip);

const folder = mkdtempSync(join(tmpdir(), 'symbolon-independent-'));
const file = (name: string): string => join(folder, name);

beforeAll(async () => {
  const keys = newKeys();
  const token = await goodToken(keys.signer('attestation'));
  const middle = Math.floor(token.length / 2);
  const other = token[middle] === 'A' ? 'B' : 'A';
  writeFileSync(file('good.jws'), token);
  writeFileSync(file('bad.jws'), token.slice(0, middle) + other + token.slice(middle + 1));
  writeFileSync(file('jwks.json'), JSON.stringify(keySetDocument(keys, NOW)));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('an attestation', () => {
  when(has('jose', 'alg'))('verifies with the jose command of Debian, changed it does not', () => {
    const verify = (name: string): number | null =>
      spawnSync('jose', ['jws', 'ver', '-i', file(name), '-k', file('jwks.json')]).status;
    expect(verify('good.jws')).toBe(0);
    expect(verify('bad.jws')).toBe(1);
  });

  const JWCRYPTO = `
import sys
from jwcrypto import jwk, jws
keys = jwk.JWKSet.from_json(open(sys.argv[2]).read())
token = jws.JWS()
token.deserialize(open(sys.argv[1]).read())
token.allowed_algs = ['ES256']
token.verify(keys.get_key(token.jose_header['kid']))
print(token.payload.decode())
`;
  when(has('/usr/bin/python3', '-c', 'import jwcrypto'))('verifies with python3-jwcrypto', () => {
    const run = (name: string) =>
      spawnSync('/usr/bin/python3', ['-c', JWCRYPTO, file(name), file('jwks.json')], {
        encoding: 'utf8',
      });
    const good = run('good.jws');
    expect(good.status).toBe(0);
    expect(JSON.parse(good.stdout)).toMatchObject({ iss: 'did:web:hub.example.org' });
    expect(run('bad.jws').status).toBe(1);
  });

  when(has('zbarimg', '--version'))('has a QR symbol that a scanner reads back', async () => {
    const url = 'https://hub.example.org/attestations/FZuVxY3S0VQmYk1h1lqj6Q';
    await QRCode.toFile(file('link.png'), url, { errorCorrectionLevel: 'M', margin: 4 });
    const read = execFileSync('zbarimg', ['--quiet', '--raw', file('link.png')], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    expect(read.toString().trim()).toBe(url);
  });
});
