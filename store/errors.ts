/** What kept the store from opening or working; the codes are stable. */
export type StoreErrorCode =
  | 'STORE_LOCKED'
  | 'STORE_UNREADABLE'
  | 'STORE_DAMAGED'
  | 'STORE_NEWER_FORMAT'
  | 'STORE_DISK_FULL'
  | 'STORE_UNREACHABLE'
  | 'STORE_FAILED';

/** A store that cannot be opened; the message says what to do. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
