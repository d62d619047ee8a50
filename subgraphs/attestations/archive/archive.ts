import type { Model } from 'mongoose';
import { boundedCache } from '../../../lib/cache-budget.ts';
import { isDuplicateKey } from '../../../store/mongoose/duplicate-key.ts';
import { among } from '../../../store/mongoose/operators.ts';
import { isDead, newOwner } from '../../../lib/process-owner.ts';
import { insertPlain } from '../../../store/mongoose/insert-plain.ts';
import { digestsOf } from '../keys/index.ts';
import type { Signer } from '../keys/index.ts';
import type { TransparencyLog } from '../log/log.ts';
import type { IssuedAttestation, MemberStatus } from '../model.ts';
import type { PayloadTemplate } from './payload-template.ts';
import type { SigningInputs } from './signing-inputs.ts';
import { Batch, batchIdOf, requestKey, toStored } from './batch.ts';
import type { Basis, BatchContent } from './batch.ts';
import type { Member } from './member.ts';
import type { ArchiveModels, StoredBatch, StoredTemplates, StoredReservation } from './model.ts';
import { chunkId, chunkIds, formName, formsIn, toChunks, tokenOf } from './templates.ts';

/** Data of an attestation that must be known before it is signed. */
export interface Unsigned {
  /** The same objects where it is the same answer, and the same payload but for the particulars. */
  readonly basis: Basis;
  readonly form: PayloadTemplate;
  /** Its identifier without that of the batch. */
  readonly own: string;
  readonly audience: string;
  readonly expiresAt: number;
  readonly index: number;
  readonly requestedBy: string;
}

/** Attestations to be signed and stored together, in the order of the requests that were reserved. */
export interface UnsignedBatch extends Pick<
  BatchContent,
  'kid' | 'header' | 'issuedAt' | 'horizon' | 'list' | 'turn'
> {
  readonly members: readonly Unsigned[];
  /** The signing input of each, in the same order. */
  readonly inputs: SigningInputs;
}

/** An attestation by its place in a batch. */
export interface Located {
  readonly batch: Batch;
  readonly position: number;
}

/** Where the archive learns how attestations stand, by batch and position. */
export interface StatusSource {
  batchStatuses(
    batches: readonly string[],
  ): Promise<ReadonlyMap<string, { readonly members: ReadonlyMap<number, MemberStatus> }>>;
}

export interface ArchiveOptions {
  readonly models: ArchiveModels;
  readonly log: TransparencyLog;
  readonly changes: StatusSource;
  readonly now: () => Date;
}

const WHATEVER_CAN_BE = { ordered: false };
/** Age in milliseconds at which anyone may release a reservation. */
const RESERVED_MS = 60_000;
/** Bytes of one attestation of a batch in memory. */
const ATTESTATION_BYTES = 500;

/**
 * Keeps what was issued. A batch of attestations is there when its tokens, its leaves in the log and its
 * places in a status list are: it is stored last, whole, and nothing is handed out before.
 */
export class Archive {
  readonly #options: ArchiveOptions;
  readonly #owner = newOwner();
  readonly #batches = boundedCache<Batch>('attestation batches', {
    sizeOf: ({ size }) => ATTESTATION_BYTES * size,
  });

  constructor(options: ArchiveOptions) {
    this.#options = options;
  }

  /** Where the attestation with this id is; null when none was issued under it. */
  async locate(id: string): Promise<Located | null> {
    return (await this.#locateAll([id]))[0] ?? null;
  }

  /** The attestation with this id; null when none was issued under it. */
  async find(id: string): Promise<IssuedAttestation | null> {
    const located = await this.locate(id);
    return located && ((await this.withTokens([located]))[0] ?? null);
  }

  /**
   * How each request stands that somebody has issued an attestation for, or is about to. A reservation that
   * nobody will make use of any more is given up.
   */
  async latest(requests: readonly string[]): Promise<ReadonlyMap<string, RequestState>> {
    const newest = new Map<string, Located | 'RESERVED'>();
    // Few have a second attestation, so whole keys are asked for.
    let open: readonly string[] = requests;
    for (let generation = 1; open.length > 0; generation++) {
      const keys = new Map(open.map((request) => [requestKey(request, generation), request]));
      const found = await this.#options.models.batches
        .find({ requests: among([...keys.keys()]) })
        .lean<(StoredBatch | StoredReservation)[]>();
      const again: string[] = [];
      for (const stored of found) {
        const batch = isIssued(stored) && this.#read(stored);
        if (!isIssued(stored) && this.#isDead(stored)) {
          await this.release(stored._id);
          continue;
        }
        for (const [position, key] of stored.requests.entries()) {
          const request = keys.get(key);
          if (request === undefined) continue;
          newest.set(request, batch ? { batch, position } : 'RESERVED');
          if (batch) again.push(request);
        }
      }
      open = again;
    }
    const located = [...newest.values()].filter((one) => one !== 'RESERVED');
    const issued = await this.withTokens(located);
    const answered = new Map<string, RequestState>(issued.map((one) => [one.request, one]));
    for (const [request, one] of newest) if (one === 'RESERVED') answered.set(request, one);
    return answered;
  }

  /** The attestations with these identifiers. */
  async withIds(ids: readonly string[]): Promise<readonly IssuedAttestation[]> {
    return this.withTokens(await this.#locateAll(ids));
  }

  async #locateAll(ids: readonly string[]): Promise<readonly Located[]> {
    const batches = await this.batches([...new Set(ids.map(batchIdOf))]);
    const byId = new Map(batches.map((batch) => [batch.id, batch]));
    return ids.flatMap((id) => {
      const batch = byId.get(batchIdOf(id));
      const position = batch?.positionOf(id);
      return batch && position !== undefined ? [{ batch, position }] : [];
    });
  }

  /** Attestations with their tokens as their status stands now, in order; those without a token are not in it. */
  async withTokens(located: readonly Located[]): Promise<readonly IssuedAttestation[]> {
    if (located.length === 0) return [];
    const { models, changes } = this.#options;
    const chunks = located.map(({ batch, position }) => chunkId(batch.id, batch.formOf(position)));
    const [stored, statuses] = await Promise.all([
      models.forms.find({ _id: among([...new Set(chunks)]) }).lean<StoredTemplates[]>(),
      changes.batchStatuses([...new Set(located.map(({ batch }) => batch.id))]),
    ]);
    const templates = formsIn(stored);
    return located.flatMap(({ batch, position }) => {
      const template = templates.get(formName(batch.id, batch.formOf(position)));
      if (!template) return [];
      const jws = tokenOf(batch, position, template);
      const status = statuses.get(batch.id)?.members.get(position);
      return [batch.attestation(position, status, () => jws)];
    });
  }

  /** The batches with these identifiers. */
  async batches(ids: readonly string[]): Promise<readonly Batch[]> {
    const known = ids.flatMap((id) => this.#batches.get(id) ?? []);
    if (known.length === ids.length) return known;
    const missing = ids.filter((id) => !this.#batches.has(id));
    const found = await this.#options.models.batches
      .find({ _id: among(missing) })
      .lean<(StoredBatch | StoredReservation)[]>();
    return [...known, ...found.filter(isIssued).map((stored) => this.#read(stored))];
  }

  /** Says that attestations are about to be issued; false, and nothing is reserved, when a request was taken. */
  async reserve(id: string, requests: readonly string[]): Promise<boolean> {
    const reservation = {
      _id: id,
      owner: this.#owner,
      at: this.#options.now().getTime(),
      requests,
    };
    try {
      await insertPlain(this.#reservations(), [reservation], WHATEVER_CAN_BE);
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  /** Gives up what was reserved, unless it has been issued. */
  async release(id: string): Promise<void> {
    await this.#reservations().updateOne(
      { _id: id, leaf: null },
      { $set: { owner: '', requests: [`none.${id}`] } },
    );
  }

  /**
   * Signs, logs, and stores what is issued, in this order. Gives those issued, in order; null when the
   * reservation was released meanwhile: then nothing of it is issued.
   */
  async issue(
    id: string,
    requests: readonly string[],
    unsigned: UnsignedBatch,
    signer: Signer,
  ): Promise<readonly IssuedAttestation[] | null> {
    const { models, log } = this.#options;
    const { members, inputs, ...terms } = unsigned;
    const signing = signer.signMany(inputs);
    const digests = digestsOf(inputs); // while they are signed in another thread
    const signatures = await signing.finally(() => {
      inputs.release();
    });
    const { forms: templates, ...content } = contentOf(members);
    const [leaf] = await Promise.all([
      log.append({ of: id, kind: 'attestation', entries: digests }),
      insertPlain(models.forms, toChunks(id, templates), WHATEVER_CAN_BE),
    ]);
    const shared = { _id: id, requests, leaf, digests, signatures };
    const batch = new Batch({ ...terms, ...shared, ...content });
    if (!(await this.#store(batch))) {
      await models.forms.deleteMany({ _id: among(chunkIds(id, templates.length)) });
      return null;
    }
    this.#batches.set(id, batch);
    // Of those issued in bulk most are not looked at now: a token becomes a text when it is asked for.
    return members.map(({ form: template }, position) =>
      batch.attestation(position, undefined, () => tokenOf(batch, position, template)),
    );
  }

  /** Makes of what was reserved what was issued, at once and whole; false when it is no longer reserved. */
  async #store({ id, content }: Batch): Promise<boolean> {
    const { _id, requests: _, ...stored } = toStored(content);
    const { matchedCount } = await this.#options.models.batches.collection.updateOne(
      { _id: id as never, leaf: null, owner: this.#owner },
      { $set: stored, $unset: { owner: '' } },
    );
    return matchedCount === 1;
  }

  #isDead({ owner, at }: StoredReservation): boolean {
    return at < this.#options.now().getTime() - RESERVED_MS || isDead(owner);
  }

  #reservations(): Model<StoredReservation> {
    return this.#options.models.batches as unknown as Model<StoredReservation>;
  }

  #read(stored: StoredBatch): Batch {
    const known = this.#batches.get(stored._id);
    if (known) return known;
    const batch = Batch.read(stored);
    this.#batches.set(batch.id, batch);
    return batch;
  }
}

/** The newest attestation of a request, or that one is about to be issued. */
export type RequestState = IssuedAttestation | 'RESERVED';

const isIssued = (stored: StoredBatch | StoredReservation): stored is StoredBatch =>
  'leaf' in stored;

/** The stored form of some attestations, with each answer and each form once. */
function contentOf(unsigned: readonly Unsigned[]) {
  const bases = new Map<Basis, number>();
  const templates = new Map<PayloadTemplate, number>();
  const members = unsigned.map(
    ({ own, basis, form, audience, expiresAt, index, requestedBy }): Member => ({
      own,
      basis: numberOf(bases, basis),
      form: numberOf(templates, form),
      audience,
      expiresAt,
      index,
      requestedBy,
    }),
  );
  return { bases: [...bases.keys()], forms: [...templates.keys()], members };
}

/** The number of something among those met so far. */
function numberOf<T>(met: Map<T, number>, one: T): number {
  const number = met.get(one) ?? met.size;
  met.set(one, number);
  return number;
}
