import type { Resolvers } from '../../schema/generated/agreements.ts';
import { withKnownAt, type Dated } from '../../facts/model/known-at.ts';
import { andThen } from '../../lib/maybe-promise.ts';
import { activeOn } from '../../facts/model/interval.ts';
import { name } from '../../facts/model/names.ts';
import { pageOf } from '../federation/paging.ts';
import { today, type RequestContext } from '../federation/subgraph.ts';
import { correspondenceResolvers } from './correspondence-resolvers.ts';
import type { RuleRepository } from './loaders.ts';
import { hasParty, meets } from './rules.ts';

type Reference = Dated<{ readonly id: string }>;

/** Resolvers of what the rules of recognition consist of: agreements, schemes, standards, markets. */
export function agreementResolvers(repository: RuleRepository): Resolvers<RequestContext> {
  type At = string | null | undefined;
  const found = <T extends object>(fact: T | undefined, at: At) =>
    fact === undefined ? null : withKnownAt(fact, at);
  const agreement = async (id: string, at?: At) =>
    found((await repository.index(at)).agreement.get(id), at);
  const scheme = async (id: string, at?: At) =>
    found((await repository.index(at)).schemes.get(id), at);
  const standard = async (id: string, at?: At) =>
    found((await repository.index(at)).standards.get(id), at);
  const market = async (code: string, at?: At) =>
    found((await repository.index(at)).territories.get(code), at);

  const schemeOf = ({ id, asKnownAt }: Reference) => scheme(id, asKnownAt);
  const standardOf = ({ id, asKnownAt }: Reference) => standard(id, asKnownAt);
  const correspondence = correspondenceResolvers(repository);

  return {
    ...correspondence,
    Query: {
      agreement: (_, { id, knownAt }) => agreement(id, knownAt),
      agreements: async (_, { filter, knownAt, ...page }) => {
        const { agreements, territories } = await repository.index(knownAt);
        const met = filter
          ? agreements.filter((one) => meets(filter, one, territories))
          : agreements;
        const known = met.map((one) => withKnownAt(one, knownAt));
        return pageOf('agreements', known, ({ id }) => id, page);
      },
      scheme: (_, { id, knownAt }) => scheme(id, knownAt),
      standard: (_, { id, knownAt }) => standard(id, knownAt),
      market: (_, { code, knownAt }) => market(code, knownAt),
    },
    Agreement: {
      __resolveReference: ({ id }) => agreement(id),
      name,
      mode: ({ mode }) => mode ?? 'COMMON',
      effect: ({ effect, kind }) =>
        effect ?? (kind === 'ACCREDITATION' ? 'TECHNICAL_EQUIVALENCE' : 'MARKET_ACCESS'),
      governingDate: ({ governingDate }) => governingDate ?? 'AS_OF',
      parties: ({ parties }) => parties ?? [],
      exchangesRequired: ({ exchangesRequired }) => exchangesRequired ?? false,
      exchanges: ({ exchanges }) => exchanges ?? [],
      successor: ({ successor, asKnownAt }) =>
        successor ? withKnownAt(successor, asKnownAt) : null,
      annexes: ({ annexes, asKnownAt }) => annexes.map((annex) => withKnownAt(annex, asKnownAt)),
      inForceOn: (one, { date }, context) =>
        andThen(repository.read(), ({ days }) => activeOn(one, date ?? today(context, days))),
    },
    AgreementParty: {
      role: ({ role }) => role ?? 'AUTHORISING',
      excludes: ({ excludes }) => excludes ?? [],
    },
    AgreementExchange: {
      annexes: ({ annexes }) => annexes ?? [],
    },
    Succession: {
      agreement: ({ agreement: id, asKnownAt }) => agreement(id, asKnownAt),
      to: ({ agreement: id }) => id,
    },
    Annex: {
      name,
      sectors: ({ sectors }) => sectors ?? [],
      schemes: ({ schemes = [], asKnownAt }) => schemes.map((id) => withKnownAt({ id }, asKnownAt)),
      norms: ({ norms }) => norms ?? [],
      requirements: ({ requirements }) => requirements ?? [],
      products: ({ products }) => products ?? [],
      aboveCap: ({ aboveCap }) => aboveCap ?? 'REFUSE',
      profiles: ({ profiles }) => profiles ?? [],
      domains: ({ domains }) => domains ?? [],
      legacy: ({ legacy }) => legacy ?? [],
      accepts: ({ accepts }) => accepts ?? ['CERTIFICATE'],
      conditions: ({ conditions }) => conditions ?? [],
      designationRequired: ({ designationRequired }) => designationRequired ?? false,
      approvalRequired: ({ approvalRequired }) => approvalRequired ?? false,
      accreditationRequired: ({ accreditationRequired }) => accreditationRequired ?? false,
      accreditationThrough: ({ accreditationThrough: id, asKnownAt }) =>
        id === undefined ? null : agreement(id, asKnownAt),
      subScopes: ({ subScopes }) => subScopes ?? false,
      priorCertificates: ({ priorCertificates }) => priorCertificates ?? 'KEEP',
      suspensions: ({ suspensions }) => suspensions ?? [],
      rulesUnknown: ({ rulesUnknown }) => rulesUnknown ?? false,
    },
    ListedProduct: {
      excluded: ({ excluded }) => excluded ?? false,
    },
    TechnicalDomain: {
      issuers: ({ issuers }) => issuers ?? [],
    },
    OriginRule: {
      territories: ({ territories }) => territories ?? [],
      basis: ({ basis }) => basis ?? ['ORIGIN'],
      directShipment: ({ directShipment }) => directShipment ?? false,
    },
    Scheme: {
      __resolveReference: ({ id }) => ({ id }),
      // A scheme may be a reference whose record is fetched only when a field of it is asked for.
      name: async (one, locale) => name((await schemeOf(one)) ?? {}, locale),
      kind: async (one) => (await schemeOf(one))?.kind ?? null,
      norm: async (one) => (await schemeOf(one))?.norm ?? null,
      standard: async (one) => {
        const id = (await schemeOf(one))?.standard;
        return id === undefined ? null : withKnownAt({ id }, one.asKnownAt);
      },
      levels: async (one) => (await schemeOf(one))?.levels ?? [],
      territory: async (one) => (await schemeOf(one))?.territory ?? null,
      domesticAtIssuer: async (one) => (await schemeOf(one))?.domesticAtIssuer ?? false,
      approvalRequired: async (one) => (await schemeOf(one))?.approvalRequired ?? false,
      ...correspondence.Scheme,
    },
    Standard: {
      __resolveReference: ({ id }) => ({ id }),
      name: async (one, locale) => name((await standardOf(one)) ?? {}, locale),
      editions: async (one) => (await standardOf(one))?.editions ?? [],
      ...correspondence.Standard,
    },
    Market: {
      __resolveReference: ({ code }) => market(code),
      name,
      members: ({ members }) => members ?? [],
      agreements: async ({ code, asKnownAt }, { on }) => {
        const { agreements, territories } = await repository.index(asKnownAt);
        return agreements
          .filter(
            (one) =>
              (one.parties?.length ?? 0) > 0 &&
              (!on || activeOn(one, on)) &&
              hasParty(one, code, territories, on),
          )
          .map((one) => withKnownAt(one, asKnownAt));
      },
    },
  };
}
