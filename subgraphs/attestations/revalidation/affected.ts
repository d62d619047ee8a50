import { condition } from '../../../store/mongoose/condition.ts';
import type { FactsStore } from '../../../facts/ledger/facts-store.ts';
import { visibleIn } from '../../../facts/ledger/commit-watermark.ts';
import type { FactKind } from '../../../facts/kinds/kinds.ts';
import type { LedgerEntry } from '../../../facts/ledger/ledger.ts';
import type { FactModel, StoredFact } from '../../../facts/kinds/stored.ts';
import { descriptionOf } from '../../../facts/kinds/kinds.ts';
import { withTied } from './dependencies.ts';

/** Where facts are read from. */
export type FactsPort = Pick<FactsStore, 'models' | 'ledger' | 'horizon'>;

/** Documents looked at together. */
const MAX_DOCUMENTS = 100;
/** More grounds than this are not looked up one by one: then every attestation is decided again. */
const MAX_GROUNDS = 20_000;

/** The grounds that some documents of facts concern, up to the last of them. */
export interface AffectedAttestations {
  /** Number of the last document. */
  readonly horizon: number;
  readonly grounds: readonly string[] | 'ALL';
}

/** The grounds that the documents after `after` concern; null: there are none. */
export async function affectedAfter(
  { models, ledger, horizon }: FactsPort,
  after: number,
): Promise<AffectedAttestations | null> {
  const range = condition({ $gt: after, $lte: horizon.current() });
  const entries = await ledger
    .find({ _id: range, void: false })
    .sort({ _id: 1 })
    .limit(MAX_DOCUMENTS)
    .lean<LedgerEntry[]>();
  const last = entries.at(-1);
  if (!last) return null;
  const grounds = new Set<string>();
  const everything = { horizon: last._id, grounds: 'ALL' } as const;
  for (const { _id: batch, counts } of entries)
    for (const kind of Object.keys(counts) as FactKind[]) {
      const rows = (models[kind] as unknown as FactModel)
        .find({ batch }, { fact: 1 })
        .lean<Pick<StoredFact, 'fact'>[]>()
        .cursor();
      for await (const { fact } of rows) {
        const concern = descriptionOf(kind).dependencies(fact);
        if (concern === 'ALL') return everything;
        for (const ground of concern) grounds.add(ground);
        if (grounds.size > MAX_GROUNDS) return everything;
      }
    }
  return { horizon: last._id, grounds: await withTiedAgreements({ models, horizon }, grounds) };
}

const AGREEMENTS = 'agreements:';

/** The grounds, with the agreements that hang together with those among them. */
async function withTiedAgreements(
  { models, horizon }: Pick<FactsPort, 'models' | 'horizon'>,
  grounds: ReadonlySet<string>,
): Promise<readonly string[]> {
  const changed = [...grounds].filter((ground) => ground.startsWith(AGREEMENTS));
  if (changed.length === 0) return [...grounds];
  const stored = await models.agreements
    .find(visibleIn(horizon.snapshot()), { fact: 1 })
    .lean<Pick<StoredFact<'agreements'>, 'fact'>[]>();
  const ids = new Set(changed.map((ground) => ground.slice(AGREEMENTS.length)));
  const tied = withTied(
    ids,
    stored.map(({ fact }) => fact),
  );
  return [...new Set([...grounds, ...[...tied].map((id) => `${AGREEMENTS}${id}`)])];
}
