import { describe, expect, it } from '@jest/globals';
import { BSON } from 'bson';
import fc from 'fast-check';
import { MAX_DEPTH, MalformedBson, decode } from '../../../store/bson/decode.ts';
import { encode } from '../../../store/bson/encode.ts';
import { anyValue } from './values.ts';

describe('the BSON codec', () => {
  it('writes back every document byte for byte as the bson package wrote it', () => {
    fc.assert(
      fc.property(fc.array(anyValue, { maxLength: 4 }), (values) => {
        const bytes = Buffer.from(
          BSON.serialize(new Map(values.map((value, at) => [`f${at}`, value]))),
        );
        expect(encode(decode(bytes)).equals(bytes)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('reads only the fields asked for', () => {
    fc.assert(
      fc.property(anyValue, anyValue, (skipped, wanted) => {
        const bytes = Buffer.from(BSON.serialize({ skipped, wanted, last: 1 }));
        const part = decode(bytes, 0, new Set(['wanted', 'last']));
        expect([...part.keys()]).toEqual(['wanted', 'last']);
        expect(part.get('last')).toBe(1);
      }),
    );
  });

  it('keeps the order of names that look like numbers, and __proto__ as a plain name', () => {
    const given = new Map<string, unknown>([
      ['10', 1],
      ['9', 2],
      ['__proto__', new Map([['polluted', true]])],
    ]);
    const document = decode(Buffer.from(BSON.serialize(given)));
    expect([...document.keys()]).toEqual(['10', '9', '__proto__']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('refuses every truncation and never reads outside the document', () => {
    fc.assert(
      fc.property(anyValue, fc.nat(), (value, cut) => {
        const bytes = Buffer.from(BSON.serialize({ value }));
        const short = bytes.subarray(0, cut % bytes.length);
        expect(() => decode(short)).toThrow(MalformedBson);
      }),
    );
  });

  it('answers any changed byte with a document or MalformedBson, nothing else', () => {
    fc.assert(
      fc.property(anyValue, fc.nat(), fc.nat({ max: 255 }), (value, at, byte) => {
        const bytes = Buffer.from(BSON.serialize({ before: 1, value, after: 'x' }));
        bytes[at % bytes.length] = byte;
        try {
          decode(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedBson);
        }
      }),
      { numRuns: 700 },
    );
  });

  it('refuses nesting that could exhaust the stack', () => {
    const nested = (depth: number): Buffer => {
      let bytes = Buffer.from(BSON.serialize({}));
      for (let i = 1; i < depth; i++) {
        const head = Buffer.from([0, 0, 0, 0, 3, 0x61, 0]);
        bytes = Buffer.concat([head, bytes, Buffer.from([0])]);
        bytes.writeInt32LE(bytes.length, 0);
      }
      return bytes;
    };
    expect(decode(nested(MAX_DEPTH)).has('a')).toBe(true);
    expect(() => decode(nested(MAX_DEPTH + 1))).toThrow('nesting deeper');
    expect(() => decode(nested(5_000))).toThrow('nesting deeper');
  });
});
