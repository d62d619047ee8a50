import { among } from '../../../store/mongoose/operators.ts';
import type { SequenceSource } from '../../../store/mongoose/sequence.ts';
import type { StatusRun, TransparencyLog } from '../log/log.ts';
import type { StatusModels, StoredChanges } from './model.ts';
import { entryOf, statementsOf } from './statement.ts';
import type { StatusStatement } from './statement.ts';

const CHANGES = { VALID: 'RESTORED', SUSPENDED: 'SUSPENDED', REVOKED: 'REVOKED' } as const;

/** Runs of leaves that become one stretch at most. */
const MAX_RUNS = 1000;

/** A change of an attestation's status, as the public feed tells it. */
export interface StatusChanged {
  readonly kind: 'attestations';
  /** The attestation's digest: SHA-256 of its signing input, base64url. */
  readonly key: string;
  readonly change: (typeof CHANGES)[keyof typeof CHANGES];
  /** SHA-256 of the canonical JSON of `status`, in hexadecimal: the entry in the log. */
  readonly digest: string;
  readonly recordedAt: string;
  /** Place in the log. */
  readonly leaf: number;
  readonly status: StatusStatement;
}

/** Changes of status as a source of the public feed, in the order of their leaves in the log. */
export function statusChanges(
  log: TransparencyLog,
  changes: StatusModels['changes'],
): SequenceSource<StatusChanged> {
  return {
    name: 'status',
    async after(place) {
      const runs = await log.statusRuns(place + 1, MAX_RUNS);
      const [first, last] = [runs[0], runs.at(-1)];
      if (!first || !last) return null;
      const count = runs.reduce((sum, { size }) => sum + size, 0);
      return { first: first._id, last: last._id + last.size - 1, count };
    },
    async read({ first, last }, from, limit) {
      const wanted: { run: StatusRun; start: number; end: number }[] = [];
      let passed = 0;
      for (const run of await log.statusRuns(first, MAX_RUNS)) {
        const start = Math.max(0, from - passed);
        const end = Math.min(run.size, from + limit - passed);
        if (run._id > last || end <= 0) break;
        if (start < end) wanted.push({ run, start, end });
        passed += run.size;
      }
      const found = await changes
        .find({ _id: among(wanted.map(({ run }) => run.of)) })
        .lean<StoredChanges[]>();
      const known = new Map(found.map((change) => [change._id, statementsOf(change)]));
      return wanted.flatMap(({ run, start, end }) =>
        (known.get(run.of) ?? [])
          .slice(start, end)
          .map((status, at) => changed(run, start + at, status)),
      );
    },
  };
}

const changed = (
  { _id, at: recordedAt }: StatusRun,
  position: number,
  status: StatusStatement,
): StatusChanged => ({
  kind: 'attestations',
  key: status.digest,
  change: CHANGES[status.to],
  digest: entryOf(status).toString('hex'),
  recordedAt,
  leaf: _id + position,
  status,
});
