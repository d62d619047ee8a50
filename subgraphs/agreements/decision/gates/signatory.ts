import type { Signatory } from '../../../../schema/generated/facts.ts';
import { familyOf, ownFirst } from '../family.ts';
import type { DecisionContext } from '../context.ts';
import { type Life, lifeOf } from '../fact-set/life.ts';
import type { PreparedLifecycle } from '../fact-set/prepared/life.ts';
import type { AgreementRoute } from '../route.ts';

/** Levels 2 and 3 are main scopes (a norm), 4 and 5 sub-scopes (a normative document). */
const LAST_MAIN_LEVEL = 3;

type Signatories = readonly PreparedLifecycle<Signatory>[];

const isOver = (life: Life): boolean => life === 'WITHDRAWN' || life === 'EXPIRED';

/** RULE §9: the accreditation body must be a signatory of the agreement through which it is recognised. */
export function signatoryOf(context: DecisionContext, route: AgreementRoute, body: string): void {
  const { annex, link, findings } = route;
  const { id, kind } = link.agreement.record;
  const through = kind === 'ACCREDITATION' ? id : annex.accreditationThrough;
  if (through === undefined) return;
  if (context.isUnavailable('signatories')) {
    findings.add('SUBGRAPH_UNAVAILABLE');
    return;
  }
  const records = context.sources.signatories(body, familyOf(context, through));
  mainScope(context, route, records, through);
  if (!findings.failed && annex.subScopes === true) subScope(context, route, records, through);
}

/** RULE §9: its records for the norm. */
function mainScope(
  { day, scheme }: DecisionContext,
  { findings }: AgreementRoute,
  records: Signatories,
  through: string,
): void {
  const main = records.filter(({ record }) => record.level <= LAST_MAIN_LEVEL);
  const ofNorm = main.filter(({ record }) => record.norm === scheme?.norm);
  const mine = ownFirst(ofNorm, through, day);
  const lives = mine.map((record) => lifeOf(record, day));
  if (lives.includes('ACTIVE')) {
    if (mine.some((one) => one.record.region !== undefined && isOver(lifeOf(one, day))))
      findings.add('AB_REGIONAL_ROUTE_CHANGED');
  } else if (lives.includes('SUSPENDED')) findings.add('AB_SIGNATORY_SUSPENDED');
  else if (lives.some(isOver)) findings.add('AB_SIGNATORY_WITHDRAWN');
  else if (main.some((record) => lifeOf(record, day) === 'ACTIVE'))
    findings.add('MLA_SCOPE_NOT_COVERED');
  else findings.add('AB_NOT_SIGNATORY');
}

/** RULE §9: its records for the normative document. */
function subScope(
  { day, scheme, standard }: DecisionContext,
  { findings }: AgreementRoute,
  records: Signatories,
  through: string,
): void {
  const ofStandard = records.filter(
    ({ record }) =>
      record.level > LAST_MAIN_LEVEL &&
      record.norm === scheme?.norm &&
      record.standard !== undefined &&
      record.standard === standard,
  );
  const mine = ownFirst(ofStandard, through, day);
  if (!mine.some((record) => lifeOf(record, day) === 'ACTIVE')) findings.add('MLA_MAIN_SCOPE_ONLY');
}
