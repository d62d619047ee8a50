import type { Accreditation, Approval, Certificate } from '../../schema/generated/facts.ts';
import type { QuestionProduct } from '../../schema/generated/question.ts';
import { standardOf } from './before-routes.ts';
import type { Subject } from './candidates.ts';
import { outcome, products } from './closer.ts';
import type { Code } from './codes.ts';
import type { Day, Living, Situation } from './conventions.ts';
import {
  active,
  addMonths,
  anyOr,
  covers,
  life,
  lifeOf,
  matches,
  meet,
  product,
  schemeRecord,
  sectorsOf,
  unavailable,
} from './conventions.ts';
import type { AgreementRoute, Gate } from './gates-agreement.ts';
import { key } from './spelling.ts';

/** 8: "family = A and, transitively, every visible agreement naming a family member as successor". */
function family(s: Situation, a: string): string[] {
  const members = [a];
  for (;;) {
    const next = (s.facts.agreements ?? []).find(
      (other) =>
        !members.includes(other.id) &&
        other.successor !== undefined &&
        members.includes(other.successor.agreement) &&
        // "with recordsValidUntil absent or D < it"
        (other.successor.recordsValidUntil === undefined ||
          s.day < other.successor.recordsValidUntil),
    );
    if (next === undefined) return members;
    members.push(next.id);
  }
}

/** "own first: if some record under A itself is not FUTURE at d, keep only those under A". */
function ownFirst<R extends Living & { readonly agreement: string }>(
  records: readonly R[],
  a: string,
  d: Day,
): readonly R[] {
  const own = records.filter((record) => record.agreement === a);
  return own.some((record) => life(record, d) !== 'FUTURE') ? own : records;
}

/** 8: "as under 8 for x.approvalRequired", with the approvals whose territory counts. */
function* approval(
  s: Situation,
  { c, folded }: Subject,
  counts: (approval: Approval) => boolean,
): Gate {
  const fit = (s.facts.approvals ?? []).filter(
    (one) =>
      one.body === c.issuer &&
      counts(one) &&
      anyOr(one.schemes, c.scheme) &&
      life(one, folded.decided) === 'ACTIVE',
  );
  if (fit.length === 0) yield 'CAB_NOT_APPROVED_DOMESTICALLY';
  // "None of fit has sectors empty or meeting C's sectors, and C has some"
  const mine = sectorsOf(s, c);
  const covering = fit.some(({ sectors = [] }) => sectors.length === 0 || meet(sectors, mine));
  if (!covering && mine.length > 0) yield 'CAB_SCOPE_EXCEEDED';
}

/** 8 BODY. */
export function* gateBody(s: Situation, subject: Subject, r: AgreementRoute): Gate {
  const { c, folded } = subject;
  const { decided } = folded;
  const x = r.annex;
  if (x === undefined) return;
  if (x.approvalRequired === true)
    yield* approval(s, subject, (a) => covers(s, a.territory, s.question.market, s.day));
  if (x.designationRequired !== true) return;
  if (unavailable(s, 'designations')) {
    yield 'SUBGRAPH_UNAVAILABLE';
    return;
  }
  const a = r.agreement.id;
  const kin = family(s, a);
  const mine = (s.facts.designations ?? []).filter(
    (designation) => designation.body === c.issuer && kin.includes(designation.agreement),
  );
  const here = ownFirst(
    mine.filter((designation) => anyOr(designation.annexes, x.id)),
    a,
    decided,
  );
  const held = here.filter((designation) => life(designation, decided) === 'ACTIVE');
  if (held.length === 0) {
    const lives = here.map((designation) => life(designation, decided));
    if (lives.includes('SUSPENDED')) yield 'CAB_DESIGNATION_SUSPENDED';
    else if (lives.includes('WITHDRAWN')) yield 'CAB_DESIGNATION_WITHDRAWN';
    else if (lives.includes('EXPIRED')) yield 'CAB_DESIGNATION_EXPIRED';
    else if (mine.some((designation) => life(designation, decided) === 'ACTIVE'))
      yield 'CAB_SCOPE_EXCEEDED';
    else yield 'CAB_NOT_DESIGNATED';
    return;
  }
  // "life at D: all SUSPENDED or WITHDRAWN"
  const now = held.map((designation) => life(designation, s.day));
  if (now.every((state) => state === 'SUSPENDED' || state === 'WITHDRAWN')) {
    if (x.priorCertificates !== 'REVOKE') yield 'ISSUED_BEFORE_BODY_SUSPENSION';
    else if (now.includes('SUSPENDED')) yield 'CAB_DESIGNATION_SUSPENDED';
    else yield 'CAB_DESIGNATION_WITHDRAWN';
  }
  // "Every one of held has a `contested` interval active on D"
  if (held.every((designation) => (designation.contested ?? []).some((i) => active(i, s.day))))
    yield 'CAB_CONTESTED';
}

/** 8d (DOMESTIC). */
export function* gateDomesticBody(s: Situation, subject: Subject): Gate {
  const scheme = schemeRecord(s, subject.c.scheme);
  if (scheme?.approvalRequired !== true) return;
  // "approvals whose territory is covered on decided by scheme.territory (else home)"
  const around = scheme.territory ?? subject.c.issuerTerritory;
  yield* approval(s, subject, (a) => covers(s, around, a.territory, subject.folded.decided));
}

/** 9 ACCREDITATION. */
export function* gateAccreditation(s: Situation, subject: Subject, r: AgreementRoute): Gate {
  const { c, folded } = subject;
  const [a, x] = [r.agreement, r.annex];
  const kind = a.kind === 'ACCREDITATION';
  if (x === undefined || !(kind || x.accreditationRequired === true)) return;
  if (unavailable(s, 'accreditations')) {
    yield 'SUBGRAPH_UNAVAILABLE';
    return;
  }
  const miss = kind ? 'NOT_ACCREDITED' : 'ACCREDITATION_REQUIRED';
  const acc = (s.facts.accreditations ?? []).find(
    ({ id, body }) => id === c.accreditation && body === c.issuer,
  );
  if (acc === undefined) {
    yield miss;
    return;
  }
  // "the accreditation body's territory record has accreditationBodies, not empty, without it: miss"
  const ab = (s.facts.bodies ?? []).find(({ id }) => id === acc.accreditationBody);
  const land = (s.facts.territories ?? []).find(({ code }) => code === ab?.territory);
  if (!anyOr(land?.accreditationBodies, acc.accreditationBody)) yield miss;
  // life at decided
  const atIssue = life(acc, folded.decided);
  if (atIssue === 'FUTURE') yield miss;
  if (atIssue === 'SUSPENDED') yield 'CAB_ACCREDITATION_SUSPENDED';
  if (atIssue === 'WITHDRAWN' || atIssue === 'EXPIRED') yield 'CAB_ACCREDITATION_WITHDRAWN';
  if (!scoped(s, c, acc, folded.decided)) yield 'ACCREDITATION_SCOPE_MISMATCH';
  // life at D
  const now = lifeOf(acc, s.day);
  if (now.state === 'FUTURE') yield miss;
  if (now.state === 'SUSPENDED') yield 'CAB_ACCREDITATION_SUSPENDED';
  if (now.since !== undefined) {
    // "WITHDRAWN or EXPIRED since w"
    if (a.transferWindowMonths === undefined) yield 'CAB_ACCREDITATION_WITHDRAWN';
    else if (s.day < addMonths(now.since, a.transferWindowMonths)) yield 'TRANSFER_WINDOW_OPEN';
    else yield ['CAB_ACCREDITATION_WITHDRAWN', 'TRANSFER_WINDOW_CLOSED'];
  }
  if (now.state === 'ACTIVE' && !scoped(s, c, acc, s.day)) yield 'ACCREDITATION_SCOPE_MISMATCH';
  yield* signatories(s, c, r, acc);
}

/** 9: scoped(d). */
function scoped(s: Situation, c: Certificate, acc: Accreditation, d: Day): boolean {
  const norm = schemeRecord(s, c.scheme)?.norm;
  const standard = standardOf(s, c);
  const items = acc.scope.filter(
    (item) =>
      active(item, d) &&
      item.norm === norm &&
      (item.standard === undefined || item.standard === standard) &&
      (item.scheme === undefined || item.scheme === c.scheme),
  );
  // "a certificate without sectors is met by any such item whatever its sectors"
  const mine = sectorsOf(s, c);
  if (mine.length === 0) return items.length > 0;
  return mine.every((sector) => items.some((item) => anyOr(item.sectors, sector)));
}

/** 9: from "through" on. */
function* signatories(s: Situation, c: Certificate, r: AgreementRoute, acc: Accreditation): Gate {
  const through =
    r.agreement.kind === 'ACCREDITATION' ? r.agreement.id : r.annex?.accreditationThrough;
  if (through === undefined) return;
  if (unavailable(s, 'signatories')) {
    yield 'SUBGRAPH_UNAVAILABLE';
    return;
  }
  const norm = schemeRecord(s, c.scheme)?.norm;
  const kin = family(s, through);
  const recs = (s.facts.signatories ?? []).filter(
    (signatory) =>
      signatory.accreditationBody === acc.accreditationBody && kin.includes(signatory.agreement),
  );
  const main = recs.filter((signatory) => signatory.level <= 3);
  const m = ownFirst(
    main.filter((signatory) => signatory.norm === norm),
    through,
    s.day,
  );
  const lives = m.map((signatory) => life(signatory, s.day));
  if (!lives.includes('ACTIVE')) {
    if (lives.includes('SUSPENDED')) yield 'AB_SIGNATORY_SUSPENDED';
    else if (lives.includes('WITHDRAWN') || lives.includes('EXPIRED'))
      yield 'AB_SIGNATORY_WITHDRAWN';
    else if (main.some((signatory) => life(signatory, s.day) === 'ACTIVE'))
      yield 'MLA_SCOPE_NOT_COVERED';
    else yield 'AB_NOT_SIGNATORY';
  }
  // "Some of m with region is WITHDRAWN or EXPIRED at D"
  const lost = m.some(
    (signatory) =>
      signatory.region !== undefined && ['WITHDRAWN', 'EXPIRED'].includes(life(signatory, s.day)),
  );
  if (lost) yield 'AB_REGIONAL_ROUTE_CHANGED';
  if (r.annex?.subScopes === true) {
    const standard = standardOf(s, c);
    const sub = recs.filter(
      (signatory) =>
        signatory.level >= 4 &&
        signatory.norm === norm &&
        signatory.standard !== undefined && // "A comparison with an absent value fails"
        signatory.standard === standard,
    );
    if (!ownFirst(sub, through, s.day).some((signatory) => life(signatory, s.day) === 'ACTIVE'))
      yield 'MLA_MAIN_SCOPE_ONLY';
  }
}

/** 11 SAFEGUARD, "all routes". */
export function* gateSafeguard(s: Situation, { c, folded }: Subject): Gate {
  if (unavailable(s, 'measures')) {
    yield 'SUBGRAPH_UNAVAILABLE';
    return;
  }
  const x = product(s);
  const measures = s.facts.measures ?? [];
  const test = (y: QuestionProduct): Code | undefined => {
    const hit = measures.some((measure) => {
      const given = [measure.body, measure.certificate, measure.model, measure.hs];
      return (
        active(measure, s.day) &&
        covers(s, measure.market, s.question.market, s.day) &&
        given.some((criterion) => criterion !== undefined) && // "at least one"
        (measure.body === undefined || measure.body === c.issuer) &&
        (measure.certificate === undefined ||
          (key(measure.certificate) === key(c.number) &&
            (measure.issuer === undefined || measure.issuer === c.issuer))) &&
        (measure.model === undefined || matches({ model: measure.model }, y)) &&
        (measure.hs === undefined || matches({ hs: measure.hs }, y))
      );
    });
    return hit ? 'SAFEGUARD_MEASURE' : undefined;
  };
  const code = outcome(x, products(x, measures, folded), test);
  if (code !== undefined) yield code;
}
