import type { Claims } from '../../kinds/description.ts';
import { descriptionOf, type FactKind, type FactOf } from '../../kinds/kinds.ts';

/** Who writes, as far as facts are concerned (a part of the identity of a request). */
export interface Writer {
  readonly scopes: ReadonlySet<string>;
  /** The territory a writer is bound to, from the token. */
  readonly territory?: string;
}

/**
 * Why a writer may not write a record whatever it says, or in whose name it speaks; null when the
 * writer may write it in any name. `hub:admin` may write everything, `agreements:write` the
 * arrangements, and `facts:write` what belongs to the token's territory.
 */
export function claimsOf<K extends FactKind>(
  kind: K,
  fact: FactOf<K>,
  { scopes, territory }: Writer,
): Claims | string | null {
  if (scopes.has('hub:admin')) return null;
  if (scopes.has('agreements:write') && descriptionOf(kind).isArrangement) return null;
  if (!scopes.has('facts:write')) return `writing ${kind} needs another scope`;
  if (territory === undefined) return 'the token is bound to no territory';
  return (
    descriptionOf(kind).claims(fact) ?? `a writer bound to ${territory} may not write such ${kind}`
  );
}

/** Whether one of the records known under a name makes it somebody else's. */
export function isTaken<K extends FactKind>(
  kind: K,
  own: FactOf<K>,
  others: readonly FactOf<K>[],
  covers: (territory: string | undefined) => boolean,
): boolean {
  const { isForeign } = descriptionOf(kind);
  return isForeign !== undefined && others.some((other) => isForeign(own, other, covers));
}
