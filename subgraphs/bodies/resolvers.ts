import type { Resolvers } from '../../schema/generated/bodies.ts';
import { withKnownAt, type Dated } from '../../facts/model/known-at.ts';
import { andThen } from '../../lib/maybe-promise.ts';
import type { CertificateEvidence } from '../../facts/model/evidence.ts';
import { name } from '../../facts/model/names.ts';
import { pageOf } from '../federation/paging.ts';
import { today, type RequestContext } from '../federation/subgraph.ts';
import type { BodyIndex, BodyRepository } from './loaders.ts';
import { inOrder, lifeOn, meets, type LifecycleRecord } from './rules.ts';

interface Evidenced {
  readonly certificateEvidence?: unknown;
}

/** The source of the territory in which the day of a record is counted. */
interface Placed {
  readonly territory?: string;
  readonly body?: string;
  readonly accreditationBody?: string;
}

/** Resolvers of the bodies subgraph. */
export function bodyResolvers(repository: BodyRepository): Resolvers<RequestContext> {
  const body = (id: string, at?: string | null) =>
    andThen(repository.index(at), ({ byId }) => {
      const found = byId.get(id);
      return found ? withKnownAt(found, at) : null;
    });
  /** A list of what is known about a body, or of what it holds. */
  const list =
    <T extends object>(of: (index: BodyIndex) => ReadonlyMap<string, readonly T[]>) =>
    ({ id, asKnownAt }: Dated<{ readonly id: string }>) =>
      andThen(repository.index(asKnownAt), (index) =>
        (of(index).get(id) ?? []).map((one) => withKnownAt(one, asKnownAt)),
      );
  const life = {
    events: ({ events }: LifecycleRecord) => inOrder(events ?? []),
    statusOn: (
      record: LifecycleRecord,
      { date }: { readonly date?: string | null | undefined },
      context: RequestContext,
    ) =>
      andThen(repository.days(), (days) => {
        // An approval counts in its territory; what else a body has, in that of the body.
        const { territory, body: id, accreditationBody } = record as Placed;
        if (date !== null && date !== undefined) return lifeOn(record, date);
        if (territory !== undefined) return lifeOn(record, today(context, days, territory));
        return andThen(body(id ?? accreditationBody ?? ''), (holder) =>
          lifeOn(record, today(context, days, holder?.territory)),
        );
      }),
  };

  /** What is decided needs the same evidence, whatever it is. */
  const decided = {
    __resolveReference: <T extends object>(reference: T): T => ({ ...reference }),
    bodyEvidence: ({ certificateEvidence }: Evidenced) =>
      certificateEvidence === null || certificateEvidence === undefined
        ? null
        : repository.evidenceFor(certificateEvidence as CertificateEvidence),
  };

  return {
    Query: {
      body: (_, { id, knownAt }) => body(id, knownAt),
      bodies: async (_, { filter, knownAt, ...page }, context) => {
        const index = await repository.index(knownAt);
        const day = today(context, await repository.days(), filter?.territory);
        const found = filter
          ? index.bodies.filter((one) => meets(filter, one, index, day))
          : index.bodies;
        const known = found.map((one) => withKnownAt(one, knownAt));
        return pageOf('bodies', known, ({ id }) => id, page);
      },
    },
    Body: {
      __resolveReference: ({ id }) => body(id),
      name,
      names: ({ name: names = {} }) =>
        Object.entries(names).map(([language, text]) => ({ language, text })),
      accreditations: list(({ accreditations }) => accreditations),
      accredits: async (of, page) =>
        pageOf('accredits', await list(({ accredits }) => accredits)(of), (one) => one.id, page),
      approvals: list(({ approvals }) => approvals),
      signatories: list(({ signatories }) => signatories),
      designations: list(({ designations }) => designations),
      debarments: list(({ debarments }) => debarments),
    },
    Accreditation: {
      __resolveReference: ({ id }) =>
        andThen(repository.index(), ({ accreditation }) => accreditation.get(id) ?? null),
      accreditedBy: (held) => body(held.accreditationBody, held.asKnownAt),
      body: (held) => body(held.body, held.asKnownAt),
      ...life,
    },
    AccreditationScope: {
      standard: ({ standard }) => (standard === undefined ? null : { id: standard }),
      scheme: ({ scheme }) => (scheme === undefined ? null : { id: scheme }),
      sectors: ({ sectors }) => sectors ?? [],
    },
    Approval: {
      body: (held) => body(held.body, held.asKnownAt),
      schemes: ({ schemes = [] }) => schemes.map((id) => ({ id })),
      ...life,
    },
    Signatory: {
      accreditationBody: (held) => body(held.accreditationBody, held.asKnownAt),
      agreement: ({ agreement }) => ({ id: agreement }),
      standard: ({ standard }) => (standard === undefined ? null : { id: standard }),
      ...life,
    },
    Designation: {
      body: (held) => body(held.body, held.asKnownAt),
      agreement: ({ agreement }) => ({ id: agreement }),
      annexes: ({ annexes }) => annexes ?? [],
      contested: ({ contested }) => contested ?? [],
      ...life,
    },
    Debarment: {
      voidsEarlier: ({ voidsEarlier }) => voidsEarlier ?? false,
    },
    Agreement: {
      __resolveReference: ({ id }) => ({ id }),
      designations: async ({ id }, { knownAt, ...page }) => {
        const of = list(({ designatedUnder }) => designatedUnder);
        const under = await of({ id, asKnownAt: knownAt ?? undefined });
        const key = placeOf(under, (one) => one.body);
        return pageOf('designations', under, key, page);
      },
      signatories: async ({ id }, { knownAt, ...page }) => {
        const of = list(({ signatoriesOf }) => signatoriesOf);
        const under = await of({ id, asKnownAt: knownAt ?? undefined });
        const key = placeOf(under, (one) => one.accreditationBody);
        return pageOf('signatories', under, key, page);
      },
    },
    Certificate: decided,
    Recognition: decided,
    RecognitionHistory: decided,
  };
}

/** Keys for items that have none of their own: what they are about, and their place among those. */
function placeOf<T>(sorted: readonly T[], aboutOf: (item: T) => string): (item: T) => string {
  const places = new Map<T, string>();
  let about = '';
  let place = 0;
  for (const item of sorted) {
    place = aboutOf(item) === about ? place + 1 : 0;
    about = aboutOf(item);
    places.set(item, `${about}\u0000${String(place).padStart(6, '0')}`);
  }
  return (item) => places.get(item) ?? '';
}
