import { among } from '../../../store/mongoose/operators.ts';
import type { StatusModels, StoredChanges, StoredBatchStatus } from './model.ts';
import type { StatusStatement } from './statement.ts';
import type { MemberStatus } from '../model.ts';

const UNCHANGED = { status: 'VALID', changes: 0 } as const;

type StoredMember = readonly [position: number, status: MemberStatus];

/** Those of the attestations of a batch whose status has ever changed, as stored. */
export const membersOf = (stored: string): readonly MemberStatus[] =>
  (JSON.parse(stored) as StoredMember[]).map(([, member]) => member);

/** How the attestations of a batch stand. Those that have never changed are not in it. */
export class BatchStatus {
  readonly version: number;
  readonly recheckOn: string;
  readonly members: ReadonlyMap<number, MemberStatus>;

  private constructor(
    version: number,
    recheckOn: string,
    members: ReadonlyMap<number, MemberStatus>,
  ) {
    this.version = version;
    this.recheckOn = recheckOn;
    this.members = members;
  }

  /** All are valid. */
  static readonly NEW = new BatchStatus(0, '', new Map());

  static read(
    stored: Pick<StoredBatchStatus, 'version' | 'members' | 'recheckOn'> | null,
  ): BatchStatus {
    if (!stored) return BatchStatus.NEW;
    const members = JSON.parse(stored.members) as StoredMember[];
    return new BatchStatus(stored.version, stored.recheckOn, new Map(members));
  }

  /** The status of an attestation; one that has never changed is valid. */
  of(position: number): Pick<MemberStatus, 'status' | 'changes'> & Partial<MemberStatus> {
    return this.members.get(position) ?? UNCHANGED;
  }

  /** As it is after some changes, of which it is known what they say. */
  after(
    { version, positions }: Pick<StoredChanges, 'version' | 'positions'>,
    statements: readonly StatusStatement[],
  ): BatchStatus {
    const members = new Map(this.members);
    for (const [at, position] of positions.entries()) {
      const statement = statements[at];
      if (!statement) throw new RangeError('A change of status says nothing.');
      const { index, to: status, number, at: instant, cause, reason } = statement;
      members.set(position, { index, status, changes: number, at: instant, cause, reason });
    }
    return new BatchStatus(version, this.recheckOn, members);
  }

  /** Its stored form, apart from the batch and its list. */
  stored(): Pick<StoredBatchStatus, 'version' | 'members'> {
    return { version: this.version, members: JSON.stringify([...this.members]) };
  }
}

/** How the attestations of some batches stand, by batch; one that is not in it has never changed. */
export async function readBatchStatuses(
  model: StatusModels['batchStatuses'],
  batches: readonly string[],
): Promise<ReadonlyMap<string, BatchStatus>> {
  const found = await model.find({ _id: among(batches) }).lean<StoredBatchStatus[]>();
  return new Map(found.map((stored) => [stored._id, BatchStatus.read(stored)]));
}
