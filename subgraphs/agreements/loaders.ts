import type {
  Agreement,
  FactsDocument,
  Scheme,
  Standard,
  Territory,
} from '../../schema/generated/facts.ts';
import { codedError } from '../kit/errors.ts';
import type { Horizon } from '../kit/facts/horizon.ts';
import { isIsoTerritory } from '../kit/facts/integrity.ts';
import type { FactModel } from '../kit/facts/model.ts';
import { derived, HeldFacts, type Held } from '../kit/held-facts.ts';
import { allKnownAt, knownAt } from '../kit/knowledge.ts';
import { ascending } from '../kit/names.ts';
import { compile, type CompiledFacts } from './decision/index.ts';

/** The kinds of fact that the rules of recognition consist of. */
export const RULE_KINDS = [
  'territories',
  'standards',
  'schemes',
  'agreements',
  'catalogues',
  'measures',
] as const;

export type RuleKind = (typeof RULE_KINDS)[number];

/** What the subgraph reads from. */
export interface AgreementSources {
  readonly models: { readonly [K in RuleKind]: FactModel<K> };
  readonly horizon: Horizon;
}

/** The rules as they stand: to decide with, and to show. */
export interface Rules {
  readonly compiled: CompiledFacts;
  /** Kinds that could not be read. */
  readonly unavailable: readonly RuleKind[];
  readonly index: RuleIndex;
}

/** Facts as now believed, found by their identifier. */
export interface RuleIndex {
  /** In ascending order of id. */
  readonly agreements: readonly Agreement[];
  readonly agreement: ReadonlyMap<string, Agreement>;
  readonly schemes: ReadonlyMap<string, Scheme>;
  readonly standards: ReadonlyMap<string, Standard>;
  readonly territories: ReadonlyMap<string, Territory>;
  /** The agreement as known at an instant; without one, as now believed. */
  readonly agreementAt: (id: string, at: string | undefined) => Agreement | null;
  /** Standards and schemes as known at an instant; without one, as now believed. */
  readonly describedAt: (at: string | undefined) => {
    readonly standards: readonly Standard[];
    readonly schemes: readonly Scheme[];
  };
  /** Whether a code stands for a territory at all: by ISO 3166, or as a fact. */
  readonly isTerritory: (code: string) => boolean;
}

/** The rules of recognition, compiled once for as long as none is committed. */
export class RuleShelf {
  readonly #held: HeldFacts<RuleKind>;
  #compiled: CompiledFacts | undefined;
  readonly #rules = derived((held: Held<RuleKind>): Rules => {
    // Nothing of an unreadable kind is compiled, so nothing prepared from it can be taken over.
    const compiled = compile(held.facts satisfies FactsDocument, this.#compiled);
    this.#compiled = compiled;
    return { compiled, unavailable: held.unavailable, index: indexOf(held) };
  });

  constructor({ models, horizon }: AgreementSources) {
    const { territories, standards, schemes, agreements, catalogues, measures } = models;
    this.#held = new HeldFacts<RuleKind>(
      { territories, standards, schemes, agreements, catalogues, measures },
      horizon,
    );
  }

  /** The rules at the present horizon; at once when they are held. */
  read(): Rules | Promise<Rules> {
    const held = this.#held.read();
    return held instanceof Promise ? held.then((facts) => this.#rules(facts)) : this.#rules(held);
  }

  /** What is now believed. @throws SUBGRAPH_UNAVAILABLE when some of it cannot be read */
  async index(): Promise<RuleIndex> {
    const { index, unavailable } = await this.read();
    if (unavailable.length > 0)
      throw codedError('SUBGRAPH_UNAVAILABLE', 'The rules of recognition cannot be read.');
    return index;
  }
}

function indexOf({ facts }: Held<RuleKind>): RuleIndex {
  const agreements = allKnownAt(facts.agreements).toSorted((a, b) => ascending(a.id, b.id));
  const agreement = byKey(agreements, ({ id }) => id);
  const territories = byKey(allKnownAt(facts.territories), ({ code }) => code);
  const mentioned = new Set(
    facts.territories.flatMap(({ code, members = [] }) => [
      code,
      ...members.map(({ territory }) => territory),
    ]),
  );
  return {
    agreements,
    agreement,
    schemes: byKey(allKnownAt(facts.schemes), ({ id }) => id),
    standards: byKey(allKnownAt(facts.standards), ({ id }) => id),
    territories,
    agreementAt: (id, at) =>
      at === undefined
        ? (agreement.get(id) ?? null)
        : (facts.agreements.flatMap((one) => (one.id === id ? (knownAt(one, at) ?? []) : []))[0] ??
          null),
    describedAt: (at) => ({
      standards: allKnownAt(facts.standards, at),
      schemes: allKnownAt(facts.schemes, at),
    }),
    isTerritory: (code) => mentioned.has(code) || isIsoTerritory(code),
  };
}

const byKey = <T>(facts: readonly T[], keyOf: (fact: T) => string): ReadonlyMap<string, T> =>
  new Map(facts.map((fact) => [keyOf(fact), fact]));
