export {
  type AcceptedIssuer,
  type AcceptedRoute,
  acceptedFrom,
  type MarketQuestion,
} from './accepted.ts';
export { type CompiledFacts, compile } from './fact-set/compile.ts';
export { type Decision, decide, type Verdict } from './decide.ts';
export { type ChangeReport, explain, type Explanation, type RouteReport } from './explain.ts';
export type { FactKind } from './fact-set/index-specs.ts';
export { history, type HistoryPeriod } from './history.ts';
export { decideEverywhere } from './markets.ts';
export { type Effect, type Reason, REASON_LIST, type ReasonCode, REASONS } from './reasons.ts';
export type { Digest, ReliedFact } from './relied.ts';
export type { Evidence } from './fact-set/sources.ts';
export type { GateReport, GateResult } from './trace.ts';
