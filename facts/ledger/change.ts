import { digestOf } from '../model/canonical.ts';
import { shown } from '../model/fault.ts';
import { beliefOf, standSideBySide, overlaps } from '../model/identity.ts';
import { SHAPES } from '../model/integrity.ts';
import { identifierOf, type FactKind } from '../kinds/kinds.ts';
import { extend, stamped } from './merge.ts';
import type { Change } from '../kinds/stored.ts';

/** A version already known that shares its key with the record looked at. */
export interface Known {
  readonly id: string;
  readonly digest: string;
  readonly fact: object;
  /** Stated by the same document, earlier. */
  readonly sameDocument: boolean;
}

/** The effect of a record on what is known. */
export type Verdict =
  | { readonly change: null; readonly matched: string }
  | {
      readonly change: Change;
      readonly fact: object;
      readonly digest: string;
      readonly supersedes: string | null;
    }
  | {
      readonly change: 'CONFLICT';
      readonly code: 'FACT_CONFLICT' | 'FACT_ID_DUPLICATE';
      readonly why: string;
    };

interface Incoming {
  readonly kind: FactKind;
  readonly fact: object;
  readonly digest: string;
  /** recordedAt of what is new, or null to take records as they are. */
  readonly stamp: string | null;
}

/**
 * Decides what a record changes, given the visible versions with its key: nothing (it is known, or
 * known with more), a new version of one of them, a new fact beside them, or a conflict. Kinds
 * without identifier never conflict: two alike stand side by side.
 */
export function changeOf(incoming: Incoming, known: readonly Known[]): Verdict {
  const same = known.find(({ digest }) => digest === incoming.digest);
  if (same) return { change: null, matched: same.id };
  const stored = known.filter(
    (version) =>
      !version.sameDocument && !standSideBySide(incoming.kind, version.fact, incoming.fact),
  );
  for (const version of stored) {
    const verdict = versionOf(incoming, version);
    if (!verdict) continue;
    if (verdict.change === null) return verdict;
    const clash = clashWith(
      incoming.kind,
      verdict.fact,
      known.filter((one) => one !== version),
    );
    return clash ?? verdict;
  }
  const fact = incoming.stamp === null ? incoming.fact : stamped(incoming.fact, incoming.stamp);
  return (
    clashWith(incoming.kind, fact, known) ?? {
      change: 'ADDED',
      fact,
      digest: fact === incoming.fact ? incoming.digest : digestOf(fact),
      supersedes: null,
    }
  );
}

/** The record as a version of a known one; null when it is not. */
function versionOf(
  { kind, fact, stamp }: Incoming,
  known: Known,
): Exclude<Verdict, { change: 'CONFLICT' }> | null {
  const merged = extend(SHAPES[kind], known.fact, fact, { stamp: stamp ?? undefined });
  if (merged) {
    const digest = digestOf(merged);
    if (digest === known.digest) return { change: null, matched: known.id };
    const retracts = 'retractedAt' in merged && !('retractedAt' in known.fact);
    return {
      change: retracts ? 'RETRACTED' : 'EXTENDED',
      fact: merged,
      digest,
      supersedes: known.id,
    };
  }
  const older = extend(SHAPES[kind], fact, known.fact, { ignoreStamps: stamp !== null });
  return older ? { change: null, matched: known.id } : null;
}

function clashWith(kind: FactKind, fact: object, known: readonly Known[]): Verdict | null {
  const identifier = identifierOf(kind);
  if (identifier === undefined) return null;
  const belief = beliefOf(fact);
  const clash = known.find(
    (version) =>
      overlaps(beliefOf(version.fact), belief) && !standSideBySide(kind, version.fact, fact),
  );
  if (!clash) return null;
  const name = shown((fact as Readonly<Record<string, unknown>>)[identifier]);
  const where = clash.sameDocument ? 'is stated earlier in the document' : 'is already known';
  return {
    change: 'CONFLICT',
    code: clash.sameDocument ? 'FACT_ID_DUPLICATE' : 'FACT_CONFLICT',
    why: `${name} ${where} with other content (${differences(clash.fact, fact).join(', ')})`,
  };
}

/** Names of the properties in which two records differ. */
function differences(a: object, b: object): string[] {
  const [first, second] = [a, b] as [
    Readonly<Record<string, unknown>>,
    Readonly<Record<string, unknown>>,
  ];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter(
    (name) =>
      name in a !== name in b || digestOf(first[name] ?? null) !== digestOf(second[name] ?? null),
  );
}
