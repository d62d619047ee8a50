import type { Certificate } from '../../schema/generated/facts.ts';
import type { Answer, AnswerAlternative } from '../../schema/generated/question.ts';
import type { Route } from './candidates.ts';
import type { Code, Effect } from './codes.ts';
import { effectOf, inReportedOrder } from './codes.ts';
import type { Situation } from './conventions.ts';
import { byText, schemeRecord } from './conventions.ts';

/** The properties that changesOn compares (§12). */
export type Outcome = Required<
  Pick<Answer, 'status' | 'reasons' | 'route' | 'annex' | 'accepts' | 'alternatives'>
>;

const REPORTED: Readonly<Record<Answer['status'], readonly Effect[]>> = {
  NOT_RECOGNISED: ['neg', 'inf'],
  INDETERMINATE: ['ind', 'inf'],
  RECOGNISED: ['con', 'inf', 'pos'],
  RECOGNISED_WITH_CONDITIONS: ['con', 'inf', 'pos'],
};

const STATUSES: readonly Answer['status'][] = [
  'RECOGNISED',
  'RECOGNISED_WITH_CONDITIONS',
  'INDETERMINATE',
  'NOT_RECOGNISED',
];

/** §12: "Object CERTIFICATE, MARKET_STATUS, INSPECTION_REPORT, TEST_REPORT". */
const OBJECTS = ['CERTIFICATE', 'MARKET_STATUS', 'INSPECTION_REPORT', 'TEST_REPORT'];

/** An answer without a route. */
export function routeless(status: Answer['status'], codes: readonly Code[]): Outcome {
  return {
    status,
    reasons: reported(status, codes),
    route: null,
    annex: null,
    accepts: null,
    alternatives: [],
  };
}

/** §12: "NOT: neg + inf. INDETERMINATE: ind + inf. Recognised: con + inf + pos." */
function reported(status: Answer['status'], codes: readonly Code[]): Code[] {
  return inReportedOrder(codes.filter((code) => REPORTED[status].includes(effectOf(code))));
}

interface Judged {
  readonly route: Route;
  readonly status: Answer['status'];
  readonly codes: readonly Code[];
}

function count(judged: Judged, effect: Effect): number {
  return judged.codes.filter((code) => effectOf(code) === effect).length;
}

/** §12 COMBINE, given the routes with their own codes. */
export function combine(
  s: Situation,
  c: Certificate,
  pre: readonly Code[],
  routes: readonly Route[],
): Outcome {
  const ranked = routes.map((route) => judge(pre, route)).sort((a, b) => prefer(s, c, a, b));
  const [best, ...others] = ranked;
  if (best === undefined) throw new Error('combine needs at least one route');
  const { route } = best;
  const recognised = best.status.startsWith('RECOGNISED');
  return {
    status: best.status,
    reasons: reported(best.status, best.codes),
    ...named(route),
    accepts: recognised
      ? {
          object: route.object,
          ...(route.upToLevel === null ? {} : { upToLevel: route.upToLevel }),
        }
      : null,
    alternatives: others
      .filter((other) => other.route.type !== 'AGREEMENTS_UNAVAILABLE')
      .map((other): AnswerAlternative => ({
        ...named(other.route),
        status: other.status,
        reasons: reported(other.status, other.codes),
      })),
  };
}

/** "route = A.id or DOMESTIC; annex = x.id; null where none". */
function named(route: Route): { route: string | null; annex: string | null } {
  return {
    route: route.type === 'DOMESTIC' ? 'DOMESTIC' : (route.agreement?.id ?? null),
    annex: route.annex?.id ?? null,
  };
}

/** "Codes of a route = pre + its own. Status: any neg: NOT; else any ind; else any con; else RECOGNISED." */
function judge(pre: readonly Code[], route: Route): Judged {
  const codes = [...new Set([...pre, ...route.codes])];
  const has = (effect: Effect): boolean => codes.some((code) => effectOf(code) === effect);
  if (has('neg')) return { route, status: 'NOT_RECOGNISED', codes };
  if (has('ind')) return { route, status: 'INDETERMINATE', codes };
  const status = has('con') ? 'RECOGNISED_WITH_CONDITIONS' : 'RECOGNISED';
  // "If recognised and no TEST_REPORT_ONLY, add the success code"
  if (codes.includes('TEST_REPORT_ONLY')) return { route, status, codes };
  return { route, status, codes: [...codes, successCode(route)] };
}

function successCode(route: Route): Code {
  if (route.type === 'DOMESTIC') return 'RECOGNISED_DOMESTIC';
  if (route.effect === 'TECHNICAL_EQUIVALENCE') return 'ACCREDITATION_EQUIVALENCE_ONLY';
  const kind = route.agreement?.kind;
  if (kind === 'UNILATERAL') return 'UNILATERAL_RECOGNITION';
  if (kind === 'CUSTOMS_UNION') return 'RECOGNISED_BY_CUSTOMS_UNION';
  if ((route.annex?.mode ?? route.agreement?.mode) === 'EQUIVALENCE')
    return 'RECOGNISED_BY_EQUIVALENCE';
  return kind === 'BILATERAL' ? 'RECOGNISED_BY_BILATERAL' : 'RECOGNISED_BY_MULTILATERAL';
}

/** §12 "Best route": negative if a comes before b. */
function prefer(s: Situation, c: Certificate, a: Judged, b: Judged): number {
  const levels = schemeRecord(s, c.scheme)?.levels ?? [];
  const by = (key: (judged: Judged) => number): number => key(a) - key(b);
  const first = (test: (route: Route) => boolean): number => by((j) => (test(j.route) ? 0 : 1));
  const byStatus = by((j) => STATUSES.indexOf(j.status));
  if (byStatus !== 0) return byStatus;

  const marketAccess = first((route) => route.effect === 'MARKET_ACCESS');
  const domestic = first((route) => route.type === 'DOMESTIC');
  const ids = byText(a.route.agreement?.id ?? '', b.route.agreement?.id ?? '');
  const pseudoLast = first((route) => route.type !== 'AGREEMENTS_UNAVAILABLE');
  const id = pseudoLast || ids;
  const annexId = byText(a.route.annex?.id ?? '', b.route.annex?.id ?? '');

  if (a.status === 'INDETERMINATE')
    return by((j) => count(j, 'ind')) || marketAccess || domestic || id || annexId;
  if (a.status === 'NOT_RECOGNISED')
    return (
      domestic ||
      first((route) => route.annex !== undefined) ||
      -by((j) => j.route.stoppedAt ?? 0) ||
      marketAccess ||
      id ||
      annexId
    );
  return (
    marketAccess ||
    by((j) => OBJECTS.indexOf(j.route.object)) ||
    first((route) => route.upToLevel === null) ||
    -by((j) => (j.route.upToLevel === null ? 0 : levels.indexOf(j.route.upToLevel))) ||
    by((j) => count(j, 'con')) ||
    domestic ||
    id ||
    annexId
  );
}
