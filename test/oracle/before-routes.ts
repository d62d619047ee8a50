import type { Certificate } from '../../schema/generated/facts.ts';
import type { Code } from './codes.ts';
import type { Folded } from './certificate.ts';
import type { Situation } from './conventions.ts';
import { active, covers, identified, life, matches, product, schemeRecord } from './conventions.ts';

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

/** §4 DEBARMENT. */
export function gateDebarment(s: Situation, c: Certificate): Code[] {
  const codes: Code[] = [];
  const market = s.question.market;
  for (const debarment of s.facts.debarments ?? []) {
    if (debarment.body !== undefined && debarment.body === c.issuer) {
      if (debarment.market === undefined) {
        // "without market: active on issued, or voidsEarlier and issued < from <= D"
        if (
          active(debarment, c.issued) ||
          (debarment.voidsEarlier === true && c.issued < debarment.from && debarment.from <= s.day)
        )
          codes.push('BODY_DEBARRED');
      } else if (covers(s, debarment.market, market, s.day) && active(debarment, s.day))
        codes.push('BODY_DEBARRED_BY_MARKET');
    }
    // "Debarment of a person (market absent or covering M on D): C.persons has that person ..."
    if (
      debarment.person !== undefined &&
      (debarment.market === undefined || covers(s, debarment.market, market, s.day)) &&
      (c.persons ?? []).some((p) => p.person === debarment.person && active(debarment, p.on))
    )
      codes.push('PERSON_DEBARRED');
  }
  // "Approvals of C.issuer with territory = the issuer body's territory"
  const issuer = (s.facts.bodies ?? []).find(({ id }) => id === c.issuer);
  const lives = (s.facts.approvals ?? [])
    .filter((approval) => approval.body === c.issuer && approval.territory === issuer?.territory)
    .map((approval) => life(approval, c.issued));
  // "one is WITHDRAWN at issued, none ACTIVE, and not BODY_DEBARRED"
  if (lives.includes('WITHDRAWN') && !lives.includes('ACTIVE') && !codes.includes('BODY_DEBARRED'))
    codes.push('BODY_APPROVAL_REVOKED');
  return codes;
}

/** §4b MANDATORY SCHEME. */
export function gateMandatoryScheme(s: Situation, c: Certificate): Code[] {
  const x = product(s);
  if (s.question.purpose !== 'REGULATORY' || !identified(x)) return [];
  const hits = (s.facts.catalogues ?? []).filter(
    (catalogue) =>
      active(catalogue, s.day) &&
      covers(s, catalogue.market, s.question.market, s.day) &&
      catalogue.products.some((item) => active(item, s.day) && matches(item, x)),
  );
  const accepted = hits.some(
    (hit) => hit.scheme === c.scheme || (hit.acceptsSchemes ?? []).includes(c.scheme),
  );
  return hits.length > 0 && !accepted ? ['SCHEME_NOT_ACCEPTED_FOR_MANDATORY'] : [];
}

/** §5a TERRITORY OF THE CERTIFICATE. */
export function gateValidIn(s: Situation, c: Certificate): Code[] {
  const validIn = c.validIn ?? [];
  if (validIn.length === 0) return [];
  return validIn.some((territory) => covers(s, territory, s.question.market, s.day))
    ? []
    : ['TERRITORY_EXCLUDED'];
}
