import { knownPart, LAST_INSTANT } from '../../schema/knowledge.ts';

/**
 * The fact as known at an instant (RULE §0, Knowledge): without the objects, at any depth, that were
 * recorded later or retracted by then; undefined when that is the fact itself.
 * @param at instant at full length
 */
export const knownAt = <T extends object>(fact: T, at: string = LAST_INSTANT): T | undefined =>
  knownPart(fact, at) as T | undefined;

/** The facts of a list that are known at an instant. */
export const allKnownAt = <T extends object>(facts: readonly T[], at?: string): T[] =>
  facts.flatMap((fact) => knownAt(fact, at) ?? []);
