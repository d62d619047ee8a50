import { boundedCache, memoryOf } from '../../lib/cache-budget.ts';
import { audit } from './audit/index.ts';
import type { AuditReport, AuditSources, Finding } from './audit/index.ts';
import type { Issuer } from './model.ts';
import type { JobListener } from '../../lib/backoff.ts';
import type { SequenceSource } from '../../store/mongoose/sequence.ts';
import type { IssueRequest } from './issuance/input.ts';
import type { IssueOutcome } from './issuance/issuance.ts';
import type { Requester } from './issuance/order.ts';
import { keySetDocument } from './keys/index.ts';
import type { KeyRing } from './keys/index.ts';
import type { TransparencyLog } from './log/log.ts';
import type { LogConflicts } from './log/conflicts.ts';
import type { StoredConflict } from './log/model.ts';
import type { StoredCheckpoint } from './log/model.ts';
import type { Witnesses } from './log/witnesses.ts';
import type { StatusLists } from './status/lists.ts';
import { statusChanges } from './status/feed.ts';
import type { StatusChanged } from './status/feed.ts';
import type { StatusStatement } from './status/statement.ts';
import type { FactsPort } from './revalidation/affected.ts';
import { revalidationLease } from './revalidation/lease.ts';
import { Watch } from './revalidation/watch.ts';
import type { IssuedAttestation } from './model.ts';
import { qrTokenOf } from './issuance/payload/qr-token.ts';
import type { RecordedStatus } from './rules.ts';
import type { Partners, Presented, Presenter } from './partners/index.ts';
import type { PublishedBundles } from './trust/index.ts';
import type { Verification } from './verification/index.ts';
import { wire } from './wiring.ts';
import type { Parts, ServiceOptions } from './wiring.ts';

export type { ServiceOptions } from './wiring.ts';

/** Milliseconds for which a status in memory is believed: another process may have changed it. */
const STATUS_MAX_AGE_MS = 1000;

export type PublicStatus = RecordedStatus | 'EXPIRED';

/** Attestations: issued, found, revoked and verified. */
export class AttestationService {
  readonly issuer: Issuer;
  readonly keys: KeyRing;
  readonly now: () => Date;
  readonly partners: Partners | undefined;
  readonly #parts: Parts;
  readonly #witnesses: Witnesses;
  readonly #facts: FactsPort | undefined;
  readonly #listeners = new Set<() => void>();
  #ready: Promise<void> | undefined;
  readonly #cache = boundedCache<IssuedAttestation>('attestations', {
    sizeOf: memoryOf,
    ttl: STATUS_MAX_AGE_MS,
    noDeleteOnStaleGet: true,
  });

  constructor(options: ServiceOptions) {
    this.issuer = options.issuer;
    this.keys = options.keys;
    this.now = options.now;
    this.partners = options.partners;
    this.#witnesses = options.witnesses ?? (() => Promise.resolve([]));
    this.#facts = options.facts;
    this.#parts = wire(options, () => {
      this.#cache.clear();
      for (const listener of this.#listeners) listener();
    });
  }

  get log(): TransparencyLog {
    return this.#parts.log;
  }

  get conflicts(): LogConflicts {
    return this.#parts.conflicts;
  }

  get lists(): StatusLists {
    return this.#parts.lists;
  }

  get bundles(): PublishedBundles {
    return this.#parts.bundles;
  }

  /** Ready to write: indexes made, and what a crash has left finished. */
  ready(): Promise<void> {
    this.#ready ??= this.#parts.prepare().catch((error: unknown) => {
      this.#ready = undefined;
      throw error;
    });
    return this.#ready;
  }

  /** Answers one request: an attestation, or why there is none. */
  async issue(request: IssueRequest, requester: Requester): Promise<IssueOutcome> {
    await this.ready();
    return this.#parts.issueQueue.add({ request, requester });
  }

  /** Answers many requests at once, in order. */
  async issueAll(
    requests: readonly IssueRequest[],
    requester: Requester,
  ): Promise<readonly IssueOutcome[]> {
    await this.ready();
    return this.#parts.issuance.issue(requests.map((request) => ({ request, requester })));
  }

  /** The attestation with this id if it is in memory and its status fresh. */
  cached(id: string): IssuedAttestation | undefined {
    return this.#cache.get(id);
  }

  /** The attestation with this id; null when none was issued under it. */
  async find(id: string): Promise<IssuedAttestation | null> {
    const cached = this.cached(id);
    if (cached) return cached;
    const before = this.#cache.get(id, { allowStale: true });
    const found = await this.#parts.archive.find(id);
    // The same object while nothing has changed: what was made of it stays with it.
    const kept = found && before?.changes === found.changes ? before : found;
    if (kept) this.#cache.set(id, kept);
    return kept;
  }

  /** The JWS in the QR symbol of an attestation: its short form. */
  qr(attestation: IssuedAttestation): Promise<string> {
    const signer = this.keys.signer('attestation');
    return qrTokenOf(attestation, {
      qrs: this.#parts.models.archive.qrs,
      signer,
      issuer: this.issuer,
    });
  }

  /** Whether an attestation may be relied on now. */
  statusOf({ status, expiresAt }: IssuedAttestation): PublicStatus {
    if (status === 'REVOKED') return status;
    return this.now().getTime() >= expiresAt * 1000 ? 'EXPIRED' : status;
  }

  /** Revokes for good; null when there is no such attestation. The first reason stays. */
  revoke(id: string, reason: string): Promise<IssuedAttestation | null> {
    return this.change(id, 'REVOKED', reason);
  }

  /**
   * Changes a status on an officer's order where that is allowed, and leaves it as it is elsewhere. Null
   * when there is no such attestation. One that is to be restored is decided again first: while the
   * facts speak against it, it stays suspended by them, or is revoked.
   */
  async change(
    id: string,
    status: RecordedStatus,
    reason: string,
  ): Promise<IssuedAttestation | null> {
    await this.ready();
    const located = await this.#parts.archive.locate(id);
    if (!located) return null;
    const judgement = status === 'VALID' ? await this.#parts.revalidator.judgement(located) : null;
    const order =
      judgement && judgement.status !== 'VALID'
        ? { to: judgement.status, cause: 'FACTS' as const, reason: judgement.reasons.join(' ') }
        : { to: status, cause: 'AUTHORITY' as const, reason };
    await this.#parts.changes.change([{ ...located, ...order }]);
    return this.#parts.archive.find(id);
  }

  /** Keeps attestations true to the facts from now on; returns how to stop. */
  watch(told: JobListener): () => Promise<void> {
    if (!this.#facts) return () => Promise.resolve();
    const { now } = this;
    const watch = new Watch({
      facts: this.#facts,
      revalidator: this.#parts.revalidator,
      changes: this.#parts.changes,
      turn: revalidationLease(this.#parts.models.leases, now),
      now,
      told,
    });
    return () => watch.stop();
  }

  /** Verifies everything issued, see `audit`; decisions by what decided at a document of facts. */
  audit(
    recogniseAt: AuditSources['recogniseAt'],
    onFinding?: (finding: Finding) => void,
  ): Promise<AuditReport> {
    const { keys, issuer, log } = this;
    const [archive, status, logged] = [
      this.#parts.models.archive,
      this.#parts.models.status,
      this.#parts.models.log,
    ];
    return audit({ archive, status, logged, log, keys, issuer, recogniseAt }, onFinding);
  }

  /** Changes of status as a source of the public feed. */
  get feed(): SequenceSource<StatusChanged> {
    return statusChanges(this.log, this.#parts.models.status.changes);
  }

  /** Calls back after this process has changed a status; returns how to stop. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Changes of status of an attestation, oldest first. */
  async history(id: string): Promise<readonly StatusStatement[]> {
    const located = await this.#parts.archive.locate(id);
    return located ? this.#parts.changes.history(located.batch, located.position) : [];
  }

  /** The proof that an attestation is in the log (C2SP tlog-proof); null: no such attestation. */
  async proof(id: string, size?: number): Promise<string | null> {
    const located = await this.#parts.archive.locate(id);
    if (!located) return null;
    const { batch, position } = located;
    return this.log.proof(batch.content.leaf + position, batch.digestOf(position), size);
  }

  /**
   * Takes witnesses' cosignatures of a checkpoint, see TransparencyLog.cosign; of one that contradicts the log
   * though its key signed it, the conflict, which is kept.
   */
  async cosign(note: string): Promise<StoredCheckpoint | StoredConflict | null> {
    return (await this.conflicts.examine(note)) ?? this.log.cosign(note, await this.#witnesses());
  }

  /** The published keys (RFC 7517 §5), with the verifier keys of the log beside them. */
  async keySet(): Promise<object> {
    const { log, witness } = await this.log.verifierKeys();
    const witnesses = [witness, ...(await this.#witnesses()).map(({ vkey }) => vkey)];
    return {
      ...keySetDocument(this.keys, this.now()),
      mra_log: { origin: this.log.origin, key: log, witnesses },
    };
  }

  /** Verifies a token strictly: one of a partner with its registered keys, any other as one of this hub. */
  async verify(token: string, audience?: string): Promise<Verification> {
    const theirs = await this.partners?.inspection.inspect(token, { audience });
    return theirs?.verification ?? this.#parts.inspection.verify(token, audience);
  }

  /** Takes an attestation of a partner, see Presentation; null when it is of none. */
  async present(
    jws: string,
    presenter: Presenter,
    proof?: string,
  ): Promise<Presented | 'forbidden' | null> {
    return (await this.partners?.presentation.present(jws, presenter, proof)) ?? null;
  }
}
