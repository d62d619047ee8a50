import type { Resolvers } from '../../schema/generated/agreements.ts';
import { activeOn } from '../kit/interval.ts';
import { name } from '../kit/names.ts';
import { pageOf } from '../kit/paging.ts';
import { today, type RequestContext } from '../kit/subgraph.ts';
import { correspondenceResolvers } from './correspondence-resolvers.ts';
import type { RuleShelf } from './loaders.ts';
import { hasParty, meets } from './rules.ts';

/** Resolvers of what the rules of recognition consist of: agreements, schemes, standards, markets. */
export function agreementResolvers(shelf: RuleShelf): Resolvers<RequestContext> {
  const agreement = async (id: string) => (await shelf.index()).agreement.get(id) ?? null;
  const scheme = async (id: string) => (await shelf.index()).schemes.get(id) ?? null;
  const standard = async (id: string) => (await shelf.index()).standards.get(id) ?? null;
  const correspondence = correspondenceResolvers(shelf);

  return {
    ...correspondence,
    Query: {
      agreement: (_, { id }) => agreement(id),
      agreements: async (_, { filter, ...page }) => {
        const { agreements, territories } = await shelf.index();
        const found = filter
          ? agreements.filter((one) => meets(filter, one, territories))
          : agreements;
        return pageOf('agreements', found, ({ id }) => id, page);
      },
      scheme: (_, { id }) => scheme(id),
      standard: (_, { id }) => standard(id),
      market: async (_, { code }) => (await shelf.index()).territories.get(code) ?? null,
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
      inForceOn: (one, { date }, context) => activeOn(one, date ?? today(context)),
    },
    AgreementParty: {
      role: ({ role }) => role ?? 'AUTHORISING',
      excludes: ({ excludes }) => excludes ?? [],
    },
    AgreementExchange: {
      annexes: ({ annexes }) => annexes ?? [],
    },
    Succession: {
      agreement: ({ agreement: id }) => agreement(id),
      to: ({ agreement: id }) => id,
    },
    Annex: {
      name,
      sectors: ({ sectors }) => sectors ?? [],
      schemes: ({ schemes = [] }) => schemes.map((id) => ({ id })),
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
      accreditationThrough: ({ accreditationThrough: id }) =>
        id === undefined ? null : agreement(id),
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
      name: async ({ id }, locale) => name((await scheme(id)) ?? {}, locale),
      kind: async ({ id }) => (await scheme(id))?.kind ?? null,
      norm: async ({ id }) => (await scheme(id))?.norm ?? null,
      standard: async ({ id }) => {
        const of = (await scheme(id))?.standard;
        return of === undefined ? null : { id: of };
      },
      levels: async ({ id }) => (await scheme(id))?.levels ?? [],
      territory: async ({ id }) => (await scheme(id))?.territory ?? null,
      domesticAtIssuer: async ({ id }) => (await scheme(id))?.domesticAtIssuer ?? false,
      approvalRequired: async ({ id }) => (await scheme(id))?.approvalRequired ?? false,
      ...correspondence.Scheme,
    },
    Standard: {
      __resolveReference: ({ id }) => ({ id }),
      name: async ({ id }, locale) => name((await standard(id)) ?? {}, locale),
      editions: async ({ id }) => (await standard(id))?.editions ?? [],
      ...correspondence.Standard,
    },
    Market: {
      __resolveReference: async ({ code }) => (await shelf.index()).territories.get(code) ?? null,
      name,
      members: ({ members }) => members ?? [],
      agreements: async ({ code }, { on }) => {
        const { agreements, territories } = await shelf.index();
        return agreements.filter(
          (one) =>
            (one.parties?.length ?? 0) > 0 &&
            (!on || activeOn(one, on)) &&
            hasParty(one, code, territories, on),
        );
      },
    },
  };
}
