import type { Resolvers } from '../../schema/generated/certificates.ts';
import { badInput } from '../kit/errors.ts';
import type { Eventually } from '../kit/eventually.ts';
import { name, ascending } from '../kit/names.ts';
import { historyOf, questionOf } from '../kit/question-id.ts';
import { today, type RequestContext } from '../kit/subgraph.ts';
import { loaders, shownRecord } from './loaders.ts';
import type { CertificateRecord, CertificateShelf } from './loaders.ts';
import { inOrder, statusOn } from './rules.ts';
import { SearchPages } from './pages.ts';

/** Resolvers of the certificates subgraph. */
export function certificateResolvers(shelf: CertificateShelf): Resolvers<RequestContext> {
  const pages = new SearchPages(shelf);
  const certificate = (
    number: string,
    context: RequestContext,
  ): Eventually<CertificateRecord | null> => {
    const held = shelf.held(number);
    return held === undefined ? loaders(context, shelf).certificate.load(number) : held;
  };

  const evidence = (number: string, context: RequestContext) =>
    shelf.evidenceHeld(number) ?? loaders(context, shelf).evidence.load(number);

  return {
    Query: {
      certificate: (_, { number }, context) => certificate(number, context),
      certificates: (_, { filter, ...page }, context) =>
        pages.search(filter ?? {}, page, today(context)),
      registers: async () => (await shelf.registers()).toSorted((a, b) => ascending(a.id, b.id)),
    },
    Certificate: {
      __resolveReference: ({ number }, context) => certificate(number, context),
      object: ({ object }) => object ?? 'CERTIFICATE',
      issuer: ({ issuer }) => ({ id: issuer }),
      scheme: ({ scheme }) => ({ id: scheme }),
      standard: ({ standard }) => (standard === undefined ? null : { id: standard }),
      components: ({ components }) => components ?? [],
      profiles: ({ profiles }) => profiles ?? [],
      sectors: ({ sectors }) => sectors ?? [],
      validFrom: ({ validFrom, issued }) => validFrom ?? issued,
      validIn: ({ validIn }) => validIn ?? [],
      accreditation: ({ accreditation }) =>
        accreditation === undefined ? null : { id: accreditation },
      register: async ({ register }) =>
        register === undefined
          ? null
          : ((await shelf.registers()).find(({ id }) => id === register) ?? null),
      events: ({ events }) => inOrder(events ?? []),
      statusOn: async (record, { date, knownAt }, context) => {
        const day = date ?? today(context);
        if (knownAt === null || knownAt === undefined) return statusOn(record, day);
        const [stored = []] = await shelf.recordsOf([record.number]);
        const then = shownRecord(stored, knownAt);
        return then && statusOn(then, day, knownAt);
      },
      certificateEvidence: ({ number }, _, context) => evidence(number, context),
    },
    Holder: { name },
    Transfer: {
      certificate: ({ number }, _, context) => certificate(number, context),
    },
    Register: {
      __resolveReference: async ({ id }) =>
        (await shelf.registers()).find((register) => register.id === id) ?? null,
      name,
      schemes: ({ schemes }) => schemes ?? [],
      bodies: ({ bodies }) => bodies ?? [],
      latestSnapshot: ({ snapshots }) =>
        (snapshots ?? [])
          .map(({ asAt }) => asAt)
          .sort()
          .at(-1) ?? null,
    },
    Recognition: {
      __resolveReference: ({ id }) => ({ id }),
      certificate: ({ id }, _, context) => certificate(questionOf(id).certificate, context),
      certificateEvidence: ({ id }, _, context) => evidence(questionOf(id).certificate, context),
    },
    RecognitionHistory: {
      __resolveReference: ({ id }) => ({ id }),
      certificateEvidence: ({ id }, _, context) =>
        evidence(historyOf(id).question.certificate, context),
    },
    Body: {
      __resolveReference: ({ id }) => ({ id }),
      certificates: ({ id }, { filter, ...page }, context) => {
        if (filter?.issuer !== null && filter?.issuer !== undefined)
          throw badInput('issuer is the body itself; leave it out.');
        return pages.search({ ...filter, issuer: id }, page, today(context));
      },
    },
  };
}
