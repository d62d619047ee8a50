import type { AgreementAnnex, Certificate } from '../../schema/generated/facts.ts';
import type { Route } from './candidates.ts';
import type { Code } from './codes.ts';
import type { Situation } from './conventions.ts';
import { covers, isEmpty, schemeRecord } from './conventions.ts';

/** 6 ANNEX, from "Then the level:" on. */
export function* levelCodes(
  s: Situation,
  c: Certificate,
  r: Route,
  x: AgreementAnnex,
): Generator<Code> {
  const legacy = legacyRules(c, r, x);
  if (legacy !== null) yield 'LEGACY_RULES_APPLY';
  const rules = legacy ?? x;
  const scheme = schemeRecord(s, c.scheme);
  const levels = scheme?.levels ?? [];
  const families = rules.components;

  // "Nothing more if rules has no levelCap, or rules.profiles meets C.profiles, or the scheme
  // record exists and has no levels."
  if (rules.levelCap === undefined) return;
  if ((rules.profiles ?? []).some((profile) => (c.profiles ?? []).includes(profile))) return;
  if (scheme !== undefined && levels.length === 0) return;

  // "C.level or levelCap not in scheme.levels: LEVEL_UNKNOWN, nothing more."
  const level = c.level;
  if (typeof level !== 'string' || !levels.includes(level) || !levels.includes(rules.levelCap)) {
    yield 'LEVEL_UNKNOWN';
    return;
  }

  // "over(cap) = level higher than cap, or rules.components given and some C.components family
  // (text before the first `.`) is not in it."
  const over = (cap: string): boolean =>
    levels.indexOf(level) > levels.indexOf(cap) ||
    (families !== undefined &&
      (c.components ?? []).some((component) => !families.includes(component.split('.')[0] ?? '')));

  let cap = rules.levelCap;
  if (!over(cap)) return;
  // "take the domain entry with domain = C.domain and (issuers empty or one covers home on D) that has
  // the highest levelCap (absent: highest of all; not in scheme.levels: lowest)"
  const height = (levelCap: string | undefined): number =>
    levelCap === undefined ? levels.length : levels.indexOf(levelCap);
  const [entry] = (rules.domains ?? [])
    .filter(
      (domain) =>
        domain.domain === c.domain &&
        ((domain.issuers ?? []).length === 0 ||
          (domain.issuers ?? []).some((t) => covers(s, t, c.issuerTerritory, s.day))),
    )
    .sort((a, b) => height(b.levelCap) - height(a.levelCap));
  if (entry !== undefined) {
    if (entry.levelCap === undefined) return; // "absent: not over"
    if (!levels.includes(entry.levelCap)) {
      yield 'LEVEL_UNKNOWN';
      return;
    }
    cap = entry.levelCap;
  } else if (!isEmpty(rules.domains)) yield 'DOMAIN_NOT_COVERED';
  // "If still over: aboveCap PARTIAL: LEVEL_PARTIAL and upToLevel = the lower of cap and C.level; else LEVEL_ABOVE_CAP."
  if (!over(cap)) return;
  if (rules.aboveCap === 'PARTIAL') {
    r.upToLevel = levels.indexOf(level) < levels.indexOf(cap) ? level : cap;
    yield 'LEVEL_PARTIAL';
  } else yield 'LEVEL_ABOVE_CAP';
}

/** "rules = x, or, by the first legacy clause whose annex y of A is visible, ...: rules = y". */
function legacyRules(c: Certificate, r: Route, x: AgreementAnnex): AgreementAnnex | null {
  for (const clause of x.legacy ?? []) {
    const y = r.agreement?.annexes.find(({ id }) => id === clause.annex);
    if (y === undefined) continue;
    const basis = clause.basis === 'ISSUED' ? c.issued : c.acceptedIntoProcess;
    if (basis === undefined || !(basis < clause.before)) continue;
    if (clause.issuedBefore !== undefined && !(c.issued < clause.issuedBefore)) continue;
    return y;
  }
  return null;
}
