export { type CompiledFacts, compile } from './compile.ts';
export { type Decision, decide } from './decide.ts';
export { type Effect, type Reason, REASON_LIST, type ReasonCode, REASONS } from './reasons.ts';
export type { Evidence } from './sources.ts';
