import { digestOf } from '../model/canonical.ts';
import type { FactsStore } from './facts-store.ts';
import { atMostExcept } from '../../store/mongoose/operators.ts';
import { keyOf } from '../model/identity.ts';
import { FACT_KINDS, identifierOf } from '../kinds/kinds.ts';
import type { Fact, FactKind } from '../kinds/kinds.ts';
import type { LedgerEntry } from './ledger.ts';
import type { FactModel, StoredFact } from '../kinds/stored.ts';

/** A stored fact, or a document, that is not as it was stored. */
export interface FactFinding {
  readonly code: 'FACT_CHANGED' | 'FACT_ROWS_MISSING';
  readonly subject: string;
  readonly message: string;
}

/**
 * Looks through the facts: each version is what its digest says, under the key it belongs to, and each
 * document of the ledger has all its rows.
 */
export async function auditFacts(
  { models, ledger, horizon }: Pick<FactsStore, 'models' | 'ledger' | 'horizon'>,
  report: (finding: FactFinding) => void,
): Promise<number> {
  await horizon.refresh();
  const { horizon: top, voided } = horizon.snapshot();
  const rows = new Map<number, number>();
  let count = 0;
  for (const kind of FACT_KINDS) {
    const versions = (models[kind] as unknown as FactModel)
      .find({ batch: atMostExcept(top, voided) })
      .lean<StoredFact[]>()
      .cursor({ batchSize: 1000 });
    for await (const { _id, batch, key, digest, fact } of versions) {
      count++;
      rows.set(batch, (rows.get(batch) ?? 0) + 1);
      if (digestOf(fact) !== digest || isMisnamed(kind, fact, key))
        report({
          code: 'FACT_CHANGED',
          subject: `${kind} ${_id}`,
          message: 'The record is not the one that was stored.',
        });
    }
  }
  const documents = await ledger.find({ void: false }).sort({ _id: 1 }).lean<LedgerEntry[]>();
  for (const { _id, rows: stated } of documents)
    if (_id <= top && (rows.get(_id) ?? 0) !== stated)
      report({
        code: 'FACT_ROWS_MISSING',
        subject: `document ${_id}`,
        message: `It had ${stated} changes; ${rows.get(_id) ?? 0} are stored.`,
      });
  return count;
}

/** Kinds without identifier are kept under what they said before the hub stamped them. */
const isMisnamed = (kind: FactKind, fact: Fact, key: string): boolean =>
  identifierOf(kind) !== undefined && keyOf(kind, fact) !== key;
