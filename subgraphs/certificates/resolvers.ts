import type { Resolvers } from '../../schema/generated/certificates.ts';
import { numberKey } from '../../schema/spelling.ts';
import { ambiguous, badInput } from '../federation/errors.ts';
import { andThen, type MaybePromise } from '../../lib/maybe-promise.ts';
import { mixesScripts } from '../../facts/model/scripts.ts';
import { name, ascending } from '../../facts/model/names.ts';
import { certificateId, certificateOf, historyOf, questionOf } from '../federation/question-id.ts';
import { today, type Days, type RequestContext } from '../federation/subgraph.ts';
import { evidenceOf, loaders, shownRecord } from './loaders.ts';
import type { CertificateRecord, CertificateRepository } from './loaders.ts';
import { inOrder, statusOn } from './rules.ts';
import { nearCertificates } from './near-numbers.ts';
import { SearchPages } from './pages.ts';

/** The certificate of a number that took over another one; where none says so, whoever alone has the number. */
async function successorOf(
  repository: CertificateRepository,
  from: { readonly number: string; readonly issuer: string },
  to: string,
  context: RequestContext,
): Promise<CertificateRecord | null> {
  const [stored = []] = await repository.recordsOf([to]);
  const heirs = stored.filter(({ fact: { transferredFrom: taken } }) => {
    const isOfIssuer = taken?.issuer === undefined || taken.issuer === from.issuer;
    return taken !== undefined && isOfIssuer && numberKey(taken.number) === numberKey(from.number);
  });
  const named = await loaders(context, repository).certificate.load({
    number: to,
    issuer: heirs[0]?.fact.issuer,
  });
  return named.record;
}

/** Resolvers of the certificates subgraph. */
export function certificateResolvers(
  repository: CertificateRepository,
  daysKnown: Days,
): Resolvers<RequestContext> {
  const pages = new SearchPages(repository);
  const named = (number: string, issuer: string | undefined, context: RequestContext) =>
    repository.held(number, issuer) ??
    loaders(context, repository).certificate.load({ number, issuer });

  /** @throws AMBIGUOUS_CERTIFICATE when several issuers have one of the number and none is named */
  const certificate = (
    number: string,
    issuer: string | null | undefined,
    context: RequestContext,
  ): MaybePromise<CertificateRecord | null> =>
    andThen(named(number, issuer ?? undefined, context), ({ record, issuers }) => {
      if (record === null && issuers.length > 1 && typeof issuer !== 'string')
        throw ambiguous(number, issuers);
      return record;
    });

  /** The certificate, or null also where its issuer is in doubt: the decision says so. */
  const meant = (
    number: string,
    issuer: string | undefined,
    context: RequestContext,
  ): MaybePromise<CertificateRecord | null> =>
    andThen(named(number, issuer, context), ({ record }) => record);

  const evidence = (number: string, context: RequestContext) =>
    repository.evidenceHeld(number) ?? loaders(context, repository).evidence.load(number);

  return {
    Query: {
      certificate: (_, { number, issuer }, context) => certificate(number, issuer, context),
      certificates: (_, { filter, ...page }, context) =>
        andThen(daysKnown(), (days) =>
          pages.search(filter ?? {}, page, today(context, days), context),
        ),
      nearCertificates: (_, { number, first }, context) =>
        repository.turns.run(context, (left) => nearCertificates(repository, number, first, left)),
      registers: async () =>
        (await repository.registers()).toSorted((a, b) => ascending(a.id, b.id)),
    },
    Certificate: {
      __resolveReference: (reference, context) => {
        const named =
          'id' in reference ? certificateOf(reference.id) : { ...reference, issuer: undefined };
        return named && certificate(named.number, named.issuer, context);
      },
      id: ({ issuer, number }) => certificateId(issuer, number),
      mixedScripts: ({ number }) => mixesScripts(number),
      object: ({ object }) => object ?? 'CERTIFICATE',
      issuer: ({ issuer }) => ({ id: issuer }),
      scheme: ({ scheme }) => ({ id: scheme }),
      standard: ({ standard }) => (standard === undefined ? null : { id: standard }),
      components: ({ components }) => components ?? [],
      profiles: ({ profiles }) => profiles ?? [],
      sectors: ({ sectors }) => sectors ?? [],
      validFrom: ({ validFrom, issued }) => validFrom ?? issued,
      validIn: ({ validIn }) => validIn ?? [],
      successor: ({ number, issuer, events }, _, context) => {
        const to = inOrder(events ?? []).findLast(({ type }) => type === 'TRANSFERRED')?.to;
        return to === undefined ? null : successorOf(repository, { number, issuer }, to, context);
      },
      accreditation: ({ accreditation }) =>
        accreditation === undefined ? null : { id: accreditation },
      register: async ({ register }) =>
        register === undefined
          ? null
          : ((await repository.registers()).find(({ id }) => id === register) ?? null),
      events: ({ events }) => inOrder(events ?? []),
      statusOn: async (record, { date, knownAt }, context) => {
        const days = await daysKnown();
        const day = date ?? today(context, days, record.issuerTerritory);
        if (knownAt === null || knownAt === undefined) return statusOn(record, day);
        const [stored = []] = await repository.recordsOf([record.number]);
        const own = stored.filter(({ fact }) => fact.issuer === record.issuer);
        const then = shownRecord(own, knownAt);
        return then && statusOn(then, day, knownAt);
      },
      issuerAmongSeveral: ({ issuer, shared }) => (shared === true ? issuer : null),
      certificateEvidence: ({ number, issuer }, _, context) =>
        andThen(evidence(number, context), (found) => evidenceOf(found, number, issuer)),
    },
    CertificateConnection: {
      totalCount: ({ of }, _, context) => andThen(pages.total(of, context), ({ count }) => count),
      totalCountExact: ({ of }, _, context) =>
        andThen(pages.total(of, context), ({ isExact }) => isExact),
    },
    Holder: { name, brands: ({ brands }) => brands ?? [] },
    CertifiedProduct: { name },
    Transfer: {
      certificate: ({ number, issuer }, _, context) => meant(number, issuer, context),
    },
    Register: {
      __resolveReference: async ({ id }) =>
        (await repository.registers()).find((register) => register.id === id) ?? null,
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
      certificate: ({ id }, _, context) => {
        const { certificate: number, issuer, claimed } = questionOf(id);
        if (issuer !== undefined || claimed?.issuer === undefined)
          return meant(number, issuer, context);
        return andThen(
          meant(number, undefined, context),
          (only) => only ?? meant(number, claimed.issuer, context),
        );
      },
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
        return andThen(daysKnown(), (days) =>
          pages.search({ ...filter, issuer: id }, page, today(context, days), context),
        );
      },
    },
  };
}
