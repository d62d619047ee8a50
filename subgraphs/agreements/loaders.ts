import type {
  Agreement,
  FactsDocument,
  Scheme,
  Standard,
  Territory,
} from '../../schema/generated/facts.ts';
import { TerritoryDays } from '../../facts/model/days.ts';
import { KnownAt } from '../../facts/model/known-at.ts';
import { codedError } from '../federation/errors.ts';
import { andThen } from '../../lib/maybe-promise.ts';
import type { MaybePromise } from '../../lib/maybe-promise.ts';
import type { SnapshotSource } from '../../facts/ledger/commit-watermark.ts';
import { isIsoTerritory } from '../../facts/model/integrity.ts';
import type { FactModel } from '../../facts/kinds/stored.ts';
import { derived, FactCache, type CachedFacts } from '../../facts/ledger/fact-cache.ts';
import { allKnownAt } from '../../facts/model/knowledge.ts';
import { ascending } from '../../facts/model/names.ts';
import { FairScheduler } from '../federation/turns.ts';
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

/** The sources of the subgraph. */
export interface AgreementSources {
  readonly models: { readonly [K in RuleKind]: FactModel<K> };
  readonly horizon: SnapshotSource;
  /** In which heavy work is done; absent: two works at once. */
  readonly turns?: FairScheduler | undefined;
  /** The territory whose day counts where none is named; absent: the day in UTC. */
  readonly home?: string | undefined;
}

/** The rules as they stand: to decide with, and to show. */
export interface Rules {
  readonly compiled: CompiledFacts;
  /** Kinds that could not be read. */
  readonly unavailable: readonly RuleKind[];
  /** As now believed. */
  readonly index: RuleIndex;
  /** Which day it is where. */
  readonly days: TerritoryDays;
  /** As known at an instant; without one, as now believed. */
  readonly at: (instant: string | null | undefined) => RuleIndex;
}

/** Facts as known at one time, found by their identifier. */
export interface RuleIndex {
  /** In ascending order of id. */
  readonly agreements: readonly Agreement[];
  readonly agreement: ReadonlyMap<string, Agreement>;
  readonly schemes: ReadonlyMap<string, Scheme>;
  readonly standards: ReadonlyMap<string, Standard>;
  readonly territories: ReadonlyMap<string, Territory>;
  /** Whether a code stands for a territory at all: by ISO 3166, or as a fact. */
  readonly isTerritory: (code: string) => boolean;
}

/** The rules of recognition, compiled once for as long as none is committed. */
export class RuleRepository {
  readonly turns: FairScheduler;
  readonly #held: FactCache<RuleKind>;
  readonly #home: string | undefined;
  #compiled: CompiledFacts | undefined;
  readonly #rules = derived((held: CachedFacts<RuleKind>): Rules => {
    // Nothing of an unreadable kind is compiled, so nothing prepared from it can be taken over.
    const compiled = compile(held.facts satisfies FactsDocument, this.#compiled);
    this.#compiled = compiled;
    const lists = Object.values(held.facts);
    const known = new KnownAt(lists, (at) => indexOf(held, at));
    return {
      compiled,
      unavailable: held.unavailable,
      index: known.at(undefined),
      days: new TerritoryDays(known.at(undefined).territories, this.#home),
      at: (instant) => known.at(instant),
    };
  });

  constructor({ models, horizon, turns = new FairScheduler(2), home }: AgreementSources) {
    this.turns = turns;
    this.#home = home;
    const { territories, standards, schemes, agreements, catalogues, measures } = models;
    this.#held = new FactCache<RuleKind>(
      { territories, standards, schemes, agreements, catalogues, measures },
      horizon,
    );
  }

  /** The rules at the present horizon; at once when they are held. */
  read(): MaybePromise<Rules> {
    return andThen(this.#held.read(), this.#rules);
  }

  /** The rules, if all of them can be read. @throws SUBGRAPH_UNAVAILABLE */
  async whole(): Promise<Rules> {
    const rules = await this.read();
    if (rules.unavailable.length > 0)
      throw codedError('SUBGRAPH_UNAVAILABLE', 'The rules of recognition cannot be read.');
    return rules;
  }

  /**
   * What was known at an instant; without one, what is now believed.
   * @throws SUBGRAPH_UNAVAILABLE when some of it cannot be read
   */
  async index(at?: string | null): Promise<RuleIndex> {
    return (await this.whole()).at(at);
  }
}

function indexOf({ facts }: CachedFacts<RuleKind>, at: string | undefined): RuleIndex {
  const agreements = allKnownAt(facts.agreements, at).toSorted((a, b) => ascending(a.id, b.id));
  const mentioned = new Set(
    facts.territories.flatMap(({ code, members = [] }) => [
      code,
      ...members.map(({ territory }) => territory),
    ]),
  );
  return {
    agreements,
    agreement: byKey(agreements, ({ id }) => id),
    schemes: byKey(allKnownAt(facts.schemes, at), ({ id }) => id),
    standards: byKey(allKnownAt(facts.standards, at), ({ id }) => id),
    territories: byKey(allKnownAt(facts.territories, at), ({ code }) => code),
    isTerritory: (code) => mentioned.has(code) || isIsoTerritory(code),
  };
}

const byKey = <T>(facts: readonly T[], keyOf: (fact: T) => string): ReadonlyMap<string, T> =>
  new Map(facts.map((fact) => [keyOf(fact), fact]));
