import type { BodyFilter, LifecycleStatus } from '../../schema/generated/bodies.ts';
import type { Body, LifecycleEvent } from '../../schema/generated/facts.ts';
import { activeOn, type Interval } from '../../facts/model/interval.ts';
import type { BodyIndex } from './loaders.ts';

/** An accreditation, signatory status, designation or approval. */
export interface LifecycleRecord extends Interval {
  readonly events?: readonly LifecycleEvent[];
}

/** Events in the order in which they count: effect, recording, position (RULE §0). */
export function inOrder(events: readonly LifecycleEvent[]): readonly LifecycleEvent[] {
  const recorded = (event: LifecycleEvent): string => event.recordedAt ?? event.effectiveFrom;
  return events.toSorted((a, b) => {
    if (a.effectiveFrom !== b.effectiveFrom) return a.effectiveFrom < b.effectiveFrom ? -1 : 1;
    if (recorded(a) !== recorded(b)) return recorded(a) < recorded(b) ? -1 : 1;
    return 0;
  });
}

/** The state of a record on a day (RULE §0, life): withdrawal outlasts the record's own end. */
export function lifeOn(
  { from, until, events = [] }: LifecycleRecord,
  day: string,
): LifecycleStatus {
  if (from !== undefined && day < from) return 'FUTURE';
  const last = inOrder(events)
    .filter(({ effectiveFrom }) => effectiveFrom <= day)
    .at(-1)?.type;
  if (last === 'WITHDRAWN') return 'WITHDRAWN';
  if (until !== undefined && day >= until) return 'EXPIRED';
  return last === 'SUSPENDED' ? 'SUSPENDED' : 'ACTIVE';
}

/** Whether a body meets every condition given. */
export function meets(filter: BodyFilter, body: Body, index: BodyIndex, today: string): boolean {
  const day = filter.on ?? today;
  const active = (record: LifecycleRecord): boolean => lifeOn(record, day) === 'ACTIVE';
  const { kind, territory, name, accreditedBy, norm, approvedIn, approvedFor, designatedUnder } =
    filter;
  const accreditations = () => (index.accreditations.get(body.id) ?? []).filter(active);
  const approvals = () => (index.approvals.get(body.id) ?? []).filter(active);
  const designations = () => (index.designations.get(body.id) ?? []).filter(active);
  return (
    (!kind || body.kind === kind) &&
    (!territory || body.territory === territory) &&
    (!name || nameContains(body, name)) &&
    (!accreditedBy || accreditations().some((held) => held.accreditationBody === accreditedBy)) &&
    (!norm ||
      accreditations().some(({ scope }) =>
        scope.some((item) => item.norm === norm && activeOn(item, day)),
      )) &&
    (!approvedIn || approvals().some((held) => held.territory === approvedIn)) &&
    (!approvedFor ||
      approvals().some(
        ({ schemes = [] }) => schemes.length === 0 || schemes.includes(approvedFor),
      )) &&
    (!designatedUnder || designations().some((held) => held.agreement === designatedUnder))
  );
}

const folded = (text: string): string => text.normalize('NFKC').toLowerCase();

function nameContains({ id, name = {} }: Body, text: string): boolean {
  const wanted = folded(text);
  return [id, ...Object.values(name)].some((one) => folded(one).includes(wanted));
}
