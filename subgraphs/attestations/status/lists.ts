import type { Model } from 'mongoose';
import { among } from '../../kit/facts/filter.ts';
import type { Issuer } from '../credential.ts';
import type { KeyRing } from '../keys/index.ts';
import type { StoredAttestation } from '../model.ts';
import { signCompact, signingInput } from '../sign.ts';
import { ATTESTATION_HEADER, STATUS, STATUS_LIST_HEADER, dateTime } from '../verification/index.ts';
import { BITS, compressedList, encodedBitstring, packStatuses } from './bits.ts';
import type { StatusModels, StoredChange, StoredList } from './model.ts';

/** Seconds for which a list may be believed. */
export const LIST_LIFETIME_S = 86_400;
/** Seconds after which a new one should be fetched. */
export const LIST_TTL_S = 3600;
/** Milliseconds for which the statuses in memory are believed. */
const FRESH_MS = 1000;
/** A token is signed anew after this many seconds though nothing has changed. */
const RESIGNED_AFTER_S = LIST_TTL_S / 2;

const VALUES = {
  VALID: STATUS.VALID,
  REVOKED: STATUS.INVALID,
  SUSPENDED: STATUS.SUSPENDED,
} as const;

/** The forms in which a list is served. */
export type ListForm = 'token' | 'revocation' | 'suspension';

export interface StatusListsOptions {
  readonly attestations: Model<StoredAttestation>;
  readonly models: StatusModels;
  readonly keys: KeyRing;
  readonly issuer: Issuer;
  readonly now: () => Date;
}

type Marks = readonly (readonly [index: number, status: number])[];

interface Signed {
  readonly token: string;
  readonly marks: string;
  readonly kid: string;
  readonly at: number;
  checkedAt: number;
}

/** The status lists, signed: made from the attestations and the history, never kept apart from them. */
export class StatusLists {
  readonly #options: StatusListsOptions;
  readonly #signed = new Map<string, Signed>();

  constructor(options: StatusListsOptions) {
    this.#options = options;
  }

  /** Addresses of all lists (draft-ietf-oauth-status-list §9.3). */
  async addresses(): Promise<readonly string[]> {
    const lists = await this.#options.models.lists.find().sort({ _id: 1 }).lean<StoredList[]>();
    return lists.map(({ _id }) => this.#uri(_id));
  }

  /**
   * A list as a signed token: as it is now, or as it was at an instant (§8.4). Null when there is no
   * such list, or was none.
   */
  async token(list: number, form: ListForm = 'token', at?: Date): Promise<string | null> {
    if (at) return this.#historical(list, form, at);
    const id = `${list}/${form}`;
    const now = this.#options.now().getTime();
    const signed = this.#signed.get(id);
    if (signed && now - signed.checkedAt < FRESH_MS && now >= signed.checkedAt) return signed.token;
    if (!(await this.#options.models.lists.exists({ _id: list }))) return null;
    const marked = await this.#marked(list);
    const marks = JSON.stringify(marked);
    const { kid } = this.#options.keys.signer('status');
    const isOld = !signed || now - signed.at > RESIGNED_AFTER_S * 1000 || now < signed.at;
    if (!isOld && signed.marks === marks && signed.kid === kid) {
      signed.checkedAt = now;
      return signed.token;
    }
    const token = await this.sign(list, form, marked, Math.floor(now / 1000));
    this.#signed.set(id, { token, marks, kid, at: now, checkedAt: now });
    return token;
  }

  /** Forgets what is in memory about a list, after a change of it. */
  forget(list: number): void {
    for (const form of ['token', 'revocation', 'suspension'])
      this.#signed.delete(`${list}/${form}`);
  }

  /** Builds and signs a list. */
  sign(list: number, form: ListForm, marked: Marks, iat: number): Promise<string> {
    const signer = this.#options.keys.signer('status');
    const input =
      form === 'token'
        ? signingInput(signer, STATUS_LIST_HEADER, this.#tokenClaims(list, marked, iat))
        : signingInput(signer, ATTESTATION_HEADER, this.#credential(list, form, marked, iat));
    return signCompact(signer, input);
  }

  #tokenClaims(list: number, marked: Marks, iat: number): object {
    const { hubId, publicUrl } = this.#options.issuer;
    return {
      iss: hubId,
      sub: this.#uri(list),
      iat,
      exp: iat + LIST_LIFETIME_S,
      ttl: LIST_TTL_S,
      status_list: {
        bits: BITS,
        lst: compressedList(packStatuses(marked)),
        aggregation_uri: `${publicUrl}/status`,
      },
    };
  }

  /** W3C Bitstring Status List 1.0 §2.2. */
  #credential(list: number, form: 'revocation' | 'suspension', marked: Marks, iat: number): object {
    const id = `${this.#uri(list)}?format=bitstring${form === 'suspension' ? '&purpose=suspension' : ''}`;
    const status = form === 'revocation' ? STATUS.INVALID : STATUS.SUSPENDED;
    return {
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      type: ['VerifiableCredential', 'BitstringStatusListCredential'],
      id,
      issuer: this.#options.issuer.hubId,
      validFrom: dateTime(iat),
      validUntil: dateTime(iat + LIST_LIFETIME_S),
      credentialSubject: {
        id: `${id}#list`,
        type: 'BitstringStatusList',
        statusPurpose: form,
        encodedList: encodedBitstring(marked, status),
      },
    };
  }

  async #marked(list: number): Promise<Marks> {
    const found = await this.#options.attestations
      .find({ list, status: among(['REVOKED', 'SUSPENDED']) })
      .select({ index: 1, status: 1 })
      .lean<Pick<StoredAttestation, 'index' | 'status'>[]>();
    return found
      .map(({ index, status }) => [index, VALUES[status]] as const)
      .sort(([one], [other]) => one - other);
  }

  async #historical(list: number, form: ListForm, at: Date): Promise<string | null> {
    if (at > this.#options.now()) return null;
    const changes = await this.#options.models.changes
      .find({ list })
      .sort({ at: 1 })
      .lean<StoredChange[]>();
    if (!(await this.#options.models.lists.exists({ _id: list }))) return null;
    const last = new Map<number, number>();
    for (const change of changes)
      if (change.at <= at.toISOString()) last.set(change.index, VALUES[change.to]);
    const marked = [...last].filter(([, status]) => status !== STATUS.VALID);
    return this.sign(list, form, marked, Math.floor(at.getTime() / 1000));
  }

  #uri(list: number): string {
    return `${this.#options.issuer.publicUrl}/status/${list}`;
  }
}
