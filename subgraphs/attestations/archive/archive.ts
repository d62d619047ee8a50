import { LRUCache } from 'lru-cache';
import { isDuplicateKey } from '../../kit/duplicate-key.ts';
import { among } from '../../kit/facts/filter.ts';
import { insertPlain } from '../../kit/insert-plain.ts';
import type { Signer } from '../keys/index.ts';
import type { TransparencyLog } from '../log/log.ts';
import type { IssuedAttestation } from '../model.ts';
import type { SigningInputs } from '../signing-inputs.ts';
import type { StatusChanges } from '../status/changes.ts';
import { Batch, batchIdOf, requestKey, toStored } from './batch.ts';
import type { Basis, BatchContent } from './batch.ts';
import type { ArchiveModels, StoredBatch, StoredTokens } from './model.ts';
import { chunkId, signatureAt, toChunks, tokenIn } from './tokens.ts';

/** What is to be signed, and what is to be known of it. */
export interface Unsigned {
  readonly request: string;
  readonly generation: number;
  /** The same object where it is the same answer. */
  readonly basis: Basis;
  /** Its identifier without that of the batch. */
  readonly own: string;
  readonly audience: string;
  readonly expiresAt: number;
  readonly index: number;
  readonly requestedBy: string;
}

/** Attestations to be signed and stored together, whose places follow each other. */
export interface UnsignedBatch extends Pick<
  BatchContent,
  '_id' | 'kid' | 'header' | 'issuedAt' | 'horizon' | 'list' | 'turn'
> {
  readonly members: readonly Unsigned[];
  /** What is signed of each, in the same order. */
  readonly inputs: SigningInputs;
}

/** An attestation by its place in a batch. */
export interface Located {
  readonly batch: Batch;
  readonly position: number;
}

export interface ArchiveOptions {
  readonly models: ArchiveModels;
  readonly log: TransparencyLog;
  readonly changes: StatusChanges;
  readonly now: () => Date;
}

const WHATEVER_CAN_BE = { ordered: false };
/** Attestations whose batches are kept in memory: some 500 bytes each. */
const KEPT = 20_000;

/**
 * Keeps what was issued. A batch of attestations is there when its tokens, its leaves in the log and its
 * places in a status list are: it is stored last, whole, and nothing is handed out before.
 */
export class Archive {
  readonly #options: ArchiveOptions;
  readonly #batches = new LRUCache<string, Batch>({
    maxSize: KEPT,
    sizeCalculation: ({ size }) => size,
  });

  constructor(options: ArchiveOptions) {
    this.#options = options;
  }

  /** Where the attestation with this id is; null when none was issued under it. */
  async locate(id: string): Promise<Located | null> {
    const [batch] = await this.batches([batchIdOf(id)]);
    const position = batch?.positionOf(id);
    return batch && position !== undefined ? { batch, position } : null;
  }

  /** The attestation with this id; null when none was issued under it. */
  async find(id: string): Promise<IssuedAttestation | null> {
    const located = await this.locate(id);
    return located && ((await this.withTokens([located]))[0] ?? null);
  }

  /** The newest attestation of each request that has one. */
  async latest(requests: readonly string[]): Promise<Map<string, IssuedAttestation>> {
    const newest = new Map<string, Located>();
    // Most requests have none; those that have one rarely have a second, so whole keys are asked for.
    let open = requests;
    for (let generation = 1; open.length > 0; generation++) {
      const keys = new Map(open.map((request) => [requestKey(request, generation), request]));
      const found = await this.#options.models.batches
        .find({ requests: among([...keys.keys()]) })
        .lean<StoredBatch[]>();
      open = found.flatMap((stored) => {
        const batch = this.#read(stored);
        return stored.requests.flatMap((key, position) => {
          const request = keys.get(key);
          if (request === undefined) return [];
          newest.set(request, { batch, position });
          return [request];
        });
      });
    }
    const issued = await this.withTokens([...newest.values()]);
    return new Map(issued.map((attestation) => [attestation.request, attestation]));
  }

  /** The attestations with these identifiers. */
  async withIds(ids: readonly string[]): Promise<readonly IssuedAttestation[]> {
    const batches = await this.batches([...new Set(ids.map(batchIdOf))]);
    const byId = new Map(batches.map((batch) => [batch.id, batch]));
    return this.withTokens(
      ids.flatMap((id) => {
        const batch = byId.get(batchIdOf(id));
        const position = batch?.positionOf(id);
        return batch && position !== undefined ? [{ batch, position }] : [];
      }),
    );
  }

  /** Attestations with their tokens as their status stands now, in order; those without a token are not in it. */
  async withTokens(located: readonly Located[]): Promise<readonly IssuedAttestation[]> {
    if (located.length === 0) return [];
    const { models, changes } = this.#options;
    const chunks = new Set(located.map(({ batch, position }) => chunkId(batch.id, position)));
    const [found, standings] = await Promise.all([
      models.tokens.find({ _id: among([...chunks]) }).lean<StoredTokens[]>(),
      changes.standings([...new Set(located.map(({ batch }) => batch.id))]),
    ]);
    const tokens = new Map(found.map((chunk) => [chunk._id, chunk]));
    return located.flatMap(({ batch, position }) => {
      const chunk = tokens.get(chunkId(batch.id, position));
      const jws = chunk && tokenIn(chunk, batch.content.header, position);
      const standing = standings.get(batch.id)?.members.get(position);
      return jws ? [{ ...batch.attestation(position, standing), jws }] : [];
    });
  }

  /** The batches with these identifiers. */
  async batches(ids: readonly string[]): Promise<readonly Batch[]> {
    const known = ids.flatMap((id) => this.#batches.get(id) ?? []);
    if (known.length === ids.length) return known;
    const missing = ids.filter((id) => !this.#batches.has(id));
    const found = await this.#options.models.batches
      .find({ _id: among(missing) })
      .lean<StoredBatch[]>();
    return [...known, ...found.map((stored) => this.#read(stored))];
  }

  /**
   * Stores the intent, signs, logs, and stores what is issued, in this order. Gives those issued, in order; null
   * when another process has just issued one of the requests: then nothing is issued of the batch.
   */
  async issue(
    unsigned: UnsignedBatch,
    signer: Signer,
  ): Promise<readonly IssuedAttestation[] | null> {
    const { models, log, now } = this.#options;
    const { members, inputs, ...terms } = unsigned;
    const { _id } = terms;
    await insertPlain(models.intents, [{ _id, at: now().toISOString() }], WHATEVER_CAN_BE);
    const signed = await signer.signMany(inputs);
    const { digests, signatures } = signed;
    const [leaf] = await Promise.all([
      log.append({ of: _id, kind: 'attestation', entries: digests }),
      insertPlain(models.tokens, toChunks(_id, inputs, signed), WHATEVER_CAN_BE),
    ]);
    const batch = new Batch({ ...terms, leaf, digests, ...contentOf(members) });
    if (!(await this.#store(batch))) return null;
    void models.intents.deleteOne({ _id }).catch(() => undefined); // what stays does no harm
    this.#batches.set(_id, batch);
    return members.map((_, position) => ({
      ...batch.attestation(position, undefined),
      // A text when it is asked for: of those issued in bulk most are not looked at now.
      get jws() {
        return inputs.jws(position, signatureAt(signatures, position));
      },
    }));
  }

  /** Stores a batch, whole; false when a request or a place of it was just taken. */
  async #store({ id, content }: Batch): Promise<boolean> {
    const { batches, tokens } = this.#options.models;
    try {
      await insertPlain(batches, [toStored(content)], WHATEVER_CAN_BE);
      return true;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      await tokens.deleteMany({ batch: id }).catch(() => undefined);
      return false;
    }
  }

  #read(stored: StoredBatch): Batch {
    const known = this.#batches.get(stored._id);
    if (known) return known;
    const batch = Batch.read(stored);
    this.#batches.set(batch.id, batch);
    return batch;
  }
}

/** What is stored of some attestations, with each answer once. */
function contentOf(
  unsigned: readonly Unsigned[],
): Pick<BatchContent, 'requests' | 'bases' | 'members'> {
  const bases = new Map<Basis, number>();
  const members = unsigned.map(({ own, basis, audience, expiresAt, index, requestedBy }) => {
    const number = bases.get(basis) ?? bases.size;
    bases.set(basis, number);
    return [own, number, audience, expiresAt, index, requestedBy] as const;
  });
  const requests = unsigned.map(({ request, generation }) => requestKey(request, generation));
  return { requests, bases: [...bases.keys()], members };
}
