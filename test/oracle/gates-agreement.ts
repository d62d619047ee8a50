import type {
  Agreement,
  AgreementAnnex,
  AgreementExchange,
  Certificate,
} from '../../schema/generated/facts.ts';
import type { AnswerAccepts } from '../../schema/generated/question.ts';
import type { Route } from './candidates.ts';
import type { Code } from './codes.ts';
import type { Situation } from './conventions.ts';
import { active, covers, identified, matches, product } from './conventions.ts';
import { levelCodes } from './level.ts';

/**
 * A gate yields its codes in the order of the text; whoever drives it stops at the first neg code.
 * Codes that the text puts "together" come in one array.
 */
export type Gate = Generator<Code | readonly Code[]>;

/** An agreement's route; the gates 5 to 10 see no other. */
export interface AgreementRoute extends Route {
  readonly agreement: Agreement;
}

/** 5 ROUTE, "in this order". */
export function* gateRoute(s: Situation, c: Certificate, r: AgreementRoute): Gate {
  const a = r.agreement;
  if (a.from !== undefined && r.governing < a.from) yield 'AGREEMENT_NOT_IN_FORCE';
  if (r.ended) yield r.sunset ? 'AGREEMENT_SUNSET' : 'AGREEMENT_TERMINATED';
  const sides = [r.issuerSide?.kind, r.marketSide?.kind];
  if (sides.includes('FUTURE')) yield 'PARTY_NOT_YET_JOINED';
  if (sides.includes('LEFT')) yield r.sunset ? 'AGREEMENT_SUNSET' : 'PARTY_WITHDREW';
  if (r.issuerSide?.party.role === 'CONSUMING') yield 'PARTY_ROLE_CONSUMING_ONLY';
  // "An `excludes` of the issuer's party covers home on g, or of the market's party covers M on D"
  if (
    (r.issuerSide?.party.excludes ?? []).some((t) =>
      covers(s, t, c.issuerTerritory, r.governing),
    ) ||
    (r.marketSide?.party.excludes ?? []).some((t) => covers(s, t, s.question.market, s.day))
  )
    yield 'TERRITORY_EXCLUDED';
  if (a.exchangesRequired === true && exchanges(s, c, r).length === 0)
    yield 'NO_IMPLEMENTING_EXCHANGE';
  // "Another visible agreement names A as successor, has until, and issued < its until"
  const succeeded = (s.facts.agreements ?? []).some(
    (other) =>
      other.id !== a.id &&
      other.successor?.agreement === a.id &&
      other.until !== undefined &&
      c.issued < other.until,
  );
  if (succeeded) yield 'AGREEMENT_SUCCEEDED';
}

/** "exchanges active on D, issuer covers home and market covers M on D, annexes absent/empty or containing x.id". */
function exchanges(s: Situation, c: Certificate, r: AgreementRoute): AgreementExchange[] {
  return (r.agreement.exchanges ?? []).filter((exchange) => {
    const annexes = exchange.annexes ?? [];
    return (
      active(exchange, s.day) &&
      covers(s, exchange.issuer, c.issuerTerritory, s.day) &&
      covers(s, exchange.market, s.question.market, s.day) &&
      (annexes.length === 0 || (r.annex !== undefined && annexes.includes(r.annex.id)))
    );
  });
}

/** "accepts = x.accepts (default [CERTIFICATE]); with exchangesRequired, intersected with ...". */
function accepts(
  s: Situation,
  c: Certificate,
  r: AgreementRoute,
  x: AgreementAnnex,
): AnswerAccepts['object'][] {
  const own = x.accepts ?? ['CERTIFICATE'];
  if (r.agreement.exchangesRequired !== true) return [...own];
  const union = exchanges(s, c, r).flatMap((exchange) => given(exchange.accepts) ?? own);
  return own.filter((object) => union.includes(object));
}

/** §0: an empty list is as good as none. */
function given<T>(list: readonly T[] | undefined): readonly T[] | undefined {
  return list === undefined || list.length === 0 ? undefined : list;
}

/** 6 ANNEX, "in this order". */
export function* gateAnnex(s: Situation, c: Certificate, r: AgreementRoute): Gate {
  const x = r.annex;
  if (x === undefined) {
    yield 'SECTOR_NOT_COVERED';
    return;
  }
  if (!active(x, s.day)) yield 'ANNEX_NOT_OPERATIONAL';
  if ((x.suspensions ?? []).some((suspension) => active(suspension, s.day)))
    yield 'ANNEX_SUSPENDED';
  if (x.notUpdatedSince !== undefined && s.day >= x.notUpdatedSince) yield 'ANNEX_NOT_UPDATED';
  const product_ = product(s);
  if (identified(product_)) {
    // "near = products active on D, market absent or covering M, matching X"
    const near = (x.products ?? []).filter(
      (item) =>
        active(item, s.day) &&
        (item.market === undefined || covers(s, item.market, s.question.market, s.day)) &&
        matches(item, product_),
    );
    if (near.some((item) => item.excluded === true)) yield 'PRODUCT_EXCLUDED';
    const listed = (x.products ?? []).some((item) => item.excluded !== true);
    if (listed && !near.some((item) => item.excluded !== true)) yield 'PRODUCT_NOT_LISTED';
  }
  if (x.rulesUnknown === true) yield 'SECTOR_RULES_UNKNOWN';
  yield* levelCodes(s, c, r, x);
}

/** 7 OBJECT. */
export function* gateObject(s: Situation, c: Certificate, r: AgreementRoute): Gate {
  const x = r.annex;
  if (x === undefined) return;
  const mode = x.mode ?? r.agreement.mode ?? 'COMMON';
  const requirements = x.requirements ?? [];
  if (requirements.length > 0 && mode !== 'COMMON') {
    // "a listed set (EQUIVALENCE), or a listed set whose territory covers M on D (RESULTS)"
    const met = requirements.some(
      ({ set, territory }) =>
        set === c.requirementSet &&
        (mode === 'EQUIVALENCE' ||
          (territory !== undefined && covers(s, territory, s.question.market, s.day))),
    );
    if (!met) yield 'REQUIREMENT_SET_MISMATCH';
  }
  const accepted = accepts(s, c, r, x);
  if (!accepted.includes(r.object)) {
    if (r.object === 'CERTIFICATE' && accepted.includes('TEST_REPORT')) {
      r.object = 'TEST_REPORT';
      yield 'TEST_REPORT_ONLY';
    } else yield 'OBJECT_NOT_ACCEPTED';
  }
  for (const condition of x.conditions ?? []) {
    if (
      active(condition, s.day) &&
      (condition.market === undefined || covers(s, condition.market, s.question.market, s.day))
    )
      yield condition.code;
  }
}

/** 10 ORIGIN. */
export function* gateOrigin(s: Situation, _c: Certificate, r: AgreementRoute): Gate {
  const origin = r.annex?.origin;
  if (origin === undefined) return;
  const x = product(s);
  const territories = origin.territories ?? [];
  if (territories.length > 0) {
    for (const basis of origin.basis ?? ['ORIGIN']) {
      const tested = basis === 'ORIGIN' ? x.origin : x.assembledIn;
      // "absent or covered on D by no territory"
      if (tested === undefined || !territories.some((t) => covers(s, t, tested, s.day)))
        yield 'ORIGIN_NOT_MET';
    }
  }
  if (origin.directShipment === true && x.shippedDirect !== true) yield 'DIRECT_SHIPMENT_NOT_MET';
}
