import type { Certificate } from '../../../schema/generated/facts.ts';
import type { Answer } from '../../../schema/generated/question.ts';
import { numberKey } from '../../../schema/spelling.ts';
import type { FactKind, FactOf } from '../../../facts/kinds/kinds.ts';

/**
 * What an attestation stands on, as far as it can be named beforehand: `<kind>:<id>`, with `persons`
 * for those who acted. A recorded fact concerns the attestations that share a ground with it;
 * kinds of fact that cannot be tied to a certificate concern all of them.
 */
export function dependenciesOf(certificate: Certificate, { route }: Answer): readonly string[] {
  const { number, transferredFrom, issuer, scheme, accreditation, register, persons } = certificate;
  const grounds = [...ofNumber(number), `bodies:${issuer}`, `schemes:${scheme}`];
  if (transferredFrom) grounds.push(...ofNumber(transferredFrom.number));
  if (accreditation !== undefined) grounds.push(`accreditations:${accreditation}`);
  if (register !== undefined) grounds.push(`registers:${register}`);
  for (const { person } of persons ?? []) grounds.push(`persons:${person}`);
  if (route) grounds.push(`agreements:${route}`);
  return [...new Set(grounds)];
}

/** As written, which is what older attestations stand on, and as numbers are compared. */
const ofNumber = (number: string): readonly string[] => [
  ...new Set([`certificates:${number}`, `certificates:${numberKey(number)}`]),
];

/** What a recorded fact concerns: grounds, or every attestation. */
export type AffectedDependencies = readonly string[] | 'ALL';

/** Concerns of a fact, by kind. The decision's gates say who looks at what (RULE §1 to §11). */
const CONCERNS: { readonly [K in FactKind]?: (fact: FactOf<K>) => AffectedDependencies } = {
  certificates: ({ number }) => ofNumber(number),
  bodies: ({ id }) => [`bodies:${id}`],
  approvals: ({ body }) => [`bodies:${body}`],
  designations: ({ body }) => [`bodies:${body}`],
  accreditations: ({ id, body }) => [`accreditations:${id}`, `bodies:${body}`],
  debarments: ({ body, person }) => [
    ...(body === undefined ? [] : [`bodies:${body}`]),
    ...(person === undefined ? [] : [`persons:${person}`]),
  ],
  measures: ({ certificate, body }) =>
    certificate !== undefined
      ? ofNumber(certificate)
      : body !== undefined
        ? [`bodies:${body}`]
        : 'ALL',
  // A register that is no longer believed may have been what made another one's silence telling.
  registers: ({ id, retractedAt }) => (retractedAt === undefined ? [`registers:${id}`] : 'ALL'),
  schemes: ({ id }) => [`schemes:${id}`],
  agreements: ({ id }) => [`agreements:${id}`],
  territories: () => 'ALL',
  standards: () => 'ALL',
  signatories: () => 'ALL',
  catalogues: () => 'ALL',
};

/** What a recorded fact concerns. An agreement also concerns those tied to it: see `withTied`. */
export const concernsOf = <K extends FactKind>(kind: K, fact: FactOf<K>): AffectedDependencies =>
  CONCERNS[kind]?.(fact) ?? 'ALL';

/** How agreements hang together. */
type Tied = Pick<FactOf<'agreements'>, 'id' | 'successor' | 'annexes'>;

/**
 * The agreements of whose rules a change of one can alter the outcome: those that succeed each other,
 * and those that demand an accreditation through another (RULE §5, §8, §9), transitively.
 */
export function withTied(ids: ReadonlySet<string>, agreements: readonly Tied[]): Set<string> {
  const ties = agreements.flatMap(({ id, successor, annexes }) => [
    ...(successor ? [[id, successor.agreement] as const] : []),
    ...annexes.flatMap(({ accreditationThrough: through }) =>
      through === undefined ? [] : [[id, through] as const],
    ),
  ]);
  const reached = new Set(ids);
  for (const id of reached)
    for (const [one, other] of ties) {
      if (one === id) reached.add(other);
      if (other === id) reached.add(one);
    }
  return reached;
}
