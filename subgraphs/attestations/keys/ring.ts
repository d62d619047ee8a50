import { createPublicKey } from 'node:crypto';
import type { JsonWebKey, KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { KeyFolder } from './folder.ts';
import { generateKey, publicHalf, thumbprint } from './record.ts';
import { ALGORITHM_OF } from './purpose.ts';
import type { KeyLife, KeyRecord, KeyState } from './record.ts';
import type { Purpose } from './purpose.ts';
import { checkedSigner, localSigner } from './signer.ts';
import type { Signer, SignatureAlgorithm } from './signer.ts';
import { KeyStoreError } from './stores/store.ts';
import type { KeyStore } from './stores/store.ts';

const DAY_MS = 86_400_000;
/** A key is published this long before it signs, so that everyone has it by then. */
export const PUBLISHED_BEFORE_USE_DAYS = 14;
/** A key signs for this long. */
export const ROTATED_AFTER_DAYS = 90;
/** A retired key stays in the key set until the last attestation signed with it has expired. */
const KEPT_AFTER_RETIREMENT_DAYS = 30;
/** How old the view of the folder may be, in milliseconds, before it is looked at again. */
const REFRESH_MS = 1000;

/** A key without its secret. */
export interface PublicKey extends KeyLife {
  readonly kid: string;
  readonly alg: SignatureAlgorithm;
  readonly jwk: JsonWebKey;
  readonly key: KeyObject;
}

export interface KeyRingOptions {
  readonly dataDir: string;
  /** The hub's DID; the first half of every key identifier. */
  readonly hubId: string;
  readonly now: () => Date;
  /** Where new ES256 keys are made and kept; absent: in the folder itself. */
  readonly store?: KeyStore | undefined;
}

/** The outcome of a rotation, or from when on it can be done. */
export interface Rotation {
  readonly step: 'PUBLISHED' | 'ACTIVATED' | 'WAITING';
  readonly key: PublicKey;
  /** The first instant at which the published key may become active. */
  readonly from: Date;
}

interface Loaded {
  readonly version: number;
  readonly records: readonly KeyRecord[];
  readonly keys: readonly PublicKey[];
  readonly signers: Map<Purpose, Signer>;
}

/**
 * The hub's own keys under DATA_DIR/keys. A purpose gets its first key when it is first asked
 * for. Several processes may share the folder: each sees the others' changes within a second.
 */
export class KeyRing {
  readonly #folder: KeyFolder;
  readonly #options: KeyRingOptions;
  #loaded: Loaded;
  #lookedAt = 0;

  constructor(options: KeyRingOptions) {
    this.#options = options;
    this.#folder = new KeyFolder(join(options.dataDir, 'keys'));
    this.#loaded = this.#load();
  }

  /** The signer with the active key of the purpose. */
  signer(purpose: Purpose): Signer {
    const loaded = this.#current();
    const ready = loaded.signers.get(purpose);
    if (ready) return ready;
    const record = this.#record(purpose, 'active');
    if (!record) {
      this.#make(purpose, 'active');
      return this.signer(purpose);
    }
    const signer = this.#signerOf(record);
    loaded.signers.set(purpose, signer);
    return signer;
  }

  /** Every key, of one purpose or all, oldest first. */
  keys(purpose?: Purpose): readonly PublicKey[] {
    const { keys } = this.#current();
    return purpose === undefined ? keys : keys.filter((key) => key.purpose === purpose);
  }

  /** The key with this identifier, whatever its state. */
  find(kid: string): PublicKey | undefined {
    return this.#current().keys.find((key) => key.kid === kid);
  }

  /**
   * One step of the rotation: publishes the next key; when that has been public for 14 days, or
   * at once if `immediately`, makes it the active one and retires its predecessor.
   */
  rotate(purpose: Purpose, options: { immediately?: boolean } = {}): Rotation {
    this.signer(purpose);
    const published = this.#record(purpose, 'next');
    const next = published ?? this.#publishNext(purpose);
    const now = this.#options.now();
    const from = new Date(Date.parse(next.createdAt) + PUBLISHED_BEFORE_USE_DAYS * DAY_MS);
    if (options.immediately || from <= now) {
      this.#activate(next, now);
      return { step: 'ACTIVATED', key: this.#view(next), from };
    }
    return { step: published ? 'WAITING' : 'PUBLISHED', key: this.#view(next), from };
  }

  /** Takes whichever steps of the rotation are due by the calendar; called now and then. */
  advance(purpose: Purpose): void {
    this.signer(purpose);
    const active = this.#record(purpose, 'active');
    const age =
      this.#options.now().getTime() - Date.parse(active?.activatedAt ?? active?.createdAt ?? '');
    const publishing = (ROTATED_AFTER_DAYS - PUBLISHED_BEFORE_USE_DAYS) * DAY_MS;
    const due = this.#record(purpose, 'next') ? ROTATED_AFTER_DAYS * DAY_MS : publishing;
    if (age >= due) this.rotate(purpose);
  }

  /**
   * Withdraws belief from a key for good, for example after its secret was copied. Its successor, if
   * one is published, signs from now on.
   * @param compromisedAt since when nothing it signed counts; default: ever
   */
  revoke(kid: string, reason: string, compromisedAt?: Date): PublicKey {
    const record = this.#current().records.find((one) => this.#kid(one) === kid);
    if (!record) throw new RangeError('There is no key with this identifier.');
    if (record.state !== 'revoked') {
      const next = record.state === 'active' ? this.#record(record.purpose, 'next') : undefined;
      if (next) this.#activate(next, this.#options.now());
      const revokedAt = this.#options.now().toISOString();
      this.#folder.replace({
        ...record,
        state: 'revoked',
        revokedAt,
        compromisedAt: compromisedAt?.toISOString() ?? record.createdAt,
        reason,
      });
      this.#loaded = this.#load();
    }
    return this.#view(record);
  }

  #publishNext(purpose: Purpose): KeyRecord {
    const serial = this.#make(purpose, 'next');
    const [added] = this.#loaded.records.filter((one) => isKey(one, purpose, serial));
    if (!added) throw new RangeError('The next key could not be stored.');
    return added;
  }

  /** Makes the next key of a purpose, unless another process has just done so; gives its number. */
  #make(purpose: Purpose, state: 'next' | 'active'): number {
    const { store, now } = this.#options;
    const serial = this.keys(purpose).length + 1;
    const record = generateKey(purpose, serial, state, { now: now(), store });
    if (!this.#folder.add(record) && 'handle' in record) store?.discard(record.handle);
    this.#loaded = this.#load();
    return serial;
  }

  #signerOf(record: KeyRecord): Signer {
    const alg = ALGORITHM_OF[record.purpose];
    if ('privateJwk' in record) return localSigner(alg, this.#kid(record), record.privateJwk);
    const { store } = this.#options;
    if (store?.name !== record.store)
      throw new KeyStoreError(
        'KEY_STORE_NOT_CONFIGURED',
        `The active key is kept in ${record.store}: set KEY_STORE=${record.store}.`,
      );
    const { key } = this.#viewOf(record);
    return checkedSigner(alg, this.#kid(record), key, (bytes) =>
      store.sign(record.handle, bytes, key),
    );
  }

  #activate(next: KeyRecord, now: Date): void {
    const at = now.toISOString();
    const active = this.#record(next.purpose, 'active');
    // The successor first: between the two writes there are two active keys, never none.
    this.#folder.replace({ ...next, state: 'active', activatedAt: at });
    if (active) this.#folder.replace({ ...active, state: 'retired', retiredAt: at });
    this.#loaded = this.#load();
  }

  /** The newest key of the purpose in this state. */
  #record(purpose: Purpose, state: KeyState): KeyRecord | undefined {
    return this.#current().records.findLast(
      (one) => one.purpose === purpose && one.state === state,
    );
  }

  #current(): Loaded {
    const now = performance.now();
    if (now - this.#lookedAt > REFRESH_MS) {
      this.#lookedAt = now;
      if (this.#folder.version() !== this.#loaded.version) this.#loaded = this.#load();
    }
    return this.#loaded;
  }

  #load(): Loaded {
    const version = this.#folder.version();
    const records = this.#folder.read();
    return {
      version,
      records,
      keys: records.map((record) => this.#viewOf(record)),
      signers: new Map(),
    };
  }

  #view(record: KeyRecord): PublicKey {
    return this.find(this.#kid(record)) ?? this.#viewOf(record);
  }

  #viewOf(record: KeyRecord): PublicKey {
    const jwk = publicHalf(record);
    return {
      ...lifeOf(record),
      kid: this.#kid(record),
      alg: ALGORITHM_OF[record.purpose],
      jwk,
      key: createPublicKey({ key: jwk, format: 'jwk' }),
    };
  }

  #kid(record: KeyRecord): string {
    return `${this.#options.hubId}#${thumbprint(publicHalf(record))}`;
  }
}

const LIFE: ReadonlySet<string> = new Set<keyof KeyLife>([
  'purpose',
  'serial',
  'state',
  'createdAt',
  'activatedAt',
  'retiredAt',
  'revokedAt',
  'compromisedAt',
  'reason',
]);

/** The public part of a record: neither the secret nor the place where it is kept. */
const lifeOf = (record: KeyRecord): KeyLife =>
  Object.fromEntries(
    Object.entries(record).filter(([member]) => LIFE.has(member)),
  ) as unknown as KeyLife;

const isKey = (record: KeyRecord, purpose: Purpose, serial: number): boolean =>
  record.purpose === purpose && record.serial === serial;

/** True while a key belongs in the published key set at this time. */
export function isPublished({ state, retiredAt }: PublicKey, now: Date): boolean {
  if (state === 'revoked') return false;
  return (
    state !== 'retired' ||
    now.getTime() - Date.parse(retiredAt ?? '') < KEPT_AFTER_RETIREMENT_DAYS * DAY_MS
  );
}

/** Opens the hub's keys under `dataDir`, making the folder when it is missing. */
export function openKeys(options: KeyRingOptions): KeyRing {
  return new KeyRing(options);
}
