import type { Answer } from '../../../schema/generated/question.ts';
import { condition } from '../../../store/mongoose/condition.ts';
import { above, among } from '../../../store/mongoose/operators.ts';
import { pagesOf } from '../../../store/mongoose/pages.ts';
import { Batch, batchIdOf, questionToDecide } from '../archive/batch.ts';
import type { Basis } from '../archive/batch.ts';
import type { Archive, Located } from '../archive/archive.ts';
import type { ArchiveModels, StoredBatch } from '../archive/model.ts';
import type { Recognise } from '../ports.ts';
import type { StatusChanges, StatusOrder } from '../status/changes.ts';
import { TO_BE_RECHECKED } from '../status/model.ts';
import type { StatusModels, StoredBatchStatus } from '../status/model.ts';
import { BatchStatus } from '../status/batch-status.ts';
import type { TerritoryDays } from '../../../facts/model/days.ts';
import type { Days } from '../../federation/subgraph.ts';
import { judge } from './judgement.ts';
import type { Judgement } from './judgement.ts';
import { recheckOf } from './recheck.ts';
import { errorClass } from '../../../lib/errors/hub-error.ts';

/** Batches read together. */
const PAGE = 200;
/** Attestations decided together, about. */
const AT_ONCE = 1000;
/** Pages being written at once: each waits for the disk a few times. */
const MAX_WRITING = 3;
/** Grounds looked up together. */
const GROUNDS_PAGE = 500;

/** A source of facts does not answer just now: nothing may be concluded, and it is to be tried again. */
export class EvidenceUnavailable extends errorClass('EVIDENCE_UNAVAILABLE') {}

export interface RevalidatorOptions {
  readonly batches: ArchiveModels['batches'];
  readonly batchStatuses: StatusModels['batchStatuses'];
  readonly archive: Archive;
  readonly changes: StatusChanges;
  readonly recognise: Recognise;
  readonly days: Days;
  readonly now: () => Date;
}

/** Some attestations of a batch that are neither revoked nor at their end. */
interface Live {
  readonly batch: Batch;
  readonly batchStatus: BatchStatus;
  readonly positions: readonly number[];
  /** Whether these are all of the batch. */
  readonly isWhole: boolean;
}

/** Which attestations of a batch are looked at; absent: all. */
type Choice = (batch: Batch, position: number) => boolean;

/** Changes that today's answers demand for a page of attestations. */
interface StatusConsequence {
  readonly orders: readonly StatusOrder[];
  /** Minutes at which to look at batches again. */
  readonly rechecks: readonly { readonly batch: Batch; readonly on: string }[];
}

/**
 * Keeps attestations true: decides their questions again as of today with present knowledge, and
 * suspends, revokes or restores what no longer, or again, says what the facts say.
 */
export class Revalidator {
  readonly #options: RevalidatorOptions;

  constructor(options: RevalidatorOptions) {
    this.#options = options;
  }

  /** What one deserves today; null when there is none that is neither revoked nor expired. */
  async judgement({ batch, position }: Located): Promise<Judgement | null> {
    const { recognise } = this.#options;
    const [live] = await this.#living([batch], (_, at) => at === position);
    if (!live) return null;
    const basis = batch.basisOf(position);
    const [question, { answer }] = [questionToDecide(basis), basis];
    const days = await this.#options.days();
    const asOf = days.on(question.market, this.#options.now());
    const [decided] = await recognise([{ ...question, asOf }]);
    return decided ? judge(answer, decided.answer) : null;
  }

  /** Those named. @throws EvidenceUnavailable */
  async byId(ids: readonly string[]): Promise<void> {
    const named = new Set(ids);
    const batches = await this.#options.archive.batches([...new Set(ids.map(batchIdOf))]);
    await this.#revalidate([batches], nothing, (batch, at) => named.has(batch.idOf(at)));
  }

  /** Those that stand on one of the grounds. @param keep called between pages */
  async onGrounds(grounds: readonly string[], keep: () => Promise<void>): Promise<void> {
    for (let start = 0; start < grounds.length; start += GROUNDS_PAGE) {
      const some = new Set(grounds.slice(start, start + GROUNDS_PAGE));
      const touched = new WeakMap<Basis, boolean>();
      const choice: Choice = (batch, position) => {
        const basis = batch.basisOf(position);
        const known = touched.get(basis) ?? basis.grounds.some((ground) => some.has(ground));
        touched.set(basis, known);
        return known;
      };
      await this.#revalidate(this.#pages({ grounds: among([...some]) }), keep, choice);
    }
  }

  /** Every one. */
  async all(keep: () => Promise<void>): Promise<void> {
    await this.#revalidate(this.#pages({}), keep);
  }

  /** Those of batches in which an answer was to change by this minute. */
  async due(minute: string, keep: () => Promise<void>): Promise<void> {
    const { batchStatuses: statuses, archive } = this.#options;
    const recheckOn = condition({ ...TO_BE_RECHECKED.recheckOn, $lte: minute });
    const pages = async function* (): AsyncGenerator<readonly Batch[]> {
      const found = pagesOf<Pick<StoredBatchStatus, '_id'>>(
        statuses,
        { recheckOn },
        { _id: 1 },
        PAGE,
      );
      for await (const page of found) yield archive.batches(page.map(({ _id }) => _id));
    };
    await this.#revalidate(pages(), keep);
  }

  /** Whether there is anything to uphold. */
  async isIdle(): Promise<boolean> {
    return (await this.#options.batches.exists({ expiresAt: above(this.#seconds()) })) === null;
  }

  #seconds(): number {
    return Math.floor(this.#options.now().getTime() / 1000);
  }

  async *#pages(filter: object): AsyncGenerator<readonly Batch[]> {
    const live = { ...filter, expiresAt: above(this.#seconds()) };
    for await (const page of pagesOf<StoredBatch>(this.#options.batches, live, undefined, PAGE))
      yield page.map((stored) => Batch.read(stored));
  }

  /** The attestations of some batches that may still be changed. */
  async #living(batches: readonly Batch[], choice?: Choice): Promise<readonly Live[]> {
    const now = this.#seconds();
    const statuses = await this.#options.changes.batchStatuses(batches.map(({ id }) => id));
    return batches.flatMap((batch): Live[] => {
      const status = statuses.get(batch.id) ?? BatchStatus.NEW;
      const positions = [...batch.content.members.keys()].filter((position) => {
        const isLive = batch.endOf(position) > now && status.of(position).status !== 'REVOKED';
        return isLive && (choice?.(batch, position) ?? true);
      });
      const isWhole = choice === undefined;
      return positions.length > 0 || isWhole
        ? [{ batch, batchStatus: status, positions, isWhole }]
        : [];
    });
  }

  async #revalidate(
    pages: AsyncIterable<readonly Batch[]> | Iterable<readonly Batch[]>,
    keep: () => Promise<void>,
    choice?: Choice,
  ): Promise<void> {
    // What some pages demand is written while the next ones are decided: they concern other attestations.
    const writing: Promise<void>[] = [];
    try {
      for await (const page of pages)
        for (const some of portions(await this.#living(page, choice))) {
          await keep();
          const consequence = await this.#decide(some);
          if (writing.length === MAX_WRITING) await writing.shift();
          const written = this.#write(consequence);
          written.catch(() => undefined); // thrown where it is waited for
          writing.push(written);
        }
    } finally {
      // Whatever has failed: nothing goes on after this has returned, or thrown.
      await Promise.allSettled(writing);
    }
    await Promise.all(writing);
  }

  async #decide(page: readonly Live[]): Promise<StatusConsequence> {
    const days = await this.#options.days();
    const outcomes = await this.#outcomes(page, days);
    const orders: StatusOrder[] = [];
    const rechecks: { batch: Batch; on: string }[] = [];
    for (const { batch, batchStatus: status, positions, isWhole } of page) {
      let on = isWhole ? '' : status.recheckOn;
      for (const position of positions) {
        const basis = batch.basisOf(position);
        const outcome = outcomes.get(basis);
        if (!outcome) throw new RangeError('A question was left unanswered.');
        const order = orderOf({ batch, position }, status, outcome.judgement);
        if (order) orders.push(order);
        const moment = recheckOf(batch.endOf(position), outcome.now, (day) =>
          days.startOf(basis.question.market, day),
        );
        if (moment !== '' && (on === '' || moment < on)) on = moment;
      }
      if (on !== status.recheckOn) rechecks.push({ batch, on });
    }
    return { orders, rechecks };
  }

  /** Today's answers to the questions of a page, by the answers of then. */
  async #outcomes(
    page: readonly Live[],
    days: TerritoryDays,
  ): Promise<ReadonlyMap<Basis, { readonly now: Answer; readonly judgement: Judgement }>> {
    const bases = new Set(
      page.flatMap(({ batch, positions }) => positions.map((position) => batch.basisOf(position))),
    );
    // An answer that was signed in many batches is decided once.
    const texts = new Map([...bases].map((basis) => [basis, decisionText(basis)]));
    const distinct = new Map([...texts].map(([basis, text]) => [text, basis]));
    const { now, recognise } = this.#options;
    const at = now();
    const decided = await recognise(
      [...distinct.values()].map((basis) => ({
        ...questionToDecide(basis),
        asOf: days.on(basis.question.market, at),
      })),
    );
    const byText = new Map(
      [...distinct].map(([text, { answer }], at) => {
        const now = decided[at]?.answer;
        if (!now || now.reasons.includes('SUBGRAPH_UNAVAILABLE'))
          throw new EvidenceUnavailable('A source of facts does not answer.');
        return [text, { now, judgement: judge(answer, now) }];
      }),
    );
    return new Map(
      [...texts].flatMap(([basis, text]) => {
        const outcome = byText.get(text);
        return outcome ? [[basis, outcome]] : [];
      }),
    );
  }

  async #write({ orders, rechecks }: StatusConsequence): Promise<void> {
    // The day first: done again after a crash, the rest follows from it.
    await this.#recheck(rechecks);
    await this.#options.changes.change(orders);
  }

  async #recheck(rechecks: StatusConsequence['rechecks']): Promise<void> {
    if (rechecks.length === 0) return;
    await this.#options.batchStatuses.bulkWrite(
      rechecks.map(({ batch, on: recheckOn }) => ({
        updateOne: {
          filter: { _id: batch.id },
          update: {
            $set: { recheckOn },
            $setOnInsert: { list: batch.content.list, version: 0, members: '[]' },
          },
          upsert: true,
        },
      })),
      { ordered: false },
    );
  }
}

const nothing = (): Promise<void> => Promise.resolve();

const decisionText = (basis: Basis): string =>
  JSON.stringify({ question: questionToDecide(basis), answer: basis.answer });

/** Portions of some attestations that are decided together. */
function portions(page: readonly Live[]): Live[][] {
  const found: Live[][] = [];
  let size = AT_ONCE;
  for (const live of page) {
    if (size >= AT_ONCE) {
      found.push([]);
      size = 0;
    }
    found.at(-1)?.push(live);
    size += live.positions.length;
  }
  return found;
}

/** The change that today's answer demands; undefined: none. */
function orderOf(
  located: Located,
  batchStatus: BatchStatus,
  judgement: Judgement,
): StatusOrder | undefined {
  const { status, cause } = batchStatus.of(located.position);
  const isHeld = status === 'SUSPENDED' && cause !== 'FACTS';
  if (judgement.status === status || (isHeld && judgement.status !== 'REVOKED')) return undefined;
  return { ...located, to: judgement.status, cause: 'FACTS', reason: judgement.reasons.join(' ') };
}
