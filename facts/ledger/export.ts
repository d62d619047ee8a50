import type { FactsStore } from './facts-store.ts';
import { visibleIn } from './commit-watermark.ts';
import { FACT_KINDS } from '../kinds/kinds.ts';
import type { FactModel, StoredFact } from '../kinds/stored.ts';

/** Forms of an exported document. */
export type ExportFormat = 'json' | 'ndjson';

/**
 * All current versions of all facts, as one facts document in pieces of text: retracted records
 * too, so that importing it gives the same facts. Read as of one horizon.
 */
export async function* exportDocument(
  { models, horizon }: Pick<FactsStore, 'models' | 'horizon'>,
  format: ExportFormat,
  onFact: () => void = () => undefined,
): AsyncGenerator<string> {
  await horizon.refresh();
  const snapshot = horizon.snapshot();
  let isFirstKind = true;
  if (format === 'json') yield '{';
  for (const kind of FACT_KINDS) {
    let isFirst = true;
    const versions = (models[kind] as unknown as FactModel)
      .find(visibleIn(snapshot), { fact: 1 })
      .sort({ batch: 1, row: 1 })
      .lean<Pick<StoredFact, 'fact'>[]>()
      .cursor({ batchSize: 1000 });
    for await (const { fact } of versions) {
      onFact();
      if (format === 'ndjson') yield `${JSON.stringify({ kind, fact })}\n`;
      else {
        if (isFirst) yield `${isFirstKind ? '' : ','}\n"${kind}": [`;
        yield `${isFirst ? '' : ','}\n${JSON.stringify(fact)}`;
        isFirstKind = false;
      }
      isFirst = false;
    }
    if (format === 'json' && !isFirst) yield '\n]';
  }
  if (format === 'json') yield '\n}\n';
}
