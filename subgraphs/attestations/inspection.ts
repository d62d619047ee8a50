import type { Model } from 'mongoose';
import { historicalKeySet } from './keys/index.ts';
import type { KeyRing, PublicKey } from './keys/index.ts';
import type { TransparencyLog } from './log/log.ts';
import type { StoredAttestation } from './model.ts';
import { NODE_PLATFORM } from './node-platform.ts';
import { identityOf } from './sign.ts';
import { verifyAttestation, readKeySet, fail, pass } from './verification/index.ts';
import type { Enquiry, KeySet, ParsedJws, Verification } from './verification/index.ts';

export interface InspectionOptions {
  readonly model: Model<StoredAttestation>;
  readonly log: TransparencyLog;
  readonly keys: KeyRing;
  readonly now: () => Date;
}

/** Verification by the hub itself: strict like everyone's, and it also knows what it issued. */
export class Inspection {
  readonly #options: InspectionOptions;
  #pinned: { readonly of: readonly PublicKey[]; readonly set: Promise<KeySet> } | undefined;

  constructor(options: InspectionOptions) {
    this.#options = options;
  }

  async verify(token: string, audience?: string): Promise<Verification> {
    return verifyAttestation(token, {
      keys: await this.#keySet(),
      now: this.#options.now(),
      ...(audience === undefined ? {} : { audience }),
      platform: NODE_PLATFORM,
      knowsEveryIssuer: true,
      recordedAt: async ({ jws }) => (await this.#find(jws))?.issuedAt,
      enquiries: [this.#status],
    });
  }

  /** The keys of this hub, read again when one has come or gone. */
  #keySet(): Promise<KeySet> {
    const { keys } = this.#options;
    for (const purpose of ['attestation', 'status'] as const) keys.signer(purpose);
    const of = keys.keys();
    if (this.#pinned?.of !== of) this.#pinned = { of, set: readKeySet(historicalKeySet(keys)) };
    return this.#pinned.set;
  }

  /** What is stored of a token, which the log knows by its digest. */
  async #find({ token }: ParsedJws): Promise<StoredAttestation | null> {
    const leaf = await this.#options.log.leaf(identityOf(token));
    return leaf && this.#options.model.findById(leaf.attestation).lean<StoredAttestation | null>();
  }

  readonly #status: Enquiry = async ({ jws }) => {
    const stored = await this.#find(jws);
    if (!stored)
      return fail('status', 'NOT_RECORDED', 'This hub has no record of having issued it.');
    if (stored.status === 'REVOKED') return fail('status', 'REVOKED', 'It has been revoked.');
    if (stored.status === 'SUSPENDED')
      return fail('status', 'SUSPENDED', 'It is suspended: not to be relied on for now.');
    return pass('status', 'It has been neither revoked nor suspended.');
  };
}
