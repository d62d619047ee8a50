import type { Question } from '../../schema/generated/question.ts';
import { inTurns } from '../kit/in-turns.ts';
import type { Archive, UnsignedBatch } from './archive/archive.ts';
import { BATCH_ID_LENGTH } from './archive/batch.ts';
import type { Issuer } from './credential.ts';
import { Drafting, isRecognition } from './drafts.ts';
import type { Draft } from './drafts.ts';
import { faultsOf } from './input.ts';
import type { InputFault, IssueRequest } from './input.ts';
import type { KeyRing, Signer } from './keys/index.ts';
import type { TransparencyLog } from './log/log.ts';
import type { IssuedAttestation } from './model.ts';
import type { Recognise, Recognised } from './ports.ts';
import { mayIssue } from './rules.ts';
import { encodedHeader } from './sign.ts';
import { SigningInputs } from './signing-inputs.ts';
import type { Allocator, Place } from './status/allocation.ts';
import type { FactsPort } from './upholding/consequences.ts';
import type { Upholder } from './upholding/upholder.ts';
import { ATTESTATION_HEADER } from './verification/index.ts';

/** Who asks: what the rules need to know of a caller. */
export interface Requester {
  readonly subject: string;
  readonly scopes: ReadonlySet<string>;
  readonly holder?: string;
}

/** A request, and who makes it. */
export interface IssueOrder {
  readonly request: IssueRequest;
  readonly requester: Requester;
}

export type IssueOutcome =
  | { readonly kind: 'issued'; readonly attestation: IssuedAttestation; readonly created: boolean }
  | { readonly kind: 'not-recognised'; readonly recognised: Recognised }
  | { readonly kind: 'invalid'; readonly faults: readonly InputFault[] }
  | { readonly kind: 'forbidden' };

/** The clock stands before something already signed: signing on would contradict it. */
export class ClockFault extends Error {
  override readonly name = 'ClockFault';
  readonly code = 'CLOCK_BEHIND';
}

/** Between the decision and the signature the facts may have changed: nothing was signed. */
export class StaleDecision extends Error {
  override readonly name = 'StaleDecision';
  readonly code = 'DECISION_STALE';
}

export interface IssuanceOptions {
  readonly archive: Archive;
  readonly log: TransparencyLog;
  readonly allocator: Allocator;
  readonly keys: KeyRing;
  readonly recognise: Recognise;
  /** The facts that decisions rest on; absent where they never change. */
  readonly facts?: FactsPort | undefined;
  readonly upholder: Upholder;
  readonly issuer: Issuer;
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
/** Batches under way at once: while one is signed, another is stored, and a third drawn up. */
const AT_ONCE = 3;
/** Times that a request is tried again when another process issues the same one meanwhile. */
const MAX_ATTEMPTS = 5;
/** Times that questions are answered again since facts were recorded meanwhile. */
const MAX_READINGS = 5;
/** Age in milliseconds from which a decision is no longer signed. */
const MAX_DECISION_AGE_MS = 5000;

/**
 * The issuance cycle: decide, draw up, store (see Archive), look whether facts came between, hand out.
 * Nothing is handed out that is not stored and logged; a crash between any two steps loses nothing
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
    const today = now.toISOString().slice(0, 10);
    const outcomes = new Map<number, IssueOutcome>();
    const sound: { readonly order: IssueOrder; readonly position: number }[] = [];
    for (const [position, order] of orders.entries()) {
      const faults = faultsOf(order.request, today);
      if (faults.length > 0) outcomes.set(position, { kind: 'invalid', faults });
      else sound.push({ order, position });
    }
    const { decided, horizon } = await this.#decide(
      sound.map(({ order }): Question => ({ ...order.request.question, asOf: today })),
    );
    const drafting = new Drafting(this.#options.issuer, today);
    const drafts = sound.flatMap(({ order, position }, index): Draft[] => {
      const recognised = decided[index];
      if (!recognised) throw new RangeError('A question was left unanswered.');
      if (!mayIssue(order.requester, recognised.certificate?.holder?.id))
        outcomes.set(position, { kind: 'forbidden' });
      else if (isRecognition(recognised)) {
        return [drafting.draftOf(order, position, recognised)];
      } else outcomes.set(position, { kind: 'not-recognised', recognised });
      return [];
    });
    if (this.#options.now().getTime() - now.getTime() > MAX_DECISION_AGE_MS)
      throw new StaleDecision('Answering took too long to sign the answer; try again.');
    await this.#settle({ drafting, horizon }, drafts, outcomes, 1);
    await this.#recheck(horizon, outcomes);
    return orders.map((_, position) => outcomes.get(position) ?? { kind: 'forbidden' });
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
  async #recheck(horizon: number, outcomes: Map<number, IssueOutcome>): Promise<void> {
    const { facts, upholder, archive } = this.#options;
    const issued = [...outcomes].flatMap(([position, outcome]) =>
      outcome.kind === 'issued' ? [{ position, outcome }] : [],
    );
    if (!facts || issued.length === 0 || (await facts.horizon.refresh()) === horizon) return;
    const ids = issued.map(({ outcome }) => outcome.attestation._id);
    await upholder.byId(ids);
    const found = await archive.withIds(ids);
    const now = new Map(found.map((attestation) => [attestation._id, attestation]));
    for (const { position, outcome } of issued)
      outcomes.set(position, {
        ...outcome,
        attestation: now.get(outcome.attestation._id) ?? outcome.attestation,
      });
  }

  async #settle(
    basis: DraftBasis,
    drafts: readonly Draft[],
    outcomes: Map<number, IssueOutcome>,
    attempt: number,
  ): Promise<void> {
    if (drafts.length === 0) return;
    if (attempt > MAX_ATTEMPTS) throw new RangeError('Too many equal requests at once; try again.');
    const latest = await this.#options.archive.latest([...new Set(drafts.map(({ key }) => key))]);
    const fresh = new Map<string, Fresh>();
    for (const draft of drafts) {
      const known = latest.get(draft.key);
      if (known && known.status !== 'REVOKED')
        outcomes.set(draft.position, { kind: 'issued', attestation: known, created: false });
      else if (!fresh.has(draft.key))
        fresh.set(draft.key, { draft, generation: (known?.generation ?? 0) + 1 });
    }
    const issued = await this.#issue(basis, [...fresh.values()]);
    const created = new Set(issued.keys());
    const again: Draft[] = [];
    for (const draft of drafts) {
      if (outcomes.has(draft.position)) continue;
      const attestation = issued.get(draft.key);
      if (!attestation) again.push(draft);
      else
        outcomes.set(draft.position, {
          kind: 'issued',
          attestation,
          created: created.delete(draft.key),
        });
    }
    await this.#settle(basis, again, outcomes, attempt + 1);
  }

  /** Issues what has not been issued before, in batches; gives the attestations by request. */
  async #issue(
    basis: DraftBasis,
    fresh: readonly Fresh[],
  ): Promise<ReadonlyMap<string, IssuedAttestation>> {
    const { archive, allocator, keys } = this.#options;
    const issued = new Map<string, IssuedAttestation>();
    if (fresh.length === 0) return issued;
    const signer = keys.signer('attestation');
    const issuedAt = await this.#instantOfIssue();
    const placed = (await allocator.allocate(fresh.length)).flatMap((place, at): Placed[] => {
      const each = fresh[at];
      return each ? [{ ...each, place }] : [];
    });
    await inTurns(stretches(placed), AT_ONCE, async (stretch) => {
      const batch = this.#batchOf(basis, stretch, { signer, issuedAt });
      for (const attestation of (await archive.issue(batch, signer)) ?? [])
        issued.set(attestation.request, attestation);
    });
    return issued;
  }

  /** The attestations of drafts whose places follow each other, each with an identifier of its own. */
  #batchOf(
    { drafting, horizon }: DraftBasis,
    placed: readonly Placed[],
    { signer, issuedAt }: { readonly signer: Signer; readonly issuedAt: number },
  ): UnsignedBatch {
    const [first] = placed;
    if (!first) throw new RangeError('A batch has at least one attestation.');
    const { list, turn } = first.place;
    const bytes = Buffer.from(this.#options.random(BATCH_BYTES + OWN_BYTES * placed.length));
    const _id = bytes.toString('base64url', 0, BATCH_BYTES);
    const { kid } = signer;
    const header = encodedHeader(signer, ATTESTATION_HEADER);
    const inputs = new SigningInputs(header, placed.length);
    const terms = { _id, kid, header, issuedAt, inputs };
    const members = placed.map(({ draft, generation, place }, at) => {
      const start = BATCH_BYTES + at * OWN_BYTES;
      const own = bytes.toString('base64url', start, start + OWN_BYTES).slice(0, OWN_LENGTH);
      return drafting.attestationOf(draft, { id: `${_id}${own}`, own, generation, place }, terms);
    });
    return { ...terms, horizon, list, turn, members };
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

/** What the drafts of one call rest on. */
interface DraftBasis {
  readonly drafting: Drafting;
  /** Number of the last document of facts that the answers rest on. */
  readonly horizon: number;
}

/** A draft of which no attestation is in force. */
interface Fresh {
  readonly draft: Draft;
  readonly generation: number;
}

interface Placed extends Fresh {
  readonly place: Place;
}

/** Drafts in batches: each in one status list, and none too large. */
function stretches(placed: readonly Placed[]): Placed[][] {
  const found: Placed[][] = [];
  for (const each of placed) {
    const last = found.at(-1);
    const isFull = last?.length === MAX_BATCH;
    if (last && !isFull && last[0]?.place.list === each.place.list) last.push(each);
    else found.push([each]);
  }
  return found;
}
