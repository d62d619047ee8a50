import { expect } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { fixtureUrl } from '../../../fixtures.ts';
import { faultsOf } from '../../../../subgraphs/attestations/issuance/input.ts';
import { REQUEST } from '../hub.ts';
import { numericOf, verifyQr } from '../../../../subgraphs/attestations/verification/index.ts';
import { NOW, claimsOf } from '../support.ts';
import { expectRefused, withClaims, withText } from './arena.ts';
import type { Attack } from './arena.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Other spellings of what was signed. */
export const ENCODING: Readonly<Record<string, Attack>> = {
  E01(arena) {
    const last = ALPHABET.indexOf(arena.token.at(-1) ?? '');
    // 64 bytes leave four unused bits in the last character.
    const spellings = Array.from({ length: 16 }, (_, bits) => (last & ~15) | bits)
      .filter((value) => value !== last)
      .map((value) => arena.token.slice(0, -1) + ALPHABET.charAt(value));
    expect(spellings).toHaveLength(15);
    return expectRefused(arena, spellings);
  },
  E02(arena) {
    const { token } = arena;
    const [header = '', payload = '', signature = ''] = token.split('.');
    const standard = signature.replace(/-/g, '+').replace(/_/g, '/');
    return expectRefused(arena, [
      `${token}==`,
      `${token}\n`,
      ` ${token}`,
      `${header}.${payload}. ${signature}`,
      `${header}=.${payload}.${signature}`,
      ...(standard === signature ? [] : [`${header}.${payload}.${standard}`]),
      `${header}.${payload.slice(0, 40)}\n${payload.slice(40)}.${signature}`,
    ]);
  },
  E04() {
    const numbers = [
      'Т-1',
      'T\u202e1',
      'T\u200b1',
      'T\u00e9',
      'Te\u0301',
      '１２３',
      ' T',
      'T ',
      '',
      'T\u0000',
    ];
    for (const certificate of numbers) {
      const faults = faultsOf(
        { ...REQUEST, question: { ...REQUEST.question, certificate } },
        '2026-11-23',
      );
      expect(faults).toMatchObject([{ code: 'CERTIFICATE_NOT_PLAIN' }]);
    }
    expect(faultsOf(REQUEST, '2026-11-23')).toEqual([]);
  },
  async E08(arena) {
    // Only mra:/ and digits of one token; an address is never opened, a host never trusted.
    for (const text of [
      'javascript:alert(1)',
      `https://hub.example.org/#${arena.token}`,
      `https://evil.example/#${arena.token}`,
      'mra:/1/2/000102',
      'mra:/0078',
      'mra:/9999',
      `mra:/${numericOf(arena.token)}`,
      `mra://${numericOf(arena.token)}`,
      `shc:/${numericOf(arena.token)}`,
      arena.token,
    ]) {
      const { verdict } = await verifyQr(text, { keys: arena.keys, now: NOW });
      expect({ text: text.slice(0, 30), verdict }).toEqual({
        text: text.slice(0, 30),
        verdict: 'invalid',
      });
    }
  },
  async E06(arena) {
    const large = 64 * 1024 * 1024;
    const deep = `{"a":${'['.repeat(1_000_000)}`;
    const many = Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`c${at}`, at]));
    const { kid } = arena.signer;
    const started = performance.now();
    await expectRefused(arena, [
      `${arena.token}${'A'.repeat(large)}`,
      `${'A'.repeat(1024 * 1024)}.${arena.token.slice(arena.token.indexOf('.') + 1)}`,
      withText(arena, { header: deep }),
      withText(arena, { payload: deep }),
      withText(arena, { header: `{"alg":"ES256","kid":"${kid}","x":${'['.repeat(7000)}` }),
      withClaims(arena, many),
      readFileSync(fixtureUrl('found/E06-deep-header.jws'), 'latin1'),
    ]);
    expect(performance.now() - started).toBeLessThan(20_000);
  },
  E05(arena) {
    const json = JSON.stringify(claimsOf());
    const written = (value: string): Promise<string> =>
      withText(arena, { payload: json.replace(/"exp":\d+/, `"exp":${value}`) });
    return expectRefused(arena, [
      ...['1e400', '"9999999999"', '9007199254740993', '-1', '1.5', 'NaN', 'null', '[1]'].map(
        written,
      ),
      withClaims(arena, { iat: '1795421488' }),
      withClaims(arena, { nbf: 1.5 }),
    ]);
  },
};
