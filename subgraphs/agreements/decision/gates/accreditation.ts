import type { Accreditation, AccreditationScope } from '../../../../schema/generated/facts.ts';
import { admits, type DecisionContext, isAny, meets } from '../context.ts';
import { endedSince, lifeOf } from '../fact-set/life.ts';
import type { PreparedLifecycle } from '../fact-set/prepared/life.ts';
import type { AgreementRoute } from '../route.ts';
import { active, addMonths, type Day } from '../timeline/time.ts';
import { signatoryOf } from './signatory.ts';

/** RULE §9: the certificate must be under accreditation, and its accreditation body known to the agreement. */
export function accredited(context: DecisionContext, route: AgreementRoute): void {
  const { annex, link, findings } = route;
  const { kind } = link.agreement.record;
  if (kind !== 'ACCREDITATION' && annex.accreditationRequired !== true) return;
  if (context.isUnavailable('accreditations')) {
    findings.add('SUBGRAPH_UNAVAILABLE');
    return;
  }
  const { accreditation: id, issuer } = context.certificate;
  const accreditation = id === undefined ? undefined : context.sources.accreditation(id, issuer);
  if (accreditation === undefined || !isRecognisedAtHome(context, accreditation.record)) {
    findings.add(missing(route));
    return;
  }
  const { decided, day } = context;
  const stoodThen = stands(context, route, accreditation, decided, () => {
    findings.add('CAB_ACCREDITATION_WITHDRAWN');
  });
  const standsNow =
    stoodThen &&
    stands(context, route, accreditation, day, () => {
      transferWindow(context, route, accreditation);
    });
  if (standsNow) signatoryOf(context, route, accreditation.record.accreditationBody);
}

const missing = ({ link }: AgreementRoute): 'NOT_ACCREDITED' | 'ACCREDITATION_REQUIRED' =>
  link.agreement.record.kind === 'ACCREDITATION' ? 'NOT_ACCREDITED' : 'ACCREDITATION_REQUIRED';

/** RULE §9: a territory may recognise only some of the accreditation bodies established in it. */
function isRecognisedAtHome(
  { sources }: DecisionContext,
  { accreditationBody }: Accreditation,
): boolean {
  const territory = sources.body(accreditationBody)?.territory;
  const record = territory === undefined ? undefined : sources.territory(territory);
  return admits(record?.accreditationBodies, accreditationBody);
}

/** RULE §9: the accreditation must be ACTIVE and in scope on the day; what its end means, the caller says. */
function stands(
  context: DecisionContext,
  route: AgreementRoute,
  accreditation: PreparedLifecycle<Accreditation>,
  day: Day,
  whenEnded: () => void,
): boolean {
  const { findings } = route;
  switch (lifeOf(accreditation, day)) {
    case 'FUTURE':
      findings.add(missing(route));
      break;
    case 'SUSPENDED':
      findings.add('CAB_ACCREDITATION_SUSPENDED');
      break;
    case 'WITHDRAWN':
    case 'EXPIRED':
      whenEnded();
      break;
    case 'ACTIVE':
      if (!isInScope(context, accreditation.record, day))
        findings.add('ACCREDITATION_SCOPE_MISMATCH');
  }
  return !findings.failed;
}

/** RULE §9: after the accreditation has ended its certificates may have some months to move elsewhere. */
function transferWindow(
  { day }: DecisionContext,
  { link, findings }: AgreementRoute,
  accreditation: PreparedLifecycle<Accreditation>,
): void {
  const { transferWindowMonths } = link.agreement.record;
  const ended = endedSince(accreditation, day);
  if (transferWindowMonths === undefined || ended === undefined)
    findings.add('CAB_ACCREDITATION_WITHDRAWN');
  else if (!day.reached(addMonths(ended, transferWindowMonths)))
    findings.add('TRANSFER_WINDOW_OPEN');
  else {
    findings.add('CAB_ACCREDITATION_WITHDRAWN');
    findings.add('TRANSFER_WINDOW_CLOSED');
  }
}

/**
 * RULE §9: scoped(d): each sector of the certificate is in scope; without sectors any item will do,
 * whatever its sectors.
 */
function isInScope(
  { certificate, scheme, standard, sectors }: DecisionContext,
  { scope }: Accreditation,
  day: Day,
): boolean {
  const fits = (item: AccreditationScope): boolean =>
    item.norm === scheme?.norm &&
    (item.standard === undefined || item.standard === standard) &&
    (item.scheme === undefined || item.scheme === certificate.scheme) &&
    active(item, day);
  if (sectors.length === 0) return scope.some(fits);
  return sectors.every((sector) =>
    scope.some((item) => (isAny(item.sectors) || meets(item.sectors, [sector])) && fits(item)),
  );
}
