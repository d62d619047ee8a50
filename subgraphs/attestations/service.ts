import { LRUCache } from 'lru-cache';
import type { Model, Mongoose } from 'mongoose';
import type { Issuer } from './credential.ts';
import type { IssueRequest } from './input.ts';
import { Issuance } from './issuance.ts';
import type { IssueOutcome, Requester } from './issuance.ts';
import type { KeyRing } from './keys/index.ts';
import { attestationModel } from './model.ts';
import type { IssuedAttestation, StoredAttestation } from './model.ts';
import type { Recognise } from './ports.ts';
import { mayBecome } from './rules.ts';
import type { RecordedStatus } from './rules.ts';
import { Inspection } from './inspection.ts';
import type { Verification } from './verification/index.ts';

/** Attestations kept in memory, by id. About 8 kB each. */
const CACHED = 10_000;
/** Milliseconds for which a status in memory is believed: another process may have changed it. */
const STATUS_MAX_AGE_MS = 1000;

export interface ServiceOptions {
  readonly mongoose: Mongoose;
  readonly keys: KeyRing;
  readonly recognise: Recognise;
  readonly issuer: Issuer;
  readonly now: () => Date;
  /** Bytes from a cryptographic source. */
  readonly random: (size: number) => Uint8Array;
}

export type PublicStatus = RecordedStatus | 'EXPIRED';

/** Attestations: issued, found, revoked and verified. */
export class AttestationService {
  readonly issuer: Issuer;
  readonly keys: KeyRing;
  readonly now: () => Date;
  readonly #model: Model<StoredAttestation>;
  readonly #issuance: Issuance;
  readonly #inspection: Inspection;
  readonly #cache = new LRUCache<string, IssuedAttestation>({
    max: CACHED,
    ttl: STATUS_MAX_AGE_MS,
  });

  constructor(options: ServiceOptions) {
    const model = attestationModel(options.mongoose);
    this.issuer = options.issuer;
    this.keys = options.keys;
    this.now = options.now;
    this.#model = model;
    this.#issuance = new Issuance({ ...options, model });
    this.#inspection = new Inspection({ model, keys: options.keys, now: options.now });
  }

  /** Answers one request: an attestation, or why there is none. */
  async issue(request: IssueRequest, requester: Requester): Promise<IssueOutcome> {
    const [outcome] = await this.issueAll([request], requester);
    return outcome ?? { kind: 'forbidden' };
  }

  /** Answers many requests at once, in order. */
  issueAll(
    requests: readonly IssueRequest[],
    requester: Requester,
  ): Promise<readonly IssueOutcome[]> {
    return this.#issuance.issue(requests, requester);
  }

  /** The attestation with this id; null when none was handed out under it. */
  async find(id: string): Promise<IssuedAttestation | null> {
    const cached = this.#cache.get(id);
    if (cached) return cached;
    const found = await this.#model
      .findOne({ _id: id, state: 'ISSUED' })
      .lean<IssuedAttestation | null>();
    if (found) this.#cache.set(id, found);
    return found;
  }

  /** Whether an attestation may be relied on now. */
  statusOf({ status, expiresAt }: StoredAttestation): PublicStatus {
    if (status === 'REVOKED') return status;
    return this.now().getTime() >= expiresAt * 1000 ? 'EXPIRED' : status;
  }

  /** Revokes for good; null when there is no such attestation. The first reason stays. */
  revoke(id: string, reason: string): Promise<IssuedAttestation | null> {
    return this.change(id, 'REVOKED', reason);
  }

  /** Changes the recorded status where that is allowed; otherwise leaves it as it is. */
  async change(
    id: string,
    status: RecordedStatus,
    reason: string,
  ): Promise<IssuedAttestation | null> {
    const found = await this.#model
      .findOne({ _id: id, state: 'ISSUED' })
      .lean<IssuedAttestation | null>();
    if (!found || !mayBecome(found.status, status)) return found;
    const changed = await this.#model
      .findOneAndUpdate(
        { _id: id, status: found.status },
        {
          $set: {
            status,
            statusChangedAt: this.now().toISOString(),
            statusReason: reason,
          },
        },
        { new: true },
      )
      .lean<IssuedAttestation | null>();
    this.#cache.delete(id);
    return changed ?? this.change(id, status, reason);
  }

  /** Verifies a token strictly against the keys, and the records, of this hub. */
  verify(token: string, audience?: string): Promise<Verification> {
    return this.#inspection.verify(token, audience);
  }
}
