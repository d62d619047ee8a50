import { HubError } from '../lib/errors/hub-error.ts';

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
export class StoreError extends HubError<StoreErrorCode> {}
