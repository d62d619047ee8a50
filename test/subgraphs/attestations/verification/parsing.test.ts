import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  decodeBase64url,
  encodeBase64url,
  parseCompact,
  parseObject,
} from '../../../../subgraphs/attestations/verification/index.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'utf8');

describe('base64url', () => {
  it('spells any bytes as Node does, and reads them back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (given) => {
        const text = encodeBase64url(given);
        expect(text).toBe(Buffer.from(given).toString('base64url'));
        expect(decodeBase64url(text)).toEqual(Uint8Array.from(given));
      }),
    );
  });

  it('refuses every other spelling of the same bytes', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), (text) => {
        const decoded = decodeBase64url(text);
        if (decoded) expect(encodeBase64url(decoded)).toBe(text);
      }),
    );
  });

  it.each(['QQ==', 'QR', 'Q', 'Q Q', 'QQ\n', 'Q+', 'Q/', 'Qé', 'QQ.', '－－'])(
    'refuses %j',
    (text) => {
      expect(decodeBase64url(text)).toBeNull();
    },
  );
});

describe('JSON out of signed bytes', () => {
  it('reads what our own serialiser writes', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        fc.pre(
          !JSON.stringify(value).includes('__proto__') &&
            !/\\ud[89a-f]/.test(JSON.stringify(value)),
        );
        expect(parseObject(bytes(JSON.stringify(value)))).toEqual(
          JSON.parse(JSON.stringify(value)),
        );
      }),
    );
  });

  it.each([
    ['a duplicate member', '{"a":1,"a":1}'],
    ['a duplicate behind an escape', '{"a":1,"\\u0061":2}'],
    ['a duplicate with white space', '{ "a" : 1 , "b":[{"c":"a\\"", "c" :2}] }'],
    ['a byte order mark', '\ufeff{"a":1}'],
    ['a lone surrogate', '{"a":"\\ud800"}'],
    ['a lone surrogate in a name', '{"\\udc00":1}'],
    ['a number beyond a double', '{"a":1e400}'],
    ['a number more precise than a double', '{"a":9007199254740993}'],
    ['NaN', '{"a":NaN}'],
    ['a duplicate beside texts that look like names', '{"a":":b","c":":b","a":":b"}'],
    ['a fraction of zero', '{"a":5.0}'],
    ['an exponent', '{"a":"x","b":4e2}'],
    ['minus zero', '{"a":-0}'],
    ['a fraction of zero in a list', '{"a":[1,2.0]}'],
    ['a trailing zero after white space', '{"a": 2.50}'],
    ['an exponent in a list in a list', '{"a":[{"b":[[4.0e2]]}]}'],
    ['a member named __proto__', '{"__proto__":{"admin":true}}'],
    ['an array', '[1]'],
    ['a text', '"{}"'],
    ['nothing', ''],
    ['something after the object', '{} x'],
    ['nesting 40 deep', `{"a":${'['.repeat(40)}${']'.repeat(40)}}`],
  ])('refuses %s', (_, text) => {
    expect(parseObject(bytes(text))).toBeNull();
  });

  it('refuses bytes that are not UTF-8', () => {
    expect(parseObject(Uint8Array.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]))).toBeNull();
  });

  it('takes numbers in the one usual way, wherever they stand', () => {
    const text = '{"a":0,"b":1234567890123456,"c":[1,2.5,-3],"d":{"e":-1.25},"f":":7.0"}';
    expect(parseObject(bytes(text))).toEqual(JSON.parse(text));
  });

  it('keeps equal names of different objects apart', () => {
    expect(parseObject(bytes('{ "a":{"a":1}, "b":[{"a":1},{"a":2}] }'))).not.toBeNull();
  });
});

/** A JSON text, and whether two readers must read it alike. */
interface Written {
  readonly text: string;
  readonly isClear: boolean;
}

const clear = (text: string): Written => ({ text, isClear: true });
const unclear = (text: string): Written => ({ text, isClear: false });
const space = fc.constantFrom('', '', ' ', '\n\t');
/** Few, so that they meet; each with its spellings. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  a: ['"a"', '"\\u0061"'],
  ':"a': ['":\\"a"', '"\\u003a\\"a"'],
  'a\\': ['"a\\\\"', '"\\u0061\\u005C"'],
  '{[1,-0]}': ['"{[1,-0]}"'],
  公: ['"公"', '"\\u516c"'],
};
const spelling = fc
  .constantFrom(...Object.entries(NAMES))
  .chain(([name, spelt]) => fc.constantFrom(...spelt).map((text) => ({ name, text })));
const scalar = fc.oneof(
  fc.constantFrom('true', 'null', '0', '-7', '12.5', '1e+21', '9007199254740991').map(clear),
  {
    arbitrary: fc.constantFrom('-0', '1.0', '4e2', '1E+21', '9007199254740993').map(unclear),
    weight: 1,
  },
  { arbitrary: spelling.map(({ text }) => clear(text)), weight: 6 },
);
const isClear = (parts: readonly Written[]): boolean => parts.every((part) => part.isClear);
const textsOf = (parts: readonly Written[]): string => parts.map(({ text }) => text).join(',');
const { document } = fc.letrec<{ value: Written; list: Written; document: Written }>((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, scalar, tie('list'), tie('document')),
  list: fc
    .array(tie('value'), { maxLength: 3 })
    .map((items) => ({ text: `[${textsOf(items)}]`, isClear: isClear(items) })),
  document: fc
    .array(fc.tuple(spelling, space, tie('value'), space), { maxLength: 4 })
    .map((members) => {
      const values = members.map(([name, before, { text, isClear }, after]) => ({
        text: `${before}${name.text}${after}:${before}${text}${after}`,
        isClear,
      }));
      const names = new Set(members.map(([{ name }]) => name));
      const isEachOnce = names.size === members.length;
      return { text: `{${textsOf(values)}}`, isClear: isEachOnce && isClear(values) };
    }),
}));

describe('JSON that can be read in two ways', () => {
  it('is refused, and no other, however it is written', () => {
    let refused = 0;
    fc.assert(
      fc.property(document, ({ text, isClear }) => {
        const read = parseObject(bytes(text));
        if (!isClear) refused += 1;
        expect(read).toEqual(isClear ? JSON.parse(text) : null);
      }),
      { numRuns: 500 },
    );
    expect(refused).toBeGreaterThan(50);
  });
});

describe('compact serialisation', () => {
  const header = Buffer.from('{"alg":"ES256"}').toString('base64url');

  it('is two dots between base64url', () => {
    expect(parseCompact(`${header}.e30.AAAA`)).toMatchObject({ signingInput: `${header}.e30` });
  });

  it.each([
    ['one dot', `${header}.e30`],
    ['three dots', `${header}.e30.AAAA.AAAA`],
    ['no signature', `${header}.e30.`],
    ['no header', '.e30.AAAA'],
    ['a trailing newline', `${header}.e30.AAAA\n`],
    ['padding', `${header}.e30=.AAAA`],
    ['a header that is no object', 'W10.e30.AAAA'],
    ['the JSON serialisation', '{"payload":"e30","protected":"e30","signature":"AAAA"}'],
    ['a token of a megabyte', `${header}.${'A'.repeat(1_000_000)}.AAAA`],
  ])('refuses %s', (_, token) => {
    expect(parseCompact(token)).toBeNull();
  });
});
