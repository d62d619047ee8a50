import type { Agreement, AgreementAnnex } from '../../schema/generated/facts.ts';
import type { ResolversParentTypes, RouteKind } from '../../schema/generated/agreements.ts';
import { withKnownAt, type Dated } from '../../facts/model/known-at.ts';
import { type Reason, reason } from '../federation/reasons.ts';
import type { Verdict } from './decision/index.ts';
import type { Rules } from './loaders.ts';

/** A route as the decision names it. */
export interface RouteReference {
  readonly route?: string | null | undefined;
  readonly annex?: string | null | undefined;
}

/** The records that a route names. */
export interface RouteRecords {
  readonly agreement: Dated<Agreement> | null;
  readonly annex: Dated<AgreementAnnex> | null;
}

/** The kind of the route that an answer names. */
export function routeKind(route: string | null | undefined): RouteKind {
  if (route === null || route === undefined) return 'NONE';
  return route === 'DOMESTIC' ? 'DOMESTIC' : 'AGREEMENT';
}

/**
 * The agreement and annex of a route, as known at an instant.
 * @param at instant at full length; undefined: as now believed
 */
export function named(
  { route, annex }: RouteReference,
  rules: Rules,
  at: string | undefined,
): RouteRecords {
  const agreement = typeof route === 'string' ? rules.at(at).agreement.get(route) : undefined;
  const its = agreement?.annexes.find(({ id }) => id === annex);
  return {
    agreement: agreement ? withKnownAt(agreement, at) : null,
    annex: its ? withKnownAt(its, at) : null,
  };
}

/** The part of an answer by which two answers are compared, as GraphQL shows it. */
export function verdictShown(
  { status, reasons, route, annex, accepts }: Verdict,
  rules: Rules,
  at: string | undefined,
): ResolversParentTypes['RecognitionOutcome'] {
  const records = named({ route, annex }, rules, at);
  return {
    status,
    reasons: reasons.map(reason),
    routeKind: routeKind(route),
    route: records.agreement,
    annex: records.annex,
    accepts,
  };
}

/** Rows of the table of reasons, by their codes. */
export const rows = (reasons: readonly { readonly code: string }[]): Reason[] =>
  reasons.map(({ code }) => reason(code));
