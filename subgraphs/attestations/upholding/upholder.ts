import type { Model } from 'mongoose';
import type { Answer } from '../../../schema/generated/question.ts';
import { condition } from '../../kit/condition.ts';
import { above, among } from '../../kit/facts/filter.ts';
import { pagesOf } from '../../kit/pages.ts';
import { TO_BE_RECHECKED, readDecision } from '../model.ts';
import type { StoredAttestation } from '../model.ts';
import type { Recognise } from '../ports.ts';
import type { Changeable, StatusChanges, StatusOrder } from '../status/changes.ts';
import { judge } from './standing.ts';
import type { Judgement } from './standing.ts';

/** Attestations decided together. */
const PAGE = 1000;
/** Pages being written at once: each waits for the disk a few times. */
const MAX_WRITING = 3;
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

/** What of an attestation is needed to decide it again, and to change it. */
type Live = Changeable & Pick<StoredAttestation, 'decision' | 'expiresAt' | 'recheckOn'>;

/** What today's answers demand for a page of attestations. */
interface Consequence {
  readonly orders: readonly StatusOrder[];
  /** Days on which to look again. */
  readonly rechecks: readonly { readonly id: string; readonly on: string }[];
}

const FIELDS = {
  digest: 1,
  list: 1,
  index: 1,
  changes: 1,
  decision: 1,
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
    const { question, answer } = readDecision(found.decision);
    const [decided] = await recognise([{ ...question, asOf }]);
    return decided ? judge(answer, decided.answer) : null;
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
    const { attestations } = this.#options;
    // What some pages demand is written while the next ones are decided: they concern other attestations.
    const writing: Promise<void>[] = [];
    const pages = pagesOf<Live>(attestations, { ...this.#live(), ...filter }, FIELDS, PAGE);
    try {
      for await (const page of pages) {
        await keep();
        const consequence = await this.#decide(page);
        if (writing.length === MAX_WRITING) await writing.shift();
        const written = this.#write(page, consequence);
        written.catch(() => undefined); // thrown where it is waited for
        writing.push(written);
      }
    } finally {
      // Whatever has failed: nothing goes on after this has returned, or thrown.
      await Promise.allSettled(writing);
    }
    await Promise.all(writing);
  }

  async #decide(page: readonly Live[]): Promise<Consequence> {
    const { recognise, now } = this.#options;
    const today = now().toISOString().slice(0, 10);
    // What was signed for many authorities alike is decided once.
    const signed = [...new Set(page.map(({ decision }) => decision))].map((text) => ({
      text,
      ...readDecision(text),
    }));
    const decided = await recognise(signed.map(({ question }) => ({ ...question, asOf: today })));
    const outcomes = new Map(
      signed.map(({ text, answer }, index) => {
        const now = decided[index]?.answer;
        if (!now || now.reasons.includes('SUBGRAPH_UNAVAILABLE'))
          throw new EvidenceUnavailable('A source of facts does not answer.');
        return [text, { now, judgement: judge(answer, now) }] as const;
      }),
    );
    const orders: StatusOrder[] = [];
    const rechecks: { id: string; on: string }[] = [];
    for (const attestation of page) {
      const outcome = outcomes.get(attestation.decision);
      if (!outcome) throw new RangeError('A question was left unanswered.');
      const order = orderOf(attestation, outcome.judgement);
      if (order) orders.push(order);
      const on = recheckOf(attestation, outcome.now);
      if (on !== attestation.recheckOn) rechecks.push({ id: attestation._id, on });
    }
    return { orders, rechecks };
  }

  async #write(page: readonly Live[], { orders, rechecks }: Consequence): Promise<void> {
    // The day first: done again after a crash, the rest follows from it.
    await this.#recheck(rechecks);
    await this.#options.changes.change(orders, page);
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
  { _id, status, statusCause }: Live,
  judgement: Judgement,
): StatusOrder | undefined {
  const isHeld = status === 'SUSPENDED' && statusCause !== 'FACTS';
  if (judgement.status === status || (isHeld && judgement.status !== 'REVOKED')) return undefined;
  return { id: _id, to: judgement.status, cause: 'FACTS', reason: judgement.reasons.join(' ') };
}

/** The day on which to look again: the answer changes while the attestation still runs. */
function recheckOf({ expiresAt }: Live, { changesOn }: Answer): string {
  if (changesOn === undefined || changesOn === null) return '';
  return Date.parse(`${changesOn}T00:00:00Z`) / 1000 < expiresAt ? changesOn : '';
}
