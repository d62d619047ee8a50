import { isDuplicateKey } from '../kit/duplicate-key.ts';
import { among } from '../kit/facts/filter.ts';
import { insertPlain } from '../kit/insert-plain.ts';
import type { Signer } from './keys/index.ts';
import type { TransparencyLog } from './log/log.ts';
import type {
  AttestationModels,
  Decision,
  IssuedAttestation,
  StoredAttestation,
  StoredToken,
} from './model.ts';
import { jwsOf, readAttestation } from './model.ts';
import { signCompacts } from './sign.ts';

/** What is to be signed, and what is to be known of it. */
export interface Unsigned {
  readonly attestation: StoredAttestation;
  readonly decision: Decision;
  /** What is signed: header, dot and payload, encoded. */
  readonly signingInput: string;
  readonly header: string;
  readonly payload: Buffer;
}

export interface ArchiveOptions {
  readonly models: AttestationModels;
  readonly log: TransparencyLog;
  readonly now: () => Date;
}

const WHATEVER_CAN_BE = { ordered: false };
const NOTHING = new Uint8Array();

const issuedOf = (attestation: StoredAttestation, token: StoredToken): IssuedAttestation => ({
  ...readAttestation(attestation),
  jws: jwsOf(token),
  ...(token.qr === undefined ? {} : { qr: token.qr }),
});

/**
 * Keeps what was issued. An attestation is there when its token, its leaf in the log and its place in a
 * status list are: it is stored last, whole, and nothing is handed out before.
 */
export class Archive {
  readonly #options: ArchiveOptions;

  constructor(options: ArchiveOptions) {
    this.#options = options;
  }

  /** The attestation with this id; null when none was issued under it. */
  async find(id: string): Promise<IssuedAttestation | null> {
    const { attestations, tokens } = this.#options.models;
    const [attestation, token] = await Promise.all([
      attestations.findById(id).lean<StoredAttestation | null>(),
      tokens.findById(id).lean<StoredToken | null>(),
    ]);
    return attestation && token && issuedOf(attestation, token);
  }

  /** The newest attestation of each request that has one. */
  async latest(requests: readonly string[]): Promise<Map<string, IssuedAttestation>> {
    const newest = new Map<string, StoredAttestation>();
    // Most requests have none; those that have one rarely have a second, so whole keys are asked for.
    let open = requests;
    for (let generation = 1; open.length > 0; generation++) {
      const found = await this.#options.models.attestations
        .find({ request: among(open), generation })
        .lean<StoredAttestation[]>();
      for (const attestation of found) newest.set(attestation.request, attestation);
      open = found.map(({ request }) => request);
    }
    const issued = await this.withTokens([...newest.values()]);
    return new Map(issued.map((attestation) => [attestation.request, attestation]));
  }

  /** The attestations with these identifiers. */
  async withIds(ids: readonly string[]): Promise<readonly IssuedAttestation[]> {
    const found = await this.#options.models.attestations
      .find({ _id: among(ids) })
      .lean<StoredAttestation[]>();
    return this.withTokens(found);
  }

  /** Attestations with their tokens, in order. */
  async withTokens(
    attestations: readonly StoredAttestation[],
  ): Promise<readonly IssuedAttestation[]> {
    if (attestations.length === 0) return [];
    const found = await this.#options.models.tokens
      .find({ _id: among(attestations.map(({ _id }) => _id)) })
      .lean<StoredToken[]>();
    const tokens = new Map(found.map((token) => [token._id, token]));
    return attestations.flatMap((attestation) => {
      const token = tokens.get(attestation._id);
      return token ? [issuedOf(attestation, token)] : [];
    });
  }

  /**
   * Stores the intent, signs, logs, and stores what is issued, in this order. Gives those issued: of two
   * processes that issue the same request at once, one is the first, and the other's is not issued.
   */
  async issue(batch: readonly Unsigned[], signer: Signer): Promise<readonly IssuedAttestation[]> {
    const [first] = batch;
    if (!first) return [];
    const { models, log, now } = this.#options;
    const intent = first.attestation._id;
    await insertPlain(
      models.intents,
      [
        {
          _id: intent,
          at: now().toISOString(),
          attestations: batch.map(({ attestation }) => attestation._id),
          digests: batch.map(({ attestation }) => attestation.digest),
        },
      ],
      WHATEVER_CAN_BE,
    );
    const signed = await signCompacts(
      signer,
      batch.map(({ signingInput }) => signingInput),
    );
    const attestations = batch.map(({ attestation }) => attestation);
    await Promise.all([
      log.append(
        attestations.map(({ _id, digest }) => ({
          entry: digest,
          kind: 'attestation',
          attestation: _id,
        })),
      ),
      insertPlain(
        models.tokens,
        batch.map(({ attestation: { _id }, header, payload }, at) => ({
          _id,
          header,
          payload,
          signature: signed[at]?.signature ?? NOTHING,
        })),
        WHATEVER_CAN_BE,
      ),
    ]);
    const lost = await this.#store(attestations);
    void this.#settle(intent, lost).catch(() => undefined); // what stays does no harm
    return batch.flatMap(({ attestation, decision }, at) => {
      const { decision: _, ...known } = attestation;
      return lost.has(known._id) ? [] : [{ ...known, ...decision, jws: signed[at]?.jws ?? '' }];
    });
  }

  /** Stores attestations; gives those that were not, since a request or a place was just taken. */
  async #store(attestations: readonly StoredAttestation[]): Promise<ReadonlySet<string>> {
    const { attestations: model } = this.#options.models;
    try {
      await insertPlain(model, attestations, WHATEVER_CAN_BE);
      return new Set();
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      const ids = attestations.map(({ _id }) => _id);
      const found = await model.find({ _id: among(ids) }, { _id: 1 }).lean<{ _id: string }[]>();
      const stored = new Set(found.map(({ _id }) => _id));
      return new Set(ids.filter((id) => !stored.has(id)));
    }
  }

  /** The intent has been carried out, but for what is kept of those not issued: their leaves. */
  async #settle(intent: string, lost: ReadonlySet<string>): Promise<void> {
    const { intents, tokens } = this.#options.models;
    if (lost.size === 0) {
      await intents.deleteOne({ _id: intent });
      return;
    }
    await tokens.deleteMany({ _id: among([...lost]) });
  }
}
