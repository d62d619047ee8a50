import { numberLikeness } from '../../schema/spelling.ts';
import { fullInstant } from '../../schema/knowledge.ts';
import type { Certificate } from '../../schema/generated/facts.ts';
import { searchTerms } from './search-terms.ts';
import { digestOf } from './canonical.ts';
import { SHAPES } from './integrity.ts';
import { identifierOf, type FactKind } from '../kinds/kinds.ts';
import type { SearchKeys } from '../kinds/stored.ts';

type Properties = Readonly<Record<string, unknown>>;

/** Texts for people: they differ without the fact being another one. */
export const UNEVALUATED: ReadonlySet<string> = new Set(['note', 'name']);

/**
 * What makes two records versions of the same fact: the identifier; for kinds without one, the
 * digest of everything that later versions cannot change (so without retractedAt, texts for
 * people, and nested facts such as events).
 */
export function keyOf(kind: FactKind, value: object): string {
  const identifier = identifierOf(kind);
  const properties = value as Properties;
  if (identifier !== undefined) return String(properties[identifier]);
  const shape = SHAPES[kind];
  return digestOf(
    Object.fromEntries(
      Object.entries(properties).filter(([name]) => {
        const inner = shape.properties.get(name);
        const nested = inner?.fact === true || inner?.items?.fact === true;
        return !nested && name !== 'retractedAt' && !UNEVALUATED.has(name);
      }),
    ),
  );
}

/** When a record was believed, as `[from, until)` in instants at full length. */
export interface TransactionTime {
  readonly from: string;
  readonly until: string;
}

export function beliefOf(value: object): TransactionTime {
  const { recordedAt, retractedAt } = value as Properties;
  return {
    from: typeof recordedAt === 'string' ? fullInstant(recordedAt) : '',
    until: typeof retractedAt === 'string' ? fullInstant(retractedAt) : '\uffff',
  };
}

/** Whether some question sees both records at once. */
export const overlaps = (a: TransactionTime, b: TransactionTime): boolean =>
  a.from < b.until && b.from < a.until;

/**
 * Certificates of two issuers are two certificates, whatever their numbers; and those read from two
 * different registers stand side by side: the decision compares them.
 */
export function standSideBySide(kind: FactKind, a: object, b: object): boolean {
  if (kind !== 'certificates') return false;
  const [one, other] = [a as Properties, b as Properties];
  if (one['issuer'] !== other['issuer']) return true;
  const [first, second] = [one['register'], other['register']];
  return first !== undefined && second !== undefined && first !== second;
}

/** What records are looked up by, to see what a new one stands beside: certificates with those that look alike. */
export const lookupOf = (
  kind: FactKind,
  keys: readonly string[],
): { readonly field: 'key' | 'likeness'; readonly values: readonly string[] } =>
  kind === 'certificates'
    ? { field: 'likeness', values: keys.map(numberLikeness) }
    : { field: 'key', values: keys };

export const findable = (kind: FactKind, fact: object): SearchKeys =>
  kind === 'certificates'
    ? {
        likeness: numberLikeness((fact as Certificate).number),
        grams: searchTerms(fact as Certificate),
      }
    : {};
