import { isAny, type DecisionContext, type PresentedObject } from '../context.ts';
import type { AgreementRoute } from '../route.ts';
import { active } from '../timeline/time.ts';

/** RULE §7: assessed to a set of requirements that counts here. */
export function requirementSet(
  context: DecisionContext,
  { annex, link, findings }: AgreementRoute,
): void {
  const { requirements } = annex;
  const mode = annex.mode ?? link.agreement.record.mode ?? 'COMMON';
  if (mode === 'COMMON' || isAny(requirements)) return;
  const { requirementSet: assessed } = context.certificate;
  const counts = requirements?.some(
    ({ set, territory }) =>
      set === assessed &&
      (mode === 'EQUIVALENCE' || (territory !== undefined && context.coversMarket(territory))),
  );
  if (!counts) findings.add('REQUIREMENT_SET_MISMATCH');
}

const BY_DEFAULT: readonly PresentedObject[] = ['CERTIFICATE'];

/** RULE §5, accepts: what the annex accepts; with exchanges, only what they open too. */
export function isAccepted(object: PresentedObject, { annex, exchanges }: AgreementRoute): boolean {
  const accepts = annex.accepts ?? BY_DEFAULT;
  return (
    accepts.includes(object) &&
    (exchanges.length === 0 ||
      exchanges.some((exchange) => (exchange.accepts ?? accepts).includes(object)))
  );
}

/** RULE §7: what is presented, or the test report behind it. */
export function presented(context: DecisionContext, route: AgreementRoute): void {
  const { object } = context;
  if (isAccepted(object, route)) return;
  if (object === 'CERTIFICATE' && isAccepted('TEST_REPORT', route)) {
    route.findings.add('TEST_REPORT_ONLY');
    route.object = 'TEST_REPORT';
  } else route.findings.add('OBJECT_NOT_ACCEPTED');
}

/** RULE §7: conditions of the market. */
export function conditions(context: DecisionContext, { annex, findings }: AgreementRoute): void {
  for (const condition of annex.conditions ?? [])
    if (active(condition, context.day) && context.concernsMarket(condition.market))
      findings.add(condition.code);
}
