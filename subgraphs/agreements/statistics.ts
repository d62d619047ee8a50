import type {
  AgreementCounts,
  AgreementKind,
  AgreementKindCounts,
} from '../../schema/generated/agreements.ts';
import type { Agreement, AgreementAnnex } from '../../schema/generated/facts.ts';
import { activeOn } from '../../facts/model/interval.ts';

/** Kinds in the order of the schema. */
const KINDS = [
  'MULTILATERAL',
  'BILATERAL',
  'CUSTOMS_UNION',
  'UNILATERAL',
  'ACCREDITATION',
] as const satisfies readonly AgreementKind[];

/** Counts the agreements in force on a day, with their annexes and parties on that day. */
export function countInForce(agreements: readonly Agreement[], day: string): AgreementCounts {
  const inForce = agreements.filter((one) => activeOn(one, day));
  const annexes = inForce.flatMap((one) => one.annexes).filter((annex) => activeOn(annex, day));
  const parties = inForce.flatMap((one) => one.parties ?? []).filter((one) => activeOn(one, day));
  const count = (holds: (annex: AgreementAnnex) => boolean): number => annexes.filter(holds).length;
  return {
    inForce: inForce.length,
    annexes: {
      inForce: annexes.length,
      suspended: count(({ suspensions = [] }) => suspensions.some((one) => activeOn(one, day))),
      notUpdated: count(({ notUpdatedSince: since }) => since !== undefined && since <= day),
      rulesUnknown: count(({ rulesUnknown }) => rulesUnknown === true),
    },
    parties: new Set(parties.map(({ territory }) => territory)).size,
  };
}

/** The same for each kind of which some agreement is in force. */
export function countByKind(agreements: readonly Agreement[], day: string): AgreementKindCounts[] {
  return KINDS.map((kind) => ({
    kind,
    counts: countInForce(
      agreements.filter((one) => one.kind === kind),
      day,
    ),
  })).filter(({ counts }) => counts.inForce > 0);
}
