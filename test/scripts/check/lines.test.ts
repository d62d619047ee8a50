import { describe, expect, it } from '@jest/globals';
import { locate } from '../../../scripts/check/lines.ts';

const TEXT = `{
  "a/b": [
    1, {
      "text": "braces } and \\"quotes\\" and commas, in a string"
    }
  ],
  "empty": {},
  "last": null
}`;

describe('lines of values', () => {
  it.each([
    ['', 1],
    ['/a~1b', 2],
    ['/a~1b/0', 3],
    ['/a~1b/1', 3],
    ['/a~1b/1/text', 4],
    ['/empty', 7],
    ['/last', 8],
  ])('finds %s on line %d', (pointer, line) => {
    expect(locate(TEXT).lineOf(pointer)).toBe(line);
  });

  it('gives a missing property the line of the object around it', () => {
    expect(locate(TEXT).lineOf('/a~1b/1/from')).toBe(3);
  });
});
