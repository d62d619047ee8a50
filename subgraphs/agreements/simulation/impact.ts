import { reachedFrom } from '../../../schema/containment.ts';
import type { Accreditation, Agreement, Territory } from '../../../schema/generated/facts.ts';
import type { RecordImpact } from '../../../facts/kinds/description.ts';
import { descriptionOf, type Fact } from '../../../facts/kinds/kinds.ts';
import type { Impact, ImpactKind } from '../../federation/simulation.ts';
import type { DryRuns, FactSet } from './fact-set.ts';

type Values = Readonly<Record<ImpactKind, Set<string>>>;

interface FactSets {
  readonly before: FactSet;
  readonly after: FactSet;
}

/**
 * Which certificates a document can touch at all. Each rule follows from where RULE.md looks the kind
 * up: it may take in too many, never too few.
 */
export function impactOf(dryRuns: DryRuns, before: FactSet, after: FactSet): Impact {
  const values: Values = {
    number: new Set(),
    issuer: new Set(),
    issuerTerritory: new Set(),
    scheme: new Set(),
    standard: new Set(),
    person: new Set(),
  };
  const reached: Reached = { standard: new Set(), accreditedBy: new Set(), agreement: new Set() };
  for (const [kind, { ended, added }] of dryRuns)
    for (const fact of [...ended.map((one) => one.fact as Fact), ...added])
      if (!addImpact(descriptionOf(kind).impact(fact), values, reached)) return 'EVERY';
  const factSets = { before, after };
  addStandards(reached.standard, values, factSets);
  addAccredited(reached.accreditedBy, values, factSets);
  return addAgreements(reached.agreement, values, factSets) ? values : 'EVERY';
}

/** What leads to certificates by way of other facts. */
type Reached = Readonly<Record<'standard' | 'accreditedBy' | 'agreement', Set<string>>>;

/** Adds what a record can touch; false: any certificate. */
function addImpact(impact: RecordImpact | 'EVERY', values: Values, reached: Reached): boolean {
  if (impact === 'EVERY') return false;
  const { standard = [], accreditedBy = [], agreement = [], ...direct } = impact;
  for (const [kind, ids] of Object.entries(direct) as [keyof typeof direct, readonly string[]][])
    for (const id of ids) values[kind].add(id);
  for (const [kind, ids] of Object.entries({ standard, accreditedBy, agreement }))
    for (const id of ids) reached[kind as keyof Reached].add(id);
  return true;
}

/** Certificates that name a standard, or whose scheme does. */
function addStandards(standards: ReadonlySet<string>, values: Values, factSets: FactSets): void {
  if (standards.size === 0) return;
  for (const id of standards) values.standard.add(id);
  for (const scheme of bothOf(factSets, ({ rules }) => rules.compiled.facts.schemes ?? []))
    if (scheme.standard !== undefined && standards.has(scheme.standard))
      values.scheme.add(scheme.id);
}

/** Facts of both worlds; what did not change is the same object and comes once. */
const bothOf = <T>({ before, after }: FactSets, of: (factSet: FactSet) => readonly T[]): Set<T> =>
  new Set([...of(before), ...of(after)]);

/** Issuers that these bodies have accredited. */
function addAccredited(bodies: ReadonlySet<string>, values: Values, factSets: FactSets): void {
  if (bodies.size === 0) return;
  const accreditations = bothOf<Accreditation>(
    factSets,
    (factSet) => factSet.bodies.facts.accreditations,
  );
  for (const { accreditationBody, body } of accreditations)
    if (bodies.has(accreditationBody)) values.issuer.add(body);
}

/**
 * An agreement is looked at for certificates issued where a party of it reaches; so are those tied
 * to it: by succession, which hands designations and certificates on, and by accreditation through it.
 */
function addAgreements(ids: ReadonlySet<string>, values: Values, factSets: FactSets): boolean {
  if (ids.size === 0) return true;
  const agreements = bothOf<Agreement>(
    factSets,
    ({ rules }) => rules.compiled.facts.agreements ?? [],
  );
  const tied = tiedTo(ids, agreements);
  const parties = new Set<string>();
  for (const agreement of agreements) {
    if (!tied.has(agreement.id)) continue;
    if (mayBeOpen(agreement)) return false;
    for (const { territory } of agreement.parties ?? []) parties.add(territory);
  }
  const territories = bothOf<Territory>(
    factSets,
    ({ rules }) => rules.compiled.facts.territories ?? [],
  );
  for (const code of within(parties, territories)) values.issuerTerritory.add(code);
  return true;
}

/** Open to every territory, or so at an instant at which none of its parties is known. */
const mayBeOpen = ({ parties = [] }: Agreement): boolean =>
  parties.every(
    ({ recordedAt, retractedAt }) => recordedAt !== undefined || retractedAt !== undefined,
  );

function tiedTo(ids: ReadonlySet<string>, agreements: ReadonlySet<Agreement>): Set<string> {
  const ties = new Map<string, Set<string>>();
  const tie = (one: string, other: string): void => {
    ties.set(one, (ties.get(one) ?? new Set()).add(other));
    ties.set(other, (ties.get(other) ?? new Set()).add(one));
  };
  for (const { id, successor, annexes } of agreements) {
    if (successor) tie(id, successor.agreement);
    for (const { accreditationThrough } of annexes)
      if (accreditationThrough !== undefined) tie(id, accreditationThrough);
  }
  return reachedFrom(ids, (id) => ties.get(id) ?? []);
}

/** The territories and all that they contain on any day. */
function within(codes: ReadonlySet<string>, territories: ReadonlySet<Territory>): Set<string> {
  const members = new Map<string, string[]>();
  for (const { code, members: inner = [] } of territories)
    members.set(code, [...(members.get(code) ?? []), ...inner.map(({ territory }) => territory)]);
  return reachedFrom(codes, (code) => members.get(code) ?? []);
}
