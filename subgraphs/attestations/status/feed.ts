import { among } from '../../kit/facts/filter.ts';
import type { SequenceSource } from '../../kit/sequence.ts';
import type { TransparencyLog } from '../log/log.ts';
import type { StatusModels, StoredChange } from './model.ts';
import { statementOf } from './statement.ts';
import type { StatusStatement } from './statement.ts';

const CHANGES = { VALID: 'RESTORED', SUSPENDED: 'SUSPENDED', REVOKED: 'REVOKED' } as const;

/** Leaves that become one stretch at most. */
const MAX_LEAVES = 1000;

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
      const leaves = await log.statusLeaves(place + 1, MAX_LEAVES);
      const [first, last] = [leaves[0], leaves.at(-1)];
      return first && last ? { first: first._id, last: last._id, count: leaves.length } : null;
    },
    async read({ first }, from, limit) {
      const leaves = (await log.statusLeaves(first, from + limit)).slice(from);
      const concerned = new Set(leaves.map(({ attestation }) => attestation));
      const found = await changes
        .find({ attestation: among([...concerned]) })
        .lean<StoredChange[]>();
      const known = new Map(found.map((change) => [change.entry, change]));
      return leaves.flatMap(({ _id: leaf, entry, at }): StatusChanged[] => {
        const change = known.get(entry);
        if (!change) return [];
        const status = statementOf(change);
        return [
          {
            kind: 'attestations',
            key: status.digest,
            change: CHANGES[status.to],
            digest: Buffer.from(entry, 'base64url').toString('hex'),
            recordedAt: at,
            leaf,
            status,
          },
        ];
      });
    },
  };
}
