import type { IngestReport } from '../../../facts/ledger/report.ts';
import type { SnapshotReport } from '../../../facts/ledger/register-snapshot/report.ts';
import type { Format } from '../../../facts/document/source.ts';
import type { TableOptions } from '../../../facts/document/table/table.ts';

export interface ImportOptions {
  readonly hub?: string;
  readonly token?: string;
  readonly stamp?: boolean;
  readonly json?: boolean;
  readonly format?: Format;
  readonly dates?: string;
  readonly encoding?: string;
  /** File of the map. */
  readonly map?: string;
  readonly snapshot?: string;
  readonly asAt?: string;
  readonly endMissing?: string;
  readonly maxChanges?: string;
  readonly dryRun?: boolean;
  /** What dates, encoding and map come to. */
  readonly table?: TableOptions | undefined;
}

/** How one file fared. */
export type Outcome =
  | IngestReport
  | SnapshotReport
  | {
      readonly outcome: 'FAILED';
      readonly source: string;
      readonly code: string;
      readonly message: string;
    };

/** Imports one file; the rest of the command is the same for a store and for a hub. */
export type Importer = (file: string) => Promise<Outcome>;
