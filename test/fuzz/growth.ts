import type { Target } from './targets.ts';

/** What is repeated until it is large: what readers were seen to be slow at, here and elsewhere. */
const PATTERNS: Readonly<Record<string, (count: number) => string>> = {
  'nested arrays': (count) => '['.repeat(count),
  'nested objects': (count) => '{"a":'.repeat(count),
  'one long text': (count) => `{"a":"${'x'.repeat(count)}"}`,
  backslashes: (count) => `{"a":"${'\\\\'.repeat(count)}"}`,
  'escaped quotes': (count) => `{"a":"${'\\"'.repeat(count)}"}`,
  'an open text of backslashes': (count) => `{"a":"${'\\'.repeat(count)}`,
  escapes: (count) => `{"a":"${'\\u0061'.repeat(count)}"}`,
  'many members': (count) =>
    `{${Array.from({ length: count }, (_, at) => `"m${at}":1`).join(',')}}`,
  'one member many times': (count) => `{${'"a":1,'.repeat(count)}"b":1}`,
  'many numbers': (count) => `{"a":[${'1,'.repeat(count)}1]}`,
  'one long number': (count) => `{"a":${'1'.repeat(count)}}`,
  'white space': (count) => `{${' '.repeat(count)}}`,
  'many dots': (count) => '.'.repeat(count),
  base64url: (count) => `${'A'.repeat(count)}.e30.AAAA`,
  'many lines': (count) => 'a\n'.repeat(count),
  'empty lines': (count) => '\n'.repeat(count),
  'carriage returns': (count) => '\r'.repeat(count),
  'many columns': (count) => Array.from({ length: count }, (_, at) => `c${at}`).join(','),
  'many cells': (count) => `number\n${','.repeat(count)}`,
  'many quotes': (count) => `number\n${'""'.repeat(count)}`,
  'an open quote': (count) => `number\n"${'a\n'.repeat(count)}`,
  'lists in cells': (count) => `number,scope.hs\nA,${'1;'.repeat(count)}`,
  'signature lines': (count) => `a\n1\nAA==\n\n${'— a AAAAAAAA\n'.repeat(count)}`,
  'proof lines': (count) => `c2sp.org/tlog-proof@v1\nindex 0\n${'AAAA\n'.repeat(count)}\na`,
  'records in NDJSON': (count) => '{"kind":"certificates","fact":{}}\n'.repeat(count),
  'records in JSON': (count) => `{"certificates":[${'{},'.repeat(count)}{}]}`,
  keys: (count) => `{"keys":[${'{"kty":"EC"},'.repeat(count)}{}]}`,
  digits: (count) => `mra:/${'00'.repeat(count)}`,
};

const FACTOR = 4;
/** Time at 4n may be at most so many times that at n. */
export const MOST = 6;
/** Milliseconds of work below which time tells nothing of growth. */
const MEASURABLE_MS = 3;
/** Milliseconds above which a size is not measured again, and no larger one at all. */
const LONG_MS = 1_000;
const SIZES = [16_000, 64_000, 256_000];
const ROUNDS = 3;
/** Times that a ratio beyond the limit is measured again: only what stays is no accident. */
const AGAIN = 6;

/** How a target takes more time for more of a pattern. */
export interface Growth {
  readonly target: string;
  readonly pattern: string;
  readonly count: number;
  readonly ratio: number;
}

/** How much longer a target takes for four times as much, at the sizes that can be measured. */
export async function growthOf(target: Target): Promise<readonly Growth[]> {
  const found: Growth[] = [];
  for (const [pattern, make] of Object.entries(PATTERNS)) {
    let before = 0;
    for (const count of SIZES) {
      const larger = Buffer.from(make(count));
      let time = await workOf(target, larger);
      if (before > MEASURABLE_MS) {
        const smaller = Buffer.from(make(count / FACTOR));
        let ratio = time / before;
        for (let again = 0; again < AGAIN && ratio > MOST; again++)
          ratio = Math.min(ratio, (await workOf(target, larger)) / (await workOf(target, smaller)));
        if (ratio > MOST) ratio /= await platformGrowth(larger, smaller);
        found.push({ target: target.name, pattern, count, ratio });
        time = Math.min(time, ratio * before);
      }
      if (time > LONG_MS) break;
      before = time;
    }
  }
  return found;
}

/** How the platform itself reads a text as JSON: what its memory costs beyond proportion is not ours. */
const PLATFORM: Target = {
  name: 'JSON.parse',
  seeds: [],
  run: (input) => {
    try {
      JSON.parse(input.toString('utf8'));
    } catch {
      // Most patterns are no JSON: then it is the time to make a text of bytes.
    }
    return Promise.resolve();
  },
};

/** By how much more than in proportion the platform takes longer, at least 1. */
async function platformGrowth(larger: Buffer, smaller: Buffer): Promise<number> {
  const ratio = (await workOf(PLATFORM, larger)) / (await workOf(PLATFORM, smaller));
  return Math.max(1, ratio / FACTOR);
}

/** The least processor time in milliseconds of a few rounds: other processes do not count. */
async function workOf(target: Target, input: Buffer): Promise<number> {
  let least = Infinity;
  for (let round = 0; round < ROUNDS && (round === 0 || least < LONG_MS); round++) {
    const before = process.cpuUsage();
    await target.run(input);
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}
