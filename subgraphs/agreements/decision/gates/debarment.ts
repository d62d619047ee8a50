import type { Findings } from '../findings.ts';
import { admits, type DecisionContext } from '../context.ts';
import { lifeOf } from '../fact-set/life.ts';
import { type Order, orderOn } from '../fact-set/prepared/debarment.ts';
import type { ReasonCode } from '../reasons.ts';
import { active, Day } from '../timeline/time.ts';

/** RULE §4: an order of the home authority in force at issue or renewal, or one that voids what was before it. */
const isDebarred = (
  { issued, decided, day }: DecisionContext,
  order: Order,
  voidsEarlier: boolean | undefined,
): boolean =>
  active(order, issued) ||
  active(order, decided) ||
  (voidsEarlier === true &&
    decided.date < order.from &&
    day.reached(order.from) &&
    (order.until === undefined || order.from < order.until));

/** RULE §4: a code marked *; a stay takes its place, an appeal without one stands beside it. */
function debar(found: Findings, code: ReasonCode, { appeal }: Order): void {
  if (appeal === 'STAY') {
    found.add('APPEAL_STAY');
    return;
  }
  found.add(code);
  if (appeal === 'PENDING') found.add('APPEAL_PENDING');
}

/** RULE §4, debarment of C.issuer, with and without market. */
export function bodyDebarred(context: DecisionContext, found: Findings): void {
  const { sources, certificate, day } = context;
  for (const debarment of sources.debarmentsOfBody(certificate.issuer)) {
    const { market, voidsEarlier } = debarment.record;
    const order = orderOn(debarment, day);
    if (order === undefined) continue;
    if (market === undefined) {
      if (isDebarred(context, order, voidsEarlier)) debar(found, 'BODY_DEBARRED', order);
    } else if (context.coversMarket(market) && active(order, day))
      debar(found, 'BODY_DEBARRED_BY_MARKET', order);
  }
}

/** RULE §4, debarment of a person who acted on the certificate. */
export function personDebarred(context: DecisionContext, found: Findings): void {
  for (const { person, on } of context.certificate.persons ?? []) {
    const acted = new Day(on);
    for (const debarment of context.sources.debarmentsOfPerson(person)) {
      if (!context.concernsMarket(debarment.record.market)) continue;
      const order = orderOn(debarment, context.day);
      if (order !== undefined && active(order, acted)) debar(found, 'PERSON_DEBARRED', order);
    }
  }
}

/** RULE §4, approvals at home: only one for the scheme can be missed. */
export function approvalRevoked(context: DecisionContext, found: Findings): void {
  const { sources, certificate, decided } = context;
  if (found.has('BODY_DEBARRED')) return;
  const approvals = sources.approvals(certificate.issuer);
  if (approvals.length === 0) return;
  const territory = sources.body(certificate.issuer)?.territory;
  const lives = approvals
    .filter(
      ({ record }) => record.territory === territory && admits(record.schemes, certificate.scheme),
    )
    .map((approval) => lifeOf(approval, decided));
  if (lives.includes('WITHDRAWN') && !lives.includes('ACTIVE')) found.add('BODY_APPROVAL_REVOKED');
}
