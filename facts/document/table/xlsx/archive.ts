import { fromBufferPromise, openPromise, type Entry, type ZipFile } from 'yauzl';
import { DocumentError, fault } from '../../../model/fault.ts';

/** Bytes that all parts of a workbook may have when they are inflated. */
export const MAX_INFLATED_BYTES = 1024 * 1024 * 1024;
/** Inflated bytes for each byte of the file: XML of sheets is rarely beyond 30. */
const MAX_RATIO = 200;
/** Small workbooks may be squeezed harder. */
const UNSUSPECTED_BYTES = 16 * 1024 * 1024;
/** Parts of a workbook. */
const MAX_PARTS = 10_000;

export const broken = (what: string): DocumentError =>
  new DocumentError(fault('XLSX_BROKEN', '$', what));

/** A workbook is a ZIP archive of parts (ECMA-376, part 2). */
export interface Archive {
  has(part: string): boolean;
  /** The bytes of a part as they are inflated. @throws DocumentError when there is no such part */
  read(part: string): AsyncGenerator<Uint8Array>;
  close(): void;
}

/**
 * Opens a workbook. What says of itself that it grows without measure is refused before anything is
 * inflated, and what grows beyond what it says while it is.
 * @throws DocumentError
 */
export async function openArchive(file: string | Uint8Array): Promise<Archive> {
  const zip = await opened(file);
  const entries = new Map<string, Entry>();
  let [inflated, deflated] = [0, 0];
  try {
    if (zip.entryCount > MAX_PARTS) throw broken(`the workbook has ${zip.entryCount} parts`);
    for await (const entry of zip.eachEntry()) {
      inflated += entry.uncompressedSize;
      deflated += entry.compressedSize;
      if (inflated > MAX_INFLATED_BYTES || inflated > UNSUSPECTED_BYTES + deflated * MAX_RATIO)
        throw new DocumentError(
          fault('DOC_TOO_LARGE', '$', 'the workbook would grow without measure when inflated'),
        );
      if (entries.has(entry.fileName)) throw broken('a part of the workbook is there twice');
      if (entry.isEncrypted()) throw broken('the workbook is protected by a password');
      entries.set(entry.fileName, entry);
    }
  } catch (error) {
    zip.close();
    throw asBroken(error);
  }
  return {
    has: (part) => entries.has(part),
    async *read(part) {
      const entry = entries.get(part);
      if (!entry) throw broken(`the workbook lacks ${part}`);
      try {
        yield* (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>;
      } catch (error) {
        throw asBroken(error);
      }
    },
    close: () => {
      zip.close();
    },
  };
}

const OPTIONS = { lazyEntries: true, autoClose: false, validateEntrySizes: true } as const;

async function opened(file: string | Uint8Array): Promise<ZipFile> {
  try {
    return typeof file === 'string'
      ? await openPromise(file, OPTIONS)
      : await fromBufferPromise(Buffer.from(file.buffer, file.byteOffset, file.length), OPTIONS);
  } catch (error) {
    throw asBroken(error);
  }
}

/** The library says what is wrong with an archive in errors without a code. */
function asBroken(error: unknown): unknown {
  if (error instanceof DocumentError) return error;
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR')
    return new DocumentError(fault('DOC_UNREADABLE', '$', `the file cannot be read (${code})`));
  const isOurMistake = error instanceof TypeError || error instanceof RangeError;
  return isOurMistake ? error : broken('the file is not a workbook (XLSX)');
}
