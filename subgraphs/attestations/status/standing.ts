import { among } from '../../../store/mongoose/operators.ts';
import type { RecordedStatus, StatusCause } from '../rules.ts';
import type { StatusModels, StoredChanges, StoredStanding } from './model.ts';
import type { StatusStatement } from './statement.ts';

/** How one attestation stands whose status has ever changed. */
export interface MemberStanding {
  /** Index in its status list. */
  readonly index: number;
  readonly status: RecordedStatus;
  /** Number of changes so far. */
  readonly changes: number;
  /** Of the last change. */
  readonly at: string;
  readonly cause: StatusCause;
  readonly reason: string;
}

const UNCHANGED = { status: 'VALID', changes: 0 } as const;

type StoredMember = readonly [position: number, standing: MemberStanding];

/** Those of the attestations of a batch whose status has ever changed, as stored. */
export const membersOf = (stored: string): readonly MemberStanding[] =>
  (JSON.parse(stored) as StoredMember[]).map(([, member]) => member);

/** How the attestations of a batch stand. Those that have never changed are not in it. */
export class Standing {
  readonly version: number;
  readonly recheckOn: string;
  readonly members: ReadonlyMap<number, MemberStanding>;

  private constructor(
    version: number,
    recheckOn: string,
    members: ReadonlyMap<number, MemberStanding>,
  ) {
    this.version = version;
    this.recheckOn = recheckOn;
    this.members = members;
  }

  /** All are valid. */
  static readonly NEW = new Standing(0, '', new Map());

  static read(stored: Pick<StoredStanding, 'version' | 'members' | 'recheckOn'> | null): Standing {
    if (!stored) return Standing.NEW;
    const members = JSON.parse(stored.members) as StoredMember[];
    return new Standing(stored.version, stored.recheckOn, new Map(members));
  }

  /** The status of an attestation; one that has never changed is valid. */
  of(position: number): Pick<MemberStanding, 'status' | 'changes'> & Partial<MemberStanding> {
    return this.members.get(position) ?? UNCHANGED;
  }

  /** As it is after some changes, of which it is known what they say. */
  after(
    { version, positions }: Pick<StoredChanges, 'version' | 'positions'>,
    statements: readonly StatusStatement[],
  ): Standing {
    const members = new Map(this.members);
    for (const [at, position] of positions.entries()) {
      const statement = statements[at];
      if (!statement) throw new RangeError('A change of status says nothing.');
      const { index, to: status, number, at: instant, cause, reason } = statement;
      members.set(position, { index, status, changes: number, at: instant, cause, reason });
    }
    return new Standing(version, this.recheckOn, members);
  }

  /** What is stored of it, beside the batch and its list. */
  stored(): Pick<StoredStanding, 'version' | 'members'> {
    return { version: this.version, members: JSON.stringify([...this.members]) };
  }
}

/** How the attestations of some batches stand, by batch; one that is not in it has never changed. */
export async function readStandings(
  model: StatusModels['standings'],
  batches: readonly string[],
): Promise<ReadonlyMap<string, Standing>> {
  const found = await model.find({ _id: among(batches) }).lean<StoredStanding[]>();
  return new Map(found.map((stored) => [stored._id, Standing.read(stored)]));
}
