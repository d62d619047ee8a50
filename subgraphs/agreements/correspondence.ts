import type {
  Scheme,
  SchemeCounterpart,
  Standard,
  StandardEquivalent,
} from '../../schema/generated/facts.ts';
import type { ResolversParentTypes } from '../../schema/generated/agreements.ts';

/** What a standard is to another one, seen from it. */
export type Equivalence = ResolversParentTypes['StandardEquivalence'];
/** What plays a scheme's part elsewhere, seen from it. */
export type Counterpart = ResolversParentTypes['SchemeCounterpart'];

/**
 * Every correspondence of the standard, its own statements first. A statement stands on the record
 * of the adoption; the adopted standard sees the same one from the other side.
 */
export function equivalentsOf(id: string, standards: readonly Standard[]): Equivalence[] {
  const own = statements(standards, ({ equivalents }) => equivalents)
    .filter(({ by }) => by === id)
    .map(({ said: { ofEdition, standard, ...said } }) => ({
      ...said,
      standard: { id: standard },
      otherEdition: ofEdition,
      adopts: true,
    }));
  const adoptions = statements(standards, ({ equivalents }) => equivalents)
    .filter(({ said }) => said.standard === id)
    .map(({ by, said }) => adopted(by, said));
  return [...own, ...adoptions];
}

function adopted(by: string, { edition, ofEdition, ...said }: StandardEquivalent): Equivalence {
  return {
    ...said,
    ...(ofEdition !== undefined && { edition: ofEdition }),
    standard: { id: by },
    otherEdition: edition,
    adopts: false,
  };
}

/** Every counterpart of the scheme, its own statements first; those of others are turned round. */
export function counterpartsOf(id: string, schemes: readonly Scheme[]): Counterpart[] {
  const all = statements(schemes, ({ counterparts }) => counterparts);
  const own = all
    .filter(({ by }) => by === id)
    .map(({ said }) => ({ ...said, scheme: { id: said.scheme } }));
  const others = all
    .filter(({ by, said }) => said.scheme === id && by !== id)
    .map(({ by, said }) => turned(by, said));
  return [...own, ...others];
}

function turned(by: string, { levels, ...said }: SchemeCounterpart): Counterpart {
  return {
    ...said,
    scheme: { id: by },
    ...(levels && {
      levels: levels.map(({ level, counterpart }) => ({ level: counterpart, counterpart: level })),
    }),
  };
}

/** What records say of others, each with the record that says it. */
const statements = <R extends { readonly id: string }, S>(
  records: readonly R[],
  said: (record: R) => readonly S[] | undefined,
): { readonly by: string; readonly said: S }[] =>
  records.flatMap((record) => (said(record) ?? []).map((one) => ({ by: record.id, said: one })));
