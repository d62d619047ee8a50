import type {
  Certificate,
  CertificateEvent,
  ScopeLists,
} from '../../../../schema/generated/facts.ts';
import { foldedText } from '../../../../schema/spelling.ts';
import { type Civil, type Day, dayOf } from './time.ts';

/** The scope at issue or SCOPE_EXTENDED (+); SCOPE_REDUCED (-). */
export interface ScopeEntry {
  readonly adds: boolean;
  /** Models, keys and sites folded. */
  readonly lists: ScopeLists;
}

/** The state of a certificate on a day (RULE §2). */
export interface CertificateState {
  readonly state: 'VALID' | 'SUSPENDED' | 'WITHDRAWN' | 'CANCELLED';
  readonly restored: boolean;
  readonly transferred: boolean;
  /** Its state comes from a transfer, which no appeal undoes. */
  readonly byTransfer: boolean;
  /** An open appeal, with or without suspensive effect. */
  readonly appeal: 'PENDING' | 'STAY' | undefined;
  /** Day of issue or of the last renewal. */
  readonly decided: Civil;
  readonly validUntil: Civil | undefined;
  readonly edition: string | undefined;
  /** First the scope at issue: a dimension that it does not name holds everything. */
  readonly scope: readonly ScopeEntry[];
  /** Some event in it was recorded only after the day. */
  readonly retroactive: boolean;
}

const UNLIMITED: readonly ScopeEntry[] = [{ adds: true, lists: {} }];

const foldedLists = ({ hs, models, keys, sites }: ScopeLists): ScopeLists => ({
  ...(hs && { hs }),
  ...(models && { models: models.map(foldedText) }),
  ...(keys && { keys: keys.map(foldedText) }),
  ...(sites && { sites: sites.map(foldedText) }),
});

/** RULE §2: a certificate before any event. */
export const asAtIssue = ({
  issued,
  validUntil,
  edition,
  scope,
}: Certificate): CertificateState => ({
  state: 'VALID',
  restored: false,
  transferred: false,
  byTransfer: false,
  appeal: undefined,
  decided: issued,
  validUntil,
  edition,
  scope: scope === undefined ? UNLIMITED : [{ adds: true, lists: foldedLists(scope) }],
  retroactive: false,
});

type Step = (state: CertificateState, event: CertificateEvent) => Partial<CertificateState>;

const interrupted = (state: CertificateState['state']): Step => {
  const change = { state, restored: false, byTransfer: false, appeal: undefined } as const;
  return () => change;
};

const replaced: Step = (state, { edition = state.edition, validUntil = state.validUntil }) => ({
  edition,
  validUntil,
});

const scoped =
  (adds: boolean): Step =>
  ({ scope }, event) => ({ scope: [...scope, { adds, lists: foldedLists(event.scope ?? {}) }] });

const STEPS: Readonly<Record<CertificateEvent['type'], Step>> = {
  SUSPENDED: interrupted('SUSPENDED'),
  WITHDRAWN: interrupted('WITHDRAWN'),
  CANCELLED: interrupted('CANCELLED'),
  TRANSFERRED: () => ({
    state: 'CANCELLED',
    restored: false,
    appeal: undefined,
    transferred: true,
    byTransfer: true,
  }),
  RESTORED: (state, event) => ({
    ...replaced(state, event),
    state: 'VALID',
    restored: true,
    appeal: undefined,
  }),
  MAINTAINED: replaced,
  RENEWED: (state, event) => ({ ...replaced(state, event), decided: event.effectiveFrom }),
  APPEAL_LODGED: (_, { stay }) => ({ appeal: stay === true ? 'STAY' : 'PENDING' }),
  APPEAL_STAY: () => ({ appeal: 'STAY' }),
  APPEAL_DECIDED: ({ state, byTransfer, appeal }, { outcome }) =>
    appeal !== undefined && outcome === 'ALLOWED' && state !== 'VALID' && !byTransfer
      ? { appeal: undefined, state: 'VALID', restored: true }
      : { appeal: undefined },
  SCOPE_EXTENDED: scoped(true),
  SCOPE_REDUCED: scoped(false),
};

/** RULE §2: folds the events (in order) that have taken effect by the day. */
export function stateAfter(
  atIssue: CertificateState,
  events: readonly CertificateEvent[],
  day: Day,
): CertificateState {
  let state = atIssue;
  for (const event of events) {
    if (!day.reached(event.effectiveFrom)) break;
    const { recordedAt } = event;
    const retroactive =
      state.retroactive || (recordedAt !== undefined && !day.reached(dayOf(recordedAt)));
    state = { ...state, ...STEPS[event.type](state, event), retroactive };
  }
  return state;
}

/** The scope's answer about a value in one dimension. */
export type ScopeJudgement = 'IN' | 'REDUCED' | 'NEVER';

/** The certificate names nothing of its scope, and no event does. */
export const isUnlimited = ({ scope }: CertificateState): boolean => scope === UNLIMITED;

/** RULE §2: in scope if the last entry that matches the value adds it; ever in scope if any did. */
export function judgeScope(
  scope: readonly ScopeEntry[],
  dimension: keyof ScopeLists,
  value: string,
): ScopeJudgement {
  let [inside, everInside] = [false, false];
  for (const [place, { adds, lists }] of scope.entries()) {
    const entries = lists[dimension];
    const holds =
      entries === undefined
        ? place === 0
        : entries.some((entry) => agrees(dimension, entry, value));
    if (!holds) continue;
    inside = adds;
    everInside ||= adds;
  }
  if (inside) return 'IN';
  return everInside ? 'REDUCED' : 'NEVER';
}

const agrees = (dimension: keyof ScopeLists, entry: string, value: string): boolean =>
  dimension === 'hs' ? value.startsWith(entry) : value === entry;
