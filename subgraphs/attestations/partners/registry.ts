import type { Model } from 'mongoose';
import type { KeyRing } from '../keys/index.ts';
import { isObject, parseKid, readKeySet, readTrustedLog } from '../verification/index.ts';
import type { JsonObject, KeySet, TrustedLog } from '../verification/index.ts';
import type { TrustBundle } from '../trust/index.ts';
import { PartnerError } from './fault.ts';
import type { PartnerModels, StoredChallenge, StoredPartner } from './model.ts';
import { PROOF_LIFE_S } from './proof.ts';
import { readKeys, readRegistration } from './registration.ts';
import type { Registration, Terms } from './registration.ts';
import { isDuplicateKey } from '../../../store/mongoose/duplicate-key.ts';

/** A partner that counts now, with its keys read. */
export interface Partner extends Registration {
  readonly pinned: KeySet;
  readonly trustedLog: TrustedLog | null;
  readonly bundleSeq: number;
}

export interface RegistryOptions {
  readonly models: PartnerModels;
  readonly keys: KeyRing;
  readonly hubId: string;
  readonly now: () => Date;
  /** Bytes from a cryptographic source. */
  readonly random: (size: number) => Uint8Array;
}

const CHALLENGE_BYTES = 24;
/** Milliseconds for which the partners in memory are believed: another process may have changed one. */
const FRESH_MS = 1000;

/**
 * The partners, bitemporal: each change is a new version, and what was believed when stays readable. Only
 * the operator's commands and a partner's own root change it.
 */
export class Registry {
  readonly #options: RegistryOptions;
  readonly #partners: Model<StoredPartner>;
  readonly #challenges: Model<StoredChallenge>;
  #read:
    { readonly at: number; readonly partners: Promise<ReadonlyMap<string, Partner>> } | undefined;

  constructor(options: RegistryOptions) {
    this.#options = options;
    this.#partners = options.models.partners;
    this.#challenges = options.models.challenges;
  }

  /** Partners that count now, by id. */
  active(): Promise<ReadonlyMap<string, Partner>> {
    const at = performance.now();
    if (!this.#read || at - this.#read.at > FRESH_MS)
      this.#read = { at, partners: this.#readActive() };
    return this.#read.partners;
  }

  /** Every version of every partner, or what was believed at an instant. */
  async versions(at?: Date): Promise<readonly StoredPartner[]> {
    const all = await this.#partners
      .find()
      .sort({ partner: 1, version: 1 })
      .lean<StoredPartner[]>();
    if (!at) return all;
    const instant = at.toISOString();
    return all.filter(
      ({ recordedAt, retractedAt }) =>
        recordedAt <= instant && (retractedAt === undefined || instant < retractedAt),
    );
  }

  /** Something for a partner to sign with each of its keys, good for a week and for one registration. */
  async challenge(partner: string): Promise<string> {
    const { random, now } = this.#options;
    const challenge = Buffer.from(random(CHALLENGE_BYTES)).toString('hex');
    const expiresAt = now().getTime() + PROOF_LIFE_S * 1000;
    await this.#challenges.create({ _id: challenge, partner, expiresAt });
    return challenge;
  }

  /**
   * Registers a partner, or new keys and terms of one.
   * @throws PartnerError
   */
  async add(sent: JsonObject, terms: Terms): Promise<Registration> {
    const { hubId, now } = this.#options;
    const challenge = typeof sent['challenge'] === 'string' ? sent['challenge'] : '';
    const asked = await this.#challenges.findById(challenge).lean<StoredChallenge | null>();
    if (!asked || asked.partner !== sent['id'] || asked.expiresAt < now().getTime())
      throw new PartnerError(
        'CHALLENGE_UNKNOWN',
        'The challenge is not one that was given to this partner and is still good: give it a new one.',
      );
    const registration = await readRegistration(
      sent,
      terms,
      { audience: hubId, challenge, now: now() },
      await this.#thumbprints(),
    );
    const ended = await this.#endedKeys(registration.id);
    const revived = registration.keys.find((key) => !isStillEnded(key, ended));
    if (revived)
      throw new PartnerError(
        'KEY_REVOKED',
        `${kidOf(revived)} was revoked before: it counts for nothing later, whoever has it now.`,
      );
    const last = await this.#last(registration.id);
    await this.#write(last, { registration, state: 'ACTIVE', bundleSeq: last?.bundleSeq ?? 0 });
    await this.#challenges.deleteOne({ _id: challenge });
    return registration;
  }

  /** Believes a partner no more from now on. @throws PartnerError PARTNER_UNKNOWN */
  async revoke(id: string, reason: string): Promise<void> {
    const last = await this.#last(id);
    if (last?.state !== 'ACTIVE')
      throw new PartnerError('PARTNER_UNKNOWN', 'No partner of this id counts now.');
    const { registration, bundleSeq } = last;
    await this.#write(last, { registration, state: 'REVOKED', reason, bundleSeq });
  }

  /** Takes over the keys that a partner's own root has signed, when they are news. */
  async follow(id: string, bundle: TrustBundle): Promise<boolean> {
    const last = await this.#last(id);
    if (last?.state !== 'ACTIVE' || bundle.issuer !== id || bundle.seq <= last.bundleSeq)
      return false;
    const { keys, log } = bundle.claims;
    await readKeys(keys, id, await this.#thumbprints());
    const ended = await this.#endedKeys(id);
    const registration = {
      ...last.registration,
      keys: (keys as readonly JsonObject[]).map((key) => withEnd(key, ended)),
      ...(log === undefined ? {} : { log: log as JsonObject }),
    };
    await this.#write(last, { registration, state: 'ACTIVE', bundleSeq: bundle.seq });
    return true;
  }

  async #write(
    last: StoredPartner | null,
    next: Pick<StoredPartner, 'registration' | 'state' | 'bundleSeq' | 'reason'>,
  ): Promise<void> {
    const partner = next.registration.id;
    const version = (last?.version ?? 0) + 1;
    const recordedAt = this.#options.now().toISOString();
    try {
      await this.#partners.create({
        _id: `${partner}#${version}`,
        partner,
        version,
        recordedAt,
        ...next,
      });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      throw new PartnerError(
        'PARTNER_KNOWN',
        'The partner was changed at the same moment: look again.',
      );
    }
    if (last)
      await this.#partners.updateOne({ _id: last._id }, { $set: { retractedAt: recordedAt } });
    this.#read = undefined;
  }

  #last(partner: string): Promise<StoredPartner | null> {
    return this.#partners.findOne({ partner }).sort({ version: -1 }).lean<StoredPartner | null>();
  }

  async #readActive(): Promise<ReadonlyMap<string, Partner>> {
    const newest = new Map<string, StoredPartner>();
    for (const version of await this.versions()) newest.set(version.partner, version);
    const active = new Map<string, Partner>();
    for (const { partner, state, registration, bundleSeq } of newest.values()) {
      if (state !== 'ACTIVE') continue;
      const { keys, log } = registration;
      active.set(partner, {
        ...registration,
        pinned: await readKeySet({ keys: [...keys] }),
        trustedLog: log === undefined ? null : await readTrustedLog({ mra_log: log }),
        bundleSeq,
      });
    }
    return active;
  }

  /** Since when each key of a partner that was ever revoked has been so: nothing brings it back. */
  async #endedKeys(id: string): Promise<ReadonlyMap<string, number>> {
    const ended = new Map<string, number>();
    for (const { partner, registration } of await this.versions())
      for (const key of partner === id ? registration.keys : []) {
        const [kid, at] = [kidOf(key), revokedAtOf(key)];
        if (at !== undefined) ended.set(kid, Math.min(at, ended.get(kid) ?? at));
      }
    return ended;
  }

  /** Who has which key: those of this hub and of every partner there has been. */
  async #thumbprints(): Promise<ReadonlyMap<string, string>> {
    const { keys, hubId } = this.#options;
    const owners = new Map<string, string>();
    const note = (kid: unknown, owner: string): void => {
      owners.set(parseKid(kid)?.thumbprint ?? '', owner);
    };
    for (const { partner, registration } of await this.versions())
      for (const { kid } of registration.keys) note(kid, partner);
    for (const { kid } of keys.keys()) note(kid, hubId);
    return owners;
  }
}

const kidOf = ({ kid }: JsonObject): string => (typeof kid === 'string' ? kid : '');

function revokedAtOf({ revoked }: JsonObject): number | undefined {
  const at = isObject(revoked) ? revoked['revoked_at'] : undefined;
  return typeof at === 'number' ? at : undefined;
}

/** Whether a key that was revoked before is so still, from no later time on. */
function isStillEnded(key: JsonObject, ended: ReadonlyMap<string, number>): boolean {
  const since = ended.get(kidOf(key));
  return since === undefined || (revokedAtOf(key) ?? Infinity) <= since;
}

/** The key with the revocation that was known of it before, if it does not say so itself. */
function withEnd(key: JsonObject, ended: ReadonlyMap<string, number>): JsonObject {
  const since = ended.get(kidOf(key));
  if (since === undefined || isStillEnded(key, ended)) return key;
  return { ...key, revoked: { revoked_at: since } };
}
