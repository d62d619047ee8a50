/** Gives whole numbers from 0 up to a limit; the same ones for the same seed. */
export type Draw = (limit: number) => number;

/** Mulberry32: small, seeded, and good enough to vary inputs. */
export function drawFrom(seed: number): Draw {
  let state = seed >>> 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
}

/** What readers treat in a special way. */
const WORDS: readonly Buffer[] = [
  ...['"', '\\', '\\u', '\\ud800', '{', '}', '[', ']', ':', ',', '.', '..', '=', '-0', '1e400'],
  ...['null', 'true', '__proto__', 'constructor', 'toString', '\0', '\r', '\n', '\r\n', '\n\n'],
  ...['\t', ';', '|', '""', '—', '\u2028', '\ufeff', '9007199254740993', '0.1', '{"', '"}', '"":'],
  ...['"a":', '[[[[', '$ne', '2026-02-30', '%00', '%', '#', '/attestations/', 'did:web:', 'mra:/'],
]
  .map((word) => Buffer.from(word))
  .concat([Buffer.from([0xff]), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from([0xc0, 0x80])]);

const MAX_CHANGES = 6;
const MAX_BYTES = 65_536;

/** An input changed in a few places; now and then joined to another. */
export function mutated(input: Buffer, others: readonly Buffer[], draw: Draw): Buffer {
  let bytes = input;
  for (let left = 1 + draw(MAX_CHANGES); left > 0; left--) bytes = changedOnce(bytes, others, draw);
  return bytes.subarray(0, MAX_BYTES);
}

function changedOnce(bytes: Buffer, others: readonly Buffer[], draw: Draw): Buffer {
  const from = draw(bytes.length + 1);
  const to = Math.min(bytes.length, from + draw(draw(2) === 0 ? 4 : 64));
  const [head, cut, tail] = [bytes.subarray(0, from), bytes.subarray(from, to), bytes.subarray(to)];
  switch (draw(7)) {
    case 0:
      return Buffer.concat([head, WORDS[draw(WORDS.length)] ?? head, bytes.subarray(from)]);
    case 1:
      return Buffer.concat([head, WORDS[draw(WORDS.length)] ?? head, tail]);
    case 2:
      return Buffer.concat([head, tail]);
    case 3:
      return Buffer.concat([head, ...Array<Buffer>(2 + draw(40)).fill(cut), tail]);
    case 4: {
      const changed = Buffer.from(bytes);
      if (from < changed.length) changed[from] = draw(256);
      return changed;
    }
    case 5: {
      const other = others[draw(others.length)] ?? bytes;
      return Buffer.concat([head, other.subarray(draw(other.length + 1))]);
    }
    default: {
      const other = others[draw(others.length)] ?? bytes;
      const start = draw(other.length + 1);
      return Buffer.concat([head, other.subarray(start, start + draw(200)), tail]);
    }
  }
}
