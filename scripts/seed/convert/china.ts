import type { FactsDocument } from '../../../schema/generated/facts.ts';
import { canonical, identifierOf, type FactKind } from '../../../facts/index.ts';

type Fact = Readonly<Record<string, unknown>>;
type Facts = Partial<Record<FactKind, readonly Fact[]>>;

const keyOf = (kind: FactKind, fact: Fact): string => {
  const name = identifierOf(kind);
  return name === undefined ? canonical(fact) : String(fact[name]);
};

/** What is evaluated of a fact: everything but its note. */
const evaluated = (fact: Fact): string =>
  canonical(Object.fromEntries(Object.entries(fact).filter(([name]) => name !== 'note')));

class SchemeSet {
  /** What it states, no other document states otherwise. */
  readonly #base: SchemeSet | undefined;
  readonly #kinds = new Map<FactKind, Map<string, Fact>>();

  constructor(base?: SchemeSet) {
    this.#base = base;
  }

  add(kind: FactKind, fact: Fact, origin: string): void {
    const known = this.#kinds.get(kind) ?? new Map<string, Fact>();
    this.#kinds.set(kind, known);
    if (this.#base?.has(kind, fact) === true) return;
    const key = keyOf(kind, fact);
    const earlier = known.get(key);
    if (earlier !== undefined && evaluated(earlier) !== evaluated(fact))
      throw new Error(`${origin}: ${kind} ${key} differs from an earlier record`);
    if (earlier === undefined) known.set(key, fact);
  }

  list(kind: FactKind): Fact[] {
    return [...(this.#kinds.get(kind)?.values() ?? [])];
  }

  has(kind: FactKind, fact: Fact): boolean {
    return this.#kinds.get(kind)?.has(keyOf(kind, fact)) ?? false;
  }
}

function worldOf(
  documents: readonly (readonly [string, FactsDocument])[],
  base?: SchemeSet,
): SchemeSet {
  const world = new SchemeSet(base);
  for (const [origin, document] of documents)
    for (const [kind, facts] of Object.entries(document))
      if (Array.isArray(facts))
        for (const fact of facts as Fact[]) world.add(kind as FactKind, fact, origin);
  return world;
}

const pick = (facts: readonly Fact[], name: string): Set<unknown> =>
  new Set(facts.map((fact) => fact[name]).filter((value) => value !== undefined));

/** An invented manufacturer of the territory of issue: no worked case says who held a certificate. */
function withHolder(certificate: Fact): Fact {
  const territory = String(certificate['issuerTerritory']);
  return {
    ...certificate,
    holder: {
      id: `SYN-HOLDER-${territory}`,
      name: { en: `Synthetic manufacturer (${territory})`, zh: `虚构生产者（${territory}）` },
    },
  };
}

/**
 * The Chinese domestic set: the certificates of the worked cases given and the facts they rest
 * on. What the base documents (the real agreements) already state is left out, also where a case,
 * which is of its day, says otherwise.
 */
export function chineseSet(
  cases: readonly (readonly [string, FactsDocument])[],
  base: FactsDocument,
): FactsDocument {
  const known = worldOf([['agreements', base]]);
  const world = worldOf(cases, known);
  const certificates = world.list('certificates');
  const accreditations = world
    .list('accreditations')
    .filter(({ id }) => pick(certificates, 'accreditation').has(id));
  const issuers = pick(certificates, 'issuer');
  const accreditors = pick(accreditations, 'accreditationBody');
  const persons = new Set(
    certificates.flatMap(({ persons: acts }) =>
      ((acts ?? []) as Fact[]).map((act) => act['person']),
    ),
  );
  const schemes = world.list('schemes');
  const standards = pick([...schemes, ...known.list('schemes')], 'standard');

  const chosen: Facts = {
    standards: world.list('standards').filter(({ id }) => standards.has(id)),
    schemes,
    bodies: world.list('bodies').filter(({ id }) => issuers.has(id) || accreditors.has(id)),
    approvals: world.list('approvals').filter((fact) => issuers.has(fact['body'])),
    accreditations,
    signatories: world
      .list('signatories')
      .filter((fact) => accreditors.has(fact['accreditationBody'])),
    designations: world.list('designations').filter((fact) => issuers.has(fact['body'])),
    catalogues: world.list('catalogues'),
    debarments: world
      .list('debarments')
      .filter((fact) => issuers.has(fact['body']) || persons.has(fact['person'])),
    certificates: certificates.map(withHolder),
  };
  const added = (Object.entries(chosen) as [FactKind, Fact[]][]).filter(
    ([, facts]) => facts.length > 0,
  );
  return {
    note:
      'Synthetic facts for China and the China-New Zealand agreement of 2008: bodies, holders, ' +
      'numbers and days marked SYN are invented, the legal grounds are real (see the worked cases).',
    ...(Object.fromEntries(added) as FactsDocument),
  };
}
