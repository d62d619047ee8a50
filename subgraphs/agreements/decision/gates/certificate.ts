import type { Findings } from '../findings.ts';
import type { DecisionContext } from '../context.ts';
import { Day } from '../timeline/time.ts';
import { absent } from './evidence.ts';

/** RULE §2, transferredFrom: the predecessor must have been in force on the day of the transfer. */
export function takenOver(context: DecisionContext, found: Findings): void {
  const { transferredFrom } = context.certificate;
  if (transferredFrom === undefined) return;
  const { number, issuer, on } = transferredFrom;
  const earlier = context.sources
    .certificates(number, issuer)
    .filter((one) => !one.isOne(context.prepared));
  if (earlier.length === 0) {
    unknownPredecessor(context, found);
    return;
  }
  const inForce = earlier.filter((one) => one.inForceOn(on));
  const ofSeveral = earlier.some(({ record }) => record.issuer !== earlier[0]?.record.issuer);
  if (inForce.length === earlier.length) found.add('CERT_TRANSFERRED');
  else if (inForce.length > 0 && ofSeveral) found.leaveOpen('CERT_AMBIGUOUS');
  else found.add('TRANSFER_OF_INVALID_CERT');
}

/** RULE §2, transferredFrom: none of what it names is known. */
function unknownPredecessor(context: DecisionContext, found: Findings): void {
  const { transferredFrom, scheme } = context.certificate;
  if (transferredFrom === undefined) return;
  const { number, issuer, on } = transferredFrom;
  const codes = absent(context, {
    number,
    issuer,
    claim: issuer === undefined ? { scheme } : { scheme, issuer },
    day: new Day(on),
    aside: context.prepared,
  });
  if (codes.length === 0) found.add('TRANSFER_OF_INVALID_CERT');
  for (const code of codes) found.leaveOpen(code);
}

/** RULE §2: an appeal does not stay expiry. */
export function validity(
  { certificate, fold: state, day }: DecisionContext,
  found: Findings,
): void {
  if (!day.reached(certificate.validFrom ?? certificate.issued)) found.add('CERT_NOT_YET_VALID');
  if (day.past(state.validUntil)) found.add('CERT_EXPIRED');
}

const INTERRUPTED = {
  SUSPENDED: 'CERT_SUSPENDED',
  WITHDRAWN: 'CERT_WITHDRAWN',
  CANCELLED: 'CERT_CANCELLED',
} as const;

/** RULE §2: its state as the events have left it. */
export function state({ fold: state }: DecisionContext, found: Findings): void {
  if (state.state === 'VALID') {
    if (state.restored) found.add('CERT_RESTORED');
  } else if (state.appeal === 'STAY') found.add('APPEAL_STAY');
  else {
    found.add(INTERRUPTED[state.state]);
    if (state.appeal === 'PENDING') found.add('APPEAL_PENDING');
  }
  if (state.transferred) found.add('CERT_TRANSFERRED');
}

/** RULE §2: some event was recorded only after the day. */
export function retroactive({ fold: state }: DecisionContext, found: Findings): void {
  if (state.retroactive) found.add('RETROACTIVE_CHANGE');
}

/** RULE §2: only what was certified counts, or the test report behind a certificate. */
export function presentedIsRecorded(
  { certificate, question }: DecisionContext,
  found: Findings,
): void {
  const { presented } = question;
  const { object = 'CERTIFICATE' } = certificate;
  if (presented === undefined || presented === object) return;
  if (presented !== 'TEST_REPORT' || object !== 'CERTIFICATE') found.add('OBJECT_NOT_ACCEPTED');
}
