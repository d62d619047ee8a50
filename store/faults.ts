import type { Document } from './bson/values.ts';

/** MongoDB's error codes and their names, as far as the engine uses them. */
const CODES = {
  InternalError: 1,
  BadValue: 2,
  FailedToParse: 9,
  Unauthorized: 13,
  TypeMismatch: 14,
  InvalidLength: 16,
  IllegalOperation: 20,
  NamespaceNotFound: 26,
  IndexNotFound: 27,
  PathNotViable: 28,
  ConflictingUpdateOperators: 40,
  CursorNotFound: 43,
  NamespaceExists: 48,
  MaxTimeMSExpired: 50,
  DollarPrefixedFieldName: 52,
  InvalidIdField: 53,
  EmptyFieldName: 56,
  CommandNotFound: 59,
  ImmutableField: 66,
  CannotCreateIndex: 67,
  InvalidOptions: 72,
  InvalidNamespace: 73,
  IndexOptionsConflict: 85,
  IndexKeySpecsConflict: 86,
  CommandNotSupported: 115,
  CannotIndexParallelArrays: 171,
  QueryExceededMemoryLimitNoDiskUseAllowed: 292,
  QueryPlanKilled: 175,
  DuplicateKey: 11000,
  OperationFailed: 96,
  OutOfDiskSpace: 14031,
  UnknownField: 40415,
  BSONObjectTooLarge: 10334,
} as const;

export type FaultName = keyof typeof CODES;

/** A request that is answered with an error; the connection and the engine go on. */
export class WireFault extends Error {
  readonly codeName: FaultName;
  /** More fields of the error, e.g. keyPattern and keyValue of a duplicate key. */
  readonly details: Document | undefined;

  constructor(codeName: FaultName, message: string, details?: Document) {
    super(message);
    this.codeName = codeName;
    this.details = details;
  }

  get code(): number {
    return CODES[this.codeName];
  }
}

export const badValue = (message: string): WireFault => new WireFault('BadValue', message);

/** What MongoDB has and the embedded engine does not; never silently ignored. */
export const notSupported = (what: string): WireFault =>
  new WireFault('CommandNotSupported', `${what} is not supported by the embedded store`);
