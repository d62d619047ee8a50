import type { Certificate } from '../../../schema/generated/facts.ts';
import type { Answer } from '../../../schema/generated/question.ts';
import { ofNumber } from '../../../facts/kinds/certificates.ts';
import type { FactOf } from '../../../facts/kinds/kinds.ts';

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
