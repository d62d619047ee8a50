import type {
  AgreementAnnex,
  AgreementAnnexDomain,
  AgreementAnnexLegacy,
} from '../../../../schema/generated/facts.ts';
import { isAny, type DecisionContext } from '../context.ts';
import type { AgreementRoute } from '../route.ts';

/** RULE §6, rules: those of the annex, or older ones by its first legacy clause. */
export function legacyRules(context: DecisionContext, route: AgreementRoute): void {
  const { annex, link } = route;
  for (const clause of annex.legacy ?? []) {
    const rules = link.agreement.annexes.find(({ record }) => record.id === clause.annex)?.record;
    if (rules === undefined || !isBefore(context, clause)) continue;
    route.rules = rules;
    route.findings.add('LEGACY_RULES_APPLY');
    return;
  }
}

function isBefore({ certificate }: DecisionContext, clause: AgreementAnnexLegacy): boolean {
  const { issued, acceptedIntoProcess } = certificate;
  const basis = clause.basis === 'ISSUED' ? issued : acceptedIntoProcess;
  return (
    basis !== undefined &&
    basis < clause.before &&
    (clause.issuedBefore === undefined || issued < clause.issuedBefore)
  );
}

/** RULE §6: the cap of the level, which a technical domain may lift. */
export function levelCap(context: DecisionContext, route: AgreementRoute): void {
  const { rules, findings } = route;
  const { scheme, certificate } = context;
  if (rules.levelCap === undefined || hasProfile(context, rules)) return;
  if (scheme && (scheme.levels === undefined || scheme.levels.length === 0)) return;
  const levels = scheme?.levels ?? [];
  const level = rankOf(levels, certificate.level);
  const cap = rankOf(levels, rules.levelCap);
  if (level === undefined || cap === undefined) {
    findings.add('LEVEL_UNKNOWN');
    return;
  }
  const augmented = isAugmented(context, rules);
  if (level <= cap && !augmented) return;
  const domain = domainOf(context, rules, levels);
  if (domain === undefined) {
    if (!isAny(rules.domains)) findings.add('DOMAIN_NOT_COVERED');
    refuse(route, rules, levels, Math.min(cap, level));
    return;
  }
  if (domain.levelCap === undefined) return;
  const lifted = rankOf(levels, domain.levelCap);
  if (lifted === undefined) findings.add('LEVEL_UNKNOWN');
  else if (level > lifted || augmented) refuse(route, rules, levels, Math.min(lifted, level));
}

/** Place of a level, lowest first; undefined: the scheme does not know it. */
function rankOf(levels: readonly string[], level: string | null | undefined): number | undefined {
  const rank = levels.indexOf(level ?? '');
  return rank < 0 ? undefined : rank;
}

const hasProfile = ({ certificate }: DecisionContext, { profiles }: AgreementAnnex): boolean =>
  profiles !== undefined &&
  certificate.profiles?.some((profile) => profiles.includes(profile)) === true;

/** Has an augmentation of a family that does not count here. */
const isAugmented = ({ certificate }: DecisionContext, { components }: AgreementAnnex): boolean =>
  components !== undefined &&
  certificate.components?.some((component) => !components.includes(familyOf(component))) === true;

/** ALC_FLR of ALC_FLR.2. */
function familyOf(component: string): string {
  const dot = component.indexOf('.');
  return dot < 0 ? component : component.slice(0, dot);
}

/** RULE §6: of the entries for its domain and its issuer the one that lifts the cap highest. */
function domainOf(
  { certificate, sources, home, day }: DecisionContext,
  { domains = [] }: AgreementAnnex,
  levels: readonly string[],
): AgreementAnnexDomain | undefined {
  const height = ({ levelCap }: AgreementAnnexDomain): number =>
    levelCap === undefined ? Infinity : levels.indexOf(levelCap);
  return domains
    .filter(
      ({ domain, issuers = [] }) =>
        domain === certificate.domain &&
        (issuers.length === 0 || issuers.some((issuer) => sources.covers(issuer, home, day))),
    )
    .reduce<AgreementAnnexDomain | undefined>(
      (best, one) => (best === undefined || height(one) > height(best) ? one : best),
      undefined,
    );
}

/** RULE §6: over the cap all the same: accepted up to it, or not at all. */
function refuse(
  route: AgreementRoute,
  { aboveCap }: AgreementAnnex,
  levels: readonly string[],
  upTo: number,
): void {
  if (aboveCap !== 'PARTIAL') {
    route.findings.add('LEVEL_ABOVE_CAP');
    return;
  }
  route.findings.add('LEVEL_PARTIAL');
  route.upToLevel = levels[upTo];
}
