import { admits, type Inquiry, type PresentedObject } from '../inquiry.ts';
import type { AgreementRoute } from '../route.ts';
import { active } from '../time.ts';

export function requirementSet(inquiry: Inquiry, { annex, link, findings }: AgreementRoute): void {
  const { requirements } = annex;
  const mode = annex.mode ?? link.agreement.record.mode ?? 'COMMON';
  if (requirements === undefined || requirements.length === 0 || mode === 'COMMON') return;
  const { requirementSet: assessed } = inquiry.certificate;
  const counts = requirements.some(
    ({ set, territory }) =>
      set === assessed &&
      (mode === 'EQUIVALENCE' || (territory !== undefined && inquiry.coversMarket(territory))),
  );
  if (!counts) findings.add('REQUIREMENT_SET_MISMATCH');
}

const BY_DEFAULT: readonly PresentedObject[] = ['CERTIFICATE'];

/** What the annex accepts; with exchanges, only what they open too. */
export function isAccepted(object: PresentedObject, { annex, exchanges }: AgreementRoute): boolean {
  const accepts = annex.accepts ?? BY_DEFAULT;
  return (
    accepts.includes(object) &&
    (exchanges.length === 0 || exchanges.some((exchange) => admits(exchange.accepts, object)))
  );
}

export function presented(inquiry: Inquiry, route: AgreementRoute): void {
  const { object } = inquiry;
  if (isAccepted(object, route)) return;
  if (object === 'CERTIFICATE' && isAccepted('TEST_REPORT', route)) {
    route.findings.add('TEST_REPORT_ONLY');
    route.object = 'TEST_REPORT';
  } else route.findings.add('OBJECT_NOT_ACCEPTED');
}

export function conditions(inquiry: Inquiry, { annex, findings }: AgreementRoute): void {
  for (const condition of annex.conditions ?? [])
    if (active(condition, inquiry.day) && inquiry.concernsMarket(condition.market))
      findings.add(condition.code);
}
