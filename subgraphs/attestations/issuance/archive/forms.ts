import { bytesOf } from './bytes.ts';
import { SIGNATURE_BYTES } from '../../keys/index.ts';
import { PayloadForm } from '../payload/template.ts';
import type { Gap } from '../payload/template.ts';
import { compact } from '../sign.ts';
import type { Batch } from './batch.ts';
import type { StoredForms } from './model.ts';

/** Forms in one document: reading one reads them all. */
const CHUNK = 32;

/** Where a form of a batch is stored. */
export const chunkId = (batch: string, form: number): string =>
  `${batch}/${Math.floor(form / CHUNK)}`;

/** The documents in which the forms of a batch are stored. */
export const chunkIds = (batch: string, forms: number): readonly string[] =>
  Array.from({ length: Math.ceil(forms / CHUNK) }, (_, at) => chunkId(batch, at * CHUNK));

/** The forms of a batch as they are stored. */
export const toChunks = (batch: string, forms: readonly PayloadForm[]): StoredForms[] =>
  chunkIds(batch, forms.length).map((_id, number) => {
    const own = forms.slice(number * CHUNK, (number + 1) * CHUNK);
    return {
      _id,
      bytes: Buffer.concat(own.flatMap(({ parts }) => parts)),
      forms: JSON.stringify(
        own.map(({ parts, gaps }) => [parts.map(({ length }) => length), gaps]),
      ),
    };
  });

/** The forms in such documents, by `formName`; those that are not there are not in it. */
export function formsIn(chunks: readonly StoredForms[]): ReadonlyMap<string, PayloadForm> {
  const found = new Map<string, PayloadForm>();
  for (const { _id, bytes, forms } of chunks) {
    let end = 0;
    for (const [at, [lengths, gaps]] of (JSON.parse(forms) as StoredForm[]).entries()) {
      const parts = lengths.map((length) => bytesOf(bytes).subarray(end, (end += length)));
      found.set(`${_id}/${at}`, new PayloadForm(parts, gaps));
    }
  }
  return found;
}

/** Names a form among those of all batches. */
export const formName = (batch: string, form: number): string =>
  `${chunkId(batch, form)}/${form % CHUNK}`;

/** Lengths of the parts in bytes, and the gaps. */
type StoredForm = readonly [lengths: readonly number[], gaps: readonly Gap[]];

/** The signature at a position of a batch. */
const signatureAt = (signatures: Uint8Array, position: number): Uint8Array =>
  signatures.subarray(position * SIGNATURE_BYTES, (position + 1) * SIGNATURE_BYTES);

/** The compact JWS at a position of a batch, made of its form. */
export function tokenOf(batch: Batch, position: number, form: PayloadForm): string {
  const { header, signatures } = batch.content;
  const [, , , audience, , index] = batch.member(position);
  const pieces = form.pieces({ id: batch.idOf(position), audience, index });
  const payload = Buffer.concat(
    pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece)),
  );
  return compact(`${header}.${payload.toString('base64url')}`, signatureAt(signatures, position));
}
