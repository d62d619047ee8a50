import { statSync } from 'node:fs';
import { HubError } from './errors/hub-error.ts';

/** Bits that would let anyone but the owner read or change a file. */
const OTHERS = 0o077;

/** A file with a signing key, or with the secret of one, has the wrong mode or cannot be read. */
export class KeyFileError extends HubError<'KEY_FILE_EXPOSED' | 'KEY_FILE_UNREADABLE'> {}

/** Whether others than its owner can read or change a file: what it holds is then no secret. */
export const isExposed = (file: string): boolean => (statSync(file).mode & OTHERS) !== 0;

/** @throws {@link KeyFileError} when others can read or change the file of a key */
export function assertOwnerOnly(file: string): void {
  if (isExposed(file))
    throw new KeyFileError(
      'KEY_FILE_EXPOSED',
      `Others can read or change ${file}. If it may have been copied, replace or revoke the key; else: chmod 600.`,
    );
}
