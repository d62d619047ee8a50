import type { Certificate } from '../../schema/generated/facts.ts';
import type { Answer, Question, QuestionClaimed } from '../../schema/generated/question.ts';
import type { Code } from './codes.ts';
import type { Day, Situation } from './conventions.ts';
import { active, addDays, covers, unavailable } from './conventions.ts';

/** An answer given before any route is looked at. */
export interface Early {
  readonly status: Answer['status'];
  readonly codes: readonly Code[];
}

/** §1 line 4. */
const MAY_DIFFER = ['recordedAt', 'retractedAt', 'register', 'note'];

const INDETERMINATE = (...codes: Code[]): Early => ({ status: 'INDETERMINATE', codes });
const NOT_RECOGNISED = (...codes: Code[]): Early => ({ status: 'NOT_RECOGNISED', codes });

/** §1 line 2. */
const ESSENTIAL: readonly NonNullable<Question['unavailable']>[number][] = [
  'certificates',
  'territories',
  'standards',
  'schemes',
  'bodies',
  'approvals',
  'catalogues',
  'debarments',
];

export function recordsOf(s: Situation, number: string): Certificate[] {
  return (s.facts.certificates ?? []).filter((certificate) => certificate.number === number);
}

/** §1 EVIDENCE: "each line returns at once". Null: go on. */
export function gateEvidence(s: Situation): Early | null {
  const { question } = s;
  // 1
  if (question.signature === 'INVALID') return NOT_RECOGNISED('SIGNATURE_INVALID');
  // 2
  if (ESSENTIAL.some((kind) => unavailable(s, kind))) return INDETERMINATE('SUBGRAPH_UNAVAILABLE');
  // 3
  const records = recordsOf(s, question.certificate);
  const [first] = records;
  if (first === undefined) {
    const claimed = question.claimed ?? {};
    if (unavailable(s, 'registers')) return INDETERMINATE('SUBGRAPH_UNAVAILABLE');
    if (complete(s, claimed, claimed.issued ?? s.day))
      return NOT_RECOGNISED('CERT_NOT_IN_COMPLETE_REGISTER');
    return notFound();
  }
  // 4
  if (records.length > 1 && records.some((record) => comparable(record) !== comparable(first)))
    return INDETERMINATE('EVIDENCE_CONFLICT');
  // 5
  for (const record of records) {
    if (record.register === undefined) continue;
    if (unavailable(s, 'registers')) return INDETERMINATE('SUBGRAPH_UNAVAILABLE');
    const register = (s.facts.registers ?? []).find(({ id }) => id === record.register);
    if (register?.maxAgeDays === undefined) continue;
    const latest = (register.snapshots ?? [])
      .map(({ asAt }) => asAt)
      .sort()
      .at(-1);
    if (latest === undefined || s.day > addDays(latest, register.maxAgeDays))
      return INDETERMINATE('STATUS_STALE');
  }
  return null;
}

export function notFound(): Early {
  return INDETERMINATE('CERT_NOT_FOUND', 'REGISTER_COVERAGE_UNKNOWN');
}

export function noRegisters(): Early {
  return INDETERMINATE('SUBGRAPH_UNAVAILABLE');
}

/** §1: complete(claim,d). */
export function complete(s: Situation, claim: QuestionClaimed, d: Day): boolean {
  return (s.facts.registers ?? []).some((register) => {
    // "some register with coverage COMPLETE, active on d"
    if (register.coverage !== 'COMPLETE' || !active(register, d)) return false;
    // "schemes (if given) contains claim.scheme"
    if (!givenContains(register.schemes, claim.scheme)) return false;
    // "territory (if given) covers claim.issuerTerritory on d (claim must have it)"
    if (
      register.territory !== undefined &&
      (claim.issuerTerritory === undefined ||
        !covers(s, register.territory, claim.issuerTerritory, d))
    )
      return false;
    // "bodies (if given) contains claim.issuer"
    if (!givenContains(register.bodies, claim.issuer)) return false;
    // "if it has a `snapshots` property, some visible snapshot has asAt >= d"
    return (
      register.snapshots === undefined || register.snapshots.some((snapshot) => snapshot.asAt >= d)
    );
  });
}

/** "(if given)"; by §0 an empty list means any. */
function givenContains(list: readonly string[] | undefined, value: string | undefined): boolean {
  if (list === undefined || list.length === 0) return true;
  return value !== undefined && list.includes(value);
}

/** §1 line 4: the record without what may differ, "arrays as multisets". */
function comparable(record: Certificate): string {
  const kept = Object.entries(record).filter(([key]) => !MAY_DIFFER.includes(key));
  return canonical(Object.fromEntries(kept));
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).sort().join()}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, inner]) => `${key}:${canonical(inner)}`);
    return `{${entries.sort().join()}}`;
  }
  return JSON.stringify(value);
}
