import { type Effect, REASON_LIST, type ReasonCode, REASONS } from './reasons.ts';

/** Reasons in one integer, its sign among them; three hold all that there are. */
const WORD = 32;

/** A set of reasons as three integers: sets are made, joined and compared in every decision. */
export interface Bits {
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

/** The reasons of some effects. */
export const reasonsWith = (...effects: readonly Effect[]): Bits =>
  bitsOf(
    REASON_LIST.filter(({ effect }) => effects.includes(effect)).map(({ position }) => position),
  );

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
  /** Whatever else is found, it is not enough for a recognition. */
  open = false;
  #low = 0;
  #middle = 0;
  #high = 0;

  add(code: ReasonCode): void {
    const { low, middle, high } = BITS[code];
    this.#low |= low;
    this.#middle |= middle;
    this.#high |= high;
    if (REASONS[code].effect === 'negative') this.failed = true;
  }

  /** Something decisive is not known; a refusal for another reason stands all the same. */
  leaveOpen(code: ReasonCode): void {
    this.add(code);
    this.open = true;
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
    copy.open = this.open;
    return copy;
  }

  /** Only those of these reasons. */
  only({ low, middle, high }: Bits): Findings {
    const part = new Findings();
    part.#low = this.#low & low;
    part.#middle = this.#middle & middle;
    part.#high = this.#high & high;
    return part;
  }

  /** Those that the other does not have. */
  without(other: Findings): Findings {
    const part = new Findings();
    part.#low = this.#low & ~other.#low;
    part.#middle = this.#middle & ~other.#middle;
    part.#high = this.#high & ~other.#high;
    return part;
  }

  has(code: ReasonCode): boolean {
    return this.some(BITS[code]);
  }

  /** Some of these reasons has been found. */
  some({ low, middle, high }: Bits): boolean {
    return (this.#low & low) !== 0 || (this.#middle & middle) !== 0 || (this.#high & high) !== 0;
  }

  /** How many of these reasons have been found. */
  count({ low, middle, high }: Bits): number {
    return ones(this.#low & low) + ones(this.#middle & middle) + ones(this.#high & high);
  }

  equals(other: Findings): boolean {
    return this.#low === other.#low && this.#middle === other.#middle && this.#high === other.#high;
  }

  /** The codes in canonical order. */
  codes(): ReasonCode[] {
    const codes: ReasonCode[] = [];
    addCodes(codes, this.#low, 0);
    addCodes(codes, this.#middle, WORD);
    addCodes(codes, this.#high, 2 * WORD);
    return codes;
  }
}

/** The codes of one word; the first is the lowest bit. */
function addCodes(codes: ReasonCode[], word: number, first: number): void {
  for (let rest = word; rest !== 0; rest &= rest - 1) {
    const reason = REASON_LIST[first + 31 - Math.clz32(rest & -rest)];
    if (reason) codes.push(reason.code);
  }
}
