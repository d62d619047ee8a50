import { type Effect, REASON_LIST, type ReasonCode, REASONS } from './reasons.ts';

/** Reasons that fit into one small integer. */
const WORD = 30;

/** A set of reasons as three small integers: sets are made, joined and compared in every decision. */
interface Bits {
  readonly low: number;
  readonly middle: number;
  readonly high: number;
}

const bitsOf = (positions: readonly number[]): Bits => {
  const word = (index: number): number =>
    positions
      .filter((position) => Math.floor(position / WORD) === index)
      .reduce((bits, position) => bits | (1 << (position % WORD)), 0);
  return { low: word(0), middle: word(1), high: word(2) };
};

const BITS = Object.fromEntries(
  REASON_LIST.map(({ code, position }) => [code, bitsOf([position])]),
) as Readonly<Record<ReasonCode, Bits>>;

const bitsWith = (effect: Effect): Bits =>
  bitsOf(REASON_LIST.filter((reason) => reason.effect === effect).map(({ position }) => position));

const EFFECTS: Readonly<Record<Effect, Bits>> = {
  negative: bitsWith('negative'),
  indeterminate: bitsWith('indeterminate'),
  condition: bitsWith('condition'),
  info: bitsWith('info'),
  positive: bitsWith('positive'),
};

function ones(word: number): number {
  let count = 0;
  for (let rest = word; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

/** The reason codes found so far, each once. */
export class Findings {
  /** A negative code has been found. */
  failed = false;
  /** A rule has given the whole answer; nothing else is looked at. */
  settled = false;
  #low = 0;
  #middle = 0;
  #high = 0;

  add(code: ReasonCode): void {
    this.#join(BITS[code]);
    if (REASONS[code].effect === 'negative') this.failed = true;
  }

  /** The answer is these codes and no others. */
  settle(...codes: readonly ReasonCode[]): void {
    this.#low = this.#middle = this.#high = 0;
    for (const code of codes) this.add(code);
    this.settled = true;
  }

  /** A set of its own with the same codes. */
  copy(): Findings {
    const copy = new Findings();
    copy.#low = this.#low;
    copy.#middle = this.#middle;
    copy.#high = this.#high;
    copy.failed = this.failed;
    return copy;
  }

  /** Only the codes of these effects. */
  only(effects: readonly Effect[]): Findings {
    const part = new Findings();
    for (const effect of effects) {
      const { low, middle, high } = EFFECTS[effect];
      part.#join({ low: this.#low & low, middle: this.#middle & middle, high: this.#high & high });
    }
    return part;
  }

  has(code: ReasonCode): boolean {
    return this.#meets(BITS[code]);
  }

  /** Some code has this effect. */
  some(effect: Effect): boolean {
    return this.#meets(EFFECTS[effect]);
  }

  /** How many codes have this effect. */
  count(effect: Effect): number {
    const { low, middle, high } = EFFECTS[effect];
    return ones(this.#low & low) + ones(this.#middle & middle) + ones(this.#high & high);
  }

  equals(other: Findings): boolean {
    return this.#low === other.#low && this.#middle === other.#middle && this.#high === other.#high;
  }

  /** The codes in canonical order. */
  codes(): ReasonCode[] {
    return [
      ...codesIn(this.#low, 0),
      ...codesIn(this.#middle, WORD),
      ...codesIn(this.#high, 2 * WORD),
    ];
  }

  #join({ low, middle, high }: Bits): void {
    this.#low |= low;
    this.#middle |= middle;
    this.#high |= high;
  }

  #meets({ low, middle, high }: Bits): boolean {
    return (this.#low & low) !== 0 || (this.#middle & middle) !== 0 || (this.#high & high) !== 0;
  }
}

function codesIn(word: number, first: number): ReasonCode[] {
  const found: ReasonCode[] = [];
  for (let rest = word; rest !== 0; rest &= rest - 1) {
    const position = first + 31 - Math.clz32(rest & -rest);
    const reason = REASON_LIST[position];
    if (reason) found.push(reason.code);
  }
  return found;
}
