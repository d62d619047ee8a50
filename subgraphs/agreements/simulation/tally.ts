import type { Answer, AnswerAccepts } from '../../../schema/generated/question.ts';
import type { Status, Transition } from '../../federation/simulation.ts';

const sameAcceptance = (
  one: AnswerAccepts | null | undefined,
  other: AnswerAccepts | null | undefined,
): boolean => one?.object === other?.object && one?.upToLevel === other?.upToLevel;

/**
 * Whether two answers say the same: status, reasons, route, annex, what is accepted, and the day on
 * which that ends. Routes not taken are no part of what an answer says.
 */
export const isSameAnswer = (one: Answer, other: Answer): boolean =>
  one.status === other.status &&
  one.route === other.route &&
  one.annex === other.annex &&
  one.changesOn === other.changesOn &&
  one.reasons.length === other.reasons.length &&
  one.reasons.every((code, at) => code === other.reasons[at]) &&
  sameAcceptance(one.accepts, other.accepts);

const ORDER: readonly Status[] = [
  'RECOGNISED',
  'RECOGNISED_WITH_CONDITIONS',
  'INDETERMINATE',
  'NOT_RECOGNISED',
];

/** Counts of answers by the status from which and to which they go. */
export class Tally {
  readonly #counts = new Map<Status, Map<Status, number>>();

  add(from: Status, to: Status): void {
    const row = this.#counts.get(from) ?? new Map<Status, number>();
    this.#counts.set(from, row.set(to, (row.get(to) ?? 0) + 1));
  }

  /** In the order of the statuses, best first. */
  transitions(): readonly Transition[] {
    return ORDER.flatMap((from) =>
      ORDER.flatMap((to) => {
        const count = this.#counts.get(from)?.get(to);
        return count === undefined ? [] : [{ from, to, count }];
      }),
    );
  }
}
