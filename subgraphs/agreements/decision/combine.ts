import type { Answer } from '../../../schema/generated/question.ts';
import type { Findings } from './findings.ts';
import type { PresentedObject } from './inquiry.ts';
import type { Effect, ReasonCode } from './reasons.ts';
import type { Route } from './route.ts';

export type Status = Answer['status'];

export function statusOf(findings: Findings): Status {
  if (findings.failed) return 'NOT_RECOGNISED';
  if (findings.some('indeterminate')) return 'INDETERMINATE';
  return findings.some('condition') ? 'RECOGNISED_WITH_CONDITIONS' : 'RECOGNISED';
}

/** The effects that an answer of this status reports. */
const REPORTED: Readonly<Record<Status, readonly Effect[]>> = {
  RECOGNISED: ['condition', 'info', 'positive'],
  RECOGNISED_WITH_CONDITIONS: ['condition', 'info', 'positive'],
  INDETERMINATE: ['indeterminate', 'info'],
  NOT_RECOGNISED: ['negative', 'info'],
};

export const reported = (status: Status, findings: Findings): Findings =>
  findings.only(REPORTED[status]);

/** Why a route that succeeds does so. */
export function successOf(route: Route): ReasonCode {
  if (route.kind !== 'AGREEMENT') return 'RECOGNISED_DOMESTIC';
  const { kind, mode: usual } = route.link.agreement.record;
  const mode = route.annex.mode ?? usual;
  switch (kind) {
    case 'UNILATERAL':
      return 'UNILATERAL_RECOGNITION';
    case 'CUSTOMS_UNION':
      return 'RECOGNISED_BY_CUSTOMS_UNION';
    case 'ACCREDITATION':
      return 'ACCREDITATION_EQUIVALENCE_ONLY';
    case 'MULTILATERAL':
      return mode === 'EQUIVALENCE' ? 'RECOGNISED_BY_EQUIVALENCE' : 'RECOGNISED_BY_MULTILATERAL';
    case 'BILATERAL':
      return mode === 'EQUIVALENCE' ? 'RECOGNISED_BY_EQUIVALENCE' : 'RECOGNISED_BY_BILATERAL';
  }
}

/** A route that was tried, with what came of it. */
export interface Tried {
  readonly route: Route;
  readonly status: Status;
  /** The codes that are reported. */
  readonly reasons: Findings;
}

export function tried(route: Route): Tried {
  const { findings } = route;
  const status = statusOf(findings);
  const recognised = status === 'RECOGNISED' || status === 'RECOGNISED_WITH_CONDITIONS';
  if (recognised && !findings.has('TEST_REPORT_ONLY')) findings.add(successOf(route));
  return { route, status, reasons: reported(status, findings) };
}

const STATUSES: readonly Status[] = [
  'RECOGNISED',
  'RECOGNISED_WITH_CONDITIONS',
  'INDETERMINATE',
  'NOT_RECOGNISED',
];

const OBJECTS: readonly PresentedObject[] = [
  'CERTIFICATE',
  'MARKET_STATUS',
  'INSPECTION_REPORT',
  'TEST_REPORT',
];

/** Assurance levels of the scheme, lowest first. */
type Levels = readonly string[];

/** What decides between routes of one status, first to last; the smaller value is preferred. */
type Criterion = (tried: Tried, levels: Levels) => number;

const marketAccess: Criterion = ({ route }) => (route.effect === 'MARKET_ACCESS' ? 0 : 1);
const object: Criterion = ({ route }) => OBJECTS.indexOf(route.object);
/** In full first, then the higher part. */
const level: Criterion = ({ route: { upToLevel } }, levels) =>
  upToLevel === undefined ? -levels.length : -levels.indexOf(upToLevel);
const conditions: Criterion = ({ reasons }) => reasons.count('condition');
const unknowns: Criterion = ({ reasons }) => reasons.count('indeterminate');
const domestic: Criterion = ({ route }) => (route.kind === 'DOMESTIC' ? 0 : 1);
const annex: Criterion = ({ route }) =>
  route.kind === 'AGREEMENT' && route.annexId !== null ? 0 : 1;
const nearness: Criterion = ({ route }) => -route.stoppedAt;

const RECOGNISED_CRITERIA = [marketAccess, object, level, conditions, domestic];

const CRITERIA: Readonly<Record<Status, readonly Criterion[]>> = {
  RECOGNISED: RECOGNISED_CRITERIA,
  RECOGNISED_WITH_CONDITIONS: RECOGNISED_CRITERIA,
  INDETERMINATE: [unknowns, marketAccess, domestic],
  NOT_RECOGNISED: [domestic, annex, nearness, marketAccess],
};

/**
 * Order of preference (RULE §12). Equal by every criterion means by agreement id and annex id: the
 * order in which routes are tried.
 */
export function compareTried(one: Tried, other: Tried, levels: Levels): number {
  if (one.status !== other.status)
    return STATUSES.indexOf(one.status) - STATUSES.indexOf(other.status);
  for (const criterion of CRITERIA[one.status]) {
    const difference = criterion(one, levels) - criterion(other, levels);
    if (difference !== 0) return difference;
  }
  return 0;
}
