import { boundedCache, memoryOf } from '../../../lib/cache-budget.ts';
import { condition } from '../../../store/mongoose/condition.ts';
import type { Issuer } from '../model.ts';
import type { KeyRing } from '../keys/index.ts';
import { STATUS } from '../verification/index.ts';
import { LIST_TTL_S, listUri, signList } from './claims.ts';
import type { ListForm } from './claims.ts';
import type { StatusModels, StoredChanges, StoredList, StoredBatchStatus } from './model.ts';
import { membersOf } from './batch-status.ts';
import { statementsOf } from './statement.ts';
import type { StatusStatement } from './statement.ts';

/** Milliseconds for which the statuses in memory are believed. */
const FRESH_MS = 1000;
/** A token is signed anew after this many seconds though nothing has changed. */
const RESIGNED_AFTER_S = LIST_TTL_S / 2;
/** Milliseconds after which nothing more is recorded of an instant. */
const SETTLED_MS = 60_000;

const VALUES = {
  VALID: STATUS.VALID,
  REVOKED: STATUS.INVALID,
  SUSPENDED: STATUS.SUSPENDED,
} as const;

export interface StatusListsOptions {
  readonly models: StatusModels;
  readonly keys: KeyRing;
  readonly issuer: Issuer;
  readonly now: () => Date;
}

/** A list of the past, or that none is known of then. */
export type Historical = { readonly token: string } | 'unknown';

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
  /** Changes of lists so far. */
  #forgotten = 0;
  readonly #historical = boundedCache<string>('past status lists', { sizeOf: memoryOf });

  constructor(options: StatusListsOptions) {
    this.#options = options;
  }

  /** Addresses of all lists (Token Status List §9.3). */
  async addresses(): Promise<readonly string[]> {
    const lists = await this.#options.models.lists.find().sort({ _id: 1 }).lean<StoredList[]>();
    return lists.map(({ _id }) => listUri(this.#options.issuer, _id));
  }

  /** A list as a signed token, as it is now; null when there is no such list. */
  async token(list: number, form: ListForm = 'token'): Promise<string | null> {
    const id = `${list}/${form}`;
    const now = this.#options.now().getTime();
    const signed = this.#signed.get(id);
    if (signed && now - signed.checkedAt < FRESH_MS && now >= signed.checkedAt) return signed.token;
    const forgotten = this.#forgotten;
    if (!(await this.#options.models.lists.exists({ _id: list }))) return null;
    const marked = await this.#marked(list);
    const marks = JSON.stringify(marked);
    const { kid } = this.#options.keys.signer('status');
    const isOld = !signed || now - signed.at > RESIGNED_AFTER_S * 1000 || now < signed.at;
    if (!isOld && signed.marks === marks && signed.kid === kid) {
      signed.checkedAt = now;
      return signed.token;
    }
    const token = await this.#sign(list, form, marked, Math.floor(now / 1000));
    // A list read before a change may not be kept after it.
    if (forgotten === this.#forgotten)
      this.#signed.set(id, { token, marks, kid, at: now, checkedAt: now });
    return token;
  }

  /**
   * A list as it was at an instant (Token Status List §8.4); null when there is no such list,
   * 'unknown' when the instant lies before its first place was given away, or ahead.
   */
  async tokenAt(list: number, form: ListForm, at: Date): Promise<Historical | null> {
    const { models, now } = this.#options;
    const stored = await models.lists.findById(list).lean<StoredList | null>();
    if (!stored) return null;
    const instant = at.toISOString();
    // Whole seconds are asked for: the one in which the list was opened counts.
    if (instant < stored.openedAt.slice(0, 19) || at > now()) return 'unknown';
    const id = `${list}/${form}/${at.getTime()}`;
    const kept = this.#historical.get(id);
    if (kept !== undefined) return { token: kept };
    const changes = await models.changes
      .find({ list, at: condition({ $lte: instant }) })
      .lean<StoredChanges[]>();
    const last = new Map<number, StatusStatement>();
    for (const statement of changes.flatMap(statementsOf))
      if ((last.get(statement.index)?.number ?? 0) < statement.number)
        last.set(statement.index, statement);
    const marked = [...last.values()]
      .filter(({ to }) => to !== 'VALID')
      .map(({ index, to }) => [index, VALUES[to]] as const);
    const token = await this.#sign(list, form, marked, Math.floor(at.getTime() / 1000));
    if (now().getTime() - at.getTime() > SETTLED_MS) this.#historical.set(id, token);
    return { token };
  }

  /** Forgets what is in memory about a list, after a change of it. */
  forget(list: number): void {
    this.#forgotten += 1;
    for (const form of ['token', 'revocation', 'suspension'])
      this.#signed.delete(`${list}/${form}`);
  }

  #sign(list: number, form: ListForm, marked: Marks, iat: number): Promise<string> {
    const { keys, issuer } = this.#options;
    return signList(keys.signer('status'), form, { issuer, list, marked, iat });
  }

  async #marked(list: number): Promise<Marks> {
    const found = await this.#options.models.batchStatuses
      .find({ list }, { members: 1 })
      .lean<StoredBatchStatus[]>();
    return found
      .flatMap(({ members }) => membersOf(members))
      .filter(({ status }) => status !== 'VALID')
      .map(({ index, status }) => [index, VALUES[status]] as const)
      .sort(([one], [other]) => one - other);
  }
}
