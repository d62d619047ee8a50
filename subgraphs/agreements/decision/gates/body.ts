import type { Designation } from '../../../../schema/generated/facts.ts';
import { familyOf, ownFirst } from '../family.ts';
import { admits, type Inquiry } from '../inquiry.ts';
import { lifeOf } from '../life.ts';
import type { PreparedLife } from '../prepared/life.ts';
import type { AgreementRoute, PlainRoute } from '../route.ts';
import { active } from '../time.ts';

/** The market must have approved the body. */
export function approvedByMarket(inquiry: Inquiry, { annex, findings }: AgreementRoute): void {
  if (annex.approvalRequired !== true) return;
  if (!inquiry.approvedAtIssue((territory) => inquiry.coversMarket(territory)))
    findings.add('CAB_NOT_APPROVED_DOMESTICALLY');
}

/** The domestic route (gate 8d): an authority inside the scheme's territory must have approved it. */
export function approvedAtHome(inquiry: Inquiry, { findings }: PlainRoute): void {
  const { scheme, home, sources, issued } = inquiry;
  if (scheme?.approvalRequired !== true) return;
  const within = scheme.territory ?? home;
  if (!inquiry.approvedAtIssue((territory) => sources.covers(within, territory, issued)))
    findings.add('CAB_NOT_APPROVED_DOMESTICALLY');
}

type Designations = readonly PreparedLife<Designation>[];

export function designated(inquiry: Inquiry, route: AgreementRoute): void {
  const { annex, link, findings } = route;
  if (annex.designationRequired !== true) return;
  if (inquiry.isUnavailable('designations')) {
    findings.add('SUBGRAPH_UNAVAILABLE');
    return;
  }
  const { issued, sources, certificate } = inquiry;
  const { id } = link.agreement.record;
  const mine = sources.designations(certificate.issuer, familyOf(inquiry, id));
  const forAnnex = mine.filter(({ record }) => admits(record.annexes, annex.id));
  const here = ownFirst(forAnnex, id, issued);
  const held = here.filter((designation) => lifeOf(designation, issued) === 'ACTIVE');
  if (held.length === 0) notHeld(inquiry, route, here, mine);
  else stillHeld(inquiry, route, held);
}

/** Why no designation was held at issue. */
function notHeld(
  { issued }: Inquiry,
  { findings }: AgreementRoute,
  here: Designations,
  mine: Designations,
): void {
  const lives = here.map((designation) => lifeOf(designation, issued));
  if (lives.includes('SUSPENDED')) findings.add('CAB_DESIGNATION_SUSPENDED');
  else if (lives.includes('WITHDRAWN')) findings.add('CAB_DESIGNATION_WITHDRAWN');
  else if (lives.includes('EXPIRED')) findings.add('CAB_DESIGNATION_EXPIRED');
  else if (mine.some((designation) => lifeOf(designation, issued) === 'ACTIVE'))
    findings.add('CAB_SCOPE_EXCEEDED');
  else findings.add('CAB_NOT_DESIGNATED');
}

/** What has become since of designations held at issue. Their expiry has no effect. */
function stillHeld(
  { day }: Inquiry,
  { annex, findings }: AgreementRoute,
  held: Designations,
): void {
  const lives = held.map((designation) => lifeOf(designation, day));
  if (lives.every((life) => life === 'SUSPENDED' || life === 'WITHDRAWN')) {
    if (annex.priorCertificates !== 'REVOKE') findings.add('ISSUED_BEFORE_BODY_SUSPENSION');
    else if (lives.includes('SUSPENDED')) findings.add('CAB_DESIGNATION_SUSPENDED');
    else findings.add('CAB_DESIGNATION_WITHDRAWN');
  }
  if (findings.failed) return;
  const isContested = ({ record }: PreparedLife<Designation>): boolean =>
    record.contested?.some((period) => active(period, day)) === true;
  if (held.every(isContested)) findings.add('CAB_CONTESTED');
}
