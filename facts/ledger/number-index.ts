import type { Certificate } from '../../schema/generated/facts.ts';
import { numberLikeness } from '../../schema/spelling.ts';
import type { Fact, FactKind } from '../kinds/kinds.ts';
import { deceives } from '../model/scripts.ts';
import type { Known } from './change.ts';

/** Numbers that certificates have, of those that look like the numbers of a group of records. */
export class NumberIndex {
  readonly #kind: FactKind;
  readonly #alike = new Map<string, Set<string>>();

  constructor(kind: FactKind, known: ReadonlyMap<string, readonly Known[]>) {
    this.#kind = kind;
    for (const versions of known.values()) for (const { fact } of versions) this.add(fact);
  }

  add(fact: object): void {
    if (this.#kind !== 'certificates') return;
    const { number, issuer } = fact as Certificate;
    const likeness = `${numberLikeness(number)} ${issuer}`;
    const taken = this.#alike.get(likeness) ?? new Set<string>();
    this.#alike.set(likeness, taken.add(number));
  }

  /** A number of the same issuer for which that of a new record would be taken; undefined: none. */
  deceivedBy(fact: Fact): string | undefined {
    if (this.#kind !== 'certificates') return undefined;
    const { number, issuer } = fact as Certificate;
    const taken = this.#alike.get(`${numberLikeness(number)} ${issuer}`);
    return taken && [...taken].find((other) => deceives(number, other));
  }
}

/** A number with its letters of other scripts as code points: two that look the same are told apart. */
export const escaped = (number: string): string =>
  JSON.stringify(number).replace(
    /[^ -~]/gu,
    (letter) =>
      `${letter} (U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')})`,
  );
