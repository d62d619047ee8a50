import type { ResolversParentTypes } from '../../schema/generated/agreements.ts';
import { digestOf } from '../../facts/model/canonical.ts';
import {
  type ChangeReport,
  type Digest,
  explain,
  type GateReport,
  type RouteReport,
} from './decision/index.ts';
import type { Rules } from './loaders.ts';
import type { DecisionInput } from './recognise.ts';
import { named, routeKind, rows, verdictShown } from './verdict.ts';

type Shown<T extends keyof ResolversParentTypes> = ResolversParentTypes[T];

/** Records are immutable, and many explanations rely on the same ones. */
const digests = new WeakMap<object, string>();

/** The digest under which a record is stored, and which an attestation refers to. */
export const recordDigest: Digest = (_, record) => {
  const known = digests.get(record);
  if (known !== undefined) return known;
  const digest = digestOf(record);
  digests.set(record, digest);
  return digest;
};

/** Explains the decision on a matter, as GraphQL shows it. */
export function explained(
  { compiled, question, evidence }: DecisionInput,
  rules: Rules,
): Shown<'Explanation'> {
  const { gates, routes, conditions, change } = explain(compiled, question, evidence, recordDigest);
  const at = question.knownAt;
  return {
    gates: gates.map(gateShown),
    routes: routes.map((route) => routeShown(route, rules, at)),
    conditions: rows(conditions),
    change: change && changeShown(change, rules, at),
  };
}

const gateShown = ({ number, name, result, reasons, facts }: GateReport): Shown<'GateReport'> => ({
  number,
  gate: name as Shown<'GateReport'>['gate'],
  outcome: result,
  reasons: rows(reasons),
  reliedOn: facts.map(({ kind, id, digest = '' }) => ({ kind, id, digest })),
});

function routeShown(
  route: RouteReport,
  rules: Rules,
  at: string | undefined,
): Shown<'RouteReport'> {
  const { status, reasons, gates, miss } = route;
  return {
    kind: routeKind(route.route),
    ...named(route, rules, at),
    status,
    reasons: rows(reasons),
    gates: gates.map(gateShown),
    miss: miss && gateShown(miss),
  };
}

function changeShown(
  { on, then, gone, new: come }: ChangeReport,
  rules: Rules,
  at: string | undefined,
): Shown<'AnswerChange'> {
  return { on, then: verdictShown(then, rules, at), gone: rows(gone), come: rows(come) };
}
