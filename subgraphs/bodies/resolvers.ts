import type { Resolvers } from '../../schema/generated/bodies.ts';
import type { CertificateEvidence } from '../kit/evidence.ts';
import { name } from '../kit/names.ts';
import { pageOf } from '../kit/paging.ts';
import { today, type RequestContext } from '../kit/subgraph.ts';
import type { BodyShelf } from './loaders.ts';
import { inOrder, lifeOn, meets, type Lived } from './rules.ts';

interface Evidenced {
  readonly id: string;
  readonly certificateEvidence?: unknown;
}

/** Resolvers of the bodies subgraph. */
export function bodyResolvers(shelf: BodyShelf): Resolvers<RequestContext> {
  const body = async (id: string) => (await shelf.index()).byId.get(id) ?? null;
  const life = {
    events: ({ events }: Lived) => inOrder(events ?? []),
    statusOn: (
      record: Lived,
      { date }: { readonly date?: string | null | undefined },
      context: RequestContext,
    ) => lifeOn(record, date ?? today(context)),
  };

  /** What a decision is made on: both kinds of it need the same evidence. */
  const decided = {
    __resolveReference: (reference: Evidenced) => ({ ...reference }),
    bodyEvidence: ({ certificateEvidence }: Evidenced) =>
      certificateEvidence === null || certificateEvidence === undefined
        ? null
        : shelf.evidenceFor(certificateEvidence as CertificateEvidence),
  };

  return {
    Query: {
      body: (_, { id }) => body(id),
      bodies: async (_, { filter, ...page }, context) => {
        const index = await shelf.index();
        const found = filter
          ? index.bodies.filter((one) => meets(filter, one, index, today(context)))
          : index.bodies;
        return pageOf('bodies', found, ({ id }) => id, page);
      },
    },
    Body: {
      __resolveReference: ({ id }) => body(id),
      name,
      names: ({ name: names = {} }) =>
        Object.entries(names).map(([language, text]) => ({ language, text })),
      accreditations: async ({ id }) => (await shelf.index()).accreditations.get(id) ?? [],
      accredits: async ({ id }, page) => {
        const granted = (await shelf.index()).accredits.get(id) ?? [];
        return pageOf('accredits', granted, (one) => one.id, page);
      },
      approvals: async ({ id }) => (await shelf.index()).approvals.get(id) ?? [],
      signatories: async ({ id }) => (await shelf.index()).signatories.get(id) ?? [],
      designations: async ({ id }) => (await shelf.index()).designations.get(id) ?? [],
      debarments: async ({ id }) => (await shelf.index()).debarments.get(id) ?? [],
    },
    Accreditation: {
      __resolveReference: async ({ id }) => (await shelf.index()).accreditation.get(id) ?? null,
      accreditedBy: ({ accreditationBody }) => body(accreditationBody),
      body: (held) => body(held.body),
      ...life,
    },
    AccreditationScope: {
      standard: ({ standard }) => (standard === undefined ? null : { id: standard }),
      scheme: ({ scheme }) => (scheme === undefined ? null : { id: scheme }),
      sectors: ({ sectors }) => sectors ?? [],
    },
    Approval: {
      body: (held) => body(held.body),
      schemes: ({ schemes = [] }) => schemes.map((id) => ({ id })),
      ...life,
    },
    Signatory: {
      accreditationBody: (held) => body(held.accreditationBody),
      agreement: ({ agreement }) => ({ id: agreement }),
      standard: ({ standard }) => (standard === undefined ? null : { id: standard }),
      ...life,
    },
    Designation: {
      body: (held) => body(held.body),
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
      designations: async ({ id }, page) => {
        const under = (await shelf.index()).designatedUnder.get(id) ?? [];
        return pageOf(
          'designations',
          under,
          placeOf(under, (one) => one.body),
          page,
        );
      },
      signatories: async ({ id }, page) => {
        const under = (await shelf.index()).signatoriesOf.get(id) ?? [];
        return pageOf(
          'signatories',
          under,
          placeOf(under, (one) => one.accreditationBody),
          page,
        );
      },
    },
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
