import { candidates, wasDomestic } from './candidates.ts';
import { compareRoutes, conclude, reported, statusOf } from './combine.ts';
import { Findings } from './findings.ts';
import { AGREEMENT_GATES, CERTIFICATE_GATES, type Gate, PLAIN_GATES } from './gates/index.ts';
import type { Inquiry } from './inquiry.ts';
import type { Route, Status } from './route.ts';
import type { Civil, Day } from './time.ts';

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
  /** First later day on which a date that was looked at comes to bear, or NEVER. */
  readonly holdsUntil: Civil;
}

/** Puts the question on a day: gates 1 to 5a, then every route, then the best of them. */
export function evaluate(inquiry: Inquiry, day: Day, trace?: Trace): Outcome {
  inquiry.moveTo(day);
  const pre = new Findings();
  passCertificate(inquiry, pre, trace);
  if (pre.settled || pre.failed) return withoutRoute(pre, day);
  const routes = candidates(inquiry, pre);
  if (routes.length === 0) {
    pre.add('NO_AGREEMENT');
    if (wasDomestic(inquiry)) pre.add('PARTY_WITHDREW');
    return withoutRoute(pre, day);
  }
  for (const route of routes) {
    passRoute(inquiry, route, trace);
    conclude(route);
  }
  const best = bestOf(routes, inquiry.scheme?.levels ?? []);
  const { status, findings } = best;
  const reasons = reported(status, findings);
  return { status, reasons, best, routes, holdsUntil: day.holdsUntil };
}

const bestOf = (routes: readonly Route[], levels: readonly string[]): Route =>
  routes.reduce((best, route) => (compareRoutes(route, best, levels) < 0 ? route : best));

function withoutRoute(findings: Findings, day: Day): Outcome {
  const status = statusOf(findings);
  const reasons = reported(status, findings);
  return { status, reasons, best: undefined, routes: [], holdsUntil: day.holdsUntil };
}

/** Gates 1 to 5a collect every code, unless a rule settles the answer. */
function passCertificate(inquiry: Inquiry, found: Findings, trace: Trace | undefined): void {
  for (const gate of CERTIFICATE_GATES) {
    trace?.enter(found, undefined);
    for (const rule of gate.rules) {
      rule(inquiry, found);
      if (found.settled) break;
    }
    trace?.leave(gate, found, undefined);
    if (found.settled) return;
  }
}

function passRoute(inquiry: Inquiry, route: Route, trace: Trace | undefined): void {
  if (route.kind === 'AGREEMENT') passGates(AGREEMENT_GATES, inquiry, route, trace);
  else passGates(PLAIN_GATES[route.kind], inquiry, route, trace);
}

/** A route stops at its first negative code. */
function passGates<R extends Route>(
  gates: readonly Gate<(inquiry: Inquiry, route: R) => void>[],
  inquiry: Inquiry,
  route: R,
  trace: Trace | undefined,
): void {
  for (const gate of gates) {
    trace?.enter(route.findings, route);
    for (const rule of gate.rules) {
      rule(inquiry, route);
      if (route.findings.failed) break;
    }
    trace?.leave(gate, route.findings, route);
    if (route.findings.failed) {
      route.stoppedAt = gate.number;
      return;
    }
  }
}
