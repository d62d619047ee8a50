import type { Model } from 'mongoose';
import { atMost } from '../../../store/mongoose/operators.ts';
import { verifyStatusList } from '../verification/index.ts';
import type { StatusList } from '../verification/index.ts';
import type { FetchText } from './fetch.ts';
import type { StoredPartnerList } from './model.ts';
import type { Partner } from './registry.ts';

/** Seconds after which a list is fetched again when it does not say. */
const DEFAULT_TTL_S = 3600;
const MAX_TTL_S = 43_200;
/** Milliseconds until the next try after one that failed. */
const RETRY_MS = 30_000;

export interface PartnerListsOptions {
  readonly lists: Model<StoredPartnerList>;
  readonly fetchText: FetchText;
  readonly now: () => Date;
}

/**
 * The status lists of partners: fetched from their registered base, kept for all processes of the hub, and
 * fetched again when their `ttl` has passed (draft-ietf-oauth-status-list §13.7). An older list than one
 * seen before is not taken.
 */
export class PartnerLists {
  readonly #options: PartnerListsOptions;
  readonly #fetching = new Map<string, Promise<StatusList | null>>();

  constructor(options: PartnerListsOptions) {
    this.#options = options;
  }

  /** Number of a list that stands at the registered base of a partner; null: it stands elsewhere. */
  static numberOf({ url }: Partner, address: string): string | null {
    const prefix = `${url}/status/`;
    const number = address.startsWith(prefix) ? address.slice(prefix.length) : '';
    return /^[1-9]\d{0,8}$/.test(number) ? number : null;
  }

  /** The list at an address of a partner, fresh; null when it cannot be had. */
  async read(partner: Partner, address: string): Promise<StatusList | null> {
    if (PartnerLists.numberOf(partner, address) === null) return null;
    const { lists, now } = this.#options;
    const stored = await lists.findById(address).lean<StoredPartnerList | null>();
    const isDue = !stored || stored.nextAt <= now().getTime();
    if (!isDue) return this.#open(partner, stored);
    const fetched = await this.fetch(partner, address);
    // The partner does not answer: what it last said holds until its own end.
    return fetched ?? (stored && this.#open(partner, stored));
  }

  /** Addresses whose time has come, each claimed so that no other process fetches it too. */
  async claimDue(): Promise<readonly { readonly partner: string; readonly address: string }[]> {
    const { lists, now } = this.#options;
    const claimed = [];
    for (;;) {
      const at = now().getTime();
      const due = await lists
        .findOneAndUpdate({ nextAt: atMost(at) }, { $set: { nextAt: at + RETRY_MS } })
        .lean<StoredPartnerList | null>();
      if (!due) return claimed;
      claimed.push({ partner: due.partner, address: due._id });
    }
  }

  /** Fetches a list and keeps it; null when there is none, or none to be taken. One request at a time. */
  fetch(partner: Partner, address: string): Promise<StatusList | null> {
    const under = this.#fetching.get(address);
    if (under) return under;
    const started = this.#fetch(partner, address).finally(() => this.#fetching.delete(address));
    this.#fetching.set(address, started);
    return started;
  }

  async #fetch(partner: Partner, address: string): Promise<StatusList | null> {
    const number = PartnerLists.numberOf(partner, address);
    if (number === null) return null;
    const { lists, now, fetchText } = this.#options;
    const token = await fetchText(`${partner.url}/status/${number}`);
    const at = now().getTime();
    const stored = await lists.findById(address).lean<StoredPartnerList | null>();
    const list = token === null ? null : await this.#verify(partner, address, token);
    if (!list || token === null || list.issuedAt < (stored?.issuedAt ?? 0)) {
      await lists.updateOne(
        { _id: address },
        {
          $set: { nextAt: at + RETRY_MS },
          $setOnInsert: { partner: partner.id, token: null, issuedAt: 0 },
        },
        { upsert: true },
      );
      return null;
    }
    await lists.updateOne(
      { _id: address },
      {
        $set: {
          partner: partner.id,
          token,
          issuedAt: list.issuedAt,
          nextAt: at + untilNext(list) * 1000,
        },
      },
      { upsert: true },
    );
    return list;
  }

  #open(partner: Partner, { _id, token }: StoredPartnerList): Promise<StatusList | null> {
    return token === null ? Promise.resolve(null) : this.#verify(partner, _id, token);
  }

  async #verify(partner: Partner, address: string, token: string): Promise<StatusList | null> {
    const { now } = this.#options;
    const list = await verifyStatusList(token, { keys: partner.pinned, now: now() });
    if (list === null || list === 'expired') return null;
    return list.uri === address && list.issuer === partner.id ? list : null;
  }
}

/** Seconds until a list is fetched again. */
const untilNext = ({ ttl = DEFAULT_TTL_S }: StatusList): number => Math.min(ttl, MAX_TTL_S);
