import type { FactsDocument } from '../../schema/generated/facts.ts';
import type { Answer, Question } from '../../schema/generated/question.ts';
import { gateDebarment, gateEdition, gateMandatoryScheme, gateValidIn } from './before-routes.ts';
import type { Route, Subject } from './candidates.ts';
import { candidates, inside } from './candidates.ts';
import { fold, gateCertificate, transferCodes } from './certificate.ts';
import { changeCandidates } from './changes.ts';
import type { Code } from './codes.ts';
import { effectOf } from './codes.ts';
import type { Outcome } from './combine.ts';
import { combine, routeless } from './combine.ts';
import type { Situation } from './conventions.ts';
import { active, covers, knowledgeTime, schemeRecord, visibleAt } from './conventions.ts';
import { gateEvidence, theCertificate } from './evidence.ts';
import type { AgreementRoute, Gate } from './gates-agreement.ts';
import { gateAnnex, gateObject, gateOrigin, gateRoute } from './gates-agreement.ts';
import { gateAccreditation, gateBody, gateDomesticBody, gateSafeguard } from './gates-bodies.ts';

/**
 * RULE.md, transliterated clause by clause: no index, no cache, no cleverness. It exists to disagree
 * with the decision library, so it shares nothing with it but the types of facts and questions.
 */
export function evaluate(facts: FactsDocument, question: Question): Required<Answer> {
  const visible = visibleAt(facts, knowledgeTime(question.knownAt));
  const now = answerOn({ facts: visible, question, day: question.asOf });
  // "first day d > D on which (status, reasons, route, annex, accepts) ... differs; null if none"
  const changesOn = changeCandidates(visible)
    .filter((d) => d > question.asOf)
    .find((d) => differs(now, answerOn({ facts: visible, question, day: d })));
  return { ...now, changesOn: changesOn ?? null };
}

/** The answer on one day, without changesOn; a divided market included. */
export function answerOn(s: Situation): Outcome {
  const { outcome, pre } = asOneMarket(s);
  const members = below(s, s.question.market).map((market) =>
    asOneMarket({ ...s, question: { ...s.question, market } }),
  );
  const theirs = members.map((member) => member.outcome.status);
  // "It is NOT_RECOGNISED, and one of theirs is not; or it is recognised, and one of theirs is
  // NOT_RECOGNISED or INDETERMINATE"
  const divided =
    outcome.status === 'NOT_RECOGNISED'
      ? theirs.some((status) => status !== 'NOT_RECOGNISED')
      : outcome.status !== 'INDETERMINATE' &&
        theirs.some((status) => status === 'NOT_RECOGNISED' || status === 'INDETERMINATE');
  if (!divided) return outcome;
  return {
    ...routeless('INDETERMINATE', [
      'MARKET_DIVIDED',
      ...pre.filter((code) => effectOf(code) === 'inf'),
    ]),
    alternatives: outcome.alternatives,
  };
}

/** "its members active on D (and, likewise, their members)". */
function below(s: Situation, market: string): string[] {
  const found = [market];
  for (const code of found)
    for (const { members = [] } of (s.facts.territories ?? []).filter((t) => t.code === code))
      for (const member of members)
        if (active(member, s.day) && !found.includes(member.territory))
          found.push(member.territory);
  return found.slice(1);
}

function asOneMarket(s: Situation): { outcome: Outcome; pre: readonly Code[] } {
  // §1
  const early = gateEvidence(s);
  if (early !== null) return { outcome: routeless(early.status, early.codes), pre: [] };
  const c = theCertificate(s);
  // §2 to §5a: "collect every code into `pre`"
  const folded = fold(c, s.day);
  const subject = { c, folded };
  const pre = [
    ...gateCertificate(s, c, folded),
    ...gateEdition(s, c, folded),
    ...gateDebarment(s, c, folded),
    ...gateMandatoryScheme(s, c, folded),
    ...gateValidIn(s, c),
  ];
  // "If `pre` holds a neg code: return NOT_RECOGNISED with the neg and inf codes of pre (route null)."
  if (pre.some((code) => effectOf(code) === 'neg'))
    return { outcome: routeless('NOT_RECOGNISED', pre), pre };
  // "Else, if transferredFrom gave an ind code: return INDETERMINATE with the ind and inf codes of pre"
  if (transferCodes(s, c).some((code) => effectOf(code) === 'ind'))
    return { outcome: routeless('INDETERMINATE', pre), pre };
  // §5 to §11
  const routes = candidates(s, subject);
  if (routes.length === 0) {
    const codes: Code[] = [...pre, 'NO_AGREEMENT', ...withdrew(s, subject)];
    return { outcome: routeless('NOT_RECOGNISED', codes), pre };
  }
  for (const route of routes) walk(s, subject, route);
  // §12
  return { outcome: combine(s, c, pre, routes), pre };
}

/** "plus PARTY_WITHDREW if home was inside on decided and scheme.territory covers M on decided or on D". */
function withdrew(s: Situation, { c, folded }: Subject): Code[] {
  const territory = schemeRecord(s, c.scheme)?.territory;
  if (territory === undefined || !inside(s, c, folded.decided)) return [];
  return [folded.decided, s.day].some((d) => covers(s, territory, s.question.market, d))
    ? ['PARTY_WITHDREW']
    : [];
}

/** The gates that a route passes, by number. */
function gatesOf(s: Situation, c: Subject, r: Route): readonly (readonly [number, Gate])[] {
  const safeguard: readonly [number, Gate] = [11, gateSafeguard(s, c)];
  if (r.type === 'DOMESTIC') return [[8, gateDomesticBody(s, c)], safeguard];
  if (r.agreement === undefined) return [safeguard];
  const route: AgreementRoute = r as AgreementRoute;
  return [
    [5, gateRoute(s, c, route)],
    [6, gateAnnex(s, c, route)],
    [7, gateObject(s, c, route)],
    [8, gateBody(s, c, route)],
    [9, gateAccreditation(s, c, route)],
    [10, gateOrigin(s, route)],
    safeguard,
  ];
}

/** "A route stops at its first neg code; other codes accumulate." */
function walk(s: Situation, c: Subject, route: Route): void {
  for (const [number, gate] of gatesOf(s, c, route)) {
    for (const found of gate) {
      const codes: readonly Code[] = typeof found === 'string' ? [found] : found;
      route.codes.push(...codes);
      if (codes.some((code) => effectOf(code) === 'neg')) {
        route.stoppedAt = number;
        return;
      }
    }
  }
}

/** §12: "(status, reasons, route, annex, accepts) ... differs". */
function differs(a: Outcome, b: Outcome): boolean {
  const compared = ({ status, reasons, route, annex, accepts }: Outcome): string =>
    JSON.stringify([status, reasons, route, annex, accepts?.object, accepts?.upToLevel]);
  return compared(a) !== compared(b);
}
