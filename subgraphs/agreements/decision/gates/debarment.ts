import type { Debarment } from '../../../../schema/generated/facts.ts';
import type { Findings } from '../findings.ts';
import type { Inquiry } from '../inquiry.ts';
import { lifeOf } from '../life.ts';
import { active, Day } from '../time.ts';

/** The order of the home authority was in force at issue, or voids certificates issued before it. */
const voids = ({ issued, day }: Inquiry, debarment: Debarment): boolean =>
  active(debarment, issued) ||
  (debarment.voidsEarlier === true && issued.date < debarment.from && day.reached(debarment.from));

export function bodyDebarred(inquiry: Inquiry, found: Findings): void {
  for (const debarment of inquiry.sources.debarmentsOfBody(inquiry.certificate.issuer)) {
    const { market } = debarment;
    if (market === undefined) {
      if (voids(inquiry, debarment)) found.add('BODY_DEBARRED');
    } else if (inquiry.coversMarket(market) && active(debarment, inquiry.day))
      found.add('BODY_DEBARRED_BY_MARKET');
  }
}

export function personDebarred(inquiry: Inquiry, found: Findings): void {
  for (const { person, on } of inquiry.certificate.persons ?? []) {
    const acted = new Day(on);
    const barred = (debarment: Debarment): boolean =>
      active(debarment, acted) && inquiry.concernsMarket(debarment.market);
    if (inquiry.sources.debarmentsOfPerson(person).some(barred)) found.add('PERSON_DEBARRED');
  }
}

export function approvalRevoked({ sources, certificate, issued }: Inquiry, found: Findings): void {
  if (found.has('BODY_DEBARRED')) return;
  const approvals = sources.approvals(certificate.issuer);
  if (approvals.length === 0) return;
  const territory = sources.body(certificate.issuer)?.territory;
  const lives = approvals
    .filter(({ record }) => record.territory === territory)
    .map((approval) => lifeOf(approval, issued));
  if (lives.includes('WITHDRAWN') && !lives.includes('ACTIVE')) found.add('BODY_APPROVAL_REVOKED');
}
