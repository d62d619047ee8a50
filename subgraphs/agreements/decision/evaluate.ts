import { candidates, wasDomestic } from './candidates.ts';
import { compareRoutes, conclude, isRecognised, reported, statusOf } from './combine.ts';
import { Findings, reasonsWith } from './findings.ts';
import {
  AGREEMENT_GATES,
  CERTIFICATE_GATES,
  type CertificateRule,
  type Gate,
  MARKET_GATES,
  PLAIN_GATES,
} from './gates/index.ts';
import type { DecisionContext } from './context.ts';
import type { Route, Status } from './route.ts';
import type { Civil, Day } from './timeline/time.ts';

/** Told of every gate, for an explanation; without a route, of those about the certificate. */
export interface Trace {
  /** A gate begins with this found so far. */
  enter(found: Findings, route: Route | undefined): void;
  /** It ends with this found. */
  leave(gate: Gate<unknown>, found: Findings, route: Route | undefined): void;
}

/** What is true on one day. */
export interface Outcome {
  readonly status: Status;
  readonly reasons: Findings;
  /** The route that counts; undefined: the certificate itself decided, or there is none. */
  readonly best: Route | undefined;
  /** Every route that was tried, the best among them, in the order of trying. */
  readonly routes: readonly Route[];
  /** The route that is not an alternative: the best one, also where a divided market has none. */
  readonly leading: Route | undefined;
  /** What was found about the certificate before any route. */
  readonly pre: Findings;
  /** First later day on which a date that was looked at comes to bear, or NEVER. */
  readonly holdsUntil: Civil;
}

/** Puts the question on a day: to the market as one, and then to its parts. */
export function evaluate(context: DecisionContext, day: Day, trace?: Trace): Outcome {
  context.moveTo(day);
  const core = new Findings();
  passGates(CERTIFICATE_GATES, context, core, trace);
  if (core.settled) return withoutRoute(core, day);
  const whole = asOneMarket(context, core, trace);
  return core.failed ? whole : undividedOr(context, core, whole);
}

/** RULE §12, Divided market: its parts must not be answered otherwise than the whole. */
function undividedOr(context: DecisionContext, core: Findings, whole: Outcome): Outcome {
  if (whole.status === 'INDETERMINATE') return whole;
  const { day, sources, market } = context;
  const refused = whole.status === 'NOT_RECOGNISED';
  const wanted = refused ? isNotRefused : isRecognised;
  const differs = sources
    .within(market, day)
    .some((part) => hasRoute(context.inMarket(part), core, wanted) === refused);
  if (!differs) return { ...whole, holdsUntil: day.holdsUntil };
  const found = whole.pre.only(INFO);
  found.add('MARKET_DIVIDED');
  const { routes, leading, pre } = whole;
  return {
    ...{ status: 'INDETERMINATE', reasons: found, best: undefined },
    ...{ routes, leading, pre, holdsUntil: day.holdsUntil },
  };
}

const isNotRefused = (status: Status): boolean => status !== 'NOT_RECOGNISED';

/** RULE §12: the answer for one market has such a status, which it has if any of its routes does. */
function hasRoute(
  context: DecisionContext,
  core: Findings,
  has: (status: Status) => boolean,
): boolean {
  const pre = core.copy();
  passGates(MARKET_GATES, context, pre, undefined);
  if (pre.failed || pre.open) return has(statusOf(pre));
  let found = false;
  candidates(context, pre, (route) => {
    passRoute(context, route, undefined);
    conclude(route);
    found ||= has(route.status);
    return found;
  });
  return found;
}

const INFO = reasonsWith('info');

/** Gates 4 to 5a, then every route, then the best of them. */
function asOneMarket(context: DecisionContext, core: Findings, trace: Trace | undefined): Outcome {
  const { day } = context;
  const pre = core.copy();
  passGates(MARKET_GATES, context, pre, trace);
  if (pre.failed || pre.open) return withoutRoute(pre, day);
  const routes = candidates(context, pre);
  if (routes.length === 0) {
    const none = pre.copy();
    none.add('NO_AGREEMENT');
    if (wasDomestic(context)) none.add('PARTY_WITHDREW');
    return { ...withoutRoute(none, day), pre };
  }
  for (const route of routes) {
    passRoute(context, route, trace);
    conclude(route);
  }
  const best = bestOf(routes, context.scheme?.levels ?? []);
  const { status, findings } = best;
  const reasons = reported(status, findings);
  return { status, reasons, best, routes, leading: best, pre, holdsUntil: day.holdsUntil };
}

const bestOf = (routes: readonly Route[], levels: readonly string[]): Route =>
  routes.reduce((best, route) => (compareRoutes(route, best, levels) < 0 ? route : best));

/** RULE §4b, §5a: a refusal of the certificate itself, or what leaves it open. */
function withoutRoute(pre: Findings, day: Day): Outcome {
  const status = statusOf(pre);
  const reasons = reported(status, pre);
  const { holdsUntil } = day;
  return { status, reasons, best: undefined, routes: [], leading: undefined, pre, holdsUntil };
}

/** Gates about the certificate collect every code, unless a rule settles the answer. */
function passGates(
  gates: readonly Gate<CertificateRule>[],
  context: DecisionContext,
  found: Findings,
  trace: Trace | undefined,
): void {
  for (const gate of gates) {
    trace?.enter(found, undefined);
    for (const rule of gate.rules) {
      rule(context, found);
      if (found.settled) break;
    }
    trace?.leave(gate, found, undefined);
    if (found.settled) return;
  }
}

function passRoute(context: DecisionContext, route: Route, trace: Trace | undefined): void {
  if (route.kind === 'AGREEMENT') passRouteGates(AGREEMENT_GATES, context, route, trace);
  else passRouteGates(PLAIN_GATES[route.kind], context, route, trace);
}

/** RULE §5-11: a route stops at its first negative code. */
function passRouteGates<R extends Route>(
  gates: readonly Gate<(context: DecisionContext, route: R) => void>[],
  context: DecisionContext,
  route: R,
  trace: Trace | undefined,
): void {
  for (const gate of gates) {
    trace?.enter(route.findings, route);
    for (const rule of gate.rules) {
      rule(context, route);
      if (route.findings.failed) break;
    }
    trace?.leave(gate, route.findings, route);
    if (route.findings.failed) {
      route.stoppedAt = gate.number;
      return;
    }
  }
}
