import { notSupported } from '../faults.ts';

/** A text pattern; matching takes time linear in the text, whatever the pattern. */
export interface Pattern {
  test(text: string): boolean;
  /** What every matching text starts with, when the pattern says so (for index ranges). */
  readonly prefix: string | undefined;
}

interface Atom {
  readonly accepts: (character: string) => boolean;
  readonly literal: string | undefined;
  readonly optional: boolean;
  readonly repeats: boolean;
}

const refuse = (what: string): never => {
  throw notSupported(`$regex with ${what}`);
};

const CLASSES: Readonly<Record<string, (character: string) => boolean>> = {
  d: (c) => c >= '0' && c <= '9',
  w: (c) => /^\w$/.test(c),
  s: (c) => /^\s$/.test(c),
};

function escaped(letter: string | undefined): {
  accepts: Atom['accepts'];
  literal: string | undefined;
} {
  if (letter === undefined) return refuse('a trailing backslash');
  if (!/[A-Za-z0-9]/.test(letter)) return { accepts: (c) => c === letter, literal: letter };
  const lower = CLASSES[letter.toLowerCase()];
  if (lower === undefined) return refuse(`\\${letter}`);
  return {
    accepts: letter in CLASSES ? lower : (c) => !lower(c),
    literal: undefined,
  };
}

/** Reads a pattern of literals, `.`, escapes and [sets], each with `*`, `+` or `?`, and anchors. */
class Parser {
  private readonly characters: readonly string[];
  private at = 0;
  private readonly ignoreCase: boolean;

  constructor(source: string, ignoreCase: boolean) {
    this.characters = Array.from(source);
    this.ignoreCase = ignoreCase;
  }

  parse(): { atoms: Atom[]; start: boolean; end: boolean } {
    const start = this.eat('^');
    const atoms: Atom[] = [];
    let end = false;
    while (this.at < this.characters.length) {
      if (this.characters[this.at] === '$' && this.at === this.characters.length - 1) {
        end = true;
        break;
      }
      atoms.push(this.atom());
    }
    return { atoms, start, end };
  }

  private eat(character: string): boolean {
    if (this.characters[this.at] !== character) return false;
    this.at++;
    return true;
  }

  private atom(): Atom {
    const { accepts, literal } = this.single();
    const quantifier = this.characters[this.at];
    const quantified = quantifier === '*' || quantifier === '+' || quantifier === '?';
    if (quantified) this.at++;
    if (quantified && '*+?'.includes(this.characters[this.at] ?? ' ')) this.lazy();
    return {
      accepts: this.ignoreCase
        ? (c) => accepts(c) || accepts(c.toLowerCase()) || accepts(c.toUpperCase())
        : accepts,
      literal: quantified || this.ignoreCase ? undefined : literal,
      optional: quantifier === '*' || quantifier === '?',
      repeats: quantifier === '*' || quantifier === '+',
    };
  }

  /** A lazy quantifier matches the same texts; possessive and doubled ones are refused. */
  private lazy(): void {
    if (!this.eat('?')) refuse('a doubled quantifier');
  }

  private single(): { accepts: Atom['accepts']; literal: string | undefined } {
    const character = this.characters[this.at++];
    switch (character) {
      case '.':
        return { accepts: (c) => c !== '\n', literal: undefined };
      case '\\':
        return escaped(this.characters[this.at++]);
      case '[':
        return { accepts: this.set(), literal: undefined };
      case undefined:
      case '(':
      case ')':
      case '|':
      case '{':
      case '*':
      case '+':
      case '?':
      case '^':
      case '$':
        return refuse(`“${character ?? ''}” (write \\ before it to match it)`);
      default:
        return { accepts: (c) => c === character, literal: character };
    }
  }

  private set(): (character: string) => boolean {
    const negated = this.eat('^');
    const members: ((character: string) => boolean)[] = [];
    while (this.characters[this.at] !== ']' || members.length === 0) members.push(this.member());
    this.at++;
    return (c) => members.some((member) => member(c)) !== negated;
  }

  private member(): (character: string) => boolean {
    const first = this.characters[this.at++];
    if (first === undefined) return refuse('a set without its end');
    if (first === '[' && this.characters[this.at] === ':') return refuse('a named set');
    if (first === '\\') return escaped(this.characters[this.at++]).accepts;
    const last = this.characters[this.at + 1];
    if (this.characters[this.at] !== '-' || last === undefined || last === ']')
      return (c) => c === first;
    this.at += 2;
    const low = first.codePointAt(0) ?? 0;
    const high = last.codePointAt(0) ?? 0;
    return (c) => {
      const code = c.codePointAt(0) ?? 0;
      return code >= low && code <= high;
    };
  }
}

/** Follows every way to match at once: one step a character and atom, never a way back. */
function matches(atoms: readonly Atom[], start: boolean, end: boolean, text: string): boolean {
  const last = atoms.length;
  let states = new Uint8Array(last + 1);
  const reach = (set: Uint8Array, state: number): void => {
    for (let next = state; ; next++) {
      if (set[next] === 1) return;
      set[next] = 1;
      if (next === last || atoms[next]?.optional !== true) return;
    }
  };
  reach(states, 0);
  for (const character of text) {
    if (!end && states[last] === 1) return true;
    const after = new Uint8Array(last + 1);
    for (let state = 0; state < last; state++) {
      const atom = atoms[state];
      if (states[state] !== 1 || atom?.accepts(character) !== true) continue;
      if (atom.repeats) reach(after, state);
      reach(after, state + 1);
    }
    if (!start) reach(after, 0);
    states = after;
  }
  return states[last] === 1;
}

/**
 * Compiles the subset of regular expressions that the engine runs: literals, escapes, `.`, sets,
 * `*` `+` `?` on one of those, and anchors at the ends; options `i` and `s`-less only.
 * @throws Fault CommandNotSupported for groups, alternatives, counted repeats and other options
 */
export function compilePattern(source: string, flags: string): Pattern {
  if (/[^iu]/.test(flags)) refuse(`the option “${flags}”`);
  const { atoms, start, end } = new Parser(source, flags.includes('i')).parse();
  const literals = atoms.map((atom) => atom.literal);
  const firstOther = literals.indexOf(undefined);
  const plain = literals.slice(0, firstOther < 0 ? undefined : firstOther).join('');
  const prefix = start && plain !== '' ? plain : undefined;
  if (firstOther < 0) return { test: plainTest(plain, start, end), prefix };
  return { test: (text) => matchesOptionalEnd(atoms, start, end, text), prefix };
}

/** `$` also stands before a last line break. */
function matchesOptionalEnd(
  atoms: readonly Atom[],
  start: boolean,
  end: boolean,
  text: string,
): boolean {
  if (matches(atoms, start, end, text)) return true;
  return end && text.endsWith('\n') && matches(atoms, start, end, text.slice(0, -1));
}

function plainTest(plain: string, start: boolean, end: boolean): (text: string) => boolean {
  if (!end) return start ? (text) => text.startsWith(plain) : (text) => text.includes(plain);
  const ending = (text: string): boolean => (start ? text === plain : text.endsWith(plain));
  return (text) => ending(text) || (text.endsWith('\n') && ending(text.slice(0, -1)));
}
