import { historicalKeySet } from '../keys/index.ts';
import type { KeyRing, PublicKey } from '../keys/index.ts';
import type { Archive } from '../archive/archive.ts';
import type { Attestation } from '../model.ts';
import { NODE_PLATFORM } from './node-platform.ts';
import { identityOf } from '../keys/sign.ts';
import type { StatusChanges } from '../status/changes.ts';
import { verifyAttestation, readKeySet, fail, pass } from '../verification/index.ts';
import type { StatusCheck, KeySet, VerifiedJws, Verification } from '../verification/index.ts';

export interface InspectionOptions {
  readonly archive: Archive;
  readonly changes: StatusChanges;
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
      recordedAt: async (opened) => (await this.#find(opened))?.issuedAt,
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

  /** What is stored of a token: of the attestation that it says it is, if it is that one's. */
  async #find({ jws: { token }, claims: { jti } }: VerifiedJws): Promise<Attestation | null> {
    const { archive, changes } = this.#options;
    const id = typeof jti === 'string' ? (jti.split('/').at(-1) ?? '') : '';
    const located = await archive.locate(id);
    if (!located) return null;
    const { batch, position } = located;
    if (batch.digestOf(position).toString('base64url') !== identityOf(token)) return null;
    const batchStatus = (await changes.batchStatuses([batch.id])).get(batch.id);
    return batch.attestation(position, batchStatus?.members.get(position), () => token);
  }

  readonly #status: StatusCheck = async (opened) => {
    const stored = await this.#find(opened);
    if (!stored)
      return fail('status', 'NOT_RECORDED', 'This hub has no record of having issued it.');
    if (stored.status === 'REVOKED') return fail('status', 'REVOKED', 'It has been revoked.');
    if (stored.status === 'SUSPENDED')
      return fail('status', 'SUSPENDED', 'It is suspended: not to be relied on for now.');
    return pass('status', 'It has been neither revoked nor suspended.');
  };
}
