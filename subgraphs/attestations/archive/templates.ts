import { bytesOf } from '../../../store/mongoose/bytes.ts';
import { SIGNATURE_BYTES } from '../keys/index.ts';
import { PayloadTemplate } from './payload-template.ts';
import type { Placeholder } from './payload-template.ts';
import { compact } from '../keys/sign.ts';
import type { Batch } from './batch.ts';
import type { StoredTemplates } from './model.ts';

/** Forms in one document: reading one reads them all. */
const CHUNK = 32;

/** Where a form of a batch is stored. */
export const chunkId = (batch: string, template: number): string =>
  `${batch}/${Math.floor(template / CHUNK)}`;

/** The documents in which the forms of a batch are stored. */
export const chunkIds = (batch: string, templates: number): readonly string[] =>
  Array.from({ length: Math.ceil(templates / CHUNK) }, (_, at) => chunkId(batch, at * CHUNK));

/** The forms of a batch as they are stored. */
export const toChunks = (batch: string, templates: readonly PayloadTemplate[]): StoredTemplates[] =>
  chunkIds(batch, templates.length).map((_id, number) => {
    const own = templates.slice(number * CHUNK, (number + 1) * CHUNK);
    return {
      _id,
      bytes: Buffer.concat(own.flatMap(({ parts }) => parts)),
      forms: JSON.stringify(
        own.map(({ parts, placeholders: placeholders }) => [
          parts.map(({ length }) => length),
          placeholders,
        ]),
      ),
    };
  });

/** The forms in such documents, by `formName`; those that are not there are not in it. */
export function formsIn(chunks: readonly StoredTemplates[]): ReadonlyMap<string, PayloadTemplate> {
  const found = new Map<string, PayloadTemplate>();
  for (const { _id, bytes, forms: templates } of chunks) {
    let end = 0;
    for (const [at, [lengths, placeholders]] of (
      JSON.parse(templates) as StoredTemplate[]
    ).entries()) {
      const parts = lengths.map((length) => bytesOf(bytes).subarray(end, (end += length)));
      found.set(`${_id}/${at}`, new PayloadTemplate(parts, placeholders));
    }
  }
  return found;
}

/** Names a form among those of all batches. */
export const formName = (batch: string, template: number): string =>
  `${chunkId(batch, template)}/${template % CHUNK}`;

/** Lengths of the parts in bytes, and the gaps. */
type StoredTemplate = readonly [lengths: readonly number[], gaps: readonly Placeholder[]];

/** The signature at a position of a batch. */
const signatureAt = (signatures: Uint8Array, position: number): Uint8Array =>
  signatures.subarray(position * SIGNATURE_BYTES, (position + 1) * SIGNATURE_BYTES);

/** The compact JWS at a position of a batch, made of its form. */
export function tokenOf(batch: Batch, position: number, template: PayloadTemplate): string {
  const { header, signatures } = batch.content;
  const { audience, index } = batch.member(position);
  const pieces = template.pieces({ id: batch.idOf(position), audience, index });
  const payload = Buffer.concat(
    pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece)),
  );
  return compact(`${header}.${payload.toString('base64url')}`, signatureAt(signatures, position));
}
