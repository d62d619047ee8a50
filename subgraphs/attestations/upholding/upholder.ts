import type { Model } from 'mongoose';
import type { Answer } from '../../../schema/generated/question.ts';
import { condition } from '../../kit/condition.ts';
import { above, among } from '../../kit/facts/filter.ts';
import { TO_BE_RECHECKED } from '../model.ts';
import type { StoredAttestation } from '../model.ts';
import type { Recognise } from '../ports.ts';
import type { StatusChanges, StatusOrder } from '../status/changes.ts';
import { judge } from './standing.ts';
import type { Judgement } from './standing.ts';

/** Attestations decided together. */
const PAGE = 500;
/** Grounds looked up together. */
const GROUNDS_PAGE = 500;

/** A source of facts does not answer just now: nothing may be concluded, and it is to be tried again. */
export class EvidenceUnavailable extends Error {
  override readonly name = 'EvidenceUnavailable';
}

export interface UpholderOptions {
  readonly attestations: Model<StoredAttestation>;
  readonly changes: StatusChanges;
  readonly recognise: Recognise;
  readonly now: () => Date;
}

/** What of an attestation is needed to decide it again. */
type Live = Pick<
  StoredAttestation,
  '_id' | 'question' | 'answer' | 'status' | 'statusCause' | 'expiresAt' | 'recheckOn'
>;

const FIELDS = {
  question: 1,
  answer: 1,
  status: 1,
  statusCause: 1,
  expiresAt: 1,
  recheckOn: 1,
} as const;

/**
 * Keeps attestations true: decides their questions again as of today with present knowledge, and
 * suspends, revokes or restores what no longer, or again, says what the facts say.
 */
export class Upholder {
  readonly #options: UpholderOptions;

  constructor(options: UpholderOptions) {
    this.#options = options;
  }

  /** What one deserves today; null when there is none that is neither revoked nor expired. */
  async judgement(id: string): Promise<Judgement | null> {
    const { attestations, recognise, now } = this.#options;
    const found = await attestations
      .findOne({ ...this.#live(), _id: id }, FIELDS)
      .lean<Live | null>();
    if (!found) return null;
    const asOf = now().toISOString().slice(0, 10);
    const [decided] = await recognise([{ ...found.question, asOf }]);
    return decided ? judge(found.answer, decided.answer) : null;
  }

  /** Those named. @throws EvidenceUnavailable */
  async byId(ids: readonly string[]): Promise<void> {
    await this.#uphold({ _id: among(ids) }, () => Promise.resolve());
  }

  /** Those that stand on one of the grounds. @param keep called between pages */
  async onGrounds(grounds: readonly string[], keep: () => Promise<void>): Promise<void> {
    for (let start = 0; start < grounds.length; start += GROUNDS_PAGE)
      await this.#uphold({ grounds: among(grounds.slice(start, start + GROUNDS_PAGE)) }, keep);
  }

  /** Every one. */
  async all(keep: () => Promise<void>): Promise<void> {
    await this.#uphold({}, keep);
  }

  /** Those whose answer was to change by this day. */
  async due(day: string, keep: () => Promise<void>): Promise<void> {
    await this.#uphold({ recheckOn: condition({ ...TO_BE_RECHECKED.recheckOn, $lte: day }) }, keep);
  }

  /** Whether there is anything to uphold. */
  async isIdle(): Promise<boolean> {
    return (await this.#options.attestations.exists(this.#live())) === null;
  }

  #live(): object {
    const now = Math.floor(this.#options.now().getTime() / 1000);
    return {
      status: among(['VALID', 'SUSPENDED']),
      expiresAt: above(now),
    };
  }

  async #uphold(filter: object, keep: () => Promise<void>): Promise<void> {
    const found = this.#options.attestations
      .find({ ...this.#live(), ...filter }, FIELDS)
      .lean<Live[]>()
      .cursor({ batchSize: PAGE });
    let page: Live[] = [];
    const decide = async (): Promise<void> => {
      await keep();
      await this.#decide(page);
      page = [];
    };
    for await (const attestation of found) {
      page.push(attestation);
      if (page.length === PAGE) await decide();
    }
    if (page.length > 0) await decide();
  }

  async #decide(page: readonly Live[]): Promise<void> {
    const { recognise, changes, now } = this.#options;
    const today = now().toISOString().slice(0, 10);
    const decided = await recognise(page.map(({ question }) => ({ ...question, asOf: today })));
    const orders: StatusOrder[] = [];
    const rechecks: { id: string; on: string }[] = [];
    for (const [index, attestation] of page.entries()) {
      const answer = decided[index]?.answer;
      if (!answer || answer.reasons.includes('SUBGRAPH_UNAVAILABLE'))
        throw new EvidenceUnavailable('A source of facts does not answer.');
      const order = orderOf(attestation, answer);
      if (order) orders.push(order);
      const on = recheckOf(attestation, answer);
      if (on !== attestation.recheckOn) rechecks.push({ id: attestation._id, on });
    }
    // The day first: done again after a crash, the rest follows from it.
    await this.#recheck(rechecks);
    await changes.change(orders);
  }

  async #recheck(rechecks: readonly { id: string; on: string }[]): Promise<void> {
    if (rechecks.length === 0) return;
    await this.#options.attestations.bulkWrite(
      rechecks.map(({ id, on }) => ({
        updateOne: { filter: { _id: id }, update: { $set: { recheckOn: on } } },
      })),
      { ordered: false },
    );
  }
}

/** What the answer of today demands; undefined: all is as it should be. */
function orderOf(
  { _id, answer: signed, status, statusCause }: Live,
  today: Answer,
): StatusOrder | undefined {
  const judgement = judge(signed, today);
  const isHeld = status === 'SUSPENDED' && statusCause !== 'FACTS';
  if (judgement.status === status || (isHeld && judgement.status !== 'REVOKED')) return undefined;
  return { id: _id, to: judgement.status, cause: 'FACTS', reason: judgement.reasons.join(' ') };
}

/** The day on which to look again: the answer changes while the attestation still runs. */
function recheckOf({ expiresAt }: Live, { changesOn }: Answer): string {
  if (changesOn === undefined || changesOn === null) return '';
  return Date.parse(`${changesOn}T00:00:00Z`) / 1000 < expiresAt ? changesOn : '';
}
