import type {
  Agreement,
  AgreementAnnex,
  AgreementExchange,
  AgreementParty,
  Certificate,
} from '../../schema/generated/facts.ts';
import type { AnswerAccepts, QuestionProduct } from '../../schema/generated/question.ts';
import type { Route, Subject } from './candidates.ts';
import { outcome, products } from './closer.ts';
import type { Code } from './codes.ts';
import type { Day, Situation } from './conventions.ts';
import {
  active,
  covers,
  droppedFrom,
  identified,
  isEmpty,
  matches,
  product,
  sectorsOf,
} from './conventions.ts';
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
export function* gateRoute(s: Situation, { c, folded }: Subject, r: AgreementRoute): Gate {
  const a = r.agreement;
  if (a.from !== undefined && r.governing < a.from) yield 'AGREEMENT_NOT_IN_FORCE';
  if (r.ended) yield r.sunset ? 'AGREEMENT_SUNSET' : 'AGREEMENT_TERMINATED';
  const sides = [r.issuerSide?.kind, r.marketSide?.kind];
  if (sides.includes('FUTURE')) yield 'PARTY_NOT_YET_JOINED';
  if (sides.includes('LEFT')) yield r.sunset ? 'AGREEMENT_SUNSET' : 'PARTY_WITHDREW';
  if (r.issuerSide?.party.role === 'CONSUMING') yield 'PARTY_ROLE_CONSUMING_ONLY';
  // "An `excludes` of the issuer's party covers home on g, or of the market's party covers M on D"
  if (
    excludes(a, r.issuerSide?.party, r.governing).some((t) =>
      covers(s, t, c.issuerTerritory, r.governing),
    ) ||
    excludes(a, r.marketSide?.party, s.day).some((t) => covers(s, t, s.question.market, s.day))
  )
    yield 'TERRITORY_EXCLUDED';
  if (a.exchangesRequired === true && exchanges(s, c, r).length === 0)
    yield 'NO_IMPLEMENTING_EXCHANGE';
  // "Another visible agreement names A as successor, has until, and decided < its until"
  const succeeded = (s.facts.agreements ?? []).some(
    (other) =>
      other.id !== a.id &&
      other.successor?.agreement === a.id &&
      other.until !== undefined &&
      folded.decided < other.until,
  );
  if (succeeded) yield 'AGREEMENT_SUCCEEDED';
}

/**
 * "the excludes of a party and of every other of the same territory that is active on that day, or
 * equal to it in role, from and until"
 */
function excludes(a: Agreement, party: AgreementParty | undefined, d: Day): readonly string[] {
  if (party === undefined) return [];
  const stretch = ({ role = 'AUTHORISING', from, until }: AgreementParty): string =>
    JSON.stringify([role, from, until]);
  return (a.parties ?? [])
    .filter((other) => other.territory === party.territory)
    .filter((other) => active(other, d) || stretch(other) === stretch(party))
    .flatMap((other) => other.excludes ?? []);
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
  const union = exchanges(s, c, r).flatMap((exchange) => exchange.accepts ?? own);
  return own.filter((object) => union.includes(object));
}

/** 6 ANNEX, "in this order". */
export function* gateAnnex(s: Situation, subject: Subject, r: AgreementRoute): Gate {
  const x = r.annex;
  const { c, folded } = subject;
  const [m, d] = [s.question.market, s.day];
  // "x.sectors not empty and C has no sectors"
  if ((x?.sectors ?? []).length > 0 && sectorsOf(s, c).length === 0) yield 'SECTOR_NOT_STATED';
  if (x === undefined) {
    yield 'SECTOR_NOT_COVERED';
    return;
  }
  if (!active(x, d)) yield 'ANNEX_NOT_OPERATIONAL';
  // "x.parties not empty: some entry active on g covers home on g, and some entry active on D covers M"
  if (!isEmpty(x.parties)) {
    const of = (t: string, on: Day): boolean =>
      (x.parties ?? []).some((entry) => active(entry, on) && covers(s, entry.territory, t, on));
    if (!of(c.issuerTerritory, r.governing) || !of(m, d)) yield 'ANNEX_NOT_OPERATIONAL';
  }
  if ((x.suspensions ?? []).some((suspension) => active(suspension, d))) yield 'ANNEX_SUSPENDED';
  if (x.notUpdatedSince !== undefined && d >= x.notUpdatedSince) yield 'ANNEX_NOT_UPDATED';
  const product_ = product(s);
  const listed = x.products ?? [];
  // "x is closed if ..., or none is visible and one that was dropped is not excluded"
  const closed =
    listed.some((item) => item.excluded !== true) ||
    (listed.length === 0 && droppedFrom(x.products).some((item) => item.excluded !== true));
  if (!identified(product_)) {
    if (closed) yield 'PRODUCT_LIST_APPLIES';
  } else {
    const test = (y: QuestionProduct): Code | undefined => {
      // "near = products active on D, market absent or covering M on D, matching X"
      const near = listed.filter(
        (item) =>
          active(item, d) &&
          (item.market === undefined || covers(s, item.market, m, d)) &&
          matches(item, y),
      );
      if (near.some((item) => item.excluded === true)) return 'PRODUCT_EXCLUDED';
      return closed && near.length === 0 ? 'PRODUCT_NOT_LISTED' : undefined;
    };
    const code = outcome(product_, products(product_, listed, folded), test);
    if (code !== undefined) yield code;
  }
  if (x.rulesUnknown === true) yield 'SECTOR_RULES_UNKNOWN';
  yield* levelCodes(s, c, r, x);
}

/** 7 OBJECT. */
export function* gateObject(s: Situation, { c }: Subject, r: AgreementRoute): Gate {
  const x = r.annex;
  if (x === undefined) return;
  const mode = x.mode ?? r.agreement.mode ?? 'COMMON';
  const requirements = x.requirements ?? [];
  if (!isEmpty(requirements) && mode !== 'COMMON') {
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
export function* gateOrigin(s: Situation, r: AgreementRoute): Gate {
  const origin = r.annex?.origin;
  if (origin === undefined) return;
  const x = product(s);
  const territories = origin.territories ?? [];
  if (territories.length > 0) {
    // "for each basis (absent or empty: ORIGIN)"
    const bases = origin.basis ?? [];
    for (const basis of bases.length > 0 ? bases : ['ORIGIN']) {
      const tested = basis === 'ORIGIN' ? x.origin : x.assembledIn;
      // "absent or covered on D by no territory"
      if (tested === undefined || !territories.some((t) => covers(s, t, tested, s.day)))
        yield 'ORIGIN_NOT_MET';
    }
  }
  if (origin.directShipment === true && x.shippedDirect !== true) yield 'DIRECT_SHIPMENT_NOT_MET';
}
