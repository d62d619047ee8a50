import { createPrivateKey, sign } from 'node:crypto';
import { AUDIENCE, SECONDS, claimsOf } from '../support.ts';
import { withClaims, withHeader, withText } from './arena.ts';
import type { Arena } from './arena.ts';

/** Tokens that nobody may believe, most of them signed with a key that everybody trusts. */
export type Tokens = (arena: Arena) => readonly (string | Promise<string>)[];

const ORDER = 'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551';
const ZERO = '0'.repeat(64);
const hex = (text: string): string => Buffer.from(text, 'hex').toString('base64url');
const partsOf = ({ token }: Arena): string[] => token.split('.');
const input = (arena: Arena): string => partsOf(arena).slice(0, 2).join('.');
const payload = (): string => JSON.stringify(claimsOf());
const inPayload = (arena: Arena, from: string | RegExp, to: string): Promise<string> => {
  const text = payload();
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`the payload has no ${String(from)}`);
  return withText(arena, { payload: changed });
};

export const SIGNATURES: Readonly<Record<string, Tokens>> = {
  'r or s of zero, of the order or beyond it': (arena) =>
    [
      ZERO + ZERO,
      ZERO + ORDER,
      ORDER + ZERO,
      ORDER + ORDER,
      'f'.repeat(128),
      ZERO.slice(1) + '1' + ZERO,
      ZERO + ZERO.slice(1) + '1',
    ].map((raw) => `${input(arena)}.${hex(raw)}`),
  'a signature too short, too long or in ASN.1': (arena) => {
    const raw = Buffer.from(partsOf(arena)[2] ?? '', 'base64url');
    const key = createPrivateKey({
      key: { ...arena.ring.find(arena.signer.kid)?.jwk, d: hex(ZERO.slice(1) + '1') },
      format: 'jwk',
    });
    const der = sign('sha256', Buffer.from(input(arena)), key);
    return [
      raw.subarray(1),
      raw.subarray(0, 63),
      Buffer.concat([raw, raw.subarray(0, 1)]),
      der,
    ].map((bytes) => `${input(arena)}.${bytes.toString('base64url')}`);
  },
  'the parts of two tokens mixed': (arena) => {
    const [header = '', , signature = ''] = partsOf(arena);
    const other = Buffer.from(JSON.stringify({ ...claimsOf(), name: 'x' })).toString('base64url');
    return [`${header}.${other}.${signature}`, `${other}.${other}.${signature}`];
  },
};

export const HEADERS: Readonly<Record<string, Tokens>> = {
  'an algorithm spelt otherwise, or not a text': (arena) =>
    [
      'ES256 ',
      ' ES256',
      'ES256\u0000',
      'ＥＳ256',
      'ES256K',
      'RS256',
      'PS256',
      'HS256',
      'EdDSA',
    ].map((alg) => withHeader(arena, { alg })),
  'an algorithm that is no text': (arena) =>
    [['ES256'], { ES256: 1 }, null, true, 256].map((alg) => withHeader(arena, { alg })),
  'a type spelt otherwise, or of another kind of token': (arena) =>
    [
      'vc+jwt ',
      'vc+jwt\u0000',
      'vс+jwt',
      'vc+ld+jwt',
      'vp+jwt',
      'mra-qr+jwt',
      'JOSE',
      'dpop+jwt',
      ['vc+jwt'],
      null,
    ].map((typ) => withHeader(arena, { typ })),
  'another content, or none': (arena) =>
    ['VC', 'JWT', 'jwt', 'vp', 'application/vc', '', null, ['vc'], undefined].map((cty) =>
      withHeader(arena, { cty }),
    ),
  'a key identifier that looks like a known one': (arena) => {
    const { kid } = arena.signer;
    return [
      kid.replace('hub', 'hսb'),
      kid.replace('hub', 'HUB'),
      kid.replace('#', '%23'),
      kid.replace('#', '##'),
      kid.replace('did:web:', 'DID:WEB:'),
      kid.split('#')[1] ?? '',
      ` ${kid}`,
      `${kid}\n`,
      `${kid}=`,
      [kid],
      { kid },
    ].map((other) => withHeader(arena, { kid: other }));
  },
  'members that ask the verifier for something': (arena) =>
    [
      { x5c: [] },
      { 'x5t#S256': 'AAAA' },
      { jku: null },
      { crit: undefined, exp: 1 },
      { iss: 'did:web:hub.example.org' },
      { nonce: '1' },
      { enc: 'A256GCM' },
      { epk: {} },
      { svt: 'x' },
    ].map((members) => withHeader(arena, members)),
  'a member twice, one of them hidden behind an escape': (arena) => {
    const { kid } = arena.signer;
    const rest = `"kid":"${kid}","typ":"vc+jwt","cty":"vc"`;
    return [
      `{"alg":"none","alg":"ES256",${rest}}`,
      `{"alg":"ES256","\\u0061lg":"none",${rest}}`,
      `{"alg":"ES256",${rest},"cty":"vc"}`,
      `{"alg":"ES256",${rest},"__proto__":{}}`,
      `{"alg":"ES256",${rest}}{}`,
      `[{"alg":"ES256",${rest}}]`,
    ].map((header) => withText(arena, { header }));
  },
};

export const PAYLOADS: Readonly<Record<string, Tokens>> = {
  'what is no JSON object': (arena) =>
    [
      arena.token,
      `"${arena.token}"`,
      '[]',
      `[${payload()}]`,
      'null',
      '1',
      '',
      `${payload()}x`,
      `${payload()}${payload()}`,
      `\ufeff${payload()}`,
      `\u00a0${payload()}`,
      `${payload()}\u0000`,
      `${payload().slice(0, -1)},}`,
      `/**/${payload()}`,
      payload().replace(/"/g, "'"),
    ].map((text) => withText(arena, { payload: text })),
  'bytes that are no UTF-8': (arena) =>
    [
      Buffer.concat([Buffer.from(payload().slice(0, -1)), Buffer.from(',"a":"\xff"}', 'latin1')]),
      Buffer.from(payload(), 'utf16le'),
      Buffer.from(`${payload().slice(0, -1)},"a":"\xed\xa0\x80"}`, 'latin1'),
      Buffer.from(`${payload().slice(0, -1)},"a":"\xc0\x80"}`, 'latin1'),
    ].map((bytes) => withText(arena, { payload: bytes })),
  'a member twice, at any depth': (arena) => [
    inPayload(arena, '"iss":', '"iss":"did:web:x","iss":'),
    inPayload(arena, '"decision":', '"decision":"x","decision":'),
    inPayload(arena, '"decision":', '"decisio\\u006e":"x","decision":'),
    inPayload(arena, '"decision":', '"decision" :"x", "decision":'),
    inPayload(arena, '"exp":', '"exp":9999999999,"exp":'),
  ],
  'JSON nested beyond reason, or large': (arena) => [
    inPayload(arena, '"mra":{', `"mra":{"a":${'['.repeat(40)}${']'.repeat(40)},`),
    inPayload(arena, '"mra":{', `"mra":{"a":${'{"a":'.repeat(5000)}1${'}'.repeat(5000)},`),
    inPayload(arena, '"name":"', `"name":"${'x'.repeat(100_000)}`),
    withText(arena, { payload: `{"a":${'['.repeat(10_000)}` }),
  ],
  'a time that is not a whole number written as one': (arena) => {
    const values = [
      '1e400',
      '-1',
      '-0',
      'true',
      'null',
      '[1]',
      '{}',
      '"1795421488"',
      '1795421488.5',
    ];
    const spelt = ['1795421488.0', '1.795421488e9', '17954214880e-1', '0x6B043AB0', '01795421488'];
    return ['iat', 'nbf', 'exp'].flatMap((name) =>
      [...values, ...spelt, '9007199254740993', '99999999999999999999'].map((value) =>
        inPayload(arena, new RegExp(`"${name}":\\d+`), `"${name}":${value}`),
      ),
    );
  },
  'a period that is empty, upside down or begins later': (arena) =>
    [
      { nbf: SECONDS + 9_999_999 },
      { iat: SECONDS + 3600, nbf: SECONDS + 3600 },
      { nbf: SECONDS - 3600 },
      { exp: SECONDS },
      { exp: SECONDS - 1 },
      { exp: undefined, validUntil: undefined },
      { nbf: undefined },
      { iat: undefined },
    ].map((claims) => withClaims(arena, claims)),
  'an audience that is none': (arena) =>
    [
      AUDIENCE,
      { 0: AUDIENCE },
      [[AUDIENCE]],
      [{ id: AUDIENCE }],
      [AUDIENCE.toUpperCase()],
      [`${AUDIENCE} `],
      [AUDIENCE.replace('c', 'с')],
      [AUDIENCE, 7],
      '*',
      ['*'],
      null,
    ].map((aud) => withClaims(arena, { aud })),
  'an issuer that looks like the owner of the key': (arena) =>
    [
      'did:web:hսb.example.org',
      'did:web:HUB.example.org',
      'did:web:hub.example.org ',
      'did:web:hub.example.org#key',
      'did:web:hub%2Eexample.org',
      'did:web:%FF',
      'did:web:%E0%A4%A',
      'https://hub.example.org',
      ['did:web:hub.example.org'],
      null,
      '',
    ].flatMap((iss) => [
      withClaims(arena, { iss }),
      withClaims(arena, { iss, issuer: { ...(claimsOf()['issuer'] as object), id: iss } }),
    ]),
  'no recognition, or one in other words': (arena) => {
    const { mra } = claimsOf() as { mra: object };
    return [
      'not-recognised',
      'indeterminate',
      'Recognised',
      'recognised ',
      '',
      null,
      true,
      ['recognised'],
    ].map((decision) => withClaims(arena, { mra: { ...mra, decision } }));
  },
  'identifiers that disagree': (arena) =>
    [
      { id: 'https://hub.example.org/attestations/x' },
      { jti: 'https://hub.example.org/attestations/x' },
      { sub: 7 },
      { sub: undefined },
      { credentialSubject: [claimsOf()['credentialSubject']] },
      { credentialSubject: null },
      { type: 'VerifiableCredential' },
      { type: ['VerifiableCredential'] },
      { '@context': undefined },
      { '@context': 'https://www.w3.org/ns/credentials/v2' },
      { mra: null },
      { mra: [] },
      { vp: {} },
      { constructor: 1 },
    ].map((claims) => withClaims(arena, claims)),
};

/** Keys of an issuer of whom the verifier has none, however it is spelt: never valid. */
export const STRANGERS: Tokens = (arena) => {
  const { kid } = arena.signer;
  return [
    kid.replace('hub', 'h%75b'),
    kid.replace('.org', '.org.'),
    kid.replace('hub.', 'hub-'),
    kid.replace('.org', '.org:a'),
  ].map((other) => withHeader(arena, { kid: other }));
};
