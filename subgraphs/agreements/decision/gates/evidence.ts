import type { Certificate } from '../../../../schema/generated/facts.ts';
import type { Findings } from '../findings.ts';
import { admits, type DecisionContext } from '../context.ts';
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
const isComplete = (context: DecisionContext, claim: Claim, day: Day): boolean =>
  context.sources.completeRegisters().some((register) => proves(context, register, claim, day));

function proves(
  { sources }: DecisionContext,
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
  context: DecisionContext,
  { number, issuer, claim, day, aside }: Missing,
): readonly ReasonCode[] {
  if (context.isUnavailable('registers')) return ['SUBGRAPH_UNAVAILABLE'];
  const resembles = context.sources
    .lookalikes(number, issuer)
    .some((one) => aside?.isOne(one) !== true);
  if (resembles) return ['CERT_NUMBER_RESEMBLES', 'CERT_NOT_FOUND'];
  if (isComplete(context, claim, day)) return [];
  return ['CERT_NOT_FOUND', 'REGISTER_COVERAGE_UNKNOWN'];
}

/** RULE §1.1 */
export function signature({ question }: DecisionContext, found: Findings): void {
  if (question.signature === 'INVALID') found.settle('SIGNATURE_INVALID');
}

/** RULE §1.2 */
export function outage(context: DecisionContext, found: Findings): void {
  if (NEEDED.some((kind) => context.isUnavailable(kind))) found.settle('SUBGRAPH_UNAVAILABLE');
}

/** RULE §1.3 */
export function absence(context: DecisionContext, found: Findings): void {
  if (context.records.length > 0) return;
  const { certificate: number, claimed = {}, issuer } = context.question;
  const day = claimed.issued === undefined ? context.day : new Day(claimed.issued);
  const claim = issuer === undefined ? claimed : { ...claimed, issuer };
  const codes = absent(context, { number, issuer, claim, day });
  found.settle(...(codes.length === 0 ? (['CERT_NOT_IN_COMPLETE_REGISTER'] as const) : codes));
}

/** RULE §1.4 */
export function ambiguity({ ambiguous }: DecisionContext, found: Findings): void {
  if (ambiguous) found.settle('CERT_AMBIGUOUS');
}

/** RULE §1.5 */
export function conflict(context: DecisionContext, found: Findings): void {
  if (context.records.length > 1 && !context.agree()) found.settle('EVIDENCE_CONFLICT');
}

/** RULE §1.6 */
export function staleness(context: DecisionContext, found: Findings): void {
  for (const { record } of context.records) {
    if (record.register === undefined) continue;
    if (context.isUnavailable('registers')) found.settle('SUBGRAPH_UNAVAILABLE');
    else if (isStale(context, record.register)) found.settle('STATUS_STALE');
  }
}

/** RULE §1.6: a register that is not known is not checked. */
function isStale({ sources, day }: DecisionContext, register: string): boolean {
  return day.past(sources.register(register)?.freshUntil);
}
