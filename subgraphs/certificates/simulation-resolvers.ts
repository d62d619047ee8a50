import type {
  Resolvers,
  ResolversTypes,
  SimulationScope,
} from '../../schema/generated/certificates.ts';
import type { TerritoryDays } from '../../facts/model/days.ts';
import { requireScope } from '../federation/authorise.ts';
import { badInput } from '../federation/errors.ts';
import { pageOf } from '../federation/paging.ts';
import { stated } from '../federation/question-id.ts';
import { reason, reasonResolvers } from '../federation/reasons.ts';
import type {
  SimulatedAttestation,
  SimulatedChange,
  Simulate,
  Simulation,
  SimulationQuestion,
} from '../federation/simulation.ts';
import { today, type Days, type RequestContext } from '../federation/subgraph.ts';
import { loaders, type CertificateRepository } from './loaders.ts';
import { simulationSource } from './simulation-source.ts';

/** Who may ask: those who record the facts that are supposed. */
const SCOPES = ['facts:write', 'agreements:write'] as const;
/** Whoever may revoke attestations may be told which ones; their ids are not public. */
const REVOKE_SCOPES: readonly string[] = ['attestation:revoke', 'hub:admin'];

/** Markets in one simulation at most. */
const MAX_MARKETS = 20;

/** Resolvers of simulations: what would change if some facts were recorded. */
export function simulationResolvers(
  repository: CertificateRepository,
  simulate: Simulate,
  days: Days,
): Resolvers<RequestContext> {
  const changed = {
    number: ({ certificate }: SimulatedChange) => certificate,
    certificate: async (
      { certificate: number }: SimulatedChange,
      _: unknown,
      context: RequestContext,
    ) =>
      (await loaders(context, repository).certificate.load({ number, issuer: undefined })).record,
  };
  return {
    Query: {
      simulate: async (_, { changes, scope }, context) => {
        const writer = requireScope(context, SCOPES);
        const markets = marketsOf(scope);
        const question = questionOf(scope, earliest(await days(), markets, context));
        const filter = { knownAt: scope.knownAt, ...scope.certificates };
        const simulation = await simulate({
          changes,
          writer,
          caller: context.caller ?? context.identity?.subject,
          markets,
          question,
          statusOnly: scope.statusOnly ?? false,
          certificates: simulationSource(repository, filter, question.asOf),
        });
        return view(simulation);
      },
    },
    SimulationResult: {
      __resolveType: (result) => {
        if ('transitions' in result) return 'Simulation';
        if ('faults' in result) return 'InvalidFacts';
        return 'reason' in result ? 'SimulationRefused' : 'SimulationRunning';
      },
    },
    Simulation: {
      changes: ({ id, changes }, page) => pageOf(`changes-${id}`, changes, keyOf, page),
      attestations: ({ id, attestations }, page) =>
        pageOf(`attestations-${id}`, attestations, attestationKeyOf, page),
    },
    SimulatedChange: changed,
    SimulatedAttestation: {
      ...changed,
      id: ({ id }, _, { identity }) =>
        REVOKE_SCOPES.some((scope) => identity?.scopes.has(scope)) ? id : null,
    },
    SimulatedAnswer: {
      reasons: ({ reasons }) => reasons.map(reason),
      route: ({ route }) => route ?? null,
      annex: ({ annex }) => annex ?? null,
      changesOn: ({ changesOn }) => changesOn ?? null,
    },
    Reason: reasonResolvers,
  };
}

/** One day for all markets: the one that has come in each of them. */
const earliest = (
  days: TerritoryDays,
  markets: readonly string[],
  context: RequestContext,
): string =>
  markets.map((market) => today(context, days, market)).sort()[0] ?? today(context, days);

/** Sorts as the lists are sorted: by certificate, then by market. */
const keyOf = ({ certificate, market }: SimulatedChange): string => `${certificate}\0${market}`;
const attestationKeyOf = (one: SimulatedAttestation): string => `${keyOf(one)}\0${one.id}`;

function marketsOf({ markets }: SimulationScope): readonly string[] {
  const distinct = [...new Set(markets)].sort();
  if (distinct.length === 0 || distinct.length > MAX_MARKETS)
    throw badInput(`scope.markets has ${distinct.length} markets; name 1 to ${MAX_MARKETS}.`);
  return distinct;
}

const questionOf = ({ asOf, knownAt, purpose }: SimulationScope, day: string): SimulationQuestion =>
  stated<SimulationQuestion>({
    asOf: asOf ?? day,
    knownAt: knownAt ?? undefined,
    purpose: purpose ?? 'REGULATORY',
    product: undefined,
  });

function view(simulation: Simulation): Awaited<ResolversTypes['SimulationResult']> {
  switch (simulation.kind) {
    case 'done':
      return simulation;
    case 'running':
      return {
        message: 'The simulation is under way: ask the same again.',
        examined: simulation.examined,
      };
    case 'invalid':
      return {
        message: 'An import would refuse these facts. See the faults.',
        faults: simulation.faults.map(({ code, path, line, message }) => ({
          code,
          path,
          line: line ?? null,
          message,
        })),
        faultCount: simulation.faultCount,
      };
    case 'refused':
      return {
        message: simulation.message,
        reason: simulation.code,
      };
  }
}
