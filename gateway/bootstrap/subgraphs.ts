import type { GraphQLSchema } from 'graphql';
import { createAgreementsSubgraph } from '../../subgraphs/agreements/index.ts';
import type { RuleRepository } from '../../subgraphs/agreements/loaders.ts';
import { answer, createRecognise } from '../../subgraphs/agreements/recognise.ts';
import type { Decide } from '../../subgraphs/agreements/recognise.ts';
import { createSimulate } from '../../subgraphs/agreements/simulation/index.ts';
import { createAttestationsSubgraph, openKeys } from '../../subgraphs/attestations/index.ts';
import { openKeyStore } from '../../subgraphs/attestations/keys/index.ts';
import { Partners, bodiesIn, recorderInto } from '../../subgraphs/attestations/partners/index.ts';
import type { FetchText } from '../../subgraphs/attestations/partners/index.ts';
import type { AttestationService, Recognise } from '../../subgraphs/attestations/index.ts';
import { openWitnesses } from '../../subgraphs/attestations/log/witnesses.ts';
import { archiveModels } from '../../subgraphs/attestations/archive/model.ts';
import { statusModels } from '../../subgraphs/attestations/status/model.ts';
import { validAttestationsOf } from '../../subgraphs/attestations/status/valid-attestations.ts';
import { bodiesBehind, createBodiesSubgraph } from '../../subgraphs/bodies/index.ts';
import { createCertificatesSubgraph } from '../../subgraphs/certificates/index.ts';
import { andThen } from '../../lib/maybe-promise.ts';
import type { Subgraph } from '../../subgraphs/federation/subgraph.ts';
import { entries } from '../../subgraphs/registry.ts';
import type { SubgraphName, SubgraphParts } from '../../subgraphs/registry.ts';
import { FairScheduler, VERIFIED_AT_ONCE } from '../../subgraphs/federation/turns.ts';
import type { Config } from '../config/config.ts';
import type { Metrics } from '../observability/metrics.ts';

/** Parts that the subgraphs need. */
export interface HubParts extends SubgraphParts {
  readonly config: Pick<
    Config,
    'dataDir' | 'hubId' | 'publicUrl' | 'homeTerritory' | 'keyStore'
  > & {
    readonly limits: Pick<Config['limits'], 'heavyWork'>;
  };
  /** How partners are asked; absent: over HTTP. */
  readonly fetchText?: FetchText;
  /** Where decisions are timed; absent: they are not. */
  readonly metrics?: Pick<Metrics, 'decisions'>;
}

/** The subgraphs in this process. */
export interface LocalSubgraphs {
  readonly byName: Readonly<Record<SubgraphName, Subgraph>>;
  /** By name, ready for an engine. */
  readonly schemas: Readonly<Record<SubgraphName, GraphQLSchema>>;
  readonly attestations: AttestationService;
  /** In which heavy work is done, and attestations are verified. */
  readonly turns: FairScheduler;
  readonly checks: FairScheduler;
  /** Answers questions without GraphQL. */
  readonly recognise: Recognise;
  /** The rules of recognition that are held. */
  readonly rules: RuleRepository;
  /** Compiles the rules of recognition, so that the first question need not. */
  warm(): Promise<void>;
}

/** Wires the subgraphs to each other by the few ports they have beside the graph. */
export async function createSubgraphs({
  config,
  store,
  facts,
  now,
  random,
  fetchText,
  metrics,
}: HubParts): Promise<LocalSubgraphs> {
  const { models, horizon } = facts;
  const turns = new FairScheduler(config.limits.heavyWork);
  const checks = new FairScheduler(VERIFIED_AT_ONCE);
  const decide = metrics && timed(metrics);
  const { homeTerritory } = config;
  const ruleSources = { models, horizon, turns, home: homeTerritory };
  const agreements = createAgreementsSubgraph(ruleSources, decide);
  const days = () => andThen(agreements.rules.read(), (rules) => rules.days);
  const bodies = createBodiesSubgraph({ models, horizon, days });
  const { batches } = archiveModels(store.mongoose);
  const { batchStatuses } = statusModels(store.mongoose);
  const certificates = createCertificatesSubgraph({
    models,
    horizon,
    turns,
    days,
    simulate: createSimulate({
      facts,
      rules: agreements.rules,
      bodies: bodies.held,
      bodiesBehind,
      validAttestations: (numbers) =>
        validAttestationsOf({ batches, batchStatuses }, numbers, now()),
    }),
  });
  const { hubId, publicUrl, dataDir } = config;
  const keys = openKeys({ dataDir, hubId, now, store: openKeyStore(config.keyStore) });
  const recognise = createRecognise({
    rules: agreements.rules,
    certificateEvidence: certificates.evidenceFor,
    bodyEvidence: bodies.evidenceFor,
    now,
    decide,
  });
  const { mongoose } = store;
  const attestations = createAttestationsSubgraph(
    {
      mongoose,
      keys,
      recognise,
      partners: new Partners({
        ...{ mongoose, keys, hubId, publicUrl, homeTerritory, recognise, now, random },
        days,
        record: recorderInto(facts, dataDir),
        isOfTerritory: bodiesIn(facts),
        ...(fetchText === undefined ? {} : { fetchText }),
      }),
      facts,
      witnesses: openWitnesses(config.dataDir),
      issuer: { hubId, publicUrl },
      days,
      now,
      random,
    },
    checks,
  );
  const byName = await allSubgraphs(
    { certificates, bodies, agreements, attestations },
    { store, facts, now, random },
  );
  return {
    turns,
    checks,
    byName,
    schemas: mapValues(byName, ({ schema }) => schema),
    attestations: attestations.service,
    recognise,
    rules: agreements.rules,
    warm: async () => {
      await agreements.rules.read();
    },
  };
}

/** The rules themselves know no clock. */
const timed =
  ({ decisions }: Pick<Metrics, 'decisions'>): Decide =>
  (input) => {
    const start = performance.now();
    const decided = answer(input);
    decisions.observe((performance.now() - start) / 1000);
    return decided;
  };

/** Those made here, and those that their entry makes. @throws when neither makes one */
async function allSubgraphs(
  made: Readonly<Partial<Record<SubgraphName, Subgraph>>>,
  parts: SubgraphParts,
): Promise<Readonly<Record<SubgraphName, Subgraph>>> {
  const all = await Promise.all(
    entries.map(async ([name, { create }]) => {
      const subgraph = made[name] ?? (await create?.(parts));
      if (!subgraph)
        throw new Error(`Nothing makes the subgraph ${name}: give its entry "create".`);
      return [name, subgraph] as const;
    }),
  );
  return Object.fromEntries(all) as Record<SubgraphName, Subgraph>;
}

const mapValues = <K extends string, V, R>(
  record: Readonly<Record<K, V>>,
  make: (value: V) => R,
): Readonly<Record<K, R>> =>
  Object.fromEntries(
    Object.entries<V>(record).map(([name, value]) => [name, make(value)]),
  ) as Record<K, R>;
