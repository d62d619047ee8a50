import type {
  Purpose,
  Resolvers,
  ResolversParentTypes,
} from '../../schema/generated/agreements.ts';
import { withKnownAt } from '../../facts/model/known-at.ts';
import type { BodyEvidence, CertificateEvidence } from '../../facts/model/evidence.ts';
import { pageOf } from '../federation/paging.ts';
import { reason } from '../federation/reasons.ts';
import { today, type RequestContext } from '../federation/subgraph.ts';
import { acceptedFrom, type AcceptedRoute, decideEverywhere } from './decision/index.ts';
import type { Rules, RuleRepository } from './loaders.ts';
import { marketsOf } from './markets.ts';
import { askedQuestion } from './question.ts';
import { decisionInput } from './recognise.ts';
import { named, routeKind, verdictShown } from './verdict.ts';

/** Resolvers of where a certificate counts, and of what a market accepts. */
export function marketResolvers(repository: RuleRepository): Resolvers<RequestContext> {
  return {
    Certificate: {
      markets: async ({ number, certificateEvidence, bodyEvidence }, given, context) => {
        const rules = await repository.read();
        const { status: wanted, ...asked } = given;
        const codes = marketsOf(rules.at(given.knownAt));
        const [first] = codes;
        if (first === undefined) return [];
        const question = askedQuestion(
          {
            ...asked,
            certificate: number,
            issuer: (certificateEvidence as CertificateEvidence | null)?.issuer,
            market: first,
          },
          context,
          rules,
        );
        const input = decisionInput(
          rules,
          question,
          certificateEvidence as CertificateEvidence | null,
          bodyEvidence as BodyEvidence | null,
        );
        const decisions = await repository.turns.run(context, () =>
          Promise.resolve(decideEverywhere(input.compiled, input.question, codes, input.evidence)),
        );
        const decided = decisions.map((decision, index) => ({
          decision,
          code: codes[index] ?? '',
        }));
        return decided
          .filter(({ decision }) => !wanted || wanted.includes(decision.status))
          .map(({ decision, code }) => {
            const market = rules.at(question.knownAt).territories.get(code);
            return {
              code,
              market: market ? withKnownAt(market, question.knownAt) : null,
              ...verdictShown(decision, rules, question.knownAt),
              changesOn: decision.changesOn,
            };
          });
      },
    },
    Market: {
      acceptedFrom: async ({ code, asKnownAt }, { state: wanted, ...given }, context) => {
        const rules = await repository.whole();
        const knownAt = given.knownAt ?? asKnownAt;
        const asked = {
          market: code,
          asOf: given.on ?? today(context, rules.days, code),
          purpose: purposeOf(given.purpose),
          ...(knownAt === undefined ? {} : { knownAt }),
        };
        const accepted = await repository.turns.run(context, () =>
          Promise.resolve(acceptedFrom(rules.compiled, asked)),
        );
        const found = accepted.flatMap((route) => {
          const issuers = route.issuers.filter(({ state }) => !wanted || wanted.includes(state));
          return issuers.length === 0 ? [] : [{ ...route, issuers }];
        });
        const page = pageOf('acceptedFrom', found, keyOf, given);
        const shown = (route: AcceptedRoute) => routeShown(route, rules, knownAt);
        return {
          ...page,
          nodes: page.nodes.map(shown),
          edges: page.edges.map(({ cursor, node }) => ({ cursor, node: shown(node) })),
        };
      },
    },
  };
}

/** A caller may give null in place of the default. */
const purposeOf = (given: Purpose | null): Purpose => given ?? 'REGULATORY';

/** Its own schemes first, then by agreement and annex: the order in which they are found. */
const keyOf = ({ route, annex, schemes }: AcceptedRoute): string =>
  annex === null ? `0 ${schemes.join()}` : `1 ${route}\u0000${annex}`;

function routeShown(
  { route, annex, schemes, sectors, issuers }: AcceptedRoute,
  rules: Rules,
  at: string | undefined,
): ResolversParentTypes['AcceptedRoute'] {
  return {
    kind: routeKind(route),
    ...named({ route, annex }, rules, at),
    schemes: schemes.map((id) => withKnownAt({ id }, at)),
    sectors: [...sectors],
    issuers: issuers.map(({ territory, state, reasons, accepts }) => ({
      territory,
      state,
      reasons: reasons.map(reason),
      accepts: [...accepts],
    })),
  };
}
