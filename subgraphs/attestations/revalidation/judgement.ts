import type { Answer } from '../../../schema/generated/question.ts';
import { reason } from '../../federation/reasons.ts';
import type { Reason, ReasonCode } from '../../federation/reasons.ts';
import type { RecordedStatus } from '../rules.ts';

/** The judgement of a signed answer: the status it deserves today, and the codes that say why. */
export interface Judgement {
  readonly status: RecordedStatus;
  readonly reasons: readonly ReasonCode[];
}

/**
 * Refusals that pass by their nature: a suspension ends in restoration or withdrawal, a safeguard
 * measure is provisional. Every other refusal is for good.
 */
const PASSING: ReadonlySet<ReasonCode> = new Set<ReasonCode>([
  'CERT_SUSPENDED',
  'ANNEX_SUSPENDED',
  'CAB_DESIGNATION_SUSPENDED',
  'CAB_ACCREDITATION_SUSPENDED',
  'AB_SIGNATORY_SUSPENDED',
  'SAFEGUARD_MEASURE',
]);

/**
 * Whether what was signed is still true, given today's answer to the same question. The route that
 * was signed counts: a better one beside it takes nothing away, and another one does not stand in
 * for it. Recognised on the same terms or better: VALID. Recognised on other terms, not to be
 * decided, or refused for a while: SUSPENDED. Refused for good, or the route is gone: REVOKED.
 */
export function judge(signed: Answer, today: Answer): Judgement {
  const outcome = outcomeOf(signed, today);
  if (!outcome) return { status: 'REVOKED', reasons: today.reasons };
  const { status, reasons } = outcome;
  switch (status) {
    case 'INDETERMINATE':
      return { status: 'SUSPENDED', reasons };
    case 'NOT_RECOGNISED': {
      const refusals = withEffect(reasons, 'NEGATIVE');
      const passes = refusals.length > 0 && refusals.every((code) => PASSING.has(code));
      return { status: passes ? 'SUSPENDED' : 'REVOKED', reasons };
    }
    case 'RECOGNISED':
    case 'RECOGNISED_WITH_CONDITIONS':
      return { status: isNoWorse(signed, outcome) ? 'VALID' : 'SUSPENDED', reasons };
  }
}

type Outcome = Pick<Answer, 'status' | 'reasons' | 'accepts'>;

/** Today's outcome by the route that was signed; undefined: recognised, but that route is gone. */
function outcomeOf(signed: Answer, today: Answer): Outcome | undefined {
  const isSigned = ({ route, annex }: Pick<Answer, 'route' | 'annex'>): boolean =>
    (route ?? null) === (signed.route ?? null) && (annex ?? null) === (signed.annex ?? null);
  if (isSigned(today)) return today;
  const other = today.alternatives?.find(isSigned);
  if (other) return other;
  const isRefused = today.status === 'NOT_RECOGNISED' || today.status === 'INDETERMINATE';
  return isRefused ? today : undefined;
}

/** No condition that was not signed, and nothing less accepted. */
function isNoWorse(signed: Answer, { reasons, accepts }: Outcome): boolean {
  const known = new Set(signed.reasons);
  const isSame =
    !accepts ||
    (accepts.object === signed.accepts?.object && accepts.upToLevel === signed.accepts.upToLevel);
  return isSame && withEffect(reasons, 'CONDITION').every((code) => known.has(code));
}

const withEffect = (
  reasons: readonly ReasonCode[],
  effect: Reason['effect'],
): readonly ReasonCode[] => reasons.filter((code) => reason(code).effect === effect);
