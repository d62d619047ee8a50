import type { Question } from '../../../schema/generated/question.ts';
import { setTimeout as delay } from 'node:timers/promises';
import { fewAtATime } from '../../../lib/map-concurrent.ts';
import type { Archive, UnsignedBatch } from '../archive/archive.ts';
import { BATCH_ID_LENGTH, requestKey } from '../archive/batch.ts';
import type { Issuer } from '../model.ts';
import { AttestationBuilder, isRecognition, isSignable } from './builder.ts';
import type { AttestationDraft } from './builder.ts';
import { faultsOf } from './input.ts';
import type { InputFault, IssueRequest } from './input.ts';
import type { KeyRing, Signer } from '../keys/index.ts';
import type { TransparencyLog } from '../log/log.ts';
import type { IssuedAttestation } from '../model.ts';
import type { Recognise, Recognised } from '../ports.ts';
import type { Days } from '../../federation/subgraph.ts';
import { mayIssue } from '../rules.ts';
import { encodedHeader } from '../keys/sign.ts';
import { SigningInputs } from '../archive/signing-inputs.ts';
import type { Allocator } from '../status/allocation.ts';
import type { FactsPort } from '../revalidation/affected.ts';
import type { Revalidator } from '../revalidation/revalidator.ts';
import { ATTESTATION_HEADER } from '../verification/index.ts';
import { errorClass } from '../../../lib/errors/hub-error.ts';
import type { IssueOrder } from './order.ts';

export type IssueOutcome =
  | { readonly kind: 'issued'; readonly attestation: IssuedAttestation; readonly created: boolean }
  | { readonly kind: 'not-recognised'; readonly recognised: Recognised }
  | { readonly kind: 'invalid'; readonly faults: readonly InputFault[] }
  | { readonly kind: 'forbidden' };

/** The clock stands before something already signed: signing on would contradict it. */
export class ClockFault extends errorClass('CLOCK_BEHIND') {}

/** Between the decision and the signature the facts may have changed: nothing was signed. */
export class StaleDecision extends errorClass('DECISION_STALE') {}

export interface IssuanceOptions {
  readonly archive: Archive;
  readonly log: TransparencyLog;
  readonly allocator: Allocator;
  readonly keys: KeyRing;
  readonly recognise: Recognise;
  /** The facts that decisions rest on; absent where they never change. */
  readonly facts?: FactsPort | undefined;
  readonly revalidator: Revalidator;
  readonly issuer: Issuer;
  readonly days: Days;
  readonly now: () => Date;
  /** Bytes from a cryptographic source. */
  readonly random: (size: number) => Uint8Array;
}

/** Random bytes of the identifier of a batch, with which begin those of all its attestations. */
const BATCH_BYTES = (BATCH_ID_LENGTH * 3) / 4;
/** Characters that an attestation has of its own, 84 bits: nobody finds one by trying. */
const OWN_LENGTH = 14;
const OWN_BYTES = Math.ceil((OWN_LENGTH * 3) / 4);
/** Attestations in one batch at most. */
const MAX_BATCH = 1000;
/** Batches under way at once: while one is signed, others are drawn up and stored. */
const AT_ONCE = 6;
/** Times that a request is tried again when others issue the same one meanwhile, and milliseconds between. */
const MAX_ATTEMPTS = 400;
const WAIT_MS = 25;
/** Times that questions are answered again since facts were recorded meanwhile. */
const MAX_READINGS = 5;
/** Age in milliseconds from which a decision is no longer signed. */
const MAX_DECISION_AGE_MS = 5000;

/**
 * The issuance cycle: decide, draw up, store (see Archive), look whether facts came between, hand out.
 * Every issued attestation is stored and logged first; a crash between any two steps loses nothing
 * that anyone was given, and the next equal request begins anew.
 */
export class Issuance {
  readonly #options: IssuanceOptions;
  #lastIssuedAt: number | undefined;

  constructor(options: IssuanceOptions) {
    this.#options = options;
  }

  /** Issues each request or says why not, in order. Equal requests on a day give one attestation. */
  async issue(orders: readonly IssueOrder[]): Promise<readonly IssueOutcome[]> {
    const now = this.#options.now();
    const days = await this.#options.days();
    const todayOf = ({ question }: IssueRequest): string => days.on(question.market, now);
    const outcomes: Outcomes = orders.map(({ request }) => {
      const faults = faultsOf(request, todayOf(request));
      return faults.length > 0 ? { kind: 'invalid', faults } : undefined;
    });
    const sound = [...orders.keys()].filter((position) => outcomes[position] === undefined);
    const { decided, horizon } = await this.#decide(
      sound.flatMap((position): Question[] => {
        const order = orders[position];
        return order ? [{ ...order.request.question, asOf: todayOf(order.request) }] : [];
      }),
    );
    if (this.#options.now().getTime() - now.getTime() > MAX_DECISION_AGE_MS)
      throw new StaleDecision('Answering took too long to sign the answer; try again.');
    const builder = new AttestationBuilder(this.#options.issuer, days);
    // While one batch is signed, others are drawn up and stored.
    await fewAtATime(startsOf(sound.length), AT_ONCE, async (start) => {
      const batch = sound.slice(start, start + MAX_BATCH);
      const drafts = batch.flatMap((position, at): AttestationDraft[] => {
        const [order, recognised] = [orders[position], decided[start + at]];
        if (!order || !recognised) throw new RangeError('A question was left unanswered.');
        if (!mayIssue(order.requester, recognised.certificate?.holder?.id))
          outcomes[position] = { kind: 'forbidden' };
        else if (isRecognition(recognised) && !isSignable(recognised))
          outcomes[position] = { kind: 'invalid', faults: [TOO_LARGE] };
        else if (isRecognition(recognised)) return [builder.draftOf(order, position, recognised)];
        else outcomes[position] = { kind: 'not-recognised', recognised };
        return [];
      });
      await this.#settle({ drafting: builder, horizon }, drafts, outcomes);
    });
    await this.#recheck(horizon, outcomes);
    return outcomes.map((outcome) => {
      if (!outcome) throw new RangeError('A request was left without an outcome.');
      return outcome;
    });
  }

  /** Answers all questions on the facts of one and the same horizon. */
  async #decide(
    questions: readonly Question[],
  ): Promise<{ readonly decided: readonly Recognised[]; readonly horizon: number }> {
    const { facts, recognise } = this.#options;
    for (let reading = 0; reading < MAX_READINGS; reading++) {
      const horizon = facts?.horizon.current() ?? 0;
      const decided = await recognise(questions);
      if (horizon === (facts?.horizon.current() ?? 0)) return { decided, horizon };
    }
    throw new StaleDecision('Facts are recorded faster than they can be read; try again.');
  }

  /**
   * What is handed out must be true by what was recorded before it was stored: later documents find it
   * stored, and are followed from there. So a document that came between is followed here.
   */
  async #recheck(horizon: number, outcomes: Outcomes): Promise<void> {
    const { facts, revalidator: revalidator, archive } = this.#options;
    if (!facts || !outcomes.some((outcome) => outcome?.kind === 'issued')) return;
    if ((await facts.horizon.refresh()) === horizon) return;
    const ids = outcomes.flatMap((outcome) =>
      outcome?.kind === 'issued' ? [outcome.attestation._id] : [],
    );
    await revalidator.byId(ids);
    const now = new Map((await archive.withIds(ids)).map((found) => [found._id, found]));
    for (const [position, outcome] of outcomes.entries()) {
      const found = outcome?.kind === 'issued' && now.get(outcome.attestation._id);
      if (found) outcomes[position] = { ...outcome, attestation: found };
    }
  }

  async #settle(
    basis: BuilderInput,
    drafts: readonly AttestationDraft[],
    outcomes: Outcomes,
  ): Promise<void> {
    const open = new Map<string, Fresh>();
    const byKey = new Map<string, AttestationDraft[]>();
    for (const draft of drafts) {
      const equal = byKey.get(draft.key);
      if (equal) equal.push(draft);
      else byKey.set(draft.key, [draft]);
      if (!equal) open.set(draft.key, { draft, generation: 1 });
    }
    const settle = (attestation: IssuedAttestation, isNew: boolean): void => {
      const { request } = attestation;
      for (const [at, { position }] of (byKey.get(request) ?? []).entries())
        outcomes[position] = { kind: 'issued', attestation, created: isNew && at === 0 };
      open.delete(request);
    };
    for (let attempt = 0; open.size > 0; attempt++) {
      if (attempt === MAX_ATTEMPTS)
        throw new RangeError('Too many equal requests at once; try again.');
      // Most requests have no attestation yet: so it is only looked when one cannot be reserved.
      if (attempt > 0) await this.#lookUp(open, settle);
      for (const attestation of await this.#issue(basis, [...open.values()]))
        settle(attestation, true);
    }
  }

  /** Settles the requests that have an attestation in force, and waits where one is about to be issued. */
  async #lookUp(
    open: Map<string, Fresh>,
    settle: (attestation: IssuedAttestation, isNew: boolean) => void,
  ): Promise<void> {
    const latest = await this.#options.archive.latest([...open.keys()]);
    let isWaiting = false;
    for (const [request, known] of latest) {
      const fresh = open.get(request);
      if (known === 'RESERVED') isWaiting = true;
      else if (known.status !== 'REVOKED') settle(known, false);
      else if (fresh) open.set(request, { ...fresh, generation: known.generation + 1 });
    }
    if (isWaiting) await delay(WAIT_MS);
  }

  /** Issues attestations together; none, when one of the requests has been reserved or issued by others. */
  async #issue(
    basis: BuilderInput,
    fresh: readonly Fresh[],
  ): Promise<readonly IssuedAttestation[]> {
    const { archive, keys, random } = this.#options;
    if (fresh.length === 0) return [];
    const signer = keys.signer('attestation');
    const issuedAt = await this.#instantOfIssue();
    const id = Buffer.from(random(BATCH_BYTES)).toString('base64url');
    const requests = fresh.map(({ draft, generation }) => requestKey(draft.key, generation));
    if (!(await archive.reserve(id, requests))) return [];
    try {
      const unsigned = await this.#batchOf(id, basis, fresh, { signer, issuedAt });
      return (await archive.issue(id, requests, unsigned, signer)) ?? [];
    } catch (error) {
      await archive.release(id).catch(() => undefined); // it expires by itself
      throw error;
    }
  }

  /** The attestations of drafts, each with a place and an identifier of its own. */
  async #batchOf(
    id: string,
    { drafting: builder, horizon }: BuilderInput,
    fresh: readonly Fresh[],
    { signer, issuedAt }: { readonly signer: Signer; readonly issuedAt: number },
  ): Promise<UnsignedBatch> {
    const { allocator, random } = this.#options;
    const { list, turn, indexes } = await allocator.allocate(fresh.length);
    const bytes = Buffer.from(random(OWN_BYTES * fresh.length));
    const header = encodedHeader(signer, ATTESTATION_HEADER);
    const inputs = new SigningInputs(header, fresh.length);
    const terms = { kid: signer.kid, header, issuedAt, list, turn, inputs };
    const members = fresh.map(({ draft }, at) => {
      const start = at * OWN_BYTES;
      const own = bytes.toString('base64url', start, start + OWN_BYTES).slice(0, OWN_LENGTH);
      const place = { id: `${id}${own}`, own, index: indexes[at] ?? 0 };
      return builder.attestationOf(draft, place, terms);
    });
    return { ...terms, horizon, members };
  }

  /** Now, in seconds, unless that is before the last entry of the log. */
  async #instantOfIssue(): Promise<number> {
    const { log, now } = this.#options;
    this.#lastIssuedAt ??= Math.floor(((await log.lastAppended())?.getTime() ?? 0) / 1000);
    const seconds = Math.floor(now().getTime() / 1000);
    if (seconds < this.#lastIssuedAt)
      throw new ClockFault('The clock of this machine stands before the last signature: set it.');
    this.#lastIssuedAt = seconds;
    return seconds;
  }
}

const TOO_LARGE: InputFault = {
  code: 'CERTIFICATE_TOO_LARGE',
  path: 'question.certificate',
  message:
    'The record of the certificate and the question are larger than an attestation can carry (7,000 bytes): ask about a part of the product.',
};

/** The outcome of each request of a call; undefined: not known yet. */
type Outcomes = (IssueOutcome | undefined)[];

/** The answers that the drafts of one call rest on. */
interface BuilderInput {
  readonly drafting: AttestationBuilder;
  /** Number of the last document of facts that the answers rest on. */
  readonly horizon: number;
}

/** A draft of which no attestation is in force. */
interface Fresh {
  readonly draft: AttestationDraft;
  readonly generation: number;
}

/** Positions at which batches begin. */
const startsOf = (count: number): readonly number[] =>
  Array.from({ length: Math.ceil(count / MAX_BATCH) }, (_, at) => at * MAX_BATCH);
