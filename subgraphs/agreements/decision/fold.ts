import type { Certificate, CertificateEvent, ScopeLists } from '../../../schema/generated/facts.ts';
import { type Civil, type Day, dayOf } from './time.ts';

/** SCOPE_EXTENDED, or the scope at issue (+); SCOPE_REDUCED (-). */
export interface ScopeEntry {
  readonly adds: boolean;
  readonly lists: ScopeLists;
}

/** What a certificate has become by a day (RULE §2). */
export interface Fold {
  readonly state: 'VALID' | 'SUSPENDED' | 'WITHDRAWN' | 'CANCELLED';
  readonly restored: boolean;
  readonly transferred: boolean;
  /** An open appeal, with or without suspensive effect. */
  readonly appeal: 'PENDING' | 'STAY' | undefined;
  /** Day of issue or of the last renewal. */
  readonly decided: Civil;
  readonly validUntil: Civil | undefined;
  readonly edition: string | undefined;
  readonly scope: readonly ScopeEntry[];
  /** Some event in it was recorded only after the day. */
  readonly retroactive: boolean;
}

const NO_SCOPE: readonly ScopeEntry[] = [];

export const asAtIssue = ({ issued, validUntil, edition, scope }: Certificate): Fold => ({
  state: 'VALID',
  restored: false,
  transferred: false,
  appeal: undefined,
  decided: issued,
  validUntil,
  edition,
  scope: scope === undefined ? NO_SCOPE : [{ adds: true, lists: scope }],
  retroactive: false,
});

type Step = (fold: Fold, event: CertificateEvent) => Partial<Fold>;

const interrupted = (state: Fold['state']): Step => {
  const change = { state, restored: false, appeal: undefined } as const;
  return () => change;
};

const replaced: Step = (fold, { edition = fold.edition, validUntil = fold.validUntil }) => ({
  edition,
  validUntil,
});

const scoped =
  (adds: boolean): Step =>
  ({ scope }, event) => ({ scope: [...scope, { adds, lists: event.scope ?? {} }] });

const STEPS: Readonly<Record<CertificateEvent['type'], Step>> = {
  SUSPENDED: interrupted('SUSPENDED'),
  WITHDRAWN: interrupted('WITHDRAWN'),
  CANCELLED: interrupted('CANCELLED'),
  TRANSFERRED: () => ({
    state: 'CANCELLED',
    restored: false,
    appeal: undefined,
    transferred: true,
  }),
  RESTORED: (fold, event) => ({
    ...replaced(fold, event),
    state: 'VALID',
    restored: true,
    appeal: undefined,
  }),
  RENEWED: (fold, event) => ({ ...replaced(fold, event), decided: event.effectiveFrom }),
  APPEAL_LODGED: (_, { stay }) => ({ appeal: stay === true ? 'STAY' : 'PENDING' }),
  APPEAL_STAY: () => ({ appeal: 'STAY' }),
  APPEAL_DECIDED: ({ state }, { outcome }) =>
    outcome === 'ALLOWED' && state !== 'VALID'
      ? { appeal: undefined, state: 'VALID', restored: true }
      : { appeal: undefined },
  SCOPE_EXTENDED: scoped(true),
  SCOPE_REDUCED: scoped(false),
};

/** Folds the events (in order) that have taken effect by the day. */
export function foldEvents(atIssue: Fold, events: readonly CertificateEvent[], day: Day): Fold {
  let fold = atIssue;
  for (const event of events) {
    if (!day.reached(event.effectiveFrom)) break;
    const { recordedAt } = event;
    const retroactive =
      fold.retroactive || (recordedAt !== undefined && !day.reached(dayOf(recordedAt)));
    fold = { ...fold, ...STEPS[event.type](fold, event), retroactive };
  }
  return fold;
}

/** What the scope says of a value in one dimension. */
export type Standing = 'UNLIMITED' | 'IN' | 'REDUCED' | 'NEVER';

/** In scope if the last entry that matches the value adds it; ever in scope if any entry did. */
export function standing(
  scope: readonly ScopeEntry[],
  dimension: keyof ScopeLists,
  agrees: (entry: string) => boolean,
): Standing {
  let limited = false;
  let [inside, everInside] = [false, false];
  for (const { adds, lists } of scope) {
    const entries = lists[dimension];
    if (entries === undefined || entries.length === 0) continue;
    limited = true;
    if (!entries.some(agrees)) continue;
    inside = adds;
    everInside ||= adds;
  }
  if (!limited) return 'UNLIMITED';
  if (inside) return 'IN';
  return everInside ? 'REDUCED' : 'NEVER';
}
