export { connect } from './connect.ts';
export type { ConnectOptions, Store } from './connect.ts';
export { StoreError } from './errors.ts';
export type { StoreErrorCode } from './errors.ts';
