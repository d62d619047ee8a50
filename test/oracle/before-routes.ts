import type { Certificate, Debarment } from '../../schema/generated/facts.ts';
import type { QuestionProduct } from '../../schema/generated/question.ts';
import { outcome, products } from './closer.ts';
import type { Code } from './codes.ts';
import type { Folded } from './certificate.ts';
import type { Day, Situation } from './conventions.ts';
import {
  active,
  anyOr,
  covers,
  identified,
  inEventOrder,
  life,
  matches,
  product,
  schemeRecord,
} from './conventions.ts';

/** §0: "standard = C.standard, else scheme.standard". */
export function standardOf(s: Situation, c: Certificate): string | undefined {
  return c.standard ?? schemeRecord(s, c.scheme)?.standard;
}

/** §3 EDITION. */
export function gateEdition(s: Situation, c: Certificate, folded: Folded): Code[] {
  const standard = (s.facts.standards ?? []).find(({ id }) => id === standardOf(s, c));
  const e = standard?.editions.find(({ edition }) => edition === folded.edition);
  if (e === undefined) return [];
  const codes: Code[] = [];
  if (e.transitionEndsOn !== undefined && s.day >= e.transitionEndsOn)
    codes.push('EDITION_WITHDRAWN');
  else if (e.supersededOn !== undefined && s.day >= e.supersededOn)
    codes.push('EDITION_IN_TRANSITION');
  if (e.lastIssueOn !== undefined && folded.decided > e.lastIssueOn)
    codes.push('EDITION_ISSUED_AFTER_CUTOFF');
  return codes;
}

interface Standing {
  readonly from: Day;
  readonly until?: Day;
  readonly appeal: { readonly stay: boolean } | null;
  readonly annulled: boolean;
}

/** §4: "A debarment as it stands on D". */
function standing(debarment: Debarment, d: Day): Standing {
  let appeal: Standing['appeal'] = null;
  let annulled = false;
  let until = debarment.until;
  let lifted = false;
  for (const e of inEventOrder(debarment.events ?? [], d)) {
    switch (e.type) {
      case 'APPEAL_LODGED':
        appeal = { stay: e.stay ?? false };
        break;
      case 'APPEAL_STAY':
        appeal = { stay: true };
        break;
      case 'STAY_ENDED': // "an open appeal loses its stay"
        if (appeal !== null) appeal = { stay: false };
        break;
      case 'APPEAL_DECIDED': // "appeal none, annulled = (outcome ALLOWED)"
        appeal = null;
        annulled = e.outcome === 'ALLOWED';
        break;
      case 'LIFTED': // "until = the first one's effectiveFrom, if `until` is not earlier"
        if (!lifted && !(until !== undefined && until < e.effectiveFrom)) until = e.effectiveFrom;
        lifted = true;
    }
  }
  return { from: debarment.from, ...(until === undefined ? {} : { until }), appeal, annulled };
}

/** §4: "A code marked * that a debarment gives". */
function starred(code: Code, { appeal }: Standing): Code[] {
  if (appeal?.stay === true) return ['APPEAL_STAY'];
  return appeal === null ? [code] : [code, 'APPEAL_PENDING'];
}

/** §4 DEBARMENT. */
export function gateDebarment(s: Situation, c: Certificate, { decided }: Folded): Code[] {
  const codes: Code[] = [];
  const market = s.question.market;
  for (const debarment of s.facts.debarments ?? []) {
    const order = standing(debarment, s.day);
    if (order.annulled) continue; // "An annulled debarment counts for nothing"
    const { from, until } = order;
    if (debarment.body !== undefined && debarment.body === c.issuer) {
      if (debarment.market === undefined) {
        // "active on issued or on decided, or voidsEarlier and decided < from <= D and from < until"
        if (
          active(order, c.issued) ||
          active(order, decided) ||
          (debarment.voidsEarlier === true &&
            decided < from &&
            from <= s.day &&
            (until === undefined || from < until))
        )
          codes.push(...starred('BODY_DEBARRED', order));
      } else if (covers(s, debarment.market, market, s.day) && active(order, s.day))
        codes.push(...starred('BODY_DEBARRED_BY_MARKET', order));
    }
    // "Debarment of a person (market absent or covering M on D): C.persons has that person ..."
    if (
      debarment.person !== undefined &&
      (debarment.market === undefined || covers(s, debarment.market, market, s.day)) &&
      (c.persons ?? []).some((p) => p.person === debarment.person && active(order, p.on))
    )
      codes.push(...starred('PERSON_DEBARRED', order));
  }
  // "territory = the issuer body's territory, schemes empty or containing C.scheme"
  const issuer = (s.facts.bodies ?? []).find(({ id }) => id === c.issuer);
  const lives = (s.facts.approvals ?? [])
    .filter((approval) => approval.body === c.issuer && approval.territory === issuer?.territory)
    .filter((approval) => anyOr(approval.schemes, c.scheme))
    .map((approval) => life(approval, decided));
  // "one is WITHDRAWN at decided, none ACTIVE, and not BODY_DEBARRED"
  if (lives.includes('WITHDRAWN') && !lives.includes('ACTIVE') && !codes.includes('BODY_DEBARRED'))
    codes.push('BODY_APPROVAL_REVOKED');
  return codes;
}

/** §4b MANDATORY SCHEME. */
export function gateMandatoryScheme(s: Situation, c: Certificate, folded: Folded): Code[] {
  const x = product(s);
  if (s.question.purpose !== 'REGULATORY' || !identified(x)) return [];
  const [m, d] = [s.question.market, s.day];
  const test = (y: QuestionProduct): Code | undefined => {
    const hits = (s.facts.catalogues ?? []).filter((catalogue) => {
      if (!active(catalogue, d) || !covers(s, catalogue.market, m, d)) return false;
      const matching = catalogue.products.filter(
        (item) =>
          active(item, d) && // "an entry counts"
          (item.market === undefined || covers(s, item.market, m, d)) &&
          matches(item, y),
      );
      return (
        matching.some((item) => item.excluded !== true) &&
        !matching.some((item) => item.excluded === true)
      );
    });
    const accepted = hits.some(
      (hit) => hit.scheme === c.scheme || (hit.acceptsSchemes ?? []).includes(c.scheme),
    );
    return hits.length > 0 && !accepted ? 'SCHEME_NOT_ACCEPTED_FOR_MANDATORY' : undefined;
  };
  const entries = (s.facts.catalogues ?? []).flatMap((catalogue) => catalogue.products);
  return [outcome(x, products(x, entries, folded), test)].filter((code) => code !== undefined);
}

/** §5a TERRITORY OF THE CERTIFICATE. */
export function gateValidIn(s: Situation, c: Certificate): Code[] {
  const validIn = c.validIn ?? [];
  if (validIn.length === 0) return [];
  return validIn.some((territory) => covers(s, territory, s.question.market, s.day))
    ? []
    : ['TERRITORY_EXCLUDED'];
}
