import type { Certificate } from '../../../../schema/generated/facts.ts';
import type { Findings } from '../findings.ts';
import { admits, type Inquiry } from '../input.ts';
import type { PreparedCertificate } from '../fact-set/prepared/certificate.ts';
import type { PreparedRegister } from '../fact-set/prepared/register.ts';
import type { ReasonCode } from '../reasons.ts';
import { active, Day } from '../timeline/time.ts';

/** What is claimed of a certificate that no register holds. */
export type Claim = Partial<Pick<Certificate, 'scheme' | 'issuer' | 'issuerTerritory'>>;

/** Without these sources nothing can be said. */
const NEEDED = [
  'certificates',
  'territories',
  'standards',
  'schemes',
  'bodies',
  'approvals',
  'catalogues',
  'debarments',
] as const;

/** RULE §1.3: complete(claim, d): some register is declared to hold every such certificate. */
const isComplete = (inquiry: Inquiry, claim: Claim, day: Day): boolean =>
  inquiry.sources.completeRegisters().some((register) => proves(inquiry, register, claim, day));

function proves(
  { sources }: Inquiry,
  { record }: PreparedRegister,
  { scheme, issuer, issuerTerritory }: Claim,
  day: Day,
): boolean {
  const { schemes, bodies, territory, snapshots } = record;
  return (
    admits(schemes, scheme) &&
    admits(bodies, issuer) &&
    active(record, day) &&
    (territory === undefined ||
      (issuerTerritory !== undefined && sources.covers(territory, issuerTerritory, day))) &&
    (snapshots === undefined || snapshots.some(({ asAt }) => !day.past(asAt)))
  );
}

/** A number of which no certificate is known. */
export interface Missing {
  readonly number: string;
  /** Undefined: any. */
  readonly issuer: string | undefined;
  readonly claim: Claim;
  readonly day: Day;
  /** A certificate that does not count as one that looks the same. */
  readonly aside?: PreparedCertificate;
}

/** RULE §1.3: absent(number, issuer, claim, d): the codes of an unknown number; none: its absence is proved. */
export function absent(
  inquiry: Inquiry,
  { number, issuer, claim, day, aside }: Missing,
): readonly ReasonCode[] {
  if (inquiry.isUnavailable('registers')) return ['SUBGRAPH_UNAVAILABLE'];
  const resembles = inquiry.sources
    .lookalikes(number, issuer)
    .some((one) => aside?.isOne(one) !== true);
  if (resembles) return ['CERT_NUMBER_RESEMBLES', 'CERT_NOT_FOUND'];
  if (isComplete(inquiry, claim, day)) return [];
  return ['CERT_NOT_FOUND', 'REGISTER_COVERAGE_UNKNOWN'];
}

/** RULE §1.1 */
export function signature({ question }: Inquiry, found: Findings): void {
  if (question.signature === 'INVALID') found.settle('SIGNATURE_INVALID');
}

/** RULE §1.2 */
export function outage(inquiry: Inquiry, found: Findings): void {
  if (NEEDED.some((kind) => inquiry.isUnavailable(kind))) found.settle('SUBGRAPH_UNAVAILABLE');
}

/** RULE §1.3 */
export function absence(inquiry: Inquiry, found: Findings): void {
  if (inquiry.records.length > 0) return;
  const { certificate: number, claimed = {}, issuer } = inquiry.question;
  const day = claimed.issued === undefined ? inquiry.day : new Day(claimed.issued);
  const claim = issuer === undefined ? claimed : { ...claimed, issuer };
  const codes = absent(inquiry, { number, issuer, claim, day });
  found.settle(...(codes.length === 0 ? (['CERT_NOT_IN_COMPLETE_REGISTER'] as const) : codes));
}

/** RULE §1.4 */
export function ambiguity({ ambiguous }: Inquiry, found: Findings): void {
  if (ambiguous) found.settle('CERT_AMBIGUOUS');
}

/** RULE §1.5 */
export function conflict(inquiry: Inquiry, found: Findings): void {
  if (inquiry.records.length > 1 && !inquiry.agree()) found.settle('EVIDENCE_CONFLICT');
}

/** RULE §1.6 */
export function staleness(inquiry: Inquiry, found: Findings): void {
  for (const { record } of inquiry.records) {
    if (record.register === undefined) continue;
    if (inquiry.isUnavailable('registers')) found.settle('SUBGRAPH_UNAVAILABLE');
    else if (isStale(inquiry, record.register)) found.settle('STATUS_STALE');
  }
}

/** RULE §1.6: a register that is not known is not checked. */
function isStale({ sources, day }: Inquiry, register: string): boolean {
  return day.past(sources.register(register)?.freshUntil);
}
