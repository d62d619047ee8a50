import type {
  Accreditation,
  Approval,
  Body,
  Debarment,
  Designation,
  Signatory,
} from '../../schema/generated/facts.ts';
import type { BodyEvidence, BodyKind, CertificateEvidence } from '../../facts/model/evidence.ts';
import { BODY_KINDS } from '../../facts/model/evidence.ts';
import { COUNTRY_DAYS } from '../../facts/model/days.ts';
import { KnownAt } from '../../facts/model/known-at.ts';
import type { Days } from '../federation/subgraph.ts';
import { codedError } from '../federation/errors.ts';
import { andThen } from '../../lib/maybe-promise.ts';
import type { MaybePromise } from '../../lib/maybe-promise.ts';
import type { SnapshotSource } from '../../facts/ledger/commit-watermark.ts';
import type { FactModel } from '../../facts/kinds/stored.ts';
import { derived, FactCache, type CachedFacts } from '../../facts/ledger/fact-cache.ts';
import { allKnownAt } from '../../facts/model/knowledge.ts';
import { ascending } from '../../facts/model/names.ts';

/** The sources of the subgraph. */
export interface BodySources {
  readonly models: { readonly [K in BodyKind]: FactModel<K> };
  readonly horizon: SnapshotSource;
  readonly days?: Days | undefined;
}

/** Facts about bodies as known at one time, found by what they are about. */
export interface BodyIndex {
  /** In ascending order of id. */
  readonly bodies: readonly Body[];
  readonly byId: ReadonlyMap<string, Body>;
  readonly accreditation: ReadonlyMap<string, Accreditation>;
  readonly accreditations: ReadonlyMap<string, readonly Accreditation[]>;
  /** By accreditation body, in ascending order of id. */
  readonly accredits: ReadonlyMap<string, readonly Accreditation[]>;
  readonly approvals: ReadonlyMap<string, readonly Approval[]>;
  readonly signatories: ReadonlyMap<string, readonly Signatory[]>;
  readonly designations: ReadonlyMap<string, readonly Designation[]>;
  readonly debarments: ReadonlyMap<string, readonly Debarment[]>;
  /** By agreement, in ascending order of body. */
  readonly designatedUnder: ReadonlyMap<string, readonly Designation[]>;
  readonly signatoriesOf: ReadonlyMap<string, readonly Signatory[]>;
}

/** Facts about bodies, held in memory for as long as none is committed. */
export class BodyRepository {
  readonly days: Days;
  readonly #held: FactCache<BodyKind>;

  constructor({ models, horizon, days = () => COUNTRY_DAYS }: BodySources) {
    this.days = days;
    const { bodies, approvals, accreditations, signatories, designations, debarments } = models;
    this.#held = new FactCache<BodyKind>(
      { bodies, approvals, accreditations, signatories, designations, debarments },
      horizon,
    );
  }

  /**
   * What was known at an instant; without one, what is now believed.
   * @throws SUBGRAPH_UNAVAILABLE when some of it cannot be read
   */
  index(at?: string | null): MaybePromise<BodyIndex> {
    return andThen(this.#held.read(), (held) => {
      if (held.unavailable.length > 0)
        throw codedError('SUBGRAPH_UNAVAILABLE', 'Facts about bodies cannot be read.');
      return known(held).at(at);
    });
  }

  /**
   * What is known of the bodies behind a certificate: at once when the facts are held. What cannot
   * be read is unavailable, not an error: the decision says what that means.
   */
  evidenceFor(certificate: CertificateEvidence): MaybePromise<BodyEvidence> {
    return andThen(this.#held.read(), (facts) => bodiesBehind(facts, certificate));
  }

  /** The facts themselves, at the present horizon. */
  held(): MaybePromise<CachedFacts<BodyKind>> {
    return this.#held.read();
  }
}

/** Evidence about the bodies behind a certificate, from facts held or supposed. */
export const bodiesBehind = (
  held: CachedFacts<BodyKind>,
  certificate: CertificateEvidence,
): BodyEvidence => recorded(held).behind(certificate);

const known = derived(
  ({ facts }: CachedFacts<BodyKind>) =>
    new KnownAt(Object.values(facts), (at): BodyIndex => indexOf(facts, at)),
);

function indexOf(facts: CachedFacts<BodyKind>['facts'], at: string | undefined): BodyIndex {
  const bodies = allKnownAt(facts.bodies, at).toSorted((a, b) => ascending(a.id, b.id));
  const accreditations = allKnownAt(facts.accreditations, at).toSorted((a, b) =>
    ascending(a.id, b.id),
  );
  const signatories = allKnownAt(facts.signatories, at).toSorted((a, b) =>
    ascending(a.accreditationBody, b.accreditationBody),
  );
  const designations = allKnownAt(facts.designations, at).toSorted((a, b) =>
    ascending(a.body, b.body),
  );
  return {
    bodies,
    byId: new Map(bodies.map((body) => [body.id, body])),
    accreditation: new Map(accreditations.map((one) => [one.id, one])),
    accreditations: grouped(accreditations, ({ body }) => body),
    accredits: grouped(accreditations, ({ accreditationBody }) => accreditationBody),
    approvals: grouped(allKnownAt(facts.approvals, at), ({ body }) => body),
    signatories: grouped(signatories, ({ accreditationBody }) => accreditationBody),
    designations: grouped(designations, ({ body }) => body),
    debarments: grouped(allKnownAt(facts.debarments, at), ({ body }) => body),
    designatedUnder: grouped(designations, ({ agreement }) => agreement),
    signatoriesOf: grouped(signatories, ({ agreement }) => agreement),
  };
}

/** Every record, believed or not, found by what a decision looks it up by. */
class Recorded {
  readonly #held: CachedFacts<BodyKind>;
  readonly #byCertificate = new WeakMap<CertificateEvidence, BodyEvidence>();
  readonly #bodies;
  readonly #approvals;
  readonly #accreditations;
  readonly #signatories;
  readonly #designations;
  readonly #debarred;
  readonly #barred;

  constructor(held: CachedFacts<BodyKind>) {
    const { facts } = held;
    this.#held = held;
    this.#bodies = grouped(facts.bodies, ({ id }) => id);
    this.#approvals = grouped(facts.approvals, ({ body }) => body);
    this.#accreditations = grouped(facts.accreditations, ({ id }) => id);
    this.#signatories = grouped(facts.signatories, ({ accreditationBody }) => accreditationBody);
    this.#designations = grouped(facts.designations, ({ body }) => body);
    this.#debarred = grouped(facts.debarments, ({ body }) => body);
    this.#barred = grouped(facts.debarments, ({ person }) => person);
  }

  behind(certificate: CertificateEvidence): BodyEvidence {
    const known = this.#byCertificate.get(certificate);
    if (known) return known;
    const evidence = this.#gather(certificate);
    this.#byCertificate.set(certificate, evidence);
    return evidence;
  }

  #gather({ certificates }: CertificateEvidence): BodyEvidence {
    const issuers = new Set(certificates.map(({ issuer }) => issuer));
    const persons = new Set(
      certificates.flatMap(({ persons: acted = [] }) => acted.map(({ person }) => person)),
    );
    const under = new Set(certificates.flatMap(({ accreditation }) => accreditation ?? []));
    const accreditations = all(this.#accreditations, under);
    const accreditors = new Set(accreditations.map(({ accreditationBody }) => accreditationBody));
    const debarments = [...all(this.#debarred, issuers), ...all(this.#barred, persons)];
    return {
      bodies: all(this.#bodies, new Set([...issuers, ...accreditors])),
      approvals: all(this.#approvals, issuers),
      accreditations,
      signatories: all(this.#signatories, accreditors),
      designations: all(this.#designations, issuers),
      debarments: [...new Set(debarments)],
      unavailable: BODY_KINDS.filter((kind) => this.#held.unavailable.includes(kind)),
    };
  }
}

const recorded = derived((held: CachedFacts<BodyKind>) => new Recorded(held));

function grouped<T>(
  facts: readonly T[],
  keyOf: (fact: T) => string | undefined,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const fact of facts) {
    const key = keyOf(fact);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(fact);
    else groups.set(key, [fact]);
  }
  return groups;
}

const all = <T>(groups: ReadonlyMap<string, readonly T[]>, keys: ReadonlySet<string>): T[] =>
  [...keys].flatMap((key) => groups.get(key) ?? []);
