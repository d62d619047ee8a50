import { type Bits, type Findings, reasonsWith } from './findings.ts';
import type { PresentedObject } from './context.ts';
import type { ReasonCode } from './reasons.ts';
import type { Route, Status } from './route.ts';

const INDETERMINATE = reasonsWith('indeterminate');
const CONDITIONS = reasonsWith('condition');

/** RULE §12 */
export function statusOf(findings: Findings): Status {
  if (findings.failed) return 'NOT_RECOGNISED';
  if (findings.some(INDETERMINATE)) return 'INDETERMINATE';
  return findings.some(CONDITIONS) ? 'RECOGNISED_WITH_CONDITIONS' : 'RECOGNISED';
}

const OF_RECOGNITION = reasonsWith('condition', 'info', 'positive');

/** The reasons that an answer of this status reports. */
const REPORTED: Readonly<Record<Status, Bits>> = {
  RECOGNISED: OF_RECOGNITION,
  RECOGNISED_WITH_CONDITIONS: OF_RECOGNITION,
  INDETERMINATE: reasonsWith('indeterminate', 'info'),
  NOT_RECOGNISED: reasonsWith('negative', 'info'),
};

export const reported = (status: Status, findings: Findings): Findings =>
  findings.only(REPORTED[status]);

export const isRecognised = (status: Status): boolean =>
  status === 'RECOGNISED' || status === 'RECOGNISED_WITH_CONDITIONS';

/** RULE §12: why a route that succeeds does so. */
export function successOf(route: Route): ReasonCode {
  if (route.kind !== 'AGREEMENT') return 'RECOGNISED_DOMESTIC';
  if (route.effect === 'TECHNICAL_EQUIVALENCE') return 'ACCREDITATION_EQUIVALENCE_ONLY';
  const { kind, mode: usual } = route.link.agreement.record;
  if (kind === 'UNILATERAL') return 'UNILATERAL_RECOGNITION';
  if (kind === 'CUSTOMS_UNION') return 'RECOGNISED_BY_CUSTOMS_UNION';
  if ((route.annex.mode ?? usual) === 'EQUIVALENCE') return 'RECOGNISED_BY_EQUIVALENCE';
  return kind === 'BILATERAL' ? 'RECOGNISED_BY_BILATERAL' : 'RECOGNISED_BY_MULTILATERAL';
}

/** RULE §12: says what came of a route that has passed its gates, or stopped at one. */
export function conclude(route: Route): void {
  const { findings } = route;
  route.status = statusOf(findings);
  if (isRecognised(route.status) && !findings.has('TEST_REPORT_ONLY'))
    findings.add(successOf(route));
}

const STATUS_ORDER: Readonly<Record<Status, number>> = {
  RECOGNISED: 0,
  RECOGNISED_WITH_CONDITIONS: 1,
  INDETERMINATE: 2,
  NOT_RECOGNISED: 3,
};

const OBJECT_ORDER: Readonly<Record<PresentedObject, number>> = {
  CERTIFICATE: 0,
  MARKET_STATUS: 1,
  INSPECTION_REPORT: 2,
  TEST_REPORT: 3,
};

/** Assurance levels of the scheme, lowest first. */
type Levels = readonly string[];

/** What decides between routes of one status, first to last; the smaller value is preferred. */
type Criterion = (route: Route, levels: Levels) => number;

const marketAccess: Criterion = ({ effect }) => (effect === 'MARKET_ACCESS' ? 0 : 1);
const object: Criterion = (route) => OBJECT_ORDER[route.object];
/** In full first, then the higher part. */
const level: Criterion = ({ upToLevel }, levels) =>
  upToLevel === undefined ? -levels.length : -levels.indexOf(upToLevel);
const conditions: Criterion = ({ findings }) => findings.count(CONDITIONS);
const unknowns: Criterion = ({ findings }) => findings.count(INDETERMINATE);
const domestic: Criterion = ({ kind }) => (kind === 'DOMESTIC' ? 0 : 1);
const annex: Criterion = (route) => (route.kind === 'AGREEMENT' && route.annexId !== null ? 0 : 1);
const nearness: Criterion = ({ stoppedAt }) => -stoppedAt;

const OF_RECOGNISED = [marketAccess, object, level, conditions, domestic];

const CRITERIA: Readonly<Record<Status, readonly Criterion[]>> = {
  RECOGNISED: OF_RECOGNISED,
  RECOGNISED_WITH_CONDITIONS: OF_RECOGNISED,
  INDETERMINATE: [unknowns, marketAccess, domestic],
  NOT_RECOGNISED: [domestic, annex, nearness, marketAccess],
};

/**
 * RULE §12: order of preference. Equal by every criterion means by agreement id and annex id: the
 * order in which routes are tried.
 */
export function compareRoutes(one: Route, other: Route, levels: Levels): number {
  if (one.status !== other.status) return STATUS_ORDER[one.status] - STATUS_ORDER[other.status];
  for (const criterion of CRITERIA[one.status]) {
    const difference = criterion(one, levels) - criterion(other, levels);
    if (difference !== 0) return difference;
  }
  return 0;
}
