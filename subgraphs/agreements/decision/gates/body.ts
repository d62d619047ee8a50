import type { Designation } from '../../../../schema/generated/facts.ts';
import { familyOf, ownFirst } from '../family.ts';
import type { TerritoryCode } from '../../../../schema/generated/facts.ts';
import type { Findings } from '../findings.ts';
import { admits, type DecisionContext, isAny, meets } from '../context.ts';
import { lifeOf } from '../fact-set/life.ts';
import type { PreparedLifecycle } from '../fact-set/prepared/life.ts';
import type { AgreementRoute, PlainRoute } from '../route.ts';
import { active } from '../timeline/time.ts';

/** RULE §8: an approval for the scheme, active at the decision, where it counts; and its sectors. */
function approved(
  { sources, certificate, sectors, decided }: DecisionContext,
  findings: Findings,
  counts: (territory: TerritoryCode) => boolean,
): void {
  const fit = sources
    .approvals(certificate.issuer)
    .filter(
      (approval) =>
        admits(approval.record.schemes, certificate.scheme) &&
        lifeOf(approval, decided) === 'ACTIVE' &&
        counts(approval.record.territory),
    );
  const covers = fit.some(({ record }) => isAny(record.sectors) || meets(record.sectors, sectors));
  if (fit.length === 0) findings.add('CAB_NOT_APPROVED_DOMESTICALLY');
  else if (!covers && sectors.length > 0) findings.add('CAB_SCOPE_EXCEEDED');
}

/** RULE §8: the market must have approved the body. */
export function approvedByMarket(
  context: DecisionContext,
  { annex, findings }: AgreementRoute,
): void {
  if (annex.approvalRequired !== true) return;
  approved(context, findings, (territory) => context.coversMarket(territory));
}

/** RULE §8d: on the domestic route an authority inside the scheme's territory must have approved it. */
export function approvedAtHome(context: DecisionContext, { findings }: PlainRoute): void {
  const { scheme, home, sources, decided } = context;
  if (scheme?.approvalRequired !== true) return;
  const within = scheme.territory ?? home;
  approved(context, findings, (territory) => sources.covers(within, territory, decided));
}

type Designations = readonly PreparedLifecycle<Designation>[];

/** RULE §8, designationRequired. */
export function designated(context: DecisionContext, route: AgreementRoute): void {
  const { annex, link, findings } = route;
  if (annex.designationRequired !== true) return;
  if (context.isUnavailable('designations')) {
    findings.add('SUBGRAPH_UNAVAILABLE');
    return;
  }
  const { decided, sources, certificate } = context;
  const { id } = link.agreement.record;
  const mine = sources.designations(certificate.issuer, familyOf(context, id));
  const forAnnex = mine.filter(({ record }) => admits(record.annexes, annex.id));
  const here = ownFirst(forAnnex, id, decided);
  const held = here.filter((designation) => lifeOf(designation, decided) === 'ACTIVE');
  if (held.length === 0) notHeld(context, route, here, mine);
  else stillHeld(context, route, held);
}

/** RULE §8: why no designation was held at the decision. */
function notHeld(
  { decided }: DecisionContext,
  { findings }: AgreementRoute,
  here: Designations,
  mine: Designations,
): void {
  const lives = here.map((designation) => lifeOf(designation, decided));
  if (lives.includes('SUSPENDED')) findings.add('CAB_DESIGNATION_SUSPENDED');
  else if (lives.includes('WITHDRAWN')) findings.add('CAB_DESIGNATION_WITHDRAWN');
  else if (lives.includes('EXPIRED')) findings.add('CAB_DESIGNATION_EXPIRED');
  else if (mine.some((designation) => lifeOf(designation, decided) === 'ACTIVE'))
    findings.add('CAB_SCOPE_EXCEEDED');
  else findings.add('CAB_NOT_DESIGNATED');
}

/** RULE §8: what has become since of designations that were held. Their expiry has no effect. */
function stillHeld(
  { day }: DecisionContext,
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
  const isContested = ({ record }: PreparedLifecycle<Designation>): boolean =>
    record.contested?.some((period) => active(period, day)) === true;
  if (held.every(isContested)) findings.add('CAB_CONTESTED');
}
