import { reachedFrom } from '../../../schema/containment.ts';
import type {
  Accreditation,
  Agreement,
  Measure,
  Scheme,
  Territory,
} from '../../../schema/generated/facts.ts';
import type { Fact, FactKind } from '../../../facts/kinds/kinds.ts';
import type { Impact, ImpactKind } from '../../federation/simulation.ts';
import type { DryRuns, FactSet } from './fact-set.ts';

type Values = Readonly<Record<ImpactKind, Set<string>>>;

/** The facts of one kind that a document touches: what it ends and what it adds. */
type Touched = readonly Fact[];

/** Adds what a kind of fact can touch; false: any certificate. */
type Rule = (touched: Touched, values: Values, factSets: FactSets) => boolean;

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
  for (const [kind, { ended, added }] of dryRuns) {
    const touched = [...ended.map(({ fact }) => fact as Fact), ...added];
    const rule = RULES[kind] ?? every;
    if (!rule(touched, values, { before, after })) return 'EVERY';
  }
  return values;
}

const every: Rule = () => false;

const named =
  (kind: ImpactKind, property: string): Rule =>
  (touched, values) => {
    for (const fact of touched) values[kind].add(String(Reflect.get(fact, property)));
    return true;
  };

/** A kind without a rule can touch any certificate: too many, never too few. */
const RULES: Readonly<Partial<Record<FactKind, Rule>>> = {
  // Containment decides parties, markets, catalogues and registers alike.
  territories: every,
  // Counted for products, of which a question may name any.
  catalogues: every,
  // Complete registers speak of certificates that are not there.
  registers: every,
  standards: (touched, values, factSets) => {
    const ids = new Set(touched.map((fact) => (fact as { readonly id: string }).id));
    for (const id of ids) values.standard.add(id);
    for (const scheme of bothOf(factSets, ({ rules }) => rules.compiled.facts.schemes ?? []))
      if (scheme.standard !== undefined && ids.has(scheme.standard)) values.scheme.add(scheme.id);
    return true;
  },
  schemes: named('scheme', 'id' satisfies keyof Scheme),
  agreements: impactOfAgreements,
  measures: (touched, values) =>
    (touched as readonly Measure[]).every(({ body, certificate }) => {
      if (body !== undefined) values.issuer.add(body);
      else if (certificate !== undefined) values.number.add(certificate);
      return body !== undefined || certificate !== undefined;
    }),
  bodies: (touched, values, factSets) =>
    named('issuer', 'id')(touched, values, factSets) &&
    addAccredited(
      new Set(touched.map((fact) => String(Reflect.get(fact, 'id')))),
      values,
      factSets,
    ),
  approvals: named('issuer', 'body'),
  designations: named('issuer', 'body'),
  accreditations: named('issuer', 'body'),
  signatories: (touched, values, factSets) =>
    addAccredited(
      new Set(touched.map((fact) => String(Reflect.get(fact, 'accreditationBody')))),
      values,
      factSets,
    ),
  debarments: (touched, values) => {
    for (const fact of touched) {
      const { body, person } = fact as { readonly body?: string; readonly person?: string };
      if (body !== undefined) values.issuer.add(body);
      if (person !== undefined) values.person.add(person);
    }
    return true;
  },
  certificates: named('number', 'number'),
};

/** Facts of both worlds; what did not change is the same object and comes once. */
const bothOf = <T>({ before, after }: FactSets, of: (factSet: FactSet) => readonly T[]): Set<T> =>
  new Set([...of(before), ...of(after)]);

/** Issuers that these bodies have accredited. */
function addAccredited(bodies: ReadonlySet<string>, values: Values, factSets: FactSets): boolean {
  const accreditations = bothOf<Accreditation>(
    factSets,
    (factSet) => factSet.bodies.facts.accreditations,
  );
  for (const { accreditationBody, body } of accreditations)
    if (bodies.has(accreditationBody)) values.issuer.add(body);
  return true;
}

/**
 * An agreement is looked at for certificates issued where a party of it reaches; so are those tied
 * to it: by succession, which hands designations and certificates on, and by accreditation through it.
 */
function impactOfAgreements(touched: Touched, values: Values, factSets: FactSets): boolean {
  const agreements = bothOf<Agreement>(
    factSets,
    ({ rules }) => rules.compiled.facts.agreements ?? [],
  );
  const tied = tiedTo(new Set(touched.map((fact) => (fact as Agreement).id)), agreements);
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
