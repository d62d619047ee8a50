import type { Certificate } from '../../../../schema/generated/facts.ts';
import type { Findings } from '../findings.ts';
import { admits, type Inquiry } from '../inquiry.ts';
import type { PreparedRegister } from '../prepared/register.ts';
import { active, Day } from '../time.ts';

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

/** complete(claim, d): some register is declared to hold every such certificate. */
export const isComplete = (inquiry: Inquiry, claim: Claim, day: Day): boolean =>
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

export function signature({ question }: Inquiry, found: Findings): void {
  if (question.signature === 'INVALID') found.settle('SIGNATURE_INVALID');
}

export function outage(inquiry: Inquiry, found: Findings): void {
  if (NEEDED.some((kind) => inquiry.isUnavailable(kind))) found.settle('SUBGRAPH_UNAVAILABLE');
}

export function absence(inquiry: Inquiry, found: Findings): void {
  if (inquiry.records.length > 0) return;
  const { claimed = {} } = inquiry.question;
  const day = claimed.issued === undefined ? inquiry.day : new Day(claimed.issued);
  if (inquiry.isUnavailable('registers')) found.settle('SUBGRAPH_UNAVAILABLE');
  else if (isComplete(inquiry, claimed, day)) found.settle('CERT_NOT_IN_COMPLETE_REGISTER');
  else found.settle('CERT_NOT_FOUND', 'REGISTER_COVERAGE_UNKNOWN');
}

export function conflict({ records, prepared }: Inquiry, found: Findings): void {
  if (records.length > 1 && records.some(({ content }) => content !== prepared.content))
    found.settle('EVIDENCE_CONFLICT');
}

export function staleness(inquiry: Inquiry, found: Findings): void {
  for (const { record } of inquiry.records) {
    if (record.register === undefined) continue;
    if (inquiry.isUnavailable('registers')) found.settle('SUBGRAPH_UNAVAILABLE');
    else if (isStale(inquiry, record.register)) found.settle('STATUS_STALE');
  }
}

function isStale({ sources, day }: Inquiry, register: string): boolean {
  return day.past(sources.register(register)?.freshUntil);
}
