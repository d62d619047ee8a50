import type { ArchiveModels } from '../archive/model.ts';
import type { Issuer } from '../model.ts';
import type { KeyRing } from '../keys/index.ts';
import type { TransparencyLog } from '../log/log.ts';
import type { LogModels } from '../log/model.ts';
import type { Recognise } from '../ports.ts';
import type { StatusModels } from '../status/model.ts';

/** The sources of an audit of attestations. */
export interface AuditSources {
  readonly archive: ArchiveModels;
  readonly status: StatusModels;
  readonly logged: LogModels;
  readonly log: TransparencyLog;
  readonly keys: KeyRing;
  readonly issuer: Issuer;
  /** Decides on the facts as they stood after a document; undefined: decisions are not made again. */
  readonly recogniseAt: ((horizon: number) => Recognise) | undefined;
}
