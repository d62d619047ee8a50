/** The parts of the unified test format (schema 1.x) that the CRUD tests use. */
export interface Requirement {
  readonly minServerVersion?: string;
  readonly maxServerVersion?: string;
  readonly topologies?: readonly string[];
  readonly serverless?: string;
}

export type Arguments = Record<string, unknown>;

export interface Operation {
  readonly name: string;
  readonly object: string;
  readonly arguments?: Arguments;
  readonly expectResult?: unknown;
  readonly expectError?: ExpectedError;
  readonly ignoreResultAndError?: boolean;
}

export interface ExpectedError {
  readonly isError?: boolean;
  readonly isClientError?: boolean;
  readonly errorContains?: string;
  readonly errorCode?: number;
  readonly errorCodeName?: string;
  readonly errorLabelsContain?: readonly string[];
  readonly errorLabelsOmit?: readonly string[];
  readonly errorResponse?: unknown;
  readonly expectResult?: unknown;
}

export interface CollectionData {
  readonly collectionName: string;
  readonly databaseName: string;
  readonly documents: readonly Record<string, unknown>[];
}

export interface Entity {
  readonly client?: { readonly id: string };
  readonly database?: { readonly id: string; readonly databaseName: string };
  readonly collection?: {
    readonly id: string;
    readonly database: string;
    readonly collectionName: string;
    readonly collectionOptions?: Record<string, unknown>;
  };
}

export interface SpecTest {
  readonly description: string;
  readonly runOnRequirements?: readonly Requirement[];
  readonly operations: readonly Operation[];
  readonly outcome?: readonly CollectionData[];
}

export interface SpecFile {
  readonly description: string;
  readonly runOnRequirements?: readonly Requirement[];
  readonly createEntities: readonly Entity[];
  readonly initialData?: readonly CollectionData[];
  readonly tests: readonly SpecTest[];
}
