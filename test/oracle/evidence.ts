import type { Certificate } from '../../schema/generated/facts.ts';
import type { Answer, Question, QuestionClaimed } from '../../schema/generated/question.ts';
import type { Code } from './codes.ts';
import type { Day, Situation } from './conventions.ts';
import { active, addDays, covers, inEventOrder, instant, unavailable } from './conventions.ts';
import { fold, key, like } from './spelling.ts';

/** An answer given before any route is looked at. */
export interface Early {
  readonly status: Answer['status'];
  readonly codes: readonly Code[];
}

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

/** §0: "numbers of certificates are compared by key everywhere". */
export function recordsOf(s: Situation, number: string, issuer?: string): Certificate[] {
  return (s.facts.certificates ?? []).filter(
    (certificate) =>
      key(certificate.number) === key(number) &&
      (issuer === undefined || certificate.issuer === issuer),
  );
}

/** §1 lines 3 and 4: the records of the certificate asked about; of several issuers: CERT_AMBIGUOUS. */
export function found(s: Situation): Certificate[] {
  const { certificate, issuer, claimed } = s.question;
  const all = recordsOf(s, certificate, issuer);
  if (new Set(all.map((record) => record.issuer)).size < 2) return all;
  return all.filter((record) => record.issuer === claimed?.issuer);
}

/** §1 line 5: C, with each event "recorded when the earliest of its records was". */
export function theCertificate(s: Situation): Certificate {
  const records = found(s);
  const [first] = records;
  if (first === undefined) throw new Error('§1 returns when there is no record');
  const times = (first.events ?? []).length === 0 || records.length === 1 ? [] : records;
  if (times.length === 0) return first;
  const ordered = times.map((record) => inEventOrder(record.events ?? [], '9999-12-31'));
  const events = (ordered[0] ?? []).map((event, place) => ({
    ...event,
    recordedAt: ordered
      .flatMap((list) => list[place] ?? [])
      .map((same) => instant(same.recordedAt ?? same.effectiveFrom))
      .reduce((one, other) => (other < one ? other : one)),
  }));
  return { ...first, events };
}

/** §1 EVIDENCE: "each line returns at once". Null: go on. */
export function gateEvidence(s: Situation): Early | null {
  const { question } = s;
  // 1
  if (question.signature === 'INVALID') return NOT_RECOGNISED('SIGNATURE_INVALID');
  // 2
  if (ESSENTIAL.some((kind) => unavailable(s, kind))) return INDETERMINATE('SUBGRAPH_UNAVAILABLE');
  // 3
  if (recordsOf(s, question.certificate, question.issuer).length === 0) {
    const claimed = question.claimed ?? {};
    const claim = question.issuer === undefined ? claimed : { ...claimed, issuer: question.issuer };
    const codes = absent(s, question.certificate, question.issuer, claim, claimed.issued ?? s.day);
    return codes === 'proved'
      ? NOT_RECOGNISED('CERT_NOT_IN_COMPLETE_REGISTER')
      : INDETERMINATE(...codes);
  }
  // 4
  const records = found(s);
  const [first] = records;
  if (first === undefined) return INDETERMINATE('CERT_AMBIGUOUS');
  // 5
  if (records.some((record) => comparable(s, record) !== comparable(s, first)))
    return INDETERMINATE('EVIDENCE_CONFLICT');
  // 6
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

/** §1: absent(number,issuer,claim,d); `aside` is left aside. */
export function absent(
  s: Situation,
  number: string,
  issuer: string | undefined,
  claim: QuestionClaimed,
  d: Day,
  aside?: Certificate,
): Code[] | 'proved' {
  if (unavailable(s, 'registers')) return ['SUBGRAPH_UNAVAILABLE'];
  const resembles = (s.facts.certificates ?? []).some(
    (other) =>
      (issuer === undefined || other.issuer === issuer) &&
      key(other.number) !== key(number) &&
      like(other.number) === like(number) &&
      !(aside?.issuer === other.issuer && key(aside.number) === key(other.number)),
  );
  if (resembles) return ['CERT_NUMBER_RESEMBLES', 'CERT_NOT_FOUND'];
  if (complete(s, claim, d)) return 'proved';
  return ['CERT_NOT_FOUND', 'REGISTER_COVERAGE_UNKNOWN'];
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

/** §1 line 5: what is compared of a record. */
function comparable(s: Situation, record: Certificate): string {
  const standard = (s.facts.schemes ?? []).find(({ id }) => id === record.scheme)?.standard;
  const { events = [], ...rest } = record;
  const whole = {
    object: 'CERTIFICATE', // "with the defaults of object, standard, validFrom and stay filled in"
    ...(standard === undefined ? {} : { standard }),
    validFrom: record.issued,
    ...rest,
    number: '',
    register: '',
    product: null,
  };
  const inOrder = inEventOrder(events, '9999-12-31').map((event) =>
    canonical({ stay: false, ...event }, [], false),
  );
  return `${canonical(whole, [], false)}|${inOrder.join('|')}`;
}

const NEVER_EVALUATED = 'note name brands by basis reason reference to role order'.split(' ');

function canonical(value: unknown, path: readonly string[], inScope: boolean): string {
  const name = path.at(-1) ?? '';
  if (Array.isArray(value)) {
    if (value.length === 0 && !inScope) return '';
    return `[${value
      .map((item) => canonical(item, path, inScope))
      .sort()
      .join()}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
      .filter(
        ([member]) => !NEVER_EVALUATED.includes(member) && !/^re(corded|tracted)At$/.test(member),
      )
      .map(([member, inner]) => [
        member,
        canonical(inner, [...path, member], inScope || member === 'scope'),
      ])
      .filter(([, text]) => text !== '')
      .map(([member, text]) => `${member}:${text}`);
    return entries.length === 0 ? '' : `{${entries.sort().join()}}`;
  }
  if (value === null || value === undefined) return '';
  if (typeof value === 'string' && name === 'number') return JSON.stringify(key(value));
  if (typeof value === 'string' && ['models', 'keys', 'sites'].includes(name))
    return JSON.stringify(fold(value));
  return JSON.stringify(value);
}
