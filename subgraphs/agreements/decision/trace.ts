import type { Trace } from './evaluate.ts';
import { Findings, reasonsWith } from './findings.ts';
import type { Gate } from './gates/index.ts';
import type { DecisionContext } from './context.ts';
import { type Reason, REASONS } from './reasons.ts';
import type { ReliedFact, ReliedFacts } from './relied.ts';
import type { Route } from './route.ts';

/** What a gate did: let pass, let pass on a condition, could not tell, or refused. */
export type GateResult = 'PASSED' | 'CONDITION' | 'UNKNOWN' | 'FAILED';

/** One gate with the codes it gave and the facts it looked at. */
export interface GateReport {
  readonly number: number;
  readonly name: string;
  readonly result: GateResult;
  readonly reasons: readonly Reason[];
  readonly facts: readonly ReliedFact[];
}

export const reasonsOf = (findings: Findings): Reason[] =>
  findings.codes().map((code) => REASONS[code]);

const NEGATIVE = reasonsWith('negative');
const INDETERMINATE = reasonsWith('indeterminate');
const CONDITION = reasonsWith('condition');

function resultOf(found: Findings): GateResult {
  if (found.some(NEGATIVE)) return 'FAILED';
  if (found.some(INDETERMINATE)) return 'UNKNOWN';
  return found.some(CONDITION) ? 'CONDITION' : 'PASSED';
}

/** Writes down what every gate did, for the certificate and for each route. */
export class GateTrace implements Trace {
  readonly certificate: GateReport[] = [];
  readonly routes = new Map<Route, GateReport[]>();
  readonly #inquiry: DecisionContext;
  readonly #relied: ReliedFacts;
  #before = new Findings();

  constructor(context: DecisionContext, relied: ReliedFacts) {
    this.#inquiry = context;
    this.#relied = relied;
  }

  enter(found: Findings, route: Route | undefined): void {
    this.#before = found.copy();
    const { sources, records } = this.#inquiry;
    if (route?.kind === 'AGREEMENT') sources.rely('agreements', route.link.agreement);
    else for (const record of records) sources.rely('certificates', record);
  }

  leave({ number, name }: Gate<unknown>, found: Findings, route: Route | undefined): void {
    const added = found.without(this.#before);
    const report: GateReport = {
      number,
      name,
      result: resultOf(added),
      reasons: reasonsOf(added),
      facts: this.#relied.take(),
    };
    if (route === undefined) this.certificate.push(report);
    else this.routes.set(route, [...(this.routes.get(route) ?? []), report]);
  }
}
