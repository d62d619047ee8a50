import type { Catalog } from './catalog.ts';
import type { Collection, Index } from './collection.ts';
import { FORMAT } from './database.ts';
import { rowsOf } from './scan.ts';
import type { Writer } from './writer.ts';

/**
 * Brings a store of an earlier format to this one's. Format 1 wrote U+0000 in descending fields so that
 * it broke the order of the keys; the indexes that have such keys are filled anew.
 */
export function upgrade(catalog: Catalog, writer: Writer): void {
  if (catalog.file.format() === FORMAT) return;
  for (const db of catalog.databases())
    for (const collection of catalog.list(db))
      for (const index of collection.indexes)
        if (mayBreakOrder(collection, index)) refill(collection, index, writer);
  catalog.file.setFormat();
}

function mayBreakOrder(collection: Collection, { fields, table }: Index): boolean {
  if (!fields.some(({ descending }) => descending)) return false;
  const [row] = collection
    .statement(`SELECT EXISTS (SELECT 1 FROM ${table} WHERE instr(k, x'ff00') > 0)`)
    .rows([]);
  return row?.[0] === 1;
}

function refill(collection: Collection, index: Index, writer: Writer): void {
  collection.statement(`DELETE FROM ${index.table}`).run([]);
  for (const rows of rowsOf(collection, { kind: 'scan', reverse: false }))
    writer.fill(
      collection,
      index,
      rows.map(({ rid, bytes }) => [rid, bytes]),
    );
}
