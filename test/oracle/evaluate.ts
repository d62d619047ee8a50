import type { Certificate, FactsDocument } from '../../schema/generated/facts.ts';
import type { Answer, Question } from '../../schema/generated/question.ts';
import { gateDebarment, gateEdition, gateMandatoryScheme, gateValidIn } from './before-routes.ts';
import type { Route } from './candidates.ts';
import { candidates } from './candidates.ts';
import { fold, gateCertificate } from './certificate.ts';
import { changeCandidates } from './changes.ts';
import type { Code } from './codes.ts';
import { effectOf } from './codes.ts';
import type { Outcome } from './combine.ts';
import { combine, routeless } from './combine.ts';
import type { Situation } from './conventions.ts';
import { covers, knowledgeTime, schemeRecord, visibleAt } from './conventions.ts';
import { gateEvidence, recordsOf } from './evidence.ts';
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

/** The answer on one day, without changesOn. */
export function answerOn(s: Situation): Outcome {
  // §1
  const early = gateEvidence(s);
  if (early !== null) return routeless(early.status, early.codes);
  const c = recordsOf(s, s.question.certificate)[0];
  if (c === undefined) throw new Error('§1 line 3 returns when there is no record');
  // §2 to §5a: "collect every code into `pre`"
  const folded = fold(c, s.day);
  const certificate = gateCertificate(s, c, folded);
  if (!Array.isArray(certificate)) return routeless(certificate.status, certificate.codes);
  const pre = [
    ...certificate,
    ...gateEdition(s, c, folded),
    ...gateDebarment(s, c),
    ...gateMandatoryScheme(s, c),
    ...gateValidIn(s, c),
  ];
  // "If `pre` holds a neg code: return NOT_RECOGNISED with the neg and inf codes of pre (route null)."
  if (pre.some((code) => effectOf(code) === 'neg')) return routeless('NOT_RECOGNISED', pre);
  // §5 to §11
  const routes = candidates(s, c);
  if (routes.length === 0)
    return routeless('NOT_RECOGNISED', [...pre, 'NO_AGREEMENT', ...withdrew(s, c)]);
  for (const route of routes) walk(s, c, route);
  // §12
  return combine(s, c, pre, routes);
}

/** "plus PARTY_WITHDREW if scheme.territory covers home and M on issued". */
function withdrew(s: Situation, c: Certificate): Code[] {
  const territory = schemeRecord(s, c.scheme)?.territory;
  if (territory === undefined) return [];
  return [c.issuerTerritory, s.question.market].every((t) => covers(s, territory, t, c.issued))
    ? ['PARTY_WITHDREW']
    : [];
}

/** The gates that a route passes, by number. */
function gatesOf(s: Situation, c: Certificate, r: Route): readonly (readonly [number, Gate])[] {
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
    [10, gateOrigin(s, c, route)],
    safeguard,
  ];
}

/** "A route stops at its first neg code; other codes accumulate." */
function walk(s: Situation, c: Certificate, route: Route): void {
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
