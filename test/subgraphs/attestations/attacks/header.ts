import { expect } from '@jest/globals';
import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readKeySet } from '../../../../subgraphs/attestations/verification/index.ts';
import { claimsOf, goodToken, newKeys, tokenOf } from '../support.ts';
import { expectRefused, withHeader, withText } from './arena.ts';
import type { Arena, Attack } from './arena.ts';

const encode = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

const inputOf = (arena: Arena, header: object): string =>
  `${encode({ kid: arena.signer.kid, typ: 'vc+jwt', cty: 'vc', ...header })}.${encode(claimsOf())}`;

/** Headers that ask the verifier to do something else than it would. */
export const HEADER: Readonly<Record<string, Attack>> = {
  H01: (arena) =>
    expectRefused(
      arena,
      ['none', 'None', 'noNE', 'nOnE', 'es256', ''].flatMap((alg) => [
        `${inputOf(arena, { alg })}.`,
        `${inputOf(arena, { alg })}.${arena.token.split('.')[2] ?? ''}`,
      ]),
    ),
  H02(arena) {
    const key = arena.ring.find(arena.signer.kid);
    const secrets = [
      key?.key.export({ type: 'spki', format: 'pem' }) ?? '',
      JSON.stringify(key?.jwk),
    ];
    const input = inputOf(arena, { alg: 'HS256' });
    return expectRefused(
      arena,
      secrets.map(
        (secret) => `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`,
      ),
    );
  },
  H03(arena) {
    const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey;
    const ed25519 = generateKeyPairSync('ed25519').privateKey;
    const [es384, eddsa] = [inputOf(arena, { alg: 'ES384' }), inputOf(arena, { alg: 'EdDSA' })];
    const raw = sign('sha384', Buffer.from(es384), { key: p384, dsaEncoding: 'ieee-p1363' });
    return expectRefused(arena, [
      `${es384}.${raw.toString('base64url')}`,
      `${eddsa}.${sign(null, Buffer.from(eddsa), ed25519).toString('base64url')}`,
    ]);
  },
  H04: (arena) =>
    expectRefused(
      arena,
      [
        '../../../../dev/null',
        '/proc/self/environ',
        "x' UNION SELECT",
        `${arena.signer.kid}\u0000`,
        'x'.repeat(10_000),
        '__proto__',
        'constructor',
        '',
        7,
        null,
      ].map((kid) => withHeader(arena, { kid })),
    ),
  async H06(arena) {
    const [first] = JSON.parse(
      JSON.stringify([...arena.keys.values()].map(({ jwk, kid }) => ({ ...jwk, kid }))),
    ) as object[];
    await expect(readKeySet({ keys: [first, first] })).rejects.toMatchObject({
      code: 'DUPLICATE_KEY',
    });
  },
  async H07(arena) {
    let connections = 0;
    const canary = createServer(() => undefined).on('connection', (socket) => {
      connections++;
      socket.destroy();
    });
    await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve));
    const here = `http://127.0.0.1:${(canary.address() as AddressInfo).port}/`;
    const places = [here, 'http://169.254.169.254/', 'file:///etc/passwd', 'https://partner@evil/'];
    await expectRefused(
      arena,
      places.flatMap((place) =>
        ['jku', 'x5u'].map((member) => withHeader(arena, { [member]: place })),
      ),
    );
    await expectRefused(arena, [
      withHeader(arena, { x5c: ['AAAA'] }),
      withHeader(arena, { x5t: 'AAAA' }),
      withHeader(arena, { kid: `${here}#${'A'.repeat(43)}` }),
    ]);
    canary.close();
    expect(connections).toBe(0);
  },
  async H09(arena) {
    const attacker = newKeys();
    const signer = attacker.signer('attestation');
    const jwk = attacker.find(signer.kid)?.jwk;
    const header = { alg: 'ES256', typ: 'vc+jwt', cty: 'vc' };
    await expectRefused(arena, [
      tokenOf(signer, claimsOf(), { ...header, kid: signer.kid, jwk }),
      tokenOf(signer, claimsOf(), { ...header, kid: arena.signer.kid, jwk }),
      tokenOf(signer, claimsOf(), { ...header, jwk }),
      withHeader(arena, { jwk }),
    ]);
  },
  H10: (arena) => expectRefused(arena, [withHeader(arena, { crit: ['mra-x'], 'mra-x': 1 })]),
  H11: (arena) =>
    expectRefused(
      arena,
      [[], 'b64', ['alg'], ['absent'], null].map((crit) => withHeader(arena, { crit })),
    ),
  async H12(arena) {
    const header = encode({
      alg: 'ES256',
      kid: arena.signer.kid,
      typ: 'vc+jwt',
      cty: 'vc',
      b64: false,
      crit: ['b64'],
    });
    const raw = JSON.stringify(claimsOf());
    const signature = Buffer.from(await arena.signer.sign(Buffer.from(`${header}.${raw}`)));
    await expectRefused(arena, [
      `${header}.${raw}.${signature.toString('base64url')}`,
      withHeader(arena, { b64: false, crit: ['b64'] }),
      withHeader(arena, { b64: false }),
      withHeader(arena, { b64: true }),
      withHeader(arena, { zip: 'DEF' }),
    ]);
  },
  H15(arena) {
    const header = JSON.stringify({
      alg: 'ES256',
      kid: arena.signer.kid,
      typ: 'vc+jwt',
      cty: 'vc',
    });
    const bad = Buffer.from(header);
    bad[bad.indexOf('vc"}')] = 0xff;
    return expectRefused(arena, [
      withText(arena, { header: `\ufeff${header}` }),
      withText(arena, { header: bad }),
      withText(arena, { header: header.replace('"vc"', '"\\ud800"') }),
      withText(arena, { header: header.replace('"cty"', '"alg":"ES256","cty"') }),
      withText(arena, { payload: `\ufeff${JSON.stringify(claimsOf())}` }),
    ]);
  },
  async H17(arena) {
    const status = arena.ring.signer('status');
    await expectRefused(arena, [
      ...['statuslist+jwt', 'at+jwt', 'JWT', 'vc+JWT', 'VC+jwt', 'application/vc+jwt'].map((typ) =>
        withHeader(arena, { typ }),
      ),
      goodToken(status), // a good key of another purpose
    ]);
  },
  H19(arena) {
    const [header = '', payload = '', signature = ''] = arena.token.split('.');
    return expectRefused(arena, [
      JSON.stringify({ payload, protected: header, signature }),
      JSON.stringify({ payload, signatures: [{ protected: header, signature }] }),
      `{"a":"${arena.token}"}`,
      `"${arena.token}"`,
      `${arena.token}.`,
      `${arena.token}.${signature}`,
    ]);
  },
};
